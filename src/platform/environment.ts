import { type MailboxAccount, mailboxAt } from './mailbox-address.ts';

/**
 * What the environment asks for. Each is judged before anything is opened or written: who mistypes one is told at once,
 * and not when the first mail is to go out. Set to nothing, as in a file of settings, it is not set.
 */
type Environment = Readonly<Record<string, string | undefined>>;

/** For the person who set it, as a mistyped option. */
export class WrongEnvironment extends Error {
  override name = 'WrongEnvironment';
}

/** An address without a path, and without a slash at its end; `undefined` where none is set. */
export function askedBaseUrl(env: Environment = process.env): string | undefined {
  const asked = env['BASE_URL'];
  if (!asked) return undefined;
  const url = URL.parse(asked);
  if (!url || !/^https?:$/.test(url.protocol))
    throw new WrongEnvironment(`BASE_URL ${asked}: an address such as https://shop.example`);
  return url.origin;
}

/** Never repeated in a message, as the addresses below: it may hold a password. */
export function askedDatabase(env: Environment = process.env): string | undefined {
  const url = env['DATABASE_URL'];
  if (!url) return undefined;
  if (!/^postgres(?:ql)?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new WrongEnvironment('DATABASE_URL: an address such as postgres://user:password@host:5432/name');
  return url;
}

export function askedMailServer(env: Environment = process.env): string | undefined {
  const asked = env['SMTP_URL'];
  if (!asked) return undefined;
  const url = URL.parse(asked);
  if (!url?.hostname || !/^smtps?:$/.test(url.protocol))
    throw new WrongEnvironment('SMTP_URL: an address such as smtp://user:password@mail.example:587');
  return asked;
}

const DESK_MAIL_PORT = 2525;

interface DeskMail {
  /** Where people write to the service desk. */
  readonly address: string;
  /** Where such mail is handed to us. */
  readonly port: number;
  /** Beside that, a mailbox elsewhere that is emptied. */
  readonly mailbox: MailboxAccount | undefined;
}

export function askedDeskMail(env: Environment = process.env): DeskMail | undefined {
  const { DESK_MAIL: address, IMAP_URL: imap } = env;
  if (!address && imap)
    throw new WrongEnvironment('IMAP_URL: say with DESK_MAIL where people write to, for answers');
  if (!address) return undefined;
  if (!/^[^@\s+]+@[^@\s]+$/.test(address))
    throw new WrongEnvironment('DESK_MAIL: an address such as help@shop.example');
  const mailbox = imap ? mailboxAt(imap) : undefined;
  if (imap && !mailbox)
    throw new WrongEnvironment('IMAP_URL: an address such as imaps://user:password@host/INBOX');
  return { address, port: wholeNumber(env, 'DESK_MAIL_PORT', 65_535) ?? DESK_MAIL_PORT, mailbox };
}

/** From one address: ten a second, far more than a person does and less than a script would like. */
const WRITES_PER_MINUTE = 600;

export function askedWritesPerMinute(env: Environment = process.env): number {
  return wholeNumber(env, 'WRITES_PER_MINUTE', 1_000_000_000) ?? WRITES_PER_MINUTE;
}

/** Throws for the first of them that can't be used. */
export function checkEnvironment(env: Environment = process.env): void {
  for (const ask of [askedBaseUrl, askedDatabase, askedMailServer, askedDeskMail, askedWritesPerMinute])
    ask(env);
}

function wholeNumber(env: Environment, name: string, max: number): number | undefined {
  const text = env[name];
  if (!text) return undefined;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > max)
    throw new WrongEnvironment(`${name} ${text}: a whole number from 1 to ${max}`);
  return number;
}

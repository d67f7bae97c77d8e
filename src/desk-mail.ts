import type { InspectedUpload } from './cases/evidence.ts';
import { inspectUpload } from './door/upload.ts';
import { isRefusal, type Refusal } from './kernel/decision.ts';
import { type MailServer, startMailServer } from './platform/mail-in.ts';
import type { IncomingMail, TakeMail } from './platform/mail-parsing.ts';
import type { MailboxAccount } from './platform/mailbox-address.ts';
import { type Mailbox, openMailbox } from './platform/mailbox.ts';
import { takeMail, type TakenMail } from './processes/take-mail.ts';
import type { World } from './processes/world.ts';
import type { Rulebook } from './rulebook/schema.ts';

export interface DeskMailOptions {
  readonly rulebook: Rulebook;
  readonly run: (
    by: string,
    work: (world: World) => Promise<TakenMail | Refusal>,
  ) => Promise<TakenMail | Refusal>;
  readonly report: (error: unknown) => void;
}

/** Brought again: by the sender's own server, which keeps it meanwhile, or from the mailbox, where it stays. */
const LATER: ReadonlySet<string> = new Set(['too-many-mails', 'too-many-messages', 'too-many-tickets']);

/** Opens the desk's letter box: mail is handed to it by SMTP. */
export function openDeskMail(
  options: DeskMailOptions & {
    /** Where people write to, such as help@shop.example; answers come to help+<thread>@shop.example. */
    readonly address: string;
    readonly port: number;
    readonly host: string;
  },
): Promise<MailServer> {
  const { address, port, host, rulebook, report } = options;
  const [local = '', domain = ''] = address.toLowerCase().split('@');
  return startMailServer({
    port,
    host,
    bytesMax: rulebook.desk.mail.bytesMax,
    isOurs: (to) => {
      const [name = '', at = ''] = to.toLowerCase().split('@');
      return at === domain && name.split('+', 1)[0] === local;
    },
    take: takerOf(options),
    report,
  });
}

/** Empties a mailbox of the desk elsewhere, by IMAP. */
export function openDeskMailbox(
  options: DeskMailOptions & { readonly account: MailboxAccount; readonly everyMs: number },
): Mailbox {
  const { account, everyMs, rulebook, report } = options;
  const { bytesMax } = rulebook.desk.mail;
  return openMailbox({ account, everyMs, bytesMax, take: takerOf(options), report });
}

function takerOf({ rulebook, run }: DeskMailOptions): TakeMail {
  return async (mail) => {
    const files = await filesOf(mail, rulebook);
    const taken = await run('system:mail', (world) => takeMail(world, { ...mail, ...files }));
    if (!isRefusal(taken)) return undefined;
    return { later: LATER.has(taken.refused), why: taken.why ?? taken.refused };
  };
}

/** Attachments that pass the same look as uploads; the others are named to the sender, and the mail counts without them. */
async function filesOf(
  { attachments, isCut }: IncomingMail,
  rulebook: Rulebook,
): Promise<{ readonly uploads: readonly InspectedUpload[]; readonly dropped: readonly string[] }> {
  const uploads: InspectedUpload[] = [];
  const { bytesMax } = rulebook.desk.mail;
  const dropped = isCut
    ? [`attachments: this mail has more than ${Math.floor(bytesMax / 1_000_000)} MB`]
    : [];
  for (const { type, bytes } of attachments) {
    const kind = type.startsWith('image/') ? 'photo' : type.startsWith('video/') ? 'video' : 'document';
    const looked =
      uploads.length < rulebook.desk.mail.attachmentsMax
        ? await inspectUpload({ kind, content: bytes.toString('base64') }, rulebook)
        : undefined;
    if (looked && !isRefusal(looked)) uploads.push(looked);
    else dropped.push(`${type}: ${looked?.why ?? `at most ${rulebook.desk.mail.attachmentsMax} files`}`);
  }
  return { uploads, dropped };
}

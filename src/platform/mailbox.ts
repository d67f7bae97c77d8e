/**
 * Mail that waits in a mailbox elsewhere is fetched by IMAP: what is in the inbox is not taken yet. A mail is moved out of it only
 * once it is kept, so a crash in between brings it again, and its Message-ID tells that it is known.
 */
import { ImapFlow } from 'imapflow';
import type { MailboxAccount } from './mailbox-address.ts';
import { readMail, type TakeMail } from './mail-parsing.ts';

export interface Mailbox {
  /** Takes what waits; how many mails that were. */
  pass(): Promise<number>;
  close(): Promise<void>;
}

export interface MailboxOptions {
  readonly account: MailboxAccount;
  /** A longer mail is read up to here: its words count, its attachments don't. */
  readonly bytesMax: number;
  readonly everyMs: number;
  readonly take: TakeMail;
  readonly report: (error: unknown) => void;
}

/** Where mails go: kept, or of machines and of no use. Nothing is deleted. */
const TAKEN = 'Taken';
const REFUSED = 'Not taken';
const MAILS_A_PASS = 200;
const SECONDS = 1_000;

/** Looks into the mailbox now and then. A server that does not answer is reported and tried again. */
export function openMailbox(options: MailboxOptions): Mailbox {
  const { everyMs, report } = options;
  let running: Promise<number> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isOpen = true;
  const turns = new Turns();
  const pass = () => {
    running ??= takeAll(options, turns).finally(() => {
      running = undefined;
    });
    return running;
  };
  const again = () => {
    if (!isOpen) return;
    timer = setTimeout(() => void pass().catch(report).then(again), everyMs);
  };
  again();
  return {
    pass,
    close: async () => {
      isOpen = false;
      clearTimeout(timer);
      await running?.catch(() => undefined);
    },
  };
}

/**
 * Whose turn it is: first what was not tried yet, then what was tried longest ago. A sender who is told to wait may have more mails
 * here than a pass takes, and must not keep others waiting by that. Lost with the process, which costs a pass or two.
 */
class Turns {
  private readonly triedAt = new Map<number, number>();
  private tries = 0;

  inOrder(waiting: readonly number[]): readonly number[] {
    const here = new Set(waiting);
    for (const uid of this.triedAt.keys()) if (!here.has(uid)) this.triedAt.delete(uid);
    return waiting.toSorted((a, b) => (this.triedAt.get(a) ?? 0) - (this.triedAt.get(b) ?? 0));
  }

  tried(uid: number): void {
    this.triedAt.set(uid, ++this.tries);
  }
}

async function takeAll({ account, bytesMax, take, report }: MailboxOptions, turns: Turns): Promise<number> {
  const { folder, ...server } = account;
  const client = new ImapFlow({
    ...server,
    logger: false,
    disableAutoIdle: true,
    socketTimeout: 60 * SECONDS,
    connectionTimeout: 30 * SECONDS,
  });
  // Also told by the call that fails.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const lock = await client.getMailboxLock(folder);
    try {
      return await takeFrom(client, { bytesMax, take, report, turns });
    } finally {
      lock.release();
    }
  } finally {
    await client.logout().catch(() => client.close());
  }
}

async function takeFrom(
  client: ImapFlow,
  {
    bytesMax,
    take,
    report,
    turns,
  }: Pick<MailboxOptions, 'bytesMax' | 'take' | 'report'> & { readonly turns: Turns },
): Promise<number> {
  const waiting = await client.search({ all: true, deleted: false }, { uid: true });
  if (!Array.isArray(waiting) || waiting.length === 0) return 0;
  await Promise.all([TAKEN, REFUSED].map((name) => client.mailboxCreate(name).catch(() => undefined)));
  let taken = 0;
  for (const uid of turns.inOrder(waiting).slice(0, MAILS_A_PASS)) {
    turns.tried(uid);
    // One mail that can't be taken does not keep the others waiting.
    try {
      const goesTo = await takeOne(client, uid, { bytesMax, take });
      if (goesTo === undefined) continue;
      if (!(await client.messageMove(String(uid), goesTo, { uid: true })))
        throw new Error(`The mail server did not move a mail to “${goesTo}”.`);
      taken += 1;
    } catch (error) {
      if (!client.usable) throw error;
      report(error);
    }
  }
  return taken;
}

/** Where it goes now that it is dealt with; `undefined` while it waits for another time. */
async function takeOne(
  client: ImapFlow,
  uid: number,
  { bytesMax, take }: Pick<MailboxOptions, 'bytesMax' | 'take'>,
): Promise<string | undefined> {
  const query = { size: true, source: { start: 0, maxLength: bytesMax } };
  const found = await client.fetchOne(String(uid), query, { uid: true });
  if (!found || !found.source) return undefined;
  const refusal = await take(await readMail(found.source, { isCut: (found.size ?? 0) > bytesMax }));
  if (!refusal) return TAKEN;
  return refusal.later ? undefined : REFUSED;
}

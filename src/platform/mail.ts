/**
 * Mail goes out from a table: whoever has something to say writes a row in the transaction of the cause, and a loop sends
 * it. At least once: a crash after sending sends again, under the same Message-ID, which mailboxes take for the same mail.
 */
import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { EpochMs } from '../kernel/time.ts';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Where answers go, if not to the sender. */
  readonly replyTo?: string | undefined;
}

/** A mail with its own name, the same in every try. */
export interface OutgoingMail extends Mail {
  readonly id: string;
}

export interface MailTransport {
  /** Resolves once somebody else is answerable for it. Throws `MailRefused` where another try would not help. */
  send(mail: OutgoingMail): Promise<void>;
}

/** The receiving side said for good that it won't take this mail. */
export class MailRefused extends Error {
  override name = 'MailRefused';
}

const MINUTE_MS = 60_000;
/** Waiting times between tries; about a day and a half in all, as mail servers have it. */
const BACKOFF_MS = [0.5, 2, 10, 30, 60, 120, 240, 480, 720, 720].map((minutes) => minutes * MINUTE_MS);
/** Longer than any try takes: whoever has not said by then what became of it is gone. */
const TRY_MS_MAX = 10 * MINUTE_MS;
const MAILS_A_STEP = 20;
/** Mails hold personal data, and nobody needs them here once they are gone. */
const KEPT_AFTER_MS = 7 * 86_400_000;

/** Puts a mail on its way. With a `key`, the same cause told twice makes one mail. */
export async function enqueueMail(
  client: Pool | PoolClient,
  mail: Mail & { readonly key?: string },
  now: EpochMs,
): Promise<void> {
  await client.query(
    `insert into mail_outbox (id, key, recipient, subject, text, html, created_at, next_try_at, reply_to)
     values ($1, $2, $3, $4, $5, $6, $7, $7, $8) on conflict (key) do nothing`,
    [randomUUID(), mail.key ?? null, mail.to, mail.subject, mail.text, mail.html, now, mail.replyTo ?? null],
  );
}

interface Claimed extends OutgoingMail {
  readonly tries: number;
}

/** Sends what is due, each by one of the processes that ask; returns how many were tried. */
export async function sendMails(pool: Pool, transport: MailTransport, now: () => EpochMs): Promise<number> {
  let tried = 0;
  for (; tried < MAILS_A_STEP; tried++) {
    const mail = await claim(pool, now());
    if (!mail) break;
    await sendOne(pool, transport, mail, now);
  }
  return tried;
}

/**
 * Claimed one by one, when its turn has come: with a whole batch, whoever waits behind a slow mail would be due again before it was
 * tried, and sent by another process too. A crash before its answer costs a delay, never the mail.
 */
async function claim(pool: Pool, now: EpochMs): Promise<Claimed | undefined> {
  const claimed = await pool.query<Claimed>(
    `update mail_outbox set tries = tries + 1, next_try_at = $2
     where id = (select id from mail_outbox where sent_at is null and given_up_at is null and next_try_at <= $1
       order by next_try_at limit 1 for update skip locked)
     returning id, recipient as "to", subject, text, html, tries, reply_to as "replyTo"`,
    [now, now + TRY_MS_MAX],
  );
  return claimed.rows[0];
}

async function sendOne(
  pool: Pool,
  transport: MailTransport,
  mail: Claimed,
  now: () => EpochMs,
): Promise<void> {
  try {
    await transport.send(mail);
  } catch (error) {
    return failed(pool, mail, error, now());
  }
  await pool.query(
    'update mail_outbox set sent_at = $2, given_up_at = null, last_error = null where id = $1',
    [mail.id, now()],
  );
}

async function failed(pool: Pool, mail: Claimed, error: unknown, now: EpochMs): Promise<void> {
  const isOver = error instanceof MailRefused || mail.tries >= BACKOFF_MS.length;
  // Unless somebody else has it by now.
  await pool.query(
    `update mail_outbox set last_error = $3, given_up_at = $4, next_try_at = $5
     where id = $1 and tries = $2 and sent_at is null`,
    [
      mail.id,
      mail.tries,
      String(error instanceof Error ? error.message : error).slice(0, 500),
      isOver ? now : null,
      now + (BACKOFF_MS[mail.tries - 1] ?? 0),
    ],
  );
}

/** Deletes what was dealt with a week ago; returns how many. */
export async function forgetMails(pool: Pool, now: EpochMs): Promise<number> {
  const gone = await pool.query('delete from mail_outbox where coalesce(sent_at, given_up_at) < $1', [
    now - KEPT_AFTER_MS,
  ]);
  return gone.rowCount ?? 0;
}

/** Deletes everything that was or would be sent to this address. */
export async function forgetMailsTo(pool: Pool, address: string): Promise<void> {
  await pool.query('delete from mail_outbox where recipient = $1', [address]);
}

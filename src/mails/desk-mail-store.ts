/** Mails of the service desk: that a mailed question came in, and what was answered. Written answers lead back into their thread. */
import type { PoolClient } from 'pg';
import type { Ticket } from '../aftersales/desk/ticket.ts';
import type { TicketEvent } from '../aftersales/desk/ticket-event.ts';
import type { PartyId, TicketId } from '../kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../kernel/time.ts';
import type { Party } from '../market/parties/party.ts';
import type { Follower } from '../platform/follow.ts';
import type { SealedEntry } from '../platform/log.ts';
import { enqueueMail } from '../platform/mail.ts';
import { composeMail, type Occasion } from './compose.ts';

export const DESK_MAIL_FOLLOWER = 'desk-mails';

const NEWS_MS = 3 * DAY_MS;

/** What leads an answer back: both are keyed, so that nobody can make them up. */
export interface DeskThreads {
  /** The address of a ticket's thread; `undefined` where no mail comes in. */
  readonly replyTo: (id: TicketId, requester: PartyId | null) => string | undefined;
  /** What the link carries that shows whose account a mailed question is. */
  readonly confirmation: (id: TicketId) => string;
}

interface Reader {
  readonly email: string;
  readonly name: string | null;
  readonly language: string;
}

export function deskMailFollower(options: {
  readonly publicUrl: string;
  readonly now: () => EpochMs;
  readonly threads: DeskThreads;
}): Follower {
  const { publicUrl, now, threads } = options;
  return {
    name: DESK_MAIL_FOLLOWER,
    concepts: ['ticket'],
    takeIn: async (client, entries) => {
      for (const entry of entries) if (now() - entry.event.at <= NEWS_MS) await tell(client, entry);
    },
  };

  async function tell(client: PoolClient, entry: SealedEntry): Promise<void> {
    const event = entry.event as TicketEvent;
    const isReceipt = event.type === 'TicketOpened' && event.channel === 'mail';
    if (!isReceipt && event.type !== 'AgentAnswered') return;
    const id = entry.stream as TicketId;
    const found = await client.query<{ doc: Ticket }>('select doc from concept_ticket where id = $1', [id]);
    const ticket = found.rows[0]?.doc;
    const reader = ticket && (await readerOf(client, ticket));
    if (!ticket || !reader) return;
    const subject = (await revealed(client, ticket.subject)) ?? '';
    const link =
      ticket.requester === null
        ? `${publicUrl}/help/confirm?ticket=${id}&token=${encodeURIComponent(threads.confirmation(id))}`
        : `${publicUrl}/help/questions/${id}`;
    const replyTo = threads.replyTo(id, ticket.requester);
    const common = { link, subject, isThread: replyTo !== undefined };
    const occasion: Occasion = isReceipt
      ? { kind: 'deskReceived', ...common, answerBy: event.answer.dueAt, dropped: event.message.dropped }
      : { kind: 'deskAnswer', ...common, words: (await revealed(client, event.message.text)) ?? '' };
    const composed = composeMail(occasion, { name: reader.name, locale: reader.language });
    const key = `${entry.position}:desk`;
    await enqueueMail(
      client,
      { to: reader.email, ...composed, key, ...(replyTo === undefined ? {} : { replyTo }) },
      now(),
    );
  }
}

/** The account's own address, once it was shown to be theirs; otherwise the one that the mail came from. */
async function readerOf(client: PoolClient, ticket: Ticket): Promise<Reader | undefined> {
  if (ticket.requester !== null) return accountOf(client, ticket.requester);
  if (ticket.contact === null) return undefined;
  const email = await revealed(client, ticket.contact);
  return email === undefined ? undefined : { email, name: null, language: ticket.answeredIn };
}

async function accountOf(client: PoolClient, id: PartyId): Promise<Reader | undefined> {
  const found = await client.query<{ doc: Party; email: string; name: string | null }>(
    `select p.doc, u.email, v.value as name from concept_party p
     join auth_user u on u.id = p.login and u."emailVerified"
     left join private_value v on v.party = p.id and v.commitment = p.doc->'name'->>'person' where p.id = $1`,
    [id],
  );
  const row = found.rows[0];
  return (
    row && {
      email: row.email,
      name: 'shop' in row.doc.name ? row.doc.name.shop : row.name,
      language: row.doc.language,
    }
  );
}

async function revealed(client: PoolClient, commitment: string): Promise<string | undefined> {
  const found = await client.query<{ value: string }>(
    'select value from private_value where commitment = $1 limit 1',
    [commitment],
  );
  return found.rows[0]?.value;
}

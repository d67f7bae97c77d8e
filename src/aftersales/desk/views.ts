/** What a customer sees of their questions: never a note, never who else waits. */
import { z } from 'zod';
import { nameBook } from '../../door/names.ts';
import type { Reader } from '../../door/route.ts';
import type { PartyId, TicketId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Ticket, TicketClock, TicketMessage } from './ticket.ts';

export const party = z.object({ id: z.string(), name: z.string() });
const status = z.enum(['open', 'waiting', 'solved', 'closed']);

export const ownTicketRow = z.object({
  ticketId: z.string(),
  status,
  kind: z.string(),
  title: z.string(),
  subject: z.string().nullable(),
  openedAt: z.int(),
  lastAt: z.int(),
  lastFrom: z.enum(['customer', 'agent']),
  /** When the answer or the solution is due; `null` while the clocks stand still. */
  answerBy: z.int().nullable(),
  rating: z.int().nullable(),
});

export const shownMessage = z.object({
  messageId: z.string(),
  from: z.enum(['customer', 'agent']),
  by: party.nullable(),
  at: z.int(),
  channel: z.enum(['web', 'api', 'mail']),
  /** `null` once it is erased. */
  text: z.string().nullable(),
  files: z.array(z.object({ sha256: z.string(), mime: z.string(), bytes: z.int() })),
  dropped: z.array(z.string()),
});

export const ownTicketPage = ownTicketRow.extend({
  refs: z.object({ orderId: z.string().optional(), listingId: z.string().optional() }),
  messages: z.array(shownMessage),
  solveBy: z.int().nullable(),
  /** The customer is waited for until then. */
  waitsUntil: z.int().nullable(),
  mayWrite: z.boolean(),
  mayRate: z.boolean(),
  follows: z.string().nullable(),
});

export interface StoredTicket {
  readonly id: TicketId;
  readonly doc: Ticket;
}

type OwnRow = z.infer<typeof ownTicketRow>;

function ownRow(
  reader: Pick<Reader, 'wording'>,
  { id, doc }: StoredTicket,
  words: ReadonlyMap<string, string>,
): OwnRow {
  const last = doc.messages.at(-1);
  return {
    ticketId: id,
    status: doc.status,
    kind: doc.kind,
    title: kindTitle(reader, doc.kind),
    subject: words.get(doc.subject) ?? null,
    openedAt: doc.openedAt,
    lastAt: last?.at ?? doc.openedAt,
    lastFrom: last?.from ?? 'customer',
    answerBy: doc.status === 'open' ? doc.answer.dueAt : null,
    rating: doc.rating?.score ?? null,
  };
}

export function kindTitle({ wording }: Pick<Reader, 'wording'>, kind: string): string {
  return wording.desk.kinds[kind]?.title ?? kind;
}

/** The newest first; `before` is the last moment and id of the page before. */
export async function ownTickets(
  reader: Reader,
  requester: PartyId,
  page: { readonly before: Position | undefined; readonly limit: number },
): Promise<{ readonly tickets: readonly OwnRow[]; readonly next: string | null }> {
  const { before, limit } = page;
  const found = await reader.db.pool.query<StoredTicket>(
    `select id, doc from concept_ticket where requester = $1 and ($2::bigint is null or (opened_at, id) < ($2, $3))
     order by opened_at desc, id desc limit $4`,
    [requester, before?.at ?? null, before?.id ?? null, limit],
  );
  const words = await reader.reveal(found.rows.map((r) => r.doc.subject));
  const last = found.rows.at(-1);
  return {
    tickets: found.rows.map((row) => ownRow(reader, row, words)),
    next: last && found.rows.length === limit ? cursorAt(last.doc.openedAt, last.id) : null,
  };
}

/** Where a list in order of time goes on. */
export interface Position {
  readonly at: EpochMs;
  readonly id: string;
}

export function cursorAt(at: EpochMs, id: string): string {
  return `${at}:${id}`;
}

export function positionOf(cursor: string | undefined): Position | undefined {
  const match = /^(\d{1,16}):([\w-]{1,120})$/.exec(cursor ?? '');
  return match ? { at: Number(match[1]), id: match[2] ?? '' } : undefined;
}

export async function storedTicket(reader: Reader, id: TicketId): Promise<StoredTicket | undefined> {
  const found = await reader.db.pool.query<StoredTicket>('select id, doc from concept_ticket where id = $1', [
    id,
  ]);
  return found.rows[0];
}

/** A question of one's own; `undefined` for anybody else's. */
export async function ownTicket(
  reader: Reader,
  id: TicketId,
  requester: PartyId,
): Promise<z.infer<typeof ownTicketPage> | undefined> {
  const row = await storedTicket(reader, id);
  if (row?.doc.requester !== requester) return undefined;
  const { doc } = row;
  const words = await reader.reveal([doc.subject, ...doc.messages.map((m) => m.text)]);
  const name = await nameBook(reader, [requester]);
  const ratedBy = 'solvedAt' in doc ? doc.solvedAt + reader.rulebook.desk.ratingDays * DAY_MS : 0;
  return {
    ...ownRow(reader, row, words),
    refs: doc.refs,
    // Who of the staff answered is not told: they speak for the market.
    messages: doc.messages.map((m) => ({
      ...messageView(m, words),
      by: m.from === 'customer' ? { id: requester, name: name(requester) } : null,
    })),
    solveBy: doc.status === 'open' ? doc.solution.dueAt : null,
    waitsUntil: doc.status === 'waiting' ? doc.until : null,
    mayWrite: doc.status !== 'closed',
    mayRate: doc.rating === null && ratedBy > reader.now,
    follows: doc.follows,
  };
}

const DAY_MS = 86_400_000;

export function messageView(message: TicketMessage, words: ReadonlyMap<string, string>) {
  const { id: messageId, from, at, channel, text, uploads, dropped } = message;
  return {
    messageId,
    from,
    at,
    channel,
    text: words.get(text) ?? null,
    files: uploads.map(({ sha256, mime, bytes }) => ({ sha256, mime, bytes })),
    dropped: [...dropped],
  };
}

/** A file of a ticket's messages. */
export function fileOf({ messages }: Ticket, sha256: string): TicketMessage['uploads'][number] | undefined {
  return messages.flatMap((m) => m.uploads).find((u) => u.sha256 === sha256);
}

export const shownClock = z.object({
  of: z.enum(['first-answer', 'next-answer', 'solution']),
  dueAt: z.int(),
  calendar: z.string(),
  escalated: z.boolean(),
  missed: z.boolean(),
});

export function clockView({ of, dueAt, calendar, escalatedAt, missedAt }: TicketClock) {
  return { of, dueAt, calendar, escalated: escalatedAt !== null, missed: missedAt !== null };
}

/** What the desk sees: queues by skill and language, a ticket with the customer beside it. */
import { z } from 'zod';
import type { Actor } from '../../door/actor.ts';
import { nameBook } from '../../door/names.ts';
import { readUnit } from '../../door/read-unit.ts';
import type { Reader } from '../../door/route.ts';
import type { PartyId, TicketId } from '../../kernel/ids.ts';
import { deskSkills, knowledgeAt } from '../../processes/work-desk.ts';
import { lineOf, nextClock, type Ticket } from './ticket.ts';
import {
  clockView,
  cursorAt,
  kindTitle,
  messageView,
  party,
  type Position,
  shownClock,
  shownMessage,
  storedTicket,
  type StoredTicket,
} from './views.ts';

export const VIEWS = ['free', 'mine', 'waiting', 'at-risk', 'open', 'solved'] as const;
export type View = (typeof VIEWS)[number];

export const deskRow = z.object({
  ticketId: z.string(),
  status: z.enum(['open', 'waiting', 'solved', 'closed']),
  kind: z.string(),
  title: z.string(),
  skill: z.string(),
  subject: z.string().nullable(),
  language: z.string(),
  country: z.string(),
  channel: z.enum(['web', 'api', 'mail']),
  /** `null` where the reader need not know, or nobody knows: a mail without a confirmed account. */
  requester: party.nullable(),
  verified: z.boolean(),
  assignee: party.nullable(),
  clock: shownClock.nullable(),
  openedAt: z.int(),
  messages: z.int(),
  rating: z.int().nullable(),
});
type DeskRow = z.infer<typeof deskRow>;

/** Inspectors look at what was wrong with goods; who asked is not theirs to know, and money questions neither. */
export function seesPeople(actor: Actor): boolean {
  return actor.kind === 'staff' && actor.roles.some((role) => role === 'representative' || role === 'head');
}

/** Skills whose tickets this member of staff may read. */
export function readableSkills(reader: Pick<Reader, 'actor' | 'rulebook'>): readonly string[] {
  return seesPeople(reader.actor) ? deskSkills(reader.rulebook) : ['products'];
}

/** By which column a view finds its tickets, and in which order. */
const LISTS: Readonly<Record<Exclude<View, 'solved'>, { readonly column: string; readonly by: string }>> = {
  free: { column: 'free_line', by: 'clock_at' },
  mine: { column: 'open_of', by: 'clock_at' },
  waiting: { column: 'waiting_of', by: 'opened_at' },
  'at-risk': { column: 'at_risk', by: 'clock_at' },
  open: { column: 'open_skill', by: 'clock_at' },
};

export interface DeskQuery {
  readonly view: View;
  readonly skill?: string | undefined;
  readonly language?: string | undefined;
  readonly after: Position | undefined;
  readonly limit: number;
}

async function keysOf(reader: Reader, query: DeskQuery, me: PartyId): Promise<readonly string[]> {
  const { view, skill, language } = query;
  if (view === 'mine' || view === 'waiting') return [me];
  const readable = readableSkills(reader);
  const skills = skill === undefined ? readable : readable.filter((s) => s === skill);
  if (view !== 'free') return skills;
  const known = await knowledgeAt({ unit: readUnit(reader), rulebook: reader.rulebook }, me);
  // Asked for one language, everybody's tickets are shown; otherwise those that one can answer.
  const chosen =
    skill === undefined && language === undefined
      ? skills.filter((s) => known.skills.includes(s) || !seesPeople(reader.actor))
      : skills;
  const languages = language === undefined ? known.languages : [language];
  return chosen.flatMap((s) => languages.map((l) => lineOf(s, l)));
}

/** One page of a queue: the front of each line by its own index, put in order. */
export async function deskList(
  reader: Reader,
  query: DeskQuery,
  me: PartyId,
): Promise<{ readonly tickets: readonly DeskRow[]; readonly next: string | null }> {
  const { view, after, limit } = query;
  const rows =
    view === 'solved'
      ? await solvedRows(reader, after, limit)
      : await queueRows(reader, LISTS[view], await keysOf(reader, query, me), after, limit);
  const last = rows.at(-1);
  return {
    tickets: await rowsOf(reader, rows),
    next: last && rows.length === limit ? cursorAt(last.at, last.id) : null,
  };
}

type QueueRow = StoredTicket & { readonly at: number };

async function queueRows(
  reader: Reader,
  { column, by }: { readonly column: string; readonly by: string },
  keys: readonly string[],
  after: Position | undefined,
  limit: number,
): Promise<readonly QueueRow[]> {
  const found = await reader.db.pool.query<QueueRow>(
    `select t.id, t.doc, t.at from unnest($1::text[]) key cross join lateral (
       select id, doc, "${by}" as at from concept_ticket where "${column}" = key and ("${by}", id) > ($2, $3)
       order by "${by}", id limit $4) t
     order by t.at, t.id limit $4`,
    [keys, after?.at ?? 0, after?.id ?? '', limit],
  );
  return found.rows;
}

async function solvedRows(
  reader: Reader,
  after: Position | undefined,
  limit: number,
): Promise<readonly QueueRow[]> {
  const found = await reader.db.pool.query<QueueRow>(
    `select id, doc, solved_at as at from concept_ticket
     where solved_at is not null and ($2::bigint is null or (solved_at, id) < ($2, $3)) and doc->>'skill' = any($1)
     order by solved_at desc, id desc limit $4`,
    [readableSkills(reader), after?.at ?? null, after?.id ?? null, limit],
  );
  return found.rows;
}

async function rowsOf(reader: Reader, rows: readonly StoredTicket[]): Promise<readonly DeskRow[]> {
  const people = seesPeople(reader.actor);
  const [words, name] = await Promise.all([
    reader.reveal(rows.map((r) => r.doc.subject)),
    nameBook(
      reader,
      rows.flatMap((r) => [people ? r.doc.requester : null, r.doc.assignee]),
    ),
  ]);
  return rows.map((row) => rowOf(reader, row, words, name));
}

function rowOf(
  reader: Pick<Reader, 'wording' | 'actor'>,
  { id, doc }: StoredTicket,
  words: ReadonlyMap<string, string>,
  name: (id: string) => string,
): DeskRow {
  const named = (person: PartyId | null) => (person === null ? null : { id: person, name: name(person) });
  const clock = nextClock(doc);
  return {
    ticketId: id,
    status: doc.status,
    kind: doc.kind,
    title: kindTitle(reader, doc.kind),
    skill: doc.skill,
    subject: words.get(doc.subject) ?? null,
    language: doc.language,
    country: doc.country,
    channel: doc.channel,
    requester: seesPeople(reader.actor) ? named(doc.requester) : null,
    verified: doc.requester !== null,
    assignee: named(doc.assignee),
    clock: clock ? clockView(clock) : null,
    openedAt: doc.openedAt,
    messages: doc.messages.length,
    rating: doc.rating?.score ?? null,
  };
}

export const deskTicket = deskRow.extend({
  answer: shownClock.nullable(),
  solution: shownClock.nullable(),
  /** Set while the customer is waited for. */
  waiting: z.object({ since: z.int(), until: z.int(), solutionLeftMs: z.int() }).nullable(),
  solved: z.object({ at: z.int(), by: party.nullable(), cause: z.string().nullable() }).nullable(),
  missed: z.array(z.string()),
  refs: z.object({ orderId: z.string().optional(), listingId: z.string().optional() }),
  follows: z.string().nullable(),
  conversation: z.array(shownMessage),
  notes: z.array(z.object({ at: z.int(), by: party, text: z.string().nullable() })),
  ratingComment: z.string().nullable(),
});

export async function deskTicketView(
  reader: Reader,
  id: TicketId,
): Promise<z.infer<typeof deskTicket> | undefined> {
  const row = await storedTicket(reader, id);
  if (!row || !readableSkills(reader).includes(row.doc.skill)) return undefined;
  const { doc } = row;
  const comment = doc.rating?.comment ?? null;
  const [words, name] = await Promise.all([
    reader.reveal([
      doc.subject,
      ...doc.messages.map((m) => m.text),
      ...doc.notes.map((n) => n.text),
      ...(comment === null ? [] : [comment]),
    ]),
    nameBook(reader, peopleOf(doc)),
  ]);
  const named = (person: PartyId | null) => (person === null ? null : { id: person, name: name(person) });
  const people = seesPeople(reader.actor);
  return {
    ...rowOf(reader, row, words, name),
    answer: doc.status === 'open' ? clockView(doc.answer) : null,
    solution: doc.status === 'open' ? clockView(doc.solution) : null,
    waiting:
      doc.status === 'waiting'
        ? { since: doc.since, until: doc.until, solutionLeftMs: doc.solutionLeftMs }
        : null,
    solved: 'solvedAt' in doc ? { at: doc.solvedAt, by: named(doc.solvedBy), cause: doc.cause } : null,
    missed: [...doc.missed],
    refs: people ? doc.refs : doc.refs.listingId ? { listingId: doc.refs.listingId } : {},
    follows: doc.follows,
    conversation: doc.messages.map((m) => ({
      ...messageView(m, words),
      by: m.from === 'agent' || people ? named(m.by) : null,
    })),
    notes: doc.notes.map((n) => ({
      at: n.at,
      by: { id: n.by, name: name(n.by) },
      text: words.get(n.text) ?? null,
    })),
    ratingComment: comment === null ? null : (words.get(comment) ?? null),
  };
}

function peopleOf(doc: Ticket): readonly (string | null)[] {
  const solvedBy = 'solvedBy' in doc ? doc.solvedBy : null;
  return [
    doc.requester,
    doc.assignee,
    solvedBy,
    ...doc.messages.map((m) => m.by),
    ...doc.notes.map((n) => n.by),
  ];
}

/** Counted no further than this: nobody needs to know how many more. */
const COUNT_MAX = 1_000;

export async function deskCounts(reader: Reader, me: PartyId): Promise<Readonly<Record<string, number>>> {
  const counts = await Promise.all(
    (['free', 'mine', 'waiting', 'at-risk'] as const).map(async (view) => {
      const keys = await keysOf(reader, { view, after: undefined, limit: 1 }, me);
      const found = await reader.db.pool.query<{ count: number }>(
        `select count(*)::int as count from (
           select 1 from concept_ticket where "${LISTS[view].column}" = any($1) limit ${COUNT_MAX}) t`,
        [keys],
      );
      return [view, found.rows[0]?.count ?? 0] as const;
    }),
  );
  return Object.fromEntries(counts);
}

import { z } from 'zod';
import { cursor, limit, line, paragraphs, partyId } from '../../door/fields.ts';
import { fileResponse } from '../../door/file-response.ts';
import { askerOf, nameBook } from '../../door/names.ts';
import { type AnyRoute, type Preparer, read, write, type Writer } from '../../door/route.ts';
import { refuse } from '../../kernel/decision.ts';
import type { PartyId, TicketId } from '../../kernel/ids.ts';
import {
  addTicketNote,
  answerTicket,
  assignTicket,
  changeTicket,
  takeNext,
} from '../../processes/work-desk.ts';
import { customerOf, customerView } from './customer-views.ts';
import { DOING, type Doing, notePresence, othersPresent } from './presence-store.ts';
import { sha256, TEXT_MAX, ticketId } from './routes.ts';
import {
  deskCounts,
  deskList,
  deskRow,
  deskTicket,
  deskTicketView,
  readableSkills,
  VIEWS,
} from './staff-views.ts';
import { AFTER_ANSWER } from './ticket-event.ts';
import { fileOf, positionOf, storedTicket } from './views.ts';

const DESK = ['representative', 'head'] as const;
/** Who looks at what was wrong with goods reads along, without the people. */
const READERS = [...DESK, 'inspector'] as const;
const NOT_FOUND = 'There is no such ticket.';
const params = z.strictObject({ ticketId });
const changed = z.object({ ticketId: z.string(), status: z.string() });
const DESK_REFUSALS = {
  'text-length': 422,
  'cause-needed': 422,
  'unknown-ticket-kind': 422,
  'assigned-to-another': 403,
  'conflict-of-interest': 403,
} as const;

function isHead({ actor }: Pick<Writer, 'actor'>): boolean {
  return actor.kind === 'staff' && actor.roles.includes('head');
}

const queue = read({
  path: '/desk/tickets',
  summary: 'A queue of the desk, the clock that runs out first on top; solved ones the latest first',
  tag: 'desk',
  access: { who: READERS },
  query: z.strictObject({
    view: z.enum(VIEWS).default('free'),
    /** Key of the rulebook's `staffing.skills`. */
    skill: line(60).optional(),
    language: z
      .string()
      .regex(/^[a-z]{2}$/, 'a language code such as pt')
      .optional(),
    limit: limit.default(50),
    cursor: cursor.optional(),
  }),
  response: z.object({ tickets: z.array(deskRow), next: z.string().nullable() }),
  handle: (reader, { query: { cursor: after, ...query } }) =>
    deskList(reader, { ...query, after: positionOf(after) }, askerOf(reader.actor)),
});

const counts = read({
  path: '/desk/counts',
  summary: 'How many tickets wait in each of my queues; counted to a thousand',
  tag: 'desk',
  access: { who: READERS },
  response: z.object({ free: z.int(), mine: z.int(), waiting: z.int(), 'at-risk': z.int() }),
  handle: (reader) => deskCounts(reader, askerOf(reader.actor)),
});

const next = write({
  method: 'post',
  path: '/desk/next',
  summary: 'Take the ticket that waits most urgently of those I have the skill and language for',
  tag: 'desk',
  access: { who: DESK },
  body: z.strictObject({}),
  response: z.object({ ticketId: z.string().nullable() }),
  handle: (writer) => takeNext(writer, askerOf(writer.actor)),
});

const one = read({
  path: '/desk/tickets/{ticketId}',
  summary: 'A ticket with its conversation, notes and clocks, and who else is at it',
  tag: 'desk',
  access: { who: READERS },
  params,
  response: z.object({
    ticket: deskTicket,
    customer: customerView.nullable(),
    present: z.array(z.object({ agent: z.string(), name: z.string(), doing: z.enum(DOING), since: z.int() })),
  }),
  handle: async (reader, { params: { ticketId: ticket } }) => {
    const view = await deskTicketView(reader, ticket);
    if (!view) return refuse('not-found', NOT_FOUND);
    const customer = view.requester === null ? null : ((await customerOf(reader, ticket)) ?? null);
    return { ticket: view, customer, present: await presentAt(reader, ticket) };
  },
});

async function presentAt(
  reader: Pick<Preparer, 'actor' | 'db' | 'now' | 'rulebook' | 'reveal'>,
  at: TicketId,
) {
  const since = reader.now - reader.rulebook.desk.presenceSeconds * 1_000;
  const others = await othersPresent(reader.db.pool, at, askerOf(reader.actor), since);
  const name = await nameBook(
    reader,
    others.map((o) => o.agent),
  );
  return others.map((o) => ({ ...o, name: name(o.agent) }));
}

const presence = write({
  method: 'put',
  path: '/desk/tickets/{ticketId}/presence',
  summary: 'Say that I am at this ticket, and hear who else is',
  tag: 'desk',
  access: { who: DESK },
  params,
  body: z.strictObject({ doing: z.enum(DOING) }),
  response: z.object({
    present: z.array(z.object({ agent: z.string(), name: z.string(), doing: z.enum(DOING), since: z.int() })),
  }),
  // Outside of the change: it is no fact of the market, and nobody waits for it.
  prepare: async (preparer, input) => {
    const here = { ticketId: input.params.ticketId, agent: askerOf(preparer.actor), doing: input.body.doing };
    if (!(await storedTicket(preparer, here.ticketId))) return refuse('not-found', NOT_FOUND);
    await notePresence(preparer.db.pool, { ...here, at: preparer.now });
    return presentAt(preparer, here.ticketId);
  },
  handle: (_, { prepared }) =>
    Promise.resolve({
      present: prepared satisfies readonly { readonly agent: PartyId; readonly doing: Doing }[],
    }),
});

const file = read({
  path: '/desk/tickets/{ticketId}/files/{sha256}',
  summary: 'A file of a ticket',
  tag: 'desk',
  access: { who: READERS },
  params: z.strictObject({ ticketId, sha256 }),
  response: { media: ['*/*'] },
  handle: async (reader, { params: asked }) => {
    const row = await storedTicket(reader, asked.ticketId);
    const readable = row && readableSkills(reader).includes(row.doc.skill);
    const found = readable ? fileOf(row.doc, asked.sha256) : undefined;
    const response = found && (await fileResponse(reader, { ...found, name: asked.sha256 }));
    return response ?? refuse('not-found', 'There is no such file.');
  },
});

const assign = write({
  method: 'post',
  path: '/desk/tickets/{ticketId}/assignment',
  summary: 'Take a ticket, give it to a colleague, or to whoever fits best by skill, language and load',
  tag: 'desk',
  access: { who: DESK },
  params,
  body: z.strictObject({ to: z.union([partyId, z.literal('best')]).optional() }),
  response: z.object({ assignee: z.string() }),
  refusals: DESK_REFUSALS,
  handle: (writer, { params: { ticketId: ticket }, body }) => {
    const by = askerOf(writer.actor);
    return assignTicket(writer, { ticketId: ticket, to: body.to ?? by, by, asHead: isHead(writer) });
  },
});

const release = write({
  method: 'post',
  path: '/desk/tickets/{ticketId}/release',
  summary: 'Give a ticket back to its queue',
  tag: 'desk',
  access: { who: DESK },
  params,
  body: z.strictObject({}),
  response: changed,
  refusals: DESK_REFUSALS,
  handle: (writer, { params: { ticketId: ticket } }) =>
    changeTicket(writer, ticket, { kind: 'release', by: askerOf(writer.actor), asHead: isHead(writer) }),
});

const answer = write({
  method: 'post',
  path: '/desk/tickets/{ticketId}/answers',
  summary: 'Answer the customer, and wait for them, keep it open or solve it',
  tag: 'desk',
  access: { who: DESK },
  status: 201,
  params,
  body: z.strictObject({
    text: paragraphs(TEXT_MAX),
    then: z.enum(AFTER_ANSWER).default('wait'),
    /** Key of the rulebook's `desk.causes`; needed to solve. */
    cause: line(60).nullable().default(null),
    /** How many messages were read: an answer to what somebody wrote meanwhile is refused. */
    seen: z.int().min(0),
  }),
  response: changed,
  refusals: DESK_REFUSALS,
  handle: (writer, { params: { ticketId: ticket }, body }) =>
    answerTicket(writer, { ticketId: ticket, ...body, by: askerOf(writer.actor) }),
});

const note = write({
  method: 'post',
  path: '/desk/tickets/{ticketId}/notes',
  summary: 'Note something that only colleagues read',
  tag: 'desk',
  access: { who: DESK },
  status: 201,
  params,
  body: z.strictObject({ text: paragraphs(TEXT_MAX) }),
  response: changed,
  refusals: DESK_REFUSALS,
  handle: (writer, { params: { ticketId: ticket }, body }) =>
    addTicketNote(writer, { ticketId: ticket, text: body.text, by: askerOf(writer.actor) }),
});

const reclassify = write({
  method: 'put',
  path: '/desk/tickets/{ticketId}/kind',
  summary: 'Say what a ticket is really about; if it takes another skill, it goes back to its queue',
  tag: 'desk',
  access: { who: DESK },
  params,
  body: z.strictObject({ kind: line(60) }),
  response: changed,
  refusals: DESK_REFUSALS,
  handle: (writer, { params: { ticketId: ticket }, body }) =>
    changeTicket(writer, ticket, { kind: 'reclassify', by: askerOf(writer.actor), to: body.kind }),
});

const solve = write({
  method: 'post',
  path: '/desk/tickets/{ticketId}/solution',
  summary: 'Solve a ticket without a further word, and say what was the matter',
  tag: 'desk',
  access: { who: DESK },
  params,
  body: z.strictObject({ cause: line(60) }),
  response: changed,
  refusals: DESK_REFUSALS,
  handle: (writer, { params: { ticketId: ticket }, body }) =>
    changeTicket(writer, ticket, { kind: 'solve', by: askerOf(writer.actor), cause: body.cause }),
});

export function deskRoutes(): readonly AnyRoute[] {
  return [queue, counts, next, one, presence, file, assign, release, answer, note, reclassify, solve];
}

import { z } from 'zod';
import { cursor, id, language, limit, line, listingId, orderId, paragraphs } from '../../door/fields.ts';
import { fileResponse } from '../../door/file-response.ts';
import { askerOf } from '../../door/names.ts';
import { type AnyRoute, read, write } from '../../door/route.ts';
import { refuse } from '../../kernel/decision.ts';
import type { TicketId, UploadId } from '../../kernel/ids.ts';
import {
  confirmSender,
  openTicket,
  rateTicket,
  solveOwnTicket,
  writeInTicket,
} from '../../processes/ask-desk.ts';
import { SCORE_MAX } from './decide.ts';
import {
  fileOf,
  ownTicket,
  ownTicketPage,
  ownTicketRow,
  ownTickets,
  positionOf,
  storedTicket,
} from './views.ts';

export const ticketId: z.ZodType<TicketId, string> = id('tkt');
const uploadId: z.ZodType<UploadId, string> = id('upl');
const SIDES = ['buyer', 'seller'] as const;
/** More than any rulebook takes; the rulebook's own limit is told by name. */
export const TEXT_MAX = 20_000;
const SUBJECT_MAX = 150;
const uploadIds = z.array(uploadId).max(10).default([]);
const NOT_FOUND = 'There is no such question of yours.';
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hex');

const WRITE_REFUSALS = {
  'text-length': 422,
  'too-many-messages': 429,
} as const;

const kinds = read({
  path: '/ticket-kinds',
  summary: 'What can be asked of the service desk, and how soon it answers',
  tag: 'support',
  access: { who: ['anyone'] },
  response: z.object({
    kinds: z.array(z.object({ kind: z.string(), title: z.string() })),
    firstAnswerHours: z.int(),
    textCharactersMax: z.int(),
  }),
  handle: ({ wording }) =>
    Promise.resolve({
      kinds: Object.entries(wording.desk.kinds).map(([kind, { title }]) => ({ kind, title })),
      firstAnswerHours: wording.desk.clocks.firstAnswerHours,
      textCharactersMax: wording.desk.textCharactersMax,
    }),
});

const open = write({
  method: 'post',
  path: '/tickets',
  summary: 'Ask the service desk: use, repair, return, payment or anything else',
  tag: 'support',
  access: { who: SIDES, action: 'support.ask' },
  status: 201,
  body: z.strictObject({
    /** Key of `GET /ticket-kinds`. */
    kind: line(60),
    subject: line(SUBJECT_MAX),
    text: paragraphs(TEXT_MAX),
    refs: z.strictObject({ orderId: orderId.optional(), listingId: listingId.optional() }).default({}),
    uploadIds,
    /** The closed question that this one goes on from. */
    follows: ticketId.optional(),
    /** In which language it is asked; that of the account if not said. */
    language: language.optional(),
    channel: z.enum(['web', 'api']).default('api'),
  }),
  response: z.object({ ticketId: z.string(), answerBy: z.int() }),
  refusals: { ...WRITE_REFUSALS, 'unknown-ticket-kind': 422, 'too-many-tickets': 429 },
  handle: (writer, { body }) => {
    const { refs, uploadIds: uploads, ...rest } = body;
    return openTicket(writer, {
      ...rest,
      by: askerOf(writer.actor),
      refs: {
        ...(refs.orderId ? { orderId: refs.orderId } : {}),
        ...(refs.listingId ? { listingId: refs.listingId } : {}),
      },
      uploads,
    });
  },
});

const list = read({
  path: '/me/tickets',
  summary: 'My questions to the service desk, the newest first',
  tag: 'support',
  access: { who: SIDES, action: 'data.read-own' },
  query: z.strictObject({ limit: limit.default(20), cursor: cursor.optional() }),
  response: z.object({ tickets: z.array(ownTicketRow), next: z.string().nullable() }),
  handle: (reader, { query }) =>
    ownTickets(reader, askerOf(reader.actor), { before: positionOf(query.cursor), limit: query.limit }),
});

const one = read({
  path: '/me/tickets/{ticketId}',
  summary: 'A question of mine with its conversation',
  tag: 'support',
  access: { who: SIDES, action: 'data.read-own' },
  params: z.strictObject({ ticketId }),
  response: ownTicketPage,
  handle: async (reader, { params }) =>
    (await ownTicket(reader, params.ticketId, askerOf(reader.actor))) ?? refuse('not-found', NOT_FOUND),
});

const ownFile = read({
  path: '/me/tickets/{ticketId}/files/{sha256}',
  summary: 'A file of a question of mine',
  tag: 'support',
  access: { who: SIDES, action: 'data.read-own' },
  params: z.strictObject({ ticketId, sha256 }),
  response: { media: ['*/*'] },
  handle: async (reader, { params }) => {
    const row = await storedTicket(reader, params.ticketId);
    const file = row?.doc.requester === askerOf(reader.actor) ? fileOf(row.doc, params.sha256) : undefined;
    const response = file && (await fileResponse(reader, { ...file, name: params.sha256 }));
    return response ?? refuse('not-found', 'There is no such file.');
  },
});

const send = write({
  method: 'post',
  path: '/me/tickets/{ticketId}/messages',
  summary: 'Write on; a solved question is open again',
  tag: 'support',
  access: { who: SIDES, action: 'support.ask' },
  status: 201,
  params: z.strictObject({ ticketId }),
  body: z.strictObject({
    text: paragraphs(TEXT_MAX),
    uploadIds,
    channel: z.enum(['web', 'api']).default('api'),
  }),
  response: z.object({ ticketId: z.string(), status: z.string() }),
  refusals: { ...WRITE_REFUSALS, 'ticket-closed': 410 },
  handle: (writer, { params, body }) =>
    writeInTicket(writer, {
      ticketId: params.ticketId,
      by: askerOf(writer.actor),
      channel: body.channel,
      text: body.text,
      uploads: body.uploadIds,
    }),
});

const solve = write({
  method: 'post',
  path: '/me/tickets/{ticketId}/solution',
  summary: 'Say that it is solved',
  tag: 'support',
  access: { who: SIDES, action: 'support.ask' },
  params: z.strictObject({ ticketId }),
  body: z.strictObject({}),
  response: z.object({ ticketId: z.string() }),
  handle: (writer, { params }) => solveOwnTicket(writer, { ...params, by: askerOf(writer.actor) }),
});

const rate = write({
  method: 'post',
  path: '/me/tickets/{ticketId}/rating',
  summary: 'Say how the help was, once it is solved',
  tag: 'support',
  access: { who: SIDES, action: 'support.ask' },
  params: z.strictObject({ ticketId }),
  body: z.strictObject({
    score: z.int().min(1, 'from 1').max(SCORE_MAX, `to ${SCORE_MAX}`),
    comment: paragraphs(1_000).default(''),
  }),
  response: z.object({ ticketId: z.string(), score: z.int() }),
  refusals: { 'score-out-of-range': 422, 'rating-over': 410 },
  handle: (writer, { params, body }) => rateTicket(writer, { ...params, ...body, by: askerOf(writer.actor) }),
});

const confirm = write({
  method: 'post',
  path: '/tickets/{ticketId}/confirmation',
  summary: 'Show that a question that came by mail is mine, by the link in the answer to that mail',
  tag: 'support',
  access: { who: SIDES, action: 'support.ask' },
  params: z.strictObject({ ticketId }),
  body: z.strictObject({ token: line(200) }),
  response: z.object({ ticketId: z.string() }),
  handle: (writer, { params, body }) =>
    confirmSender(writer, { ...params, ...body, by: askerOf(writer.actor) }),
});

export function supportRoutes(): readonly AnyRoute[] {
  return [kinds, open, list, one, ownFile, send, solve, rate, confirm];
}

import { z } from 'zod';
import {
  ALL_STAFF,
  country,
  cursor,
  id,
  limit,
  line,
  listingId,
  offsetOf,
  paragraphs,
  time,
} from '../door/fields.ts';
import { askerOf } from '../door/names.ts';
import { type AnyRoute, read, type Reader, write } from '../door/route.ts';
import { isRefusal, refuse } from '../kernel/decision.ts';
import type { AuthorityOrderId } from '../kernel/ids.ts';
import { answerAuthorityOrder, receiveAuthorityOrder } from '../processes/authority-orders.ts';
import { AUTHORITY_KINDS, AUTHORITY_OUTCOMES, type AuthorityOrder } from './authority-order.ts';
import { recallId } from './recall-fields-routes.ts';

const authorityOrderId: z.ZodType<AuthorityOrderId, string> = id('aut');
const params = z.strictObject({ authorityOrderId });
const RECORDING = ['representative', 'inspector', 'head'] as const;

const orderRow = z.object({
  id: z.string(),
  kind: z.enum(AUTHORITY_KINDS),
  authority: z.string(),
  country: z.string(),
  reference: z.string(),
  asks: z.string(),
  listings: z.array(z.string()),
  gtins: z.array(z.string()),
  receivedAt: z.int(),
  dueAt: z.int(),
  calendar: z.string(),
  status: z.enum(['open', 'answered']),
  late: z.boolean(),
  outcome: z.enum(AUTHORITY_OUTCOMES).nullable(),
  answer: z.string().nullable(),
  answeredAt: z.int().nullable(),
  recallId: z.string().nullable(),
});

function rowOf({ id: orderId, doc }: { id: string; doc: AuthorityOrder }): z.infer<typeof orderRow> {
  const { kind, authority, country: of, reference, asks, receivedAt, dueAt, calendar, status } = doc;
  const answered = doc.status === 'answered' ? doc : undefined;
  return {
    id: orderId,
    kind,
    authority,
    country: of,
    reference,
    asks,
    listings: [...doc.listings],
    gtins: [...doc.gtins],
    receivedAt,
    dueAt,
    calendar,
    status,
    late: doc.lateSince !== null,
    outcome: answered?.outcome ?? null,
    answer: answered?.answer ?? null,
    answeredAt: answered?.answeredAt ?? null,
    recallId: answered?.recallId ?? null,
  };
}

async function orders(reader: Reader, page: { limit: number; offset: number }) {
  const rows = await reader.db.pool.query<{ id: string; doc: AuthorityOrder }>(
    `select id, doc from concept_authority_order
     order by status = 'open' desc, case when status = 'open' then due_on else -due_on end, id limit $1 offset $2`,
    [page.limit + 1, page.offset],
  );
  return {
    orders: rows.rows.slice(0, page.limit).map(rowOf),
    next: rows.rows.length > page.limit ? `o${page.offset + page.limit}` : null,
  };
}

const readList = read({
  path: '/quality/authority-orders',
  summary: 'Orders and notices of authorities, the one whose clock runs out first on top',
  tag: 'quality',
  access: { who: ALL_STAFF },
  query: z.strictObject({ limit: limit.default(50), cursor: cursor.optional() }),
  response: z.object({ orders: z.array(orderRow), next: z.string().nullable() }),
  handle: (reader, { query }) => orders(reader, { limit: query.limit, offset: offsetOf(query.cursor) }),
});

const readOne = read({
  path: '/quality/authority-orders/{authorityOrderId}',
  summary: 'An order or notice of an authority',
  tag: 'quality',
  access: { who: ALL_STAFF },
  params,
  response: orderRow,
  handle: async (reader, { params }) => {
    const rows = await reader.db.pool.query<{ id: string; doc: AuthorityOrder }>(
      'select id, doc from concept_authority_order where id = $1',
      [params.authorityOrderId],
    );
    const row = rows.rows[0];
    return row ? rowOf(row) : refuse('not-found', 'There is no such order of an authority.');
  },
});

const post = write({
  method: 'post',
  path: '/quality/authority-orders',
  summary: 'Put an order (2 working days) or a safety notice (3) on record; its clock runs from receipt',
  tag: 'quality',
  access: { who: RECORDING },
  status: 201,
  body: z.strictObject({
    kind: z.enum(AUTHORITY_KINDS),
    authority: line(200),
    country,
    reference: line(100),
    listings: z.array(listingId).max(10_000).default([]),
    gtins: z
      .array(z.string().regex(/^(\d{8,14}|\d{9}[Xx])$/, '8 to 14 digits, or an ISBN, without hyphens'))
      .max(1_000)
      .default([]),
    asks: paragraphs(5_000).min(1, 'say what it asks for'),
    receivedAt: time,
  }),
  response: z.object({ authorityOrderId: z.string(), dueAt: z.int() }),
  refusals: {
    'no-calendar': 422,
    'calendar-not-published': 422,
    'received-in-future': 422,
    'no-goods': 422,
  },
  handle: async (writer, { body }) => {
    const done = await receiveAuthorityOrder(writer, { ...body, by: askerOf(writer.actor) });
    if (isRefusal(done)) return done;
    return { authorityOrderId: done.authorityOrderId, dueAt: done.order.dueAt };
  },
});

const postAnswer = write({
  method: 'post',
  path: '/quality/authority-orders/{authorityOrderId}/answer',
  summary: 'Answer it; where goods are to be stopped, they are off the market with the answer',
  tag: 'quality',
  access: { who: ['inspector', 'head'] },
  params,
  body: z.strictObject({
    outcome: z.enum(AUTHORITY_OUTCOMES),
    answer: paragraphs(5_000).min(1, 'say what was done'),
    recallId: recallId.nullable().default(null),
  }),
  response: z.object({ authorityOrderId: z.string(), status: z.string() }),
  refusals: { 'recall-missing': 422, 'no-goods': 422, 'conflict-of-interest': 403 },
  handle: async (writer, { params, body }) => {
    const done = await answerAuthorityOrder(writer, { ...params, ...body, by: askerOf(writer.actor) });
    return isRefusal(done) ? done : { authorityOrderId: done.authorityOrderId, status: done.order.status };
  },
});

export function authorityRoutes(): readonly AnyRoute[] {
  return [readList, readOne, post, postAnswer];
}

import { z } from 'zod';
import type { Pool } from 'pg';
import { ALL_STAFF, cursor, id, limit, listingId, offsetOf, paragraphs } from '../door/fields.ts';
import { askerOf } from '../door/names.ts';
import { type AnyRoute, read, write } from '../door/route.ts';
import { isRefusal, refuse } from '../kernel/decision.ts';
import type { AuthorityOrderId, LotId, WatchId } from '../kernel/ids.ts';
import { closeRecall, openRecall, widenRecall } from '../processes/run-recall.ts';
import type { RecallSource, RecallText } from './recall.ts';
import { listingIds, recallId, recallText } from './recall-fields-routes.ts';
import {
  publicRecall,
  publicRecalls,
  recallCard,
  recallList,
  recallPage,
  recallRow,
  staffRecall,
} from './recall-views.ts';

const INSPECTING = ['inspector', 'head'] as const;
const NOT_FOUND = refuse('not-found', 'There is no such recall.');
const params = z.strictObject({ recallId });
const page = { limit: limit.default(50), cursor: cursor.optional() };
const opened = z.object({ recallId: z.string(), listings: z.int(), tellBy: z.int() });
const REFUSALS = {
  'too-few-remedies': 422,
  'no-instruction': 422,
  'no-listing': 422,
  'source-unknown': 422,
  'source-other-goods': 422,
  'conflict-of-interest': 403,
} as const;

const lotId: z.ZodType<LotId, string> = id('lot');
const watchId: z.ZodType<WatchId, string> = id('wch');
const authorityOrderId: z.ZodType<AuthorityOrderId, string> = id('aut');
const source = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('platform') }),
  z.strictObject({ kind: z.literal('inspection'), lotId }),
  z.strictObject({ kind: z.literal('watch'), watchId }),
  z.strictObject({ kind: z.literal('authority'), authorityOrderId }),
]) satisfies z.ZodType<RecallSource>;

/** How the pictures of these listings look, so that the goods are known again. */
async function looksOfListings(
  pool: Pool,
  ids: readonly string[],
): Promise<{ readonly looks: ReadonlyMap<string, string> }> {
  const rows = await pool.query<{ id: string; look: string }>(
    `select distinct p.id, p.look from concept_listing l cross join jsonb_array_elements_text(l.doc->'images') i
     join listing_picture p on p.id = i and p.look is not null where l.id = any($1)`,
    [ids],
  );
  return { looks: new Map(rows.rows.map((r) => [r.id, r.look])) };
}

const readPublic = read({
  path: '/recalls',
  summary: 'Product safety recalls, the open ones first',
  tag: 'recalls',
  access: { who: ['anyone'] },
  query: z.strictObject(page),
  response: z.object({ recalls: z.array(recallCard), next: z.string().nullable() }),
  handle: (reader, { query }) => publicRecalls(reader, { ...query, offset: offsetOf(query.cursor) }),
});

const readOne = read({
  path: '/recalls/{recallId}',
  summary: 'A product safety recall',
  tag: 'recalls',
  access: { who: ['anyone'] },
  params,
  response: recallCard,
  handle: async (reader, { params }) => (await publicRecall(reader, params.recallId)) ?? NOT_FOUND,
});

const readForStaff = read({
  path: '/quality/recalls',
  summary: 'Recalls with their owners, how many of them are told, and what they chose',
  tag: 'quality',
  access: { who: ALL_STAFF },
  query: z.strictObject(page),
  response: z.object({ recalls: z.array(recallRow), next: z.string().nullable() }),
  handle: (reader, { query }) => recallList(reader, { ...query, offset: offsetOf(query.cursor) }),
});

const readOneForStaff = read({
  path: '/quality/recalls/{recallId}',
  summary: 'A recall with its goods, sellers, owners and claims',
  tag: 'quality',
  access: { who: ALL_STAFF },
  params,
  response: recallPage,
  handle: async (reader, { params }) => (await staffRecall(reader, params.recallId)) ?? NOT_FOUND,
});

const postRecall = write({
  method: 'post',
  path: '/quality/recalls',
  summary:
    'Recall goods: off the market everywhere at once, their owners listed and told, and not to be offered again',
  tag: 'quality',
  access: { who: INSPECTING },
  status: 201,
  body: z.strictObject({ ...recallText, listings: listingIds, source: source.default({ kind: 'platform' }) }),
  response: opened,
  refusals: REFUSALS,
  prepare: ({ db }, { body }) => looksOfListings(db.pool, body.listings),
  handle: async (writer, { body, prepared: { looks } }) => {
    const { listings, source: because, ...text } = body;
    const by = askerOf(writer.actor);
    return answered(await openRecall(writer, { text, listings, source: because, by, looks }));
  },
});

const postSellerRecall = write({
  method: 'post',
  path: '/me/recalls',
  summary: 'Recall goods of my own that turn out to be dangerous; never held against me',
  tag: 'recalls',
  access: { who: ['seller'], team: ['listings'], action: 'complaint.safety' },
  status: 201,
  body: z.strictObject({ ...recallText, listings: z.array(listingId).min(1).max(1_000) }),
  response: opened,
  refusals: REFUSALS,
  prepare: ({ db }, { body }) => looksOfListings(db.pool, body.listings),
  handle: async (writer, { body, prepared: { looks } }) => {
    const { listings, ...said } = body;
    const text: RecallText = said;
    const by = askerOf(writer.actor);
    return answered(await openRecall(writer, { text, listings, source: { kind: 'seller' }, by, looks }));
  },
});

function answered(outcome: Awaited<ReturnType<typeof openRecall>>) {
  if (isRefusal(outcome)) return outcome;
  const { recallId, recall } = outcome;
  return { recallId, listings: recall.listings.length, tellBy: recall.tellBy };
}

const postListings = write({
  method: 'post',
  path: '/quality/recalls/{recallId}/listings',
  summary:
    'Take further listings of the same goods into a recall, with all of their article number; their owners are told as well',
  tag: 'quality',
  access: { who: INSPECTING },
  params,
  body: z.strictObject({ listings: listingIds }),
  response: opened,
  refusals: { 'conflict-of-interest': 403 },
  prepare: ({ db }, { body }) => looksOfListings(db.pool, body.listings),
  handle: async (writer, { params, body, prepared: { looks } }) =>
    answered(await widenRecall(writer, { ...params, ...body, by: askerOf(writer.actor), looks })),
});

const postClosing = write({
  method: 'post',
  path: '/quality/recalls/{recallId}/closing',
  summary: 'Close a recall whose owners are all told; what they may choose stays open to them',
  tag: 'quality',
  access: { who: INSPECTING },
  params,
  body: z.strictObject({ why: paragraphs(2_000).min(1, 'say why') }),
  response: z.object({ recallId: z.string() }),
  handle: async (writer, { params, body }) => {
    const done = await closeRecall(writer, { ...params, ...body, by: askerOf(writer.actor) });
    return isRefusal(done) ? done : { recallId: done.recallId };
  },
});

export function recallRoutes(): readonly AnyRoute[] {
  return [
    readPublic,
    readOne,
    readForStaff,
    readOneForStaff,
    postRecall,
    postSellerRecall,
    postListings,
    postClosing,
  ];
}

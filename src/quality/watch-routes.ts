import { z } from 'zod';
import { ALL_STAFF, cursor, limit, listingId, offsetOf, paragraphs } from '../door/fields.ts';
import { askerOf } from '../door/names.ts';
import { type AnyRoute, read, write } from '../door/route.ts';
import { isRefusal, refuse } from '../kernel/decision.ts';
import { reviewWatch } from '../processes/watch-goods.ts';
import { overview, qualityOverview } from './overview-views.ts';
import { WATCH_OUTCOMES } from './watch.ts';
import { watchedGoods, watchOf, watchPage, watchRow, watchRules } from './watch-views.ts';

const params = z.strictObject({ listingId });

const readOverview = read({
  path: '/quality/overview',
  summary: 'What waits in product quality, what is off the market, and the last weeks',
  tag: 'quality',
  access: { who: ALL_STAFF },
  response: overview,
  handle: (reader) => qualityOverview(reader),
});

const readGoods = read({
  path: '/quality/goods',
  summary: 'Goods with reports of defects: shares with exact bounds, and where the sequential test stands',
  tag: 'quality',
  access: { who: ALL_STAFF },
  query: z.strictObject({ limit: limit.default(25), cursor: cursor.optional() }),
  response: z.object({ goods: z.array(watchRow), rules: watchRules, next: z.string().nullable() }),
  handle: (reader, { query }) => watchedGoods(reader, { ...query, offset: offsetOf(query.cursor) }),
});

const readOne = read({
  path: '/quality/goods/{listingId}',
  summary: 'The watch over one article: counts, the course of the test, reports and the last review',
  tag: 'quality',
  access: { who: ALL_STAFF },
  params,
  response: watchPage,
  handle: async (reader, { params }) =>
    (await watchOf(reader, params.listingId)) ?? refuse('not-found', 'There is no such listing.'),
});

const postReview = write({
  method: 'post',
  path: '/quality/goods/{listingId}/review',
  summary:
    'Say what comes of an alarm: no defect frees the goods; otherwise an inspection or a recall follows',
  tag: 'quality',
  access: { who: ['inspector', 'head'] },
  params,
  body: z.strictObject({
    outcome: z.enum(WATCH_OUTCOMES),
    why: paragraphs(2_000).min(1, 'say why'),
  }),
  response: z.object({ listingId: z.string(), outcome: z.string() }),
  refusals: { 'conflict-of-interest': 403 },
  handle: async (writer, { params, body }) => {
    const { outcome, why } = body;
    const done = await reviewWatch(writer, { ...params, outcome, words: why, by: askerOf(writer.actor) });
    return isRefusal(done) ? done : { ...params, outcome };
  },
});

export function watchRoutes(): readonly AnyRoute[] {
  return [readOverview, readGoods, readOne, postReview];
}

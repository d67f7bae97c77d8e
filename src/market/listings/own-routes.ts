import { z } from 'zod';
import { cursor, limit, line, listingId } from '../../door/fields.ts';
import { type AnyRoute, read } from '../../door/route.ts';
import { refuse } from '../../kernel/decision.ts';
import { ownListing, ownListings, refusedAttempts, STOCK_FILTERS } from './own-views.ts';
import { own, seller } from './routes.ts';
import { trafficOf } from './traffic-views.ts';

const ACCESS = { who: ['seller'], team: ['listings'], action: 'data.read-own' } as const;

const list = read({
  path: '/me/listings',
  summary: 'My listings, in every state, and how many there are of each',
  tag: 'listings',
  access: ACCESS,
  query: z.strictObject({
    status: z.enum(['live', 'in-review', 'withdrawn', 'refused']).optional(),
    stock: z.enum(STOCK_FILTERS).optional(),
    q: line(200).optional(),
    limit: limit.default(50),
    cursor: cursor.optional(),
  }),
  response: z.object({
    listings: z.array(own),
    next: z.string().nullable(),
    counts: z.record(z.string(), z.int()),
  }),
  handle: (reader, { query: { q, cursor: before, ...rest } }) =>
    ownListings(reader, seller(reader.actor), { ...rest, text: q, before }),
});

const one = read({
  path: '/me/listings/{listingId}',
  summary: 'One of my listings, in whatever state',
  tag: 'listings',
  access: ACCESS,
  params: z.strictObject({ listingId }),
  response: own,
  handle: async (reader, { params }) =>
    (await ownListing(reader, seller(reader.actor), params.listingId)) ??
    refuse('not-found', 'There is no such listing.'),
});

const attempts = read({
  path: '/me/listing-attempts',
  summary: 'Goods of mine that a rule kept off the market, with the rule',
  tag: 'listings',
  access: ACCESS,
  response: z.object({
    attempts: z.array(
      z.looseObject({
        attemptId: z.string(),
        at: z.int(),
        rule: z.string(),
        clause: z.string(),
        matched: z.string(),
      }),
    ),
  }),
  handle: async (reader) => ({ attempts: await refusedAttempts(reader, seller(reader.actor)) }),
});

const count = z.int();

const traffic = read({
  path: '/me/traffic',
  summary: 'How often my listings were shown, opened, put into carts and ordered, and where they stood',
  tag: 'listings',
  access: ACCESS,
  query: z.strictObject({ days: z.coerce.number().int().min(7).max(90).default(28) }),
  response: z.object({
    days: z.array(z.object({ at: z.int(), shown: count, viewed: count, added: count, orders: count })),
    listings: z.array(
      z.object({
        id: listingId,
        title: z.string(),
        status: z.string(),
        shown: count,
        viewed: count,
        added: count,
        orders: count,
        /** Average place in search, 1 is the top. */
        position: z.number().nullable(),
      }),
    ),
    queries: z.array(z.object({ words: z.string(), shown: count, listings: count, position: z.number() })),
    trust: z
      .looseObject({
        word: z.string(),
        stage: z.string(),
        demotedUntil: z.array(z.int().nullable()),
        metrics: z.array(z.object({ metric: z.string(), verdict: z.string(), n: count, k: count })),
      })
      .nullable(),
  }),
  handle: (reader, { query: { days } }) => trafficOf(reader, seller(reader.actor), days),
});

/** What a seller sees of their own goods. */
export function ownListingRoutes(): readonly AnyRoute[] {
  return [list, one, attempts, traffic];
}

import { z } from 'zod';
import { cursor, limit, line, listingId } from '../../door/fields.ts';
import { type AnyRoute, read } from '../../door/route.ts';
import { refuse } from '../../kernel/decision.ts';
import { ownListing, ownListings, refusedAttempts, STOCK_FILTERS } from './own-views.ts';
import { own, seller } from './routes.ts';

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

/** What a seller sees of their own goods. */
export function ownListingRoutes(): readonly AnyRoute[] {
  return [list, one, attempts];
}

import { z } from 'zod';
import { country, currency, listingId, money } from '../../door/fields.ts';
import { type AnyRoute, read } from '../../door/route.ts';
import { frontPage } from './front-views.ts';
import { promotion } from './promotion-routes.ts';
import { placed } from './fields-routes.ts';
import { recommended, type ShelfPorts } from './shelf-views.ts';

const LISTINGS_MAX = 10;

/** `lst_a,lst_b` */
const listingIds = z
  .string()
  .max(1_200)
  .transform((text) => text.split(',').filter((part) => part !== ''))
  .pipe(z.array(listingId).min(1, 'name a listing').max(LISTINGS_MAX, `at most ${LISTINGS_MAX}`));

function front(ports: ShelfPorts) {
  return read({
    path: '/front',
    summary: 'The start page: running promotions, categories, and shelves that search fills by merit',
    tag: 'listings',
    access: { who: ['anyone'] },
    query: z.strictObject({ country: country.optional(), currency: currency.default('EUR') }),
    response: z.object({
      promotions: z.array(promotion.extend({ listings: z.array(placed) })),
      categories: z.array(z.object({ category: z.string(), count: z.int(), face: placed.nullable() })),
      shelves: z.array(
        z.object({
          name: z.enum(['loved', 'new', 'small']),
          listings: z.array(placed),
          /** What is on it costs this at most. */
          priceMax: money.nullable(),
        }),
      ),
    }),
    handle: (reader, { query }) => frontPage(reader, ports, query),
  });
}

function recommendations(ports: ShelfPorts) {
  return read({
    path: '/recommendations',
    summary:
      'What goes with these listings, from what they are and not from who asks, in the order of search by merit',
    tag: 'listings',
    access: { who: ['anyone'] },
    query: z.strictObject({
      listings: listingIds,
      /** While looking: others of the kind. Once bought: something else of the category. */
      when: z.enum(['looking', 'bought']).default('looking'),
      country: country.optional(),
    }),
    response: z.object({ listings: z.array(placed) }),
    handle: async (reader, { query: { listings, when, country: to } }) => ({
      listings: await recommended(reader, ports, { listings, when, country: to }),
    }),
  });
}

/** Goods that nobody has searched for, through the same port as search. */
export function shelfRoutes(ports: ShelfPorts): readonly AnyRoute[] {
  return [front(ports), recommendations(ports)];
}

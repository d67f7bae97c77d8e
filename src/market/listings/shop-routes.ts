import { z } from 'zod';
import { partyId } from '../../door/fields.ts';
import { type AnyRoute, read } from '../../door/route.ts';
import { refuse } from '../../kernel/decision.ts';
import type { TrustBoard } from '../../ranking/trust-board.ts';
import type { ListingSearch } from './search.ts';
import { shopPage } from './shop-views.ts';

export function shopRoutes(ports: {
  readonly search: ListingSearch;
  readonly trust: TrustBoard;
}): readonly AnyRoute[] {
  return [
    read({
      path: '/sellers/{sellerId}',
      summary: "A seller's public page; who stands behind it for those who are signed in",
      tag: 'sellers',
      access: { who: ['anyone'] },
      params: z.strictObject({ sellerId: partyId }),
      response: z.looseObject({
        sellerId: partyId,
        name: z.string(),
        country: z.string(),
        since: z.int(),
        /** False while the seller may not trade: then nothing is on offer and `notice` says so. */
        open: z.boolean(),
        notice: z.string().nullable(),
        badge: z.string().nullable(),
        /** Measured shares that went well, of enough orders to say so. */
        rates: z.array(z.object({ metric: z.string(), share: z.number(), n: z.int() })),
        rating: z.object({ count: z.int(), average: z.number() }).nullable(),
        listings: z.array(z.looseObject({ id: z.string(), title: z.string() })),
        next: z.string().nullable(),
      }),
      handle: async (reader, { params }) =>
        (await shopPage(reader, ports, params.sellerId)) ?? refuse('not-found', 'There is no such seller.'),
    }),
  ];
}

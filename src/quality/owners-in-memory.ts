import type { OrderId, PartyId } from '../kernel/ids.ts';
import { type Order, sentPieces } from '../market/orders/order.ts';
import type { OwnersOf } from './owners.ts';

/** The same answer from orders in memory, for simulations and tests. */
export function ownersAmong(orders: () => Iterable<readonly [string, Order]>): OwnersOf {
  return ({ listings, sellers }) => {
    const owned = new Map<PartyId, OrderId[]>();
    for (const [id, order] of orders()) {
      if (order.status === 'cancelled' || order.exchangeOf !== undefined || !sellers.includes(order.seller))
        continue;
      const sent = sentPieces(order);
      const holds = order.lines.some(
        ({ listingId }, i) => listings.includes(listingId) && (sent[i] ?? 0) > 0,
      );
      if (holds) owned.getOrInsertComputed(order.buyer, () => []).push(id as OrderId);
    }
    return Promise.resolve(
      [...owned]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([party, of]) => ({ party, orders: of.toSorted() })),
    );
  };
}

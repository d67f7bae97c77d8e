import type { OrderId, PartyId } from '../kernel/ids.ts';
import type { Order } from '../market/orders/order.ts';
import type { OwnersOf } from './owners.ts';

/** The same answer from orders in memory, for simulations and tests. */
export function ownersAmong(orders: () => Iterable<readonly [string, Order]>): OwnersOf {
  return ({ listings, sellers }) => {
    const owned = new Map<PartyId, OrderId[]>();
    for (const [id, order] of orders()) {
      if (order.status === 'cancelled' || !sellers.includes(order.seller)) continue;
      const holds = order.lines.some(
        (line, i) => listings.includes(line.listingId) && line.quantity > (order.cancelledPieces?.[i] ?? 0),
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

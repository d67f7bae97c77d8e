import type { OrderId, PartyId } from '../kernel/ids.ts';
import type { Order } from '../market/orders/order.ts';
import type { OwnersOf } from './owners.ts';

/** The same answer from orders in memory, for simulations and tests. */
export function ownersAmong(orders: () => Iterable<readonly [string, Order]>): OwnersOf {
  return (_unit, { listings, sellers }) => {
    const owned = new Map<PartyId, OrderId[]>();
    for (const [id, order] of orders()) {
      if (order.status === 'cancelled' || order.exchangeOf !== undefined || !sellers.includes(order.seller))
        continue;
      if (order.status === 'placed' && order.checkout !== undefined) continue;
      const open = order.status === 'part-shipped' ? order.remaining : [];
      const holds = order.lines.some(
        ({ listingId, quantity }, i) =>
          listings.includes(listingId) && quantity > (order.cancelledPieces?.[i] ?? 0) + (open[i] ?? 0),
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

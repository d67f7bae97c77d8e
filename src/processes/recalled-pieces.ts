/** Which pieces of an order a recall is about: as they were bought, or as they were got in exchange for others. */
import {
  addUp,
  type Holding,
  type KnownReturn,
  piecesOf,
  sentPieces,
} from '../aftersales/returns/quantities.ts';
import type { MoneyPart, Return } from '../aftersales/returns/return.ts';
import type { ListingId, OrderId } from '../kernel/ids.ts';
import type { Order } from '../market/orders/order.ts';

type Goods = readonly ListingId[];

/** Pieces that the owner has, or that are on their way to them, and that no open return is about. */
export function recalledPieces(
  orderId: OrderId,
  order: Order,
  goods: Goods,
  known: readonly KnownReturn[],
): readonly Holding[] {
  return order.lines
    .flatMap((_, line) => piecesOf(orderId, order, line, known))
    .filter(({ listingId, quantity }) => quantity > 0 && goods.includes(listingId));
}

/** Articles of the order that are recalled, also those that a return is about now. */
export function recalledArticles(order: Order, goods: Goods, known: readonly KnownReturn[]): Goods {
  // The difference of an exchange is money: the goods are of the order that they were exchanged in.
  if (order.exchangeOf !== undefined) return [];
  const sent = sentPieces(order);
  const bought = order.lines.filter((_, line) => (sent[line] ?? 0) > 0).map((line) => line.listingId);
  const got = known.flatMap(({ state }) => gotInExchange(state) ?? []);
  return [...new Set([...bought, ...got])].filter((id) => goods.includes(id));
}

/** Another article that went out in an exchange and was not taken back. */
function gotInExchange({ swap, parcels, stage }: Return): ListingId | undefined {
  const wentOut = parcels.some((p) => p.way === 'out');
  return wentOut && (stage.status !== 'closed' || stage.why === 'replaced') ? swap?.listingId : undefined;
}

/** What was paid for them, by the orders that it was paid with. */
export function paidFor(pieces: readonly Holding[]): readonly MoneyPart[] {
  return addUp(
    pieces.flatMap(({ quantity, parts }) =>
      parts.map(({ orderId, amountMinor }) => ({ orderId, amountMinor: amountMinor * quantity })),
    ),
  );
}

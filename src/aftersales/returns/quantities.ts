import type { ListingId, OrderId, ReturnId } from '../../kernel/ids.ts';
import type { Order } from '../../market/orders/order.ts';
import { type MoneyPart, refundedMinor, type Return, type ReturnLine } from './return.ts';

/** Where every piece of a line is. Ordered = cancelled + open + fulfilled; fulfilled = requested + refunded + returnable. */
export interface LineQuantities {
  readonly ordered: number;
  readonly cancelled: number;
  /** Delivered to the buyer. */
  readonly fulfilled: number;
  /** In returns that are not over. */
  readonly requested: number;
  /** Came back at least once. */
  readonly received: number;
  readonly refunded: number;
  /** Replaced or exchanged, and with the buyer again. */
  readonly replaced: number;
  readonly restocked: number;
  readonly writtenOff: number;
  readonly returnable: number;
}

/** Pieces in the buyer's hands that are worth the same, and where the money of each lies. */
export interface Holding {
  /** What they are by now: after an exchange the article that they were exchanged for. */
  readonly listingId: ListingId;
  readonly quantity: number;
  readonly parts: readonly MoneyPart[];
}

export interface KnownReturn {
  readonly id: ReturnId;
  readonly state: Return;
}

/** The ledger of each line, counted from the order and all returns of it. */
export function quantitiesOf(
  orderId: OrderId,
  order: Order,
  known: readonly KnownReturn[],
): readonly LineQuantities[] {
  return order.lines.map((line, i) => {
    const cancelled = order.cancelledPieces?.[i] ?? 0;
    const fulfilled = order.status === 'delivered' ? line.quantity - cancelled : 0;
    const count = { requested: 0, received: 0, refunded: 0, replaced: 0, restocked: 0, writtenOff: 0 };
    for (const { state } of known)
      for (const [at, l] of state.lines.entries()) {
        if (l.line !== i) continue;
        if (state.stage.status !== 'closed') count.requested += l.quantity;
        if (cameBack(state)) count.received += l.quantity;
        if (isGone(state)) count.refunded += l.quantity;
        if (state.stage.status === 'closed' && state.stage.why === 'replaced') count.replaced += l.quantity;
        count.restocked += state.restocked[at] ?? 0;
        count.writtenOff += state.writtenOff[at] ?? 0;
      }
    const returnable = holdingsOf(orderId, order, i, known).reduce((sum, h) => sum + h.quantity, 0);
    return { ordered: line.quantity, cancelled, fulfilled, ...count, returnable };
  });
}

/** Also when the seller has sent it out again. */
function cameBack({ reception, parcels }: Return): boolean {
  return reception === 'received' || (parcels.at(-1)?.way === 'out' && parcels.some((p) => p.way === 'back'));
}

/** Paid back, and no longer the buyer's to return: all of it, or with the goods. */
function isGone({ stage, remedy, claims, refunds, reception }: Return): boolean {
  if (stage.status !== 'closed') return false;
  if (stage.why === 'settled-by-bank') return true;
  if (stage.why !== 'refunded') return false;
  const kept = remedy === 'refund' && reception !== 'received';
  return !kept || refundedMinor({ refunds }) >= claims.reduce((sum, c) => sum + c.amountMinor, 0);
}

/** What the buyer can still return of a line, in the order in which a request takes it. */
export function holdingsOf(
  orderId: OrderId,
  order: Order,
  line: number,
  known: readonly KnownReturn[],
): readonly Holding[] {
  return order.status === 'delivered' ? piecesOf(orderId, order, line, known) : [];
}

/** Pieces of each line that have left the seller. Of an order that we only know from outside, all that were not cancelled. */
export function sentPieces(order: Order): readonly number[] {
  if (order.status === 'placed' && order.checkout !== undefined) return order.lines.map(() => 0);
  const open = order.status === 'part-shipped' ? order.remaining : [];
  return order.lines.map((line, i) => line.quantity - (order.cancelledPieces?.[i] ?? 0) - (open[i] ?? 0));
}

/** Pieces of a line that the buyer has, or that are on their way, and no open return is about. */
export function piecesOf(
  orderId: OrderId,
  order: Order,
  line: number,
  known: readonly KnownReturn[],
): readonly Holding[] {
  const bought = order.lines[line];
  if (!bought) return [];
  const { listingId, unitMinor } = bought;
  const quantity = sentPieces(order)[line] ?? 0;
  let pool: readonly Holding[] = [{ listingId, quantity, parts: [{ orderId, amountMinor: unitMinor }] }];
  const inOrder = known.toSorted(
    (a, b) => a.state.requestedAt - b.state.requestedAt || (a.id < b.id ? -1 : 1),
  );
  for (const { state } of inOrder)
    for (const part of state.lines) {
      if (part.line !== line) continue;
      const [taken, rest] = take(pool, part.quantity);
      const back = state.stage.status === 'closed' && !isGone(state);
      pool = back ? [...rest, ...taken.map((h) => worthAfter(h, state))] : rest;
    }
  return pool.filter((h) => h.quantity > 0);
}

/** What the pieces of a request are by now. */
export function articlesIn(
  orderId: OrderId,
  order: Order,
  known: readonly KnownReturn[],
  { line, quantity }: { readonly line: number; readonly quantity: number },
): readonly ListingId[] {
  const [taken] = take(piecesOf(orderId, order, line, known), quantity);
  const bought = order.lines[line]?.listingId;
  const articles = taken.length > 0 ? taken.map((h) => h.listingId) : bought === undefined ? [] : [bought];
  return [...new Set(articles)];
}

/** Splits off so many pieces; fewer, if there are not so many. */
export function take(
  pool: readonly Holding[],
  quantity: number,
): readonly [taken: readonly Holding[], rest: readonly Holding[]] {
  const taken: Holding[] = [];
  const rest: Holding[] = [];
  let open = quantity;
  for (const holding of pool) {
    const now = Math.min(open, holding.quantity);
    if (now > 0) taken.push({ ...holding, quantity: now });
    if (holding.quantity > now) rest.push({ ...holding, quantity: holding.quantity - now });
    open -= now;
  }
  return [taken, rest];
}

/** An exchange changes what a piece is worth; money that was paid for keeping it lowers it. */
function worthAfter(holding: Holding, state: Return): Holding {
  const { swap, stage, differenceOrder, lines, refunds } = state;
  const pieces = lines.reduce((sum, l) => sum + l.quantity, 0);
  if (swap && stage.status === 'closed' && stage.why === 'replaced') {
    const before = holding.parts.reduce((sum, p) => sum + p.amountMinor, 0);
    const { listingId } = swap;
    if (differenceOrder)
      return {
        ...holding,
        listingId,
        parts: [...holding.parts, { orderId: differenceOrder.orderId, amountMinor: swap.unitMinor - before }],
      };
    return { ...holding, listingId, parts: lessOf(holding.parts, before - swap.unitMinor) };
  }
  return { ...holding, parts: lessOf(holding.parts, Math.ceil(refundedMinor({ refunds }) / pieces)) };
}

function lessOf(parts: readonly MoneyPart[], lessMinor: number): readonly MoneyPart[] {
  let open = Math.max(0, lessMinor);
  return parts.map((p) => {
    const now = Math.min(open, p.amountMinor);
    open -= now;
    return { ...p, amountMinor: p.amountMinor - now };
  });
}

/** The lines of a request, one for each value, and where their money lies. */
export function linesOf(
  line: number,
  taken: readonly Holding[],
): { readonly lines: readonly ReturnLine[]; readonly claims: readonly MoneyPart[] } {
  return {
    lines: taken.map(({ listingId, quantity, parts }) => ({
      line,
      listingId,
      quantity,
      unitMinor: parts.reduce((sum, p) => sum + p.amountMinor, 0),
    })),
    claims: taken.flatMap(({ quantity, parts }) =>
      parts.map((p) => ({ ...p, amountMinor: p.amountMinor * quantity })),
    ),
  };
}

export function addUp(claims: readonly MoneyPart[]): readonly MoneyPart[] {
  const sums = new Map<OrderId, number>();
  for (const { orderId, amountMinor } of claims) sums.set(orderId, (sums.get(orderId) ?? 0) + amountMinor);
  return [...sums]
    .map(([orderId, amountMinor]) => ({ orderId, amountMinor }))
    .filter((c) => c.amountMinor > 0);
}

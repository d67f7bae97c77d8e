/** Orders of goods that were stopped after they were bought: nothing of them is sent, and who waits gets the money back. */
import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { ListingId, OrderId, PartyId, StopId } from '../kernel/ids.ts';
import { HOUR_MS } from '../kernel/time.ts';
import { type Order, orders, remainingPieces } from '../market/orders/order.ts';
import { endOrders, type Stop, stops } from '../quality/stop.ts';
import { permits } from '../standing/permits.ts';
import { standings } from '../standing/standing.ts';
import { cancelPieces } from './cancel.ts';
import type { CashierCalls } from './cashier.ts';
import { giveNotice } from './give-notice.ts';
import type { World } from './world.ts';

/** Refuses to send goods that nobody may have any more, by the standing that a stop changes first. */
export async function refuseStopped(
  { unit, rulebook }: World,
  seller: PartyId,
  pieces: readonly { readonly listingId: ListingId; readonly quantity: number }[],
): Promise<Refusal | undefined> {
  const standing = await unit.lock(standings, seller, 'share');
  for (const [i, { listingId, quantity }] of pieces.entries()) {
    if (quantity === 0) continue;
    const permit = permits(standing, 'order.ship', unit.now, { listingId });
    if (permit.allowed) continue;
    const { clause } = rulebook.quality.stops;
    const ends =
      permit.until === null
        ? 'We cancel what waits and give the buyer the money back.'
        : 'Wait for the decision; what would be late meanwhile, we cancel.';
    return refuse('goods-stopped', `${permit.why} They may not be sent (terms, clause ${clause}). ${ends}`, {
      field: `pieces.${i}`,
      facts: { listingId, because: permit.because, until: permit.until, clause },
    });
  }
  return undefined;
}

/** Open orders that one transaction looks at, and ends at most; the rest follows right after. */
const ORDERS_A_UNIT = 100;

/**
 * Ends what waits to be sent of stopped goods, with the money back at once and a notice that says why. A stop for the time
 * being ends only what would be late before the next look, so that neither side pays for our time. The stop notes where it
 * is, in the transaction of what it ended: of many open orders each is read once, and after a crash it goes on there. None
 * is passed over, since an order that is placed later can't be of these goods; one that can't be ended holds up no other, and is
 * tried at the next look.
 */
export async function endStoppedOrders(
  world: World,
  stopId: StopId,
  stop: Stop,
  cashier: CashierCalls,
): Promise<Stop | Refusal> {
  const { unit, rulebook } = world;
  const lookAgainMs = rulebook.quality.stops.lookAgainHours * HOUR_MS;
  const { found, next } = await unit.page(
    orders,
    { openOf: stop.seller },
    { after: stop.ordersAfter, limit: ORDERS_A_UNIT },
  );
  const waiting = found.filter(
    ({ state }) =>
      piecesOf(state, stop).some((n) => n > 0) &&
      (stop.until === null || state.shipBy <= unit.now + lookAgainMs),
  );
  let failed = 0;
  for (const { id, state } of waiting) {
    const orderId = id as OrderId;
    const end = () => endOrder(world, { orderId, order: state, stop, cashier });
    if (!(await unit.attempt(`end of ${orderId}`, end))) failed += 1;
  }
  // Those at the front were looked at when it began: they wait no longer than it says for the next look.
  const begun = stop.ordersAfter === undefined ? unit.now : (stop.ordersAt ?? unit.now);
  const isOver = stop.until === null && failed + (stop.ordersFailed ?? 0) === 0;
  const looked =
    next === undefined
      ? { lookAgainAt: isOver ? null : begun + lookAgainMs }
      : { lookAgainAt: begun, after: next as OrderId };
  const ended = { orders: waiting.length - failed, ...(failed > 0 ? { failed } : {}) };
  const events = endOrders(stop, { ...ended, ...looked, at: unit.now });
  return isRefusal(events) ? events : unit.append(stops, stopId, events);
}

/** Unsent pieces of each line that a stop is about. The difference of an exchange ends by the return's own clock. */
function piecesOf(order: Order, { listings }: Stop): readonly number[] {
  const left = remainingPieces(order);
  return order.lines.map(({ listingId }, i) =>
    order.exchangeOf === undefined && listings.includes(listingId) ? (left[i] ?? 0) : 0,
  );
}

async function endOrder(
  world: World,
  input: {
    readonly orderId: OrderId;
    readonly order: Order;
    readonly stop: Stop;
    readonly cashier: CashierCalls;
  },
): Promise<Order | Refusal> {
  const { orderId, order, stop, cashier } = input;
  const pieces = piecesOf(order, stop);
  const ended = await cancelPieces(world, {
    orderId,
    at: world.unit.now,
    by: 'system',
    reason: 'goods-stopped',
    pieces,
    cashier,
  });
  if (isRefusal(ended)) return ended;
  const listings = order.lines.flatMap(({ listingId, title }, i) =>
    (pieces[i] ?? 0) > 0 ? [{ listingId, title: title ?? listingId }] : [],
  );
  const { because } = stop;
  const { clause } = world.rulebook.quality.stops;
  giveNotice(world, { to: order.buyer, body: { kind: 'order-stopped', orderId, because, listings, clause } });
  return ended;
}

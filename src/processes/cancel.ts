import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { OrderId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import { cancelOrder } from '../market/orders/decide.ts';
import {
  type CancelledBy,
  type CancelReason,
  type Order,
  orders,
  remainingPieces,
} from '../market/orders/order.ts';
import type { CashierCalls } from './cashier.ts';
import { followParcels } from './deliver.ts';
import { refundCancelled } from './refund.ts';
import { returnStock } from './reserve-stock.ts';
import { rescheduleTransfer } from './transfer.ts';
import type { World } from './world.ts';

export interface CancelInput {
  readonly orderId: OrderId;
  readonly at: EpochMs;
  readonly by: CancelledBy;
  readonly reason: CancelReason;
  /** Pieces of each line; absent: everything that is not shipped yet. */
  readonly pieces?: readonly number[];
  readonly cashier?: CashierCalls;
}

/** Ends what is not shipped of an order: the pieces go back to stock, their money to the buyer. */
export async function cancelPieces(world: World, input: CancelInput): Promise<Order | Refusal> {
  const { unit } = world;
  const { orderId, at, by, reason, pieces, cashier } = input;
  const before = await unit.load(orders, orderId);
  const command = { at, by, reason, ...(pieces === undefined ? {} : { pieces }) };
  const events = cancelOrder(before, command);
  if (isRefusal(events) || !before)
    return isRefusal(events) ? events : refuse('not-found', 'There is no such order.');
  const order = unit.append(orders, orderId, events);
  // Outside shops keep their own stock and money.
  if (order.source !== undefined) return order;
  const gone = pieces ?? remainingPieces(before);
  const returned = order.lines.map((line, i) => ({ listingId: line.listingId, quantity: gone[i] ?? 0 }));
  for (const { listingId, quantity } of returned.toSorted((a, b) => (a.listingId < b.listingId ? -1 : 1)))
    if (quantity > 0) await returnStock(world, listingId, quantity, orderId);
  await refundCancelled(world, { orderId, ...(cashier === undefined ? {} : { cashier }) });
  await rescheduleTransfer(world, orderId);
  await followParcels(world, orderId);
  return (await unit.load(orders, orderId)) ?? order;
}

/** For the platform's own endings: nothing left to cancel is fine. */
export async function cancelWhatIsLeft(
  world: World,
  input: Omit<CancelInput, 'at' | 'pieces'>,
): Promise<void> {
  const order = await world.unit.load(orders, input.orderId);
  if (order && remainingPieces(order).some((n) => n > 0))
    await cancelPieces(world, { ...input, at: world.unit.now });
}

/** Deadline of an order: it was never shipped, so the buyer gets the money back. */
export async function expireOrder(
  world: World,
  id: string,
  cashier: CashierCalls,
): Promise<object | Refusal> {
  const { unit } = world;
  const orderId = id as OrderId;
  const order = await unit.load(orders, orderId);
  if (order?.endsAt === undefined || order.endsAt > unit.now)
    return refuse('not-due', 'Nothing is due for this order.');
  return cancelPieces(world, { orderId, at: unit.now, by: 'system', reason: 'never-shipped', cashier });
}

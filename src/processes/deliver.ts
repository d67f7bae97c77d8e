import { isRefusal, type Refusal } from '../kernel/decision.ts';
import type { OrderId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import { deliverOrder, undeliverOrder } from '../market/orders/decide.ts';
import { type DeliveredHow, type Order, orders, type UndeliveredWhy } from '../market/orders/order.ts';
import { reviewStage } from './review-stage.ts';
import { rescheduleTransfer } from './transfer.ts';
import type { World } from './world.ts';

/** An order has arrived; its money gets a date. */
export async function markDelivered(
  world: World,
  input: { readonly orderId: OrderId; readonly at: EpochMs; readonly how: DeliveredHow },
): Promise<Order | Refusal> {
  const { unit } = world;
  const { orderId, at, how } = input;
  const events = deliverOrder(await unit.load(orders, orderId), { at, how });
  if (isRefusal(events)) return events;
  const order = unit.append(orders, orderId, events);
  if (order.source !== undefined) return order;
  await rescheduleTransfer(world, orderId);
  await reviewStage(world, order.seller);
  return order;
}

/** It did not arrive after all: its money waits for people. */
export async function markUndelivered(
  world: World,
  input: { readonly orderId: OrderId; readonly at: EpochMs; readonly why: UndeliveredWhy },
): Promise<Order | Refusal> {
  const { unit } = world;
  const { orderId, at, why } = input;
  const events = undeliverOrder(await unit.load(orders, orderId), { at, why });
  if (isRefusal(events)) return events;
  const order = unit.append(orders, orderId, events);
  await rescheduleTransfer(world, orderId);
  return order;
}

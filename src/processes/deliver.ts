import { isRefusal, type Refusal } from '../kernel/decision.ts';
import type { OrderId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import { deliverOrder, undeliverOrder } from '../market/orders/decide.ts';
import { type DeliveredHow, type Order, orders, type UndeliveredWhy } from '../market/orders/order.ts';
import { shipments } from '../market/shipments/shipment.ts';
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

/**
 * Where an order is by its parcels, once nothing else comes: all delivered, or one lost. Also asked when the last pieces are sent or
 * cancelled, since what carriers said before of a first parcel they do not say again.
 */
export async function followParcels(world: World, orderId: OrderId): Promise<void> {
  const { unit } = world;
  const order = await unit.load(orders, orderId);
  if (order?.status !== 'shipped' && order?.status !== 'undelivered') return;
  await unit.prefetch(shipments, order.shipments);
  // A carrier's clock may be behind the seller's announcement: the parcel was delivered after it was sent.
  let latest = order.shippedAt;
  let complete = true;
  for (const id of order.shipments) {
    const parcel = await unit.load(shipments, id);
    complete &&= parcel?.status === 'delivered';
    for (const { at, code } of parcel?.scans ?? []) if (code === 'delivered') latest = Math.max(latest, at);
    if (order.status !== 'shipped' || (parcel?.status !== 'lost' && parcel?.status !== 'returned')) continue;
    const at = parcel.scans.at(-1)?.at ?? unit.now;
    const why = parcel.status === 'lost' ? 'lost' : 'returned-to-sender';
    await markUndelivered(world, { orderId, at, why });
    return;
  }
  if (complete) await markDelivered(world, { orderId, at: latest, how: 'carrier' });
}

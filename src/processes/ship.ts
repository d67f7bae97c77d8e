import { assert, isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { OrderId, ShipmentId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import { shipOrder } from '../market/orders/decide.ts';
import { type Order, orders, remainingPieces } from '../market/orders/order.ts';
import { accounts } from '../market/payments/account.ts';
import { payments } from '../market/payments/payment.ts';
import { announceShipment } from '../market/shipments/decide.ts';
import { shipments, TRACKING_KIND, trackingValue } from '../market/shipments/shipment.ts';
import { lockAccount } from './balance.ts';
import { followParcels } from './deliver.ts';
import { drawInvoice } from './draw-invoice.ts';
import { exchangeSent } from './return-steps.ts';
import { refuseStopped } from './stopped-orders.ts';
import { rescheduleTransfer } from './transfer.ts';
import type { World } from './world.ts';

export interface ShipInput {
  readonly orderId: OrderId;
  readonly shipmentId: ShipmentId;
  readonly at: EpochMs;
  readonly carrier: string;
  readonly trackingNumber?: string;
  /** Pieces of each line in this parcel; absent: everything that is left. */
  readonly pieces?: readonly number[];
}

/**
 * A parcel goes out. Also while the seller is stopped: open orders are owed, save goods that are stopped for what they are. The invoice gets its number with the
 * first parcel.
 */
export async function shipParcel(
  world: World,
  input: ShipInput,
): Promise<{ readonly shipmentId: ShipmentId; readonly order: Order } | Refusal> {
  const { unit } = world;
  const { orderId, shipmentId, at, carrier, trackingNumber, pieces } = input;
  const order = await unit.load(orders, orderId);
  const events = shipOrder(order, { at, shipmentId, ...(pieces === undefined ? {} : { pieces }) });
  if (isRefusal(events)) return events;
  assert(order, 'an unknown order was shipped');
  const unpaid = await stillUnpaid(world, orderId, order);
  if (unpaid) return unpaid;
  const stopped = await stoppedGoods(world, order, pieces);
  if (stopped) return stopped;
  const tracking =
    trackingNumber === undefined
      ? undefined
      : unit.keep({ party: order.buyer, kind: TRACKING_KIND, value: trackingValue(carrier, trackingNumber) });
  if (tracking !== undefined && order.source === undefined) {
    const used = await unit.find(shipments, { tracking });
    if (used.length > 0)
      return refuse('tracking-used', 'This tracking number belongs to another parcel already.', {
        field: 'trackingNumber',
      });
  }
  const { seller } = order;
  const announced = announceShipment(await unit.load(shipments, shipmentId), {
    at,
    orderId,
    seller,
    carrier,
    ...(tracking === undefined ? {} : { tracking }),
  });
  if (isRefusal(announced)) return announced;
  unit.append(shipments, shipmentId, announced);
  const after = unit.append(orders, orderId, events);
  if (order.source !== undefined) return { shipmentId, order: after };
  await numberInvoice(world, orderId, after);
  await rescheduleTransfer(world, orderId);
  await followParcels(world, orderId);
  if (after.exchangeOf !== undefined) await exchangeSent(world, after.exchangeOf, shipmentId);
  return { shipmentId, order: (await unit.load(orders, orderId)) ?? after };
}

/** Goods are sent for money: ours must be captured. What outside shops do is their affair. */
async function stillUnpaid(world: World, orderId: OrderId, order: Order): Promise<Refusal | undefined> {
  if (order.source !== undefined) return undefined;
  const payment = await world.unit.load(payments, orderId);
  return payment?.status === 'captured'
    ? undefined
    : refuse('not-paid-yet', 'The payment is still on its way. Do not send anything before it is there.');
}

/** Orders are owed also by a stopped seller; goods that are stopped for what they are go to nobody. */
async function stoppedGoods(
  world: World,
  order: Order,
  pieces: readonly number[] = remainingPieces(order),
): Promise<Refusal | undefined> {
  if (order.source !== undefined) return undefined;
  const sent = order.lines.map(({ listingId }, i) => ({ listingId, quantity: pieces[i] ?? 0 }));
  return refuseStopped(world, order.seller, sent);
}

/**
 * The invoice is of what was ordered and not cancelled: what else was given back before it is a credit note to it, as far as
 * it is of what the invoice is of. Beyond that it was for pieces that were cancelled later, and are on no invoice.
 */
async function numberInvoice(world: World, orderId: OrderId, order: Order): Promise<void> {
  if (order.invoice !== undefined) return;
  const { unit } = world;
  const { seller } = order;
  const at = unit.now;
  // Locked before the account, as a refund locks it: one at this moment is either seen or sees the invoice.
  const payment = await unit.lock(payments, orderId, 'update');
  let number = (await lockAccount(world, seller)).invoices + 1;
  unit.append(accounts, seller, [{ type: 'InvoiceNumbered', at, orderId, number }]);
  unit.append(orders, orderId, [{ type: 'OrderInvoiced', at, seller, invoice: number }]);
  if (payment?.status !== 'captured') return;
  let left = drawInvoice(order).grossMinor;
  for (const { refundId, reason, creditNote, amountMinor } of payment.refunds) {
    if (reason === 'cancelled-before-shipping' || creditNote !== undefined || left === 0) continue;
    number += 1;
    unit.append(accounts, seller, [{ type: 'InvoiceNumbered', at, orderId, number }]);
    const part = left < amountMinor ? { creditMinor: left } : {};
    unit.append(payments, orderId, [
      { type: 'RefundCredited', at, seller, refundId, creditNote: number, ...part },
    ]);
    left -= part.creditMinor ?? amountMinor;
  }
}

import { assert, isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { OrderId, PartyId } from '../kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../kernel/time.ts';
import { entryLimits } from '../entry/limits.ts';
import { type Order, orders } from '../market/orders/order.ts';
import { ordersSold } from '../market/payments/account.ts';
import { scheduleTransfer, transferPayment } from '../market/payments/decide.ts';
import { payments } from '../market/payments/payment.ts';
import { shipments } from '../market/shipments/shipment.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import { standings } from '../standing/standing.ts';
import { changeBalance, lockAccount } from './balance.ts';
import type { CashierCalls } from './cashier.ts';
import { retryAt } from './retry.ts';
import type { World } from './world.ts';

/**
 * When an order's money becomes the seller's to have: some days after delivery, more for a new seller. Without any
 * carrier scan, or without a delivered one, it ends at a date, so that honest untracked sales are paid too; what is
 * known not to have arrived waits for people.
 */
export async function rescheduleTransfer(world: World, orderId: OrderId): Promise<void> {
  const { unit } = world;
  const order = await unit.load(orders, orderId);
  assert(order, `money of the unknown order ${orderId}`);
  // The money of outside orders is not ours to move.
  if (order.source !== undefined) return;
  // Locked: what the bank decides at this moment would not see how far the order is, nor this what it decides.
  const payment = await unit.lock(payments, orderId, 'update');
  if (payment?.status !== 'captured' || payment.transfer.state === 'done') return;
  const disputed = payment.chargebacks.some((c) => c.outcome === 'open');
  const transferAt = disputed ? null : await transferDate(world, order);
  const events = scheduleTransfer(payment, unit.now, transferAt);
  if (!isRefusal(events) && events.length > 0) unit.append(payments, orderId, events);
}

async function transferDate(world: World, order: Order): Promise<EpochMs | null> {
  const { unit, rulebook } = world;
  const { transferDelayDays, untrackedEndDays } = rulebook.payout;
  switch (order.status) {
    case 'delivered': {
      const standing = await unit.load(standings, order.seller);
      const extra = entryLimits(rulebook, standing, unit.now).payoutDelayDays;
      return order.deliveredAt + (transferDelayDays + extra) * DAY_MS;
    }
    case 'shipped': {
      await unit.prefetch(shipments, order.shipments);
      let tracked = false;
      for (const id of order.shipments) if ((await unit.load(shipments, id))?.scans.length) tracked = true;
      const from = tracked ? Math.max(order.shippedAt, order.deliverBy) : order.shippedAt;
      return from + untrackedEndDays * DAY_MS;
    }
    case 'placed':
    case 'part-shipped':
    case 'undelivered':
    case 'cancelled':
      return null;
    default:
      return order satisfies never;
  }
}

/** The share we keep: the highest tier whose number of orders the seller has reached in its window. */
export function commissionOf(rulebook: Pick<Rulebook, 'commission'>, orders: number): number {
  const reached = rulebook.commission.tiers.filter((t) => t.fromDeliveredOrders <= orders);
  const best = reached.toSorted((a, b) => b.fromDeliveredOrders - a.fromDeliveredOrders)[0];
  assert(best, 'the rulebook has no commission tier from 0 orders');
  return best.basisPoints;
}

/** What the seller's orders of the window come to as commission, in basis points. */
export async function commissionFor(world: World, seller: PartyId): Promise<number> {
  const account = await lockAccount(world, seller);
  return commissionOf(
    world.rulebook,
    ordersSold(account, world.unit.now, world.rulebook.commission.windowDays),
  );
}

/** Deadline of a payment: the transfer to the seller's free balance, and refunds whose sending was lost. */
export async function expirePayment(
  world: World,
  id: string,
  cashier: CashierCalls,
): Promise<object | Refusal> {
  const { unit } = world;
  const orderId = id as OrderId;
  const payment = await unit.load(payments, orderId);
  const at = unit.now;
  if (payment?.status !== 'captured') return refuse('not-due', 'Nothing is due for this payment.');
  const unsent = payment.refunds.filter((r) => r.tryAt !== undefined && r.tryAt <= at);
  for (const { refundId } of unsent) {
    const { seller } = payment;
    const tryAt = retryAt(at, 3);
    unit.append(payments, orderId, [
      { type: 'RefundDelayed', at, seller, refundId, why: 'no answer on record', tryAt },
    ]);
    unit.afterCommit(() => cashier.sendRefund(orderId, refundId));
  }
  if (payment.transfer.state !== 'scheduled' || payment.transfer.at > at)
    return unsent.length > 0
      ? { retried: unsent.length }
      : refuse('not-due', 'Nothing is due for this payment.');
  const { seller } = payment;
  const events = transferPayment(payment, { at, commissionBasisPoints: await commissionFor(world, seller) });
  if (isRefusal(events)) return events;
  unit.append(payments, orderId, events);
  const [event] = events;
  if (event?.type === 'PaymentTransferred')
    await changeBalance(world, {
      seller,
      currency: event.currency,
      lines: event.lines,
      by: 'transfer',
      orderId,
    });
  return { transferred: orderId };
}

import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { OrderId, ReturnId, SanctionId } from '../kernel/ids.ts';
import { type Money, money } from '../kernel/money.ts';
import type { EpochMs } from '../kernel/time.ts';
import { type Order, orders } from '../market/orders/order.ts';
import { accounts } from '../market/payments/account.ts';
import { refundPayment } from '../market/payments/decide.ts';
import { unheldMinor } from '../market/payments/hold.ts';
import { payments, type RefundId, type RefundReason } from '../market/payments/payment.ts';
import { changeBalance, lockAccount } from './balance.ts';
import type { CashierCalls } from './cashier.ts';
import { retryAt } from './retry.ts';
import type { World } from './world.ts';

export interface RefundInput {
  readonly orderId: OrderId;
  /** Absent: everything that was paid and is not back yet. */
  readonly amount?: Money;
  readonly reason: RefundReason;
  readonly at: EpochMs;
  readonly sanctionId?: SanctionId;
  /** The return that it ends: out of what is held for it. */
  readonly fromHold?: ReturnId;
  /** What it is for is not on the invoice, though the order has one: no credit note. */
  readonly invoiced?: false;
  /** Without it the sweep sends the refund. */
  readonly cashier?: CashierCalls;
}

/**
 * Gives the buyer money back, in the ledger at once and by the provider right after the commit. Before the transfer it
 * comes out of what the order would have earned, afterwards out of the seller's balance, which may fall below zero.
 */
export async function refundOrder(
  world: World,
  input: RefundInput,
): Promise<{ readonly refundId: RefundId; readonly refunded: Money } | Refusal> {
  const { unit } = world;
  const { orderId, amount, reason, at, sanctionId, fromHold, cashier } = input;
  const payment = await unit.lock(payments, orderId, 'update');
  if (!payment) return refuse('not-found', 'There is no payment for this order.');
  if (amount && amount.currency !== payment.currency)
    return refuse('wrong-currency', `This order was paid in ${payment.currency}.`, {
      field: 'amount.currency',
    });
  const refundId = unit.ids.next<'Refund'>('rfd');
  const creditNote =
    input.invoiced === false ? undefined : await nextCreditNote(world, orderId, payment.seller);
  const events = refundPayment(payment, {
    at,
    refundId,
    ...(amount === undefined ? {} : { amountMinor: amount.amountMinor }),
    reason,
    ...(sanctionId === undefined ? {} : { sanctionId }),
    ...(fromHold === undefined ? {} : { fromHold }),
    ...(creditNote === undefined ? {} : { creditNote }),
    tryAt: retryAt(unit.now, 0),
  });
  if (isRefusal(events)) return events;
  const [event] = events;
  if (event?.type !== 'PaymentRefunded')
    return refuse('nothing-left-to-refund', 'There is nothing to refund.');
  unit.append(payments, orderId, events);
  const { seller, currency, lines, amountMinor } = event;
  if (creditNote !== undefined)
    unit.append(accounts, seller, [{ type: 'InvoiceNumbered', at: unit.now, orderId, number: creditNote }]);
  await changeBalance(world, { seller, currency, lines, by: 'refund', orderId });
  if (cashier) unit.afterCommit(() => cashier.sendRefund(orderId, refundId));
  return { refundId, refunded: money(amountMinor, currency) };
}

/**
 * Refunds of an invoiced order are credit notes in the same sequence of numbers. Before, there is nothing to correct: the invoice that
 * comes with the first parcel brings their numbers.
 */
async function nextCreditNote(
  world: World,
  orderId: OrderId,
  seller: Order['seller'],
): Promise<number | undefined> {
  const order = await world.unit.load(orders, orderId);
  if (order?.invoice === undefined) return undefined;
  return (await lockAccount(world, seller)).invoices + 1;
}

/** What cancelled pieces cost; the whole shipping price once everything is cancelled. */
export function cancelledMinor(order: Order): number {
  const goods = order.lines.reduce((sum, l, i) => sum + l.unitMinor * (order.cancelledPieces?.[i] ?? 0), 0);
  return order.status === 'cancelled' ? goods + order.shippingMinor : goods;
}

/**
 * Refunds what is cancelled and was not refunded as such yet, as far as the money is in our hands and not back by
 * another way. Safe to ask at any time.
 */
export async function refundCancelled(
  world: World,
  input: { readonly orderId: OrderId; readonly cashier?: CashierCalls },
): Promise<void> {
  const { orderId, cashier } = input;
  // Locked: a capture or the bank's word at this moment would not see the cancellation, nor this the money.
  const payment = await world.unit.lock(payments, orderId, 'update');
  const order = await world.unit.load(orders, orderId);
  if (payment?.status !== 'captured' || !order) return;
  const reason = 'cancelled-before-shipping';
  const done = payment.refunds.reduce((sum, r) => (r.reason === reason ? sum + r.amountMinor : sum), 0);
  const owed = Math.min(cancelledMinor(order) - done, unheldMinor(payment));
  if (owed <= 0) return;
  const before = Math.min(owed, Math.max(0, (await cancelledBeforeInvoice(world, orderId, order)) - done));
  for (const [minor, invoiced] of [[before, false] as const, [owed - before, true] as const]) {
    if (minor === 0) continue;
    // Refused only while the buyer's bank decides; asked again once it has.
    await refundOrder(world, {
      orderId,
      amount: money(minor, payment.currency),
      reason,
      at: world.unit.now,
      ...(invoiced ? {} : { invoiced }),
      ...(cashier === undefined ? {} : { cashier }),
    });
  }
}

/** Of what is cancelled, what was so before the invoice and is not on it: refunded later only where a bank was deciding then. */
async function cancelledBeforeInvoice({ unit }: World, orderId: OrderId, order: Order): Promise<number> {
  if (order.invoice === undefined) return 0;
  let then: Order | undefined;
  for (const event of await unit.history(orders, orderId)) {
    if (event.type === 'OrderInvoiced') break;
    then = orders.evolve(then, event);
  }
  return then ? cancelledMinor(then) : 0;
}

/** The provider has sent it. */
export async function refundSent(
  { unit }: World,
  input: { readonly orderId: OrderId; readonly refundId: RefundId; readonly reference: string },
): Promise<object | Refusal> {
  const { orderId, refundId, reference } = input;
  const payment = await unit.load(payments, orderId);
  if (payment?.status !== 'captured') return refuse('not-found', 'There is no such payment.');
  const refund = payment.refunds.find((r) => r.refundId === refundId);
  if (!refund || refund.reference !== undefined)
    return refuse('not-waiting', 'This refund is not waiting to be sent.');
  const { seller } = payment;
  unit.append(payments, orderId, [{ type: 'RefundSent', at: unit.now, seller, refundId, reference }]);
  return { sent: refundId };
}

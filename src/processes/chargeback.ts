import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { CheckoutId, OrderId } from '../kernel/ids.ts';
import { allocate, type Money, money } from '../kernel/money.ts';
import type { EpochMs } from '../kernel/time.ts';
import { type Charge, charges } from '../market/payments/charge.ts';
import { closeChargeback, openChargebackOn } from '../market/payments/decide.ts';
import {
  type ChargebackId,
  disputableMinor,
  type Payment,
  payments,
  refundableMinor,
} from '../market/payments/payment.ts';
import type { PaymentEvent } from '../market/payments/payment-event.ts';
import { closeDisputes, openDispute } from './answer-chargeback.ts';
import type { ChargebackReason } from '../market/payments/provider.ts';
import { changeBalance } from './balance.ts';
import type { CashierCalls } from './cashier.ts';
import { depositChargebackClosed, depositChargedBack } from './deposit-chargeback.ts';
import { refundCancelled } from './refund.ts';
import { releaseAllHolds } from './return-money.ts';
import { rescheduleTransfer } from './transfer.ts';
import type { World } from './world.ts';

/**
 * A buyer's bank has taken a checkout's money back. Each of its orders bears its share of what is not refunded yet, and
 * of what is refunded where the bank takes more; transfers wait until the bank has decided.
 */
export async function chargebackOpened(
  world: World,
  input: {
    /** The provider's reference of the charge. */
    readonly reference: string;
    readonly chargebackId: string;
    /** Absent: all that is left of the charge, or all of it where everything was refunded. */
    readonly amount?: Money;
    readonly reason?: ChargebackReason;
    /** Until when the bank waits for an answer. */
    readonly bankWaitsUntil?: EpochMs;
  },
): Promise<{ readonly orders: readonly OrderId[] } | Refusal> {
  const { unit } = world;
  const chargebackId = input.chargebackId as ChargebackId;
  const charge = await chargeOf(world, input.reference);
  if (isRefusal(charge)) return charge;
  if (charge.state.deposit !== undefined) return depositChargedBack(world, charge.state, input);
  const known = await ordersCharged(world, charge.id);
  for (const { orderId } of known) await releaseAllHolds(world, orderId);
  const charged = await ordersCharged(world, charge.id);
  const bearing = charged.flatMap(({ orderId, payment }) =>
    payment.status === 'captured'
      ? [{ orderId, payment, left: refundableMinor(payment), most: disputableMinor(payment) }]
      : [],
  );
  const sum = (of: 'left' | 'most') => bearing.reduce((total, o) => total + o[of], 0);
  const currency = charged[0]?.payment.currency ?? 'EUR';
  const amount = input.amount ?? money(sum('left') || sum('most'), currency);
  if (amount.currency !== currency)
    return refuse('wrong-currency', `This charge was made in ${currency}.`, { field: 'amount.currency' });
  if (amount.amountMinor > sum('most') || amount.amountMinor === 0)
    return refuse(
      'more-than-was-paid',
      `Only ${sum('left')} minor units of this charge are not back with the buyer yet.`,
      { field: 'amount.amountMinor', facts: { refundableMinor: sum('left') } },
    );
  // First what is not refunded; a bank that takes more takes it of what is.
  const first = Math.min(amount.amountMinor, sum('left'));
  const ofLeft = spread(
    money(first, currency),
    bearing.map((o) => o.left),
  );
  const ofRefunded = spread(
    money(amount.amountMinor - first, currency),
    bearing.map((o) => o.most - o.left),
  );
  const touched: OrderId[] = [];
  for (const [i, { orderId, payment }] of bearing.entries()) {
    const amountMinor = (ofLeft[i] ?? 0) + (ofRefunded[i] ?? 0);
    if (amountMinor === 0) continue;
    const events = openChargebackOn(payment, { at: unit.now, chargebackId, amountMinor });
    if (isRefusal(events)) return events;
    await post(world, orderId, events);
    await rescheduleTransfer(world, orderId);
    openDispute(world, {
      chargeback: chargebackId,
      checkout: payment.checkout,
      orderId,
      seller: payment.seller,
      currency,
      amountMinor,
      reason: input.reason ?? 'other',
      bankWaitsUntil: input.bankWaitsUntil,
    });
    touched.push(orderId);
  }
  return { orders: touched };
}

/** The bank has decided. Lost: the seller bears the amount and the provider's fee, once a charge. */
export async function chargebackClosed(
  world: World,
  input: {
    readonly reference: string;
    readonly chargebackId: string;
    readonly outcome: 'won' | 'lost';
    readonly cashier?: CashierCalls;
  },
): Promise<{ readonly orders: readonly OrderId[] } | Refusal> {
  const { unit, rulebook } = world;
  const { outcome, cashier } = input;
  const chargebackId = input.chargebackId as ChargebackId;
  const charge = await chargeOf(world, input.reference);
  if (isRefusal(charge)) return charge;
  if (charge.state.deposit !== undefined) return depositChargebackClosed(world, charge.state, input);
  const charged = await ordersCharged(world, charge.id);
  const concerned = charged.filter(
    ({ payment: p }) => p.status === 'captured' && p.chargebacks.some((c) => c.chargebackId === chargebackId),
  );
  if (concerned.length === 0)
    return refuse('not-found', 'There is no such chargeback.', { field: 'chargebackId' });
  const currency = concerned[0]?.payment.currency ?? 'EUR';
  const fee = money(outcome === 'lost' ? rulebook.payout.chargebackFeeMinor[currency] : 0, currency);
  const fees = allocate(
    fee,
    concerned.map(() => 1),
  );
  for (const [i, { orderId, payment }] of concerned.entries()) {
    const feeMinor = fees[i]?.amountMinor ?? 0;
    const events = closeChargeback(payment, { at: unit.now, chargebackId, outcome, feeMinor });
    if (isRefusal(events)) return events;
    await post(world, orderId, events);
    await rescheduleTransfer(world, orderId);
    // A cancellation while the bank was deciding could not be refunded then.
    await refundCancelled(world, { orderId, ...(cashier === undefined ? {} : { cashier }) });
  }
  await closeDisputes(world, chargebackId, outcome);
  return { orders: concerned.map((c) => c.orderId) };
}

/** Shares by weight; what rounding leaves over falls on none of those that weigh nothing. */
function spread(amount: Money, weights: readonly number[]): readonly number[] {
  const heavy = weights.filter((w) => w > 0);
  if (amount.amountMinor === 0) return weights.map(() => 0);
  const parts = allocate(amount, heavy).values();
  return weights.map((w) => (w > 0 ? (parts.next().value?.amountMinor ?? 0) : 0));
}

type Captured = Extract<Charge, { status: 'captured' }>;

async function chargeOf(
  { unit }: World,
  reference: string,
): Promise<{ readonly id: CheckoutId; readonly state: Captured } | Refusal> {
  const [charge] = await unit.find(charges, { reference });
  if (charge?.state.status !== 'captured')
    return refuse('not-found', 'There is no captured charge with this reference.', { field: 'reference' });
  return { id: charge.id as CheckoutId, state: charge.state };
}

/** The orders of a charge, in order of id, and their payments, which stay as they are until commit. */
async function ordersCharged(
  { unit }: World,
  checkout: CheckoutId,
): Promise<readonly { orderId: OrderId; payment: Payment }[]> {
  const found = await unit.find(payments, { checkout });
  const charged: { orderId: OrderId; payment: Payment }[] = [];
  for (const { id } of found) {
    // Before its order is read: who cancels or ships it at this moment is either seen or waits, and sees what the bank did.
    const payment = await unit.lock(payments, id, 'update');
    if (payment) charged.push({ orderId: id as OrderId, payment });
  }
  return charged;
}

async function post(world: World, orderId: OrderId, events: readonly PaymentEvent[]): Promise<void> {
  world.unit.append(payments, orderId, events);
  for (const event of events) {
    if (!('lines' in event)) continue;
    const { seller, currency, lines } = event;
    await changeBalance(world, { seller, currency, lines, by: 'chargeback', orderId });
  }
}

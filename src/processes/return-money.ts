import { closed } from '../aftersales/returns/answer.ts';
import { returns } from '../aftersales/returns/evolve.ts';
import { differenceMinor, duePayments, type MoneyPart, type Return } from '../aftersales/returns/return.ts';
import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { OrderId, ReturnId } from '../kernel/ids.ts';
import { money } from '../kernel/money.ts';
import { DAY_MS } from '../kernel/time.ts';
import { heldFor, holdAmount, makeWhole, releaseHold, unheldMinor } from '../market/payments/hold.ts';
import { payments, type RefundId, type RefundReason } from '../market/payments/payment.ts';
import type { PaymentEvent } from '../market/payments/payment-event.ts';
import { changeBalance } from './balance.ts';
import { cancelWhatIsLeft } from './cancel.ts';
import type { CashierCalls } from './cashier.ts';
import { refundOrder } from './refund.ts';
import type { World } from './world.ts';

/** Sets aside what a return claims: no more, and no longer than it is open. */
export async function holdClaims(world: World, returnId: ReturnId, state: Return): Promise<void> {
  for (const { orderId, amountMinor } of state.claims) {
    const payment = await world.unit.lock(payments, orderId, 'update');
    const events = holdAmount(payment, { at: world.unit.now, returnId, amountMinor });
    if (!isRefusal(events)) await post(world, orderId, events, 'return-held');
  }
}

export async function releaseClaims(world: World, returnId: ReturnId, state: Return): Promise<void> {
  for (const { orderId } of state.claims) await releaseOf(world, returnId, orderId);
}

async function releaseOf(world: World, returnId: ReturnId, orderId: OrderId): Promise<void> {
  const payment = await world.unit.lock(payments, orderId, 'update');
  await post(world, orderId, releaseHold(payment, { at: world.unit.now, returnId }), 'return-released');
}

/** A bank takes the whole payment: whatever returns hold of it, it decides now. */
export async function releaseAllHolds(world: World, orderId: OrderId): Promise<void> {
  const payment = await world.unit.load(payments, orderId);
  if (payment?.status !== 'captured') return;
  for (const { returnId } of payment.holds) await releaseOf(world, returnId, orderId);
}

async function post(
  world: World,
  orderId: OrderId,
  events: readonly PaymentEvent[],
  by: 'return-held' | 'return-released',
): Promise<void> {
  if (events.length === 0) return;
  world.unit.append(payments, orderId, events);
  for (const event of events)
    if ('lines' in event) {
      const { seller, currency, lines } = event;
      await changeBalance(world, { seller, currency, lines, by, orderId });
    }
}

/** Refusals that time ends. */
const WAITS: ReadonlySet<string> = new Set(['bank-decides', 'not-captured-yet']);

/**
 * Pays what is due, from each order that it was paid with, by the way it came. What can't be paid now (the bank decides, the
 * capture is on its way) stays pending and is tried again; where nothing is left to pay, the bank has settled it.
 */
export async function payReturn(world: World, returnId: ReturnId, cashier?: CashierCalls): Promise<void> {
  const { unit } = world;
  const state = await unit.load(returns, returnId);
  if (state?.stage.status !== 'refund-pending') return;
  let waits = false;
  for (const part of duePayments(state, state.stage.amountMinor)) {
    const paid = await payBack(world, returnId, { ...part, reason: reasonOf(state), cashier });
    if (isRefusal(paid)) waits ||= WAITS.has(paid.refused);
  }
  if (waits) return;
  const after = await unit.load(returns, returnId);
  const why = after?.refunds.length ? 'refunded' : 'settled-by-bank';
  unit.append(returns, returnId, [closed(state, why, unit.now)]);
  if (state.differenceOrder)
    await cancelWhatIsLeft(world, {
      orderId: state.differenceOrder.orderId,
      by: 'system',
      reason: 'never-shipped',
    });
}

function reasonOf({ ground, decision, reason }: Return): RefundReason {
  if (decision) return 'decided-by-platform';
  if (ground === 'withdrawal') return 'withdrawal';
  if (reason === 'damaged') return 'damaged';
  return ground === 'conformity' ? 'not-as-described' : 'returned';
}

async function payBack(
  world: World,
  returnId: ReturnId,
  part: MoneyPart & { readonly reason: RefundReason; readonly cashier: CashierCalls | undefined },
): Promise<object | Refusal> {
  const paid = await refundPart(world, returnId, part);
  if (isRefusal(paid) || paid === null) return paid ?? {};
  world.unit.append(returns, returnId, [{ type: 'RefundPaid', at: world.unit.now, part: paid }]);
  return paid;
}

/** Out of what is held for the return, or what is free by now; `null`: nothing is left of it. */
async function refundPart(
  world: World,
  returnId: ReturnId,
  part: MoneyPart & { readonly reason: RefundReason; readonly cashier: CashierCalls | undefined },
): Promise<(MoneyPart & { readonly refundId: RefundId }) | null | Refusal> {
  const { unit } = world;
  const { orderId, reason, cashier } = part;
  const before = await unit.lock(payments, orderId, 'update');
  const held = before?.status === 'captured' ? heldFor(before, returnId) : 0;
  const fromHold = held >= part.amountMinor;
  if (!fromHold && held > 0) await releaseOf(world, returnId, orderId);
  const payment = await unit.load(payments, orderId);
  // It may have taken all there is, and give it back: nothing left is no settlement until it has decided.
  if (payment?.status === 'captured' && payment.chargebacks.some((c) => c.outcome === 'open'))
    return refuse('bank-decides', "The buyer's bank is deciding about this payment.");
  const free = payment?.status === 'captured' ? unheldMinor(payment) : part.amountMinor;
  const amountMinor = fromHold ? part.amountMinor : Math.min(part.amountMinor, free);
  if (amountMinor <= 0) return null;
  const currency = payment && 'currency' in payment ? payment.currency : 'EUR';
  const refunded = await refundOrder(world, {
    orderId,
    amount: money(amountMinor, currency),
    reason,
    at: unit.now,
    ...(fromHold ? { fromHold: returnId } : {}),
    ...(cashier === undefined ? {} : { cashier }),
  });
  return isRefusal(refunded) ? refunded : { orderId, amountMinor, refundId: refunded.refundId };
}

/** How long a bank that decides is waited for before the difference is tried again. */
const TRY_AGAIN_MS = DAY_MS;

/**
 * A cheaper article in exchange: the difference goes back as soon as the exchange is agreed to. While the bank decides about the
 * same money it waits and is tried again, also after the return has ended, until it is paid or nothing is left.
 */
export async function giveDifferenceBack(
  world: World,
  returnId: ReturnId,
  cashier?: CashierCalls,
): Promise<void> {
  const { unit } = world;
  const state = await unit.load(returns, returnId);
  if (!state || state.refunds.length > 0) return;
  const lessMinor = -differenceMinor(state);
  const [part] = duePayments(state, lessMinor);
  if (lessMinor <= 0 || !part) return;
  const at = unit.now;
  const paid = await refundPart(world, returnId, { ...part, reason: 'returned', cashier });
  if (isRefusal(paid) || paid === null) {
    const tryAt = paid === null || !WAITS.has(paid.refused) ? null : at + TRY_AGAIN_MS;
    if (tryAt !== state.differenceTryAt)
      unit.append(returns, returnId, [{ type: 'DifferencePostponed', at, tryAt }]);
    return;
  }
  unit.append(returns, returnId, [{ type: 'DifferenceGivenBack', at, part: paid }]);
}

/** A decision that cost the seller money was reversed: the buyer keeps it, and the seller has it from us, but what was agreed before. */
export async function makeSellerWhole(world: World, returnId: ReturnId, state: Return): Promise<void> {
  const { unit } = world;
  for (const { orderId, amountMinor } of state.refunds.slice(state.agreedRefunds)) {
    const payment = await unit.lock(payments, orderId, 'update');
    if (payment?.status !== 'captured') continue;
    const event = makeWhole(payment, { at: unit.now, returnId, amountMinor });
    unit.append(payments, orderId, [event]);
    const { seller, currency, lines } = event;
    await changeBalance(world, { seller, currency, lines, by: 'compensation-reversed', orderId });
  }
}

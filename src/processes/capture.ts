import { assert, isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { CheckoutId, OrderId } from '../kernel/ids.ts';
import { money } from '../kernel/money.ts';
import { orders } from '../market/orders/order.ts';
import { charges } from '../market/payments/charge.ts';
import { capturePayment, voidPayment } from '../market/payments/decide.ts';
import { payments } from '../market/payments/payment.ts';
import { cancelWhatIsLeft } from './cancel.ts';
import type { CashierCalls } from './cashier.ts';
import { depositPaidIn } from './deposit.ts';
import { refundCancelled } from './refund.ts';
import { retryAt } from './retry.ts';
import type { World } from './world.ts';

/** The provider has taken the money: from now on it is owed to the sellers. Recorded once. */
export async function captureDone(
  world: World,
  input: { readonly checkoutId: CheckoutId; readonly cashier: CashierCalls },
): Promise<{ readonly orders: readonly OrderId[] } | Refusal> {
  const { unit } = world;
  const { checkoutId, cashier } = input;
  const charge = await unit.load(charges, checkoutId);
  if (charge?.status !== 'authorised')
    return refuse('not-authorised', 'This charge is not waiting for its capture.');
  unit.append(charges, checkoutId, [{ type: 'ChargeCaptured', at: unit.now }]);
  if (charge.deposit !== undefined) {
    const { deposit: sanctionId, amountMinor, currency, reference } = charge;
    await depositPaidIn(world, { sanctionId, amount: money(amountMinor, currency), reference });
  }
  // First the payments, then the orders: what is cancelled until the payment is ours is seen, and what comes later waits for it.
  for (const orderId of charge.orders.toSorted()) await unit.lock(payments, orderId, 'update');
  await unit.prefetch(orders, charge.orders);
  for (const orderId of charge.orders) {
    const events = capturePayment(await unit.load(payments, orderId), unit.now);
    assert(!isRefusal(events), `payment of ${orderId} can't be captured with its charge`);
    unit.append(payments, orderId, events);
    // What was cancelled between authorisation and capture goes straight back.
    await refundCancelled(world, { orderId, cashier });
  }
  return { orders: charge.orders };
}

/** The provider will never take this money: the orders end, and nobody is to blame but the payment. */
export async function captureRefused(
  world: World,
  input: { readonly checkoutId: CheckoutId; readonly why: string },
): Promise<{ readonly orders: readonly OrderId[] } | Refusal> {
  const { unit } = world;
  const { checkoutId, why } = input;
  const charge = await unit.load(charges, checkoutId);
  if (charge?.status !== 'authorised')
    return refuse('not-authorised', 'This charge is not waiting for its capture.');
  unit.append(charges, checkoutId, [{ type: 'ChargeFailed', at: unit.now, why }]);
  for (const orderId of charge.orders) {
    const events = voidPayment(await unit.load(payments, orderId), unit.now, 'capture-failed');
    assert(!isRefusal(events), `payment of ${orderId} can't be voided with its charge`);
    unit.append(payments, orderId, events);
    await cancelWhatIsLeft(world, { orderId, by: 'system', reason: 'payment-failed' });
  }
  return { orders: charge.orders };
}

/** Nothing is reserved any more for a checkout whose orders never came about. */
export async function chargeReleased(
  { unit }: World,
  { checkoutId }: { readonly checkoutId: CheckoutId },
): Promise<object | Refusal> {
  const charge = await unit.load(charges, checkoutId);
  if (charge?.status !== 'opened') return refuse('not-opened', 'This charge is not waiting to be released.');
  unit.append(charges, checkoutId, [{ type: 'ChargeVoided', at: unit.now }]);
  return { released: checkoutId };
}

/** Deadline of a charge: captures what was lost after the commit, releases what never became orders. */
export async function expireCharge(
  world: World,
  id: string,
  cashier: CashierCalls,
): Promise<object | Refusal> {
  const { unit } = world;
  const checkoutId = id as CheckoutId;
  const charge = await unit.load(charges, checkoutId);
  const at = unit.now;
  if (charge?.status === 'authorised' && charge.captureAt <= at) {
    const captureAt = retryAt(at, charge.failures);
    unit.append(charges, checkoutId, [{ type: 'CaptureDelayed', at, why: 'no answer on record', captureAt }]);
    unit.afterCommit(() => cashier.capture(checkoutId));
    return { retried: checkoutId };
  }
  if (charge?.status === 'opened' && charge.giveUpAt <= at) {
    unit.append(charges, checkoutId, [{ type: 'VoidDelayed', at, giveUpAt: retryAt(at, 3) }]);
    unit.afterCommit(() => cashier.release(checkoutId));
    return { releasing: checkoutId };
  }
  return refuse('not-due', 'Nothing is due for this charge.');
}

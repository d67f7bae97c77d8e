import { type Decision, refuse } from '../../kernel/decision.ts';
import type { ReturnId } from '../../kernel/ids.ts';
import { basisPointsOf, money } from '../../kernel/money.ts';
import type { EpochMs } from '../../kernel/time.ts';
import { move } from './ledger.ts';
import { type CapturedPayment, type Payment, refundableMinor } from './payment.ts';
import type { PaymentEvent } from './payment-event.ts';

/** What all returns together hold. */
export function heldMinor(payment: CapturedPayment): number {
  return payment.holds.reduce((sum, h) => sum + h.amountMinor, 0);
}

/** What is still held for one return. */
export function heldFor(payment: CapturedPayment, returnId: ReturnId): number {
  return payment.holds.find((h) => h.returnId === returnId)?.amountMinor ?? 0;
}

/** What is neither back with the buyer nor held: the most that an ordinary refund may give back. */
export function unheldMinor(payment: CapturedPayment): number {
  return refundableMinor(payment) - heldMinor(payment);
}

/**
 * What the seller has of the payment that commission is taken of: compensations are the seller's own cost, and what we gave for a
 * reversed refund is as if it had not been refunded.
 */
export function commissionable(payment: CapturedPayment): number {
  return unheldMinor(payment) + payment.compensatedMinor + (payment.madeWholeMinor ?? 0);
}

/** By how much our commission on a transferred payment falls when the seller has `lessMinor` less of it. */
export function commissionOff(payment: CapturedPayment, lessMinor: number): number {
  if (payment.transfer.state !== 'done') return 0;
  const { commissionBasisPoints } = payment.transfer;
  const share = (minor: number) =>
    basisPointsOf(money(minor, payment.currency), commissionBasisPoints).amountMinor;
  const before = commissionable(payment);
  return share(before) - share(before - lessMinor);
}

/**
 * Sets aside what a return is about, and not a cent more: the rest of the payment goes its way. Out of what is owed for the
 * order before the transfer, afterwards out of the seller's balance, which may fall below zero. As much as there is.
 */
export function holdAmount(
  state: Payment | undefined,
  command: { readonly at: EpochMs; readonly returnId: ReturnId; readonly amountMinor: number },
): Decision<PaymentEvent> {
  if (state?.status !== 'captured')
    return refuse('not-paid-here', 'Nothing was paid to us for this order, so nothing can be held.');
  const { at, returnId } = command;
  if (state.chargebacks.some((c) => c.outcome === 'open'))
    return refuse('bank-decides', "The buyer's bank is deciding about this payment.");
  const amountMinor = Math.min(command.amountMinor, unheldMinor(state));
  if (amountMinor <= 0) return [];
  const { seller, currency, transfer } = state;
  const from = transfer.state === 'done' ? 'available' : 'pending';
  const lines = [
    ...move('held', from, amountMinor),
    ...move('available', 'commission', commissionOff(state, amountMinor)),
  ];
  return [{ type: 'AmountHeld', at, seller, returnId, amountMinor, currency, lines }];
}

/** What is left of a hold goes back to where the order's money is by now. */
export function releaseHold(
  state: Payment | undefined,
  command: { readonly at: EpochMs; readonly returnId: ReturnId },
): readonly PaymentEvent[] {
  if (state?.status !== 'captured') return [];
  const { at, returnId } = command;
  const amountMinor = heldFor(state, returnId);
  if (amountMinor === 0) return [];
  const { seller, currency, transfer } = state;
  const to = transfer.state === 'done' ? 'available' : 'pending';
  const lines = [
    ...move(to, 'held', amountMinor),
    ...move('commission', 'available', -commissionOff(state, -amountMinor)),
  ];
  return [{ type: 'HoldReleased', at, seller, returnId, amountMinor, currency, lines }];
}

/**
 * A refund that we had decided was reversed: the buyer keeps it, and the seller has it out of our pocket, where the order's money is
 * by now, so that in the end it is what the sale would have left: less commission, and not before the transfer.
 */
export function makeWhole(
  payment: CapturedPayment,
  command: { readonly at: EpochMs; readonly returnId: ReturnId; readonly amountMinor: number },
): Extract<PaymentEvent, { type: 'SellerMadeWhole' | 'AmountHeld' | 'HoldReleased' }> {
  const { seller, currency, transfer } = payment;
  const { amountMinor } = command;
  const to = transfer.state === 'done' ? 'available' : 'pending';
  const lines = [
    ...move(to, 'goodwill', amountMinor),
    ...move('commission', 'available', -commissionOff(payment, -amountMinor)),
  ];
  return { type: 'SellerMadeWhole', ...command, seller, currency, lines };
}

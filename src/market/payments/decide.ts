import { type Decision, refuse, type Refusal } from '../../kernel/decision.ts';
import type { CheckoutId, PartyId, ReturnId, SanctionId } from '../../kernel/ids.ts';
import { basisPointsOf, type Currency, money } from '../../kernel/money.ts';
import type { EpochMs } from '../../kernel/time.ts';
import { commissionable, commissionOff, heldFor, unheldMinor } from './hold.ts';
import { type LedgerLine, move, reversed } from './ledger.ts';
import {
  type CapturedPayment,
  type ChargebackId,
  disputableMinor,
  type Payment,
  refundableMinor,
  type RefundId,
  type RefundReason,
  type VoidWhy,
} from './payment.ts';
import type { PaymentEvent } from './payment-event.ts';

type Decided = Decision<PaymentEvent>;

export function authorisePayment(
  state: Payment | undefined,
  command: {
    readonly at: EpochMs;
    readonly seller: PartyId;
    readonly buyer: PartyId;
    readonly checkout: CheckoutId;
    readonly currency: Currency;
    readonly amountMinor: number;
  },
): Decided {
  if (state) return refuse('payment-exists', 'This order is paid for already.');
  return [{ type: 'PaymentAuthorised', ...command }];
}

/** Money that an outside shop took: a fact to know, none of our ledger's. */
export function reportPayment(
  state: Payment | undefined,
  command: {
    readonly at: EpochMs;
    readonly source: string;
    readonly seller: PartyId;
    readonly buyer: PartyId;
    readonly currency: Currency;
    readonly amountMinor: number;
  },
): Decided {
  if (state) return refuse('payment-exists', 'This order is paid for already.', { field: 'order' });
  return [{ type: 'PaymentReported', ...command }];
}

export function capturePayment(state: Payment | undefined, at: EpochMs): Decided {
  if (state?.status !== 'authorised')
    return refuse('not-authorised', 'Only an authorised payment is captured.');
  const { seller, currency, amountMinor } = state;
  return [{ type: 'PaymentCaptured', at, seller, currency, lines: move('pending', 'provider', amountMinor) }];
}

export function voidPayment(state: Payment | undefined, at: EpochMs, why: VoidWhy): Decided {
  if (state?.status !== 'authorised')
    return refuse('not-authorised', 'Only an authorised payment can be voided.');
  return [{ type: 'PaymentVoided', at, seller: state.seller, why }];
}

/** The captured payment, or why its money can't be moved. */
function captured(state: Payment | undefined): CapturedPayment | Refusal {
  if (!state) return refuse('not-found', 'There is no payment for this order.');
  switch (state.status) {
    case 'captured':
      return state;
    case 'authorised':
      return refuse('not-captured-yet', 'The payment is still on its way. Try again in a minute.');
    case 'void':
      return refuse('nothing-paid', 'Nothing was paid for this order.');
    case 'outside':
      return refuse('paid-elsewhere', 'This order was paid to an outside shop: its money is not with us.');
    default:
      return state satisfies never;
  }
}

function openChargeback(payment: CapturedPayment): boolean {
  return payment.chargebacks.some((c) => c.outcome === 'open');
}

/**
 * Posting of money that goes back to the buyer: from `pending` before the transfer, afterwards from `available`, and
 * the commission on it comes back to the seller, so that what we keep is always the tier's share of what is left. What a bank takes
 * although it was refunded is the seller's debt.
 */
function takenBack(payment: CapturedPayment, amountMinor: number): readonly LedgerLine[] {
  const left = Math.min(amountMinor, unheldMinor(payment));
  const isDone = payment.transfer.state === 'done';
  const owed = isDone ? 0 : left;
  return [
    ...move('provider', 'pending', owed),
    ...move('provider', 'available', amountMinor - owed),
    ...move('available', 'commission', commissionOff(payment, left)),
  ];
}

/** Refused beyond what was paid and is not yet back, and while the buyer's bank decides over it. */
export function refundPayment(
  state: Payment | undefined,
  command: {
    readonly at: EpochMs;
    readonly refundId: RefundId;
    /** Absent: all that is left. */
    readonly amountMinor?: number;
    readonly reason: RefundReason;
    readonly sanctionId?: SanctionId;
    /** The return that it ends: out of what is held for it. Ordinary refunds leave holds alone. */
    readonly fromHold?: ReturnId;
    readonly creditNote?: number;
    readonly tryAt: EpochMs;
  },
): Decided {
  const payment = captured(state);
  if ('refused' in payment) return payment;
  const { at, refundId, reason, sanctionId, fromHold, creditNote, tryAt } = command;
  const left = fromHold === undefined ? unheldMinor(payment) : heldFor(payment, fromHold);
  const { amountMinor = left } = command;
  if (openChargeback(payment))
    return refuse(
      'bank-decides',
      "The buyer's bank is deciding about this payment; nothing can be refunded until then.",
    );
  if (left === 0 && refundableMinor(payment) > 0)
    return refuse('held-for-return', 'What is left of this payment is held until a return about it ends.');
  if (left === 0)
    return refuse('nothing-left-to-refund', 'Everything paid for this order is refunded already.');
  if (!Number.isSafeInteger(amountMinor) || amountMinor < 1)
    return refuse('bad-amount', 'A refund is in whole minor units and more than 0.', { field: 'amount' });
  if (amountMinor > left)
    return refuse('more-than-was-paid', `At most ${left} minor units can still be refunded.`, {
      field: 'amount',
      facts: { refundableMinor: left },
    });
  const { seller, buyer, currency, transfer } = payment;
  const ownCost = transfer.state === 'done' ? 'available' : 'pending';
  const lines =
    fromHold !== undefined
      ? move('provider', 'held', amountMinor)
      : reason === 'compensation'
        ? move('provider', ownCost, amountMinor)
        : takenBack(payment, amountMinor);
  return [
    {
      type: 'PaymentRefunded',
      at,
      seller,
      buyer,
      refundId,
      amountMinor,
      reason,
      ...(sanctionId === undefined ? {} : { sanctionId }),
      ...(fromHold === undefined ? {} : { fromHold }),
      ...(creditNote === undefined ? {} : { creditNote }),
      tryAt,
      currency,
      lines,
    },
  ];
}

/** When the seller's money becomes free; `null` takes a date back. Decided already or unchanged: no event. */
export function scheduleTransfer(
  state: Payment | undefined,
  at: EpochMs,
  transferAt: EpochMs | null,
): Decided {
  if (state?.status !== 'captured' || state.transfer.state === 'done') return [];
  const known = state.transfer.state === 'scheduled' ? state.transfer.at : null;
  if (known === transferAt) return [];
  return [{ type: 'TransferScheduled', at, seller: state.seller, transferAt }];
}

/** From owed for the order to free for payout, less commission, which never takes more than there is. */
export function transferPayment(
  state: Payment | undefined,
  command: { readonly at: EpochMs; readonly commissionBasisPoints: number },
): Decided {
  const payment = captured(state);
  if ('refused' in payment) return payment;
  if (payment.transfer.state !== 'scheduled') return refuse('not-scheduled', 'No transfer is scheduled.');
  if (payment.transfer.at > command.at) return refuse('not-due', 'The transfer is not due yet.');
  if (openChargeback(payment))
    return refuse('bank-decides', "The buyer's bank is deciding about this payment.");
  const { seller, currency } = payment;
  const { at, commissionBasisPoints } = command;
  const owed = -(payment.balances.pending ?? 0);
  const share = basisPointsOf(money(commissionable(payment), currency), commissionBasisPoints).amountMinor;
  const commission = Math.min(share, owed);
  const lines: readonly LedgerLine[] = [
    ...move('available', 'pending', owed - commission),
    ...move('commission', 'pending', commission),
  ];
  return [{ type: 'PaymentTransferred', at, seller, commissionBasisPoints, currency, lines }];
}

/** The bank takes the money at once, whatever we think of it. */
export function openChargebackOn(
  state: Payment | undefined,
  command: { readonly at: EpochMs; readonly chargebackId: ChargebackId; readonly amountMinor?: number },
): Decided {
  const payment = captured(state);
  if ('refused' in payment) return payment;
  const { at, chargebackId } = command;
  if (payment.chargebacks.some((c) => c.chargebackId === chargebackId))
    return refuse('chargeback-known', 'This chargeback is recorded already.', { field: 'chargebackId' });
  if (openChargeback(payment))
    return refuse('chargeback-open', 'Another chargeback about this payment is open.', {
      field: 'chargebackId',
    });
  const left = disputableMinor(payment);
  const amountMinor = command.amountMinor ?? (refundableMinor(payment) || left);
  if (!Number.isSafeInteger(amountMinor) || amountMinor < 1 || amountMinor > left)
    return refuse(
      'more-than-was-paid',
      `At most ${left} minor units of this payment have not been taken back by the bank yet.`,
      {
        field: 'amountMinor',
        facts: { refundableMinor: left },
      },
    );
  const { seller, buyer, currency } = payment;
  const lines = takenBack(payment, amountMinor);
  return [{ type: 'ChargebackOpened', at, seller, buyer, chargebackId, amountMinor, currency, lines }];
}

/** Won: everything is undone. Lost: the money is gone, and the fee is the seller's on top. */
export function closeChargeback(
  state: Payment | undefined,
  command: {
    readonly at: EpochMs;
    readonly chargebackId: ChargebackId;
    readonly outcome: 'won' | 'lost';
    readonly feeMinor: number;
  },
): Decided {
  const payment = captured(state);
  if ('refused' in payment) return payment;
  const { at, chargebackId, outcome, feeMinor } = command;
  const chargeback = payment.chargebacks.find((c) => c.chargebackId === chargebackId);
  if (!chargeback) return refuse('not-found', 'There is no such chargeback.', { field: 'chargebackId' });
  if (chargeback.outcome !== 'open')
    return refuse('chargeback-closed', `This chargeback was ${chargeback.outcome} already.`);
  const { seller, currency } = payment;
  if (outcome === 'won')
    return [{ type: 'ChargebackWon', at, seller, chargebackId, currency, lines: reversed(chargeback.lines) }];
  const lines = move('provider', 'available', feeMinor);
  return [{ type: 'ChargebackLost', at, seller, chargebackId, feeMinor, currency, lines }];
}

import type { Concept } from '../../kernel/concept.ts';
import { assert } from '../../kernel/decision.ts';
import type { CheckoutId, Id, PartyId, ReturnId, SanctionId } from '../../kernel/ids.ts';
import type { Currency } from '../../kernel/money.ts';
import type { EpochMs } from '../../kernel/time.ts';
import { type Balances, type LedgerLine, post, type Posting } from './ledger.ts';
import type { PaymentEvent } from './payment-event.ts';

export type RefundId = Id<'Refund'>;
export type ChargebackId = Id<'Chargeback'>;

export const REFUND_REASONS = [
  'cancelled-before-shipping',
  'not-received',
  'returned',
  'withdrawal',
  'not-as-described',
  'damaged',
  'goodwill-of-seller',
  'decided-by-platform',
  'recalled',
  'compensation',
] as const;
export type RefundReason = (typeof REFUND_REASONS)[number];

/** Ordered in the ledger at once, sent by the provider soon after. */
export interface Refund {
  readonly refundId: RefundId;
  readonly at: EpochMs;
  readonly amountMinor: number;
  readonly reason: RefundReason;
  /** Only for compensations. */
  readonly sanctionId?: SanctionId;
  /** Number in the seller's sequence of invoices, once the order has an invoice. */
  readonly creditNote?: number;
  /** Of how much that note is, where the rest was for what is not on the invoice. */
  readonly creditMinor?: number;
  /** The provider's reference once it is sent. */
  readonly reference?: string;
  /** When to try again to send it. */
  readonly tryAt?: EpochMs;
}

export interface Chargeback {
  readonly chargebackId: ChargebackId;
  readonly openedAt: EpochMs;
  readonly amountMinor: number;
  readonly outcome: 'open' | 'won' | 'lost';
  /** What its opening posted, to be undone if it is won. */
  readonly lines: readonly LedgerLine[];
}

/** What a return is about and nobody may have until it ends. */
export interface Hold {
  readonly returnId: ReturnId;
  readonly amountMinor: number;
}

/** `waiting`: nobody knows yet when it may be transferred to the seller's free balance. */
export type Transfer =
  | { readonly state: 'waiting' }
  | { readonly state: 'scheduled'; readonly at: EpochMs }
  | { readonly state: 'done'; readonly at: EpochMs; readonly commissionBasisPoints: number };

export interface Agreed {
  readonly seller: PartyId;
  readonly buyer: PartyId;
  readonly currency: Currency;
  /** What the buyer pays for the order, shipping and tax included. */
  readonly amountMinor: number;
}

export interface Ours extends Agreed {
  readonly checkout: CheckoutId;
}

export type Payment =
  | (Ours & { readonly status: 'authorised'; readonly authorisedAt: EpochMs })
  | (Ours & { readonly status: 'void'; readonly voidedAt: EpochMs; readonly why: VoidWhy })
  | (Ours & {
      readonly status: 'captured';
      readonly capturedAt: EpochMs;
      /** All refunds but compensations. */
      readonly refundedMinor: number;
      readonly compensatedMinor: number;
      /** What the seller has from us for refunds that we had decided and that were reversed. */
      readonly madeWholeMinor?: number;
      readonly refunds: readonly Refund[];
      readonly chargebacks: readonly Chargeback[];
      readonly holds: readonly Hold[];
      readonly transfer: Transfer;
      /** Sum of all postings of this payment: what it has left in each account. Adds up to zero. */
      readonly balances: Balances;
    })
  /** Paid to an outside shop: known, but never in our hands or ledger. */
  | (Agreed & { readonly status: 'outside'; readonly paidAt: EpochMs; readonly source: string });

export type CapturedPayment = Extract<Payment, { status: 'captured' }>;
export type VoidWhy = 'capture-failed' | 'never-captured';

export function evolvePayment(state: Payment | undefined, event: PaymentEvent): Payment {
  if (event.type === 'PaymentAuthorised') {
    const { type: _, at, ...facts } = event;
    return { ...facts, status: 'authorised', authorisedAt: at };
  }
  if (event.type === 'PaymentReported') {
    const { type: _, at, ...facts } = event;
    return { ...facts, status: 'outside', paidAt: at };
  }
  assert(state && state.status !== 'outside', `${event.type} on a payment that is not ours`);
  const { seller, buyer, currency, amountMinor, checkout } = state;
  const ours = { seller, buyer, currency, amountMinor, checkout };
  if (event.type === 'PaymentVoided') return { ...ours, status: 'void', voidedAt: event.at, why: event.why };
  if (event.type === 'PaymentCaptured')
    return {
      ...ours,
      status: 'captured',
      capturedAt: event.at,
      refundedMinor: 0,
      compensatedMinor: 0,
      refunds: [],
      chargebacks: [],
      holds: [],
      transfer: { state: 'waiting' },
      balances: post({}, event.lines),
    };
  assert(state.status === 'captured', `${event.type} on a payment that is ${state.status}`);
  return evolveCaptured(state, event);
}

type CapturedEvent = Exclude<
  PaymentEvent,
  { type: 'PaymentAuthorised' | 'PaymentReported' | 'PaymentVoided' | 'PaymentCaptured' }
>;

function evolveCaptured(state: CapturedPayment, event: CapturedEvent): CapturedPayment {
  switch (event.type) {
    case 'TransferScheduled': {
      const transfer: Transfer =
        event.transferAt === null ? { state: 'waiting' } : { state: 'scheduled', at: event.transferAt };
      return { ...state, transfer };
    }
    case 'PaymentTransferred': {
      const { at, commissionBasisPoints } = event;
      return { ...posted(state, event), transfer: { state: 'done', at, commissionBasisPoints } };
    }
    case 'PaymentRefunded':
      return refunded(posted(state, event), event);
    case 'AmountHeld':
      return withHold(posted(state, event), event.returnId, event.amountMinor);
    case 'SellerMadeWhole':
      return { ...posted(state, event), madeWholeMinor: (state.madeWholeMinor ?? 0) + event.amountMinor };
    case 'HoldReleased':
      return withHold(posted(state, event), event.returnId, -event.amountMinor);
    case 'RefundCredited':
      return withRefund(state, event.refundId, (refund) => ({
        ...refund,
        creditNote: event.creditNote,
        ...(event.creditMinor === undefined ? {} : { creditMinor: event.creditMinor }),
      }));
    case 'RefundSent':
      return withRefund(state, event.refundId, ({ tryAt: _tryAt, ...refund }) => ({
        ...refund,
        reference: event.reference,
      }));
    case 'RefundDelayed':
      return withRefund(state, event.refundId, (refund) => ({ ...refund, tryAt: event.tryAt }));
    case 'ChargebackOpened': {
      const { chargebackId, at: openedAt, amountMinor, lines } = event;
      const opened: Chargeback = { chargebackId, openedAt, amountMinor, outcome: 'open', lines };
      return { ...posted(state, event), chargebacks: [...state.chargebacks, opened] };
    }
    case 'ChargebackWon':
      return closed(posted(state, event), event.chargebackId, 'won');
    case 'ChargebackLost':
      return closed(posted(state, event), event.chargebackId, 'lost');
    default:
      return event satisfies never;
  }
}

function posted(state: CapturedPayment, event: Posting): CapturedPayment {
  return { ...state, balances: post(state.balances, event.lines) };
}

function refunded(
  state: CapturedPayment,
  event: Extract<PaymentEvent, { type: 'PaymentRefunded' }>,
): CapturedPayment {
  const { refundId, at, amountMinor, reason, sanctionId, creditNote, tryAt } = event;
  const refund: Refund = {
    refundId,
    at,
    amountMinor,
    reason,
    ...(sanctionId === undefined ? {} : { sanctionId }),
    ...(creditNote === undefined ? {} : { creditNote }),
    tryAt,
  };
  const refunds = [...state.refunds, refund];
  if (reason === 'compensation')
    return { ...state, refunds, compensatedMinor: state.compensatedMinor + amountMinor };
  const after = { ...state, refunds, refundedMinor: state.refundedMinor + amountMinor };
  return event.fromHold === undefined ? after : withHold(after, event.fromHold, -amountMinor);
}

function withHold(state: CapturedPayment, returnId: ReturnId, changeMinor: number): CapturedPayment {
  const others = state.holds.filter((h) => h.returnId !== returnId);
  const amountMinor = (state.holds.find((h) => h.returnId === returnId)?.amountMinor ?? 0) + changeMinor;
  return { ...state, holds: amountMinor > 0 ? [...others, { returnId, amountMinor }] : others };
}

function withRefund(
  state: CapturedPayment,
  id: RefundId,
  change: (refund: Refund) => Refund,
): CapturedPayment {
  return { ...state, refunds: state.refunds.map((r) => (r.refundId === id ? change(r) : r)) };
}

function closed(state: CapturedPayment, id: ChargebackId, outcome: 'won' | 'lost'): CapturedPayment {
  const chargebacks = state.chargebacks.map((c) => (c.chargebackId === id ? { ...c, outcome } : c));
  return { ...state, chargebacks };
}

/** What the buyer has paid and not got back, by refund, compensation or chargeback. */
export function refundableMinor(payment: CapturedPayment): number {
  return Math.max(0, disputableMinor(payment) - payment.refundedMinor - payment.compensatedMinor);
}

/** What no bank has taken back: more than is refundable, since a bank may not know, or not mind, what was refunded. */
export function disputableMinor(payment: CapturedPayment): number {
  const taken = payment.chargebacks.filter((c) => c.outcome !== 'won');
  return taken.reduce((left, c) => left - c.amountMinor, payment.amountMinor);
}

/** The money of one order: its stream has the order's own id. Wakes for the transfer and for refunds still to be sent. */
export const payments: Concept<Payment, PaymentEvent, 'seller' | 'checkout'> = {
  name: 'payment',
  revision: 3,
  evolve: evolvePayment,
  columns: {
    seller: { type: 'text', of: (p) => (p.status === 'outside' ? null : p.seller) },
    checkout: { type: 'text', of: (p) => (p.status === 'outside' ? null : p.checkout) },
  },
  due: (p) => {
    if (p.status !== 'captured') return undefined;
    const dates = p.refunds.flatMap((r) => r.tryAt ?? []);
    if (p.transfer.state === 'scheduled') dates.push(p.transfer.at);
    return dates.length > 0 ? Math.min(...dates) : undefined;
  },
};

import type { Upload } from '../../cases/evidence.ts';
import type { ListingId, OrderId, PartyId, ShipmentId, TicketId } from '../../kernel/ids.ts';
import type { Currency } from '../../kernel/money.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';
import type { RefundId } from '../../market/payments/payment.ts';

export const RETURN_REASONS = [
  'changed-mind',
  'defective',
  'not-as-described',
  'damaged',
  'wrong-item',
  'missing-part',
  'unsafe',
] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

/** What the request rests on: a right given by law, or the seller's goodwill. */
export type Ground = 'withdrawal' | 'conformity' | 'voluntary';

export const REMEDIES = ['refund', 'return', 'exchange', 'repair', 'part'] as const;
/** `refund`: money, and the goods stay; `return`: goods back, then money; `part`: what was missing is sent. */
export type Remedy = (typeof REMEDIES)[number];

/** Pieces of one line of the order. */
export interface ReturnLine {
  /** Index of the order's line. */
  readonly line: number;
  readonly listingId: ListingId;
  readonly quantity: number;
  /** Value of one piece as it is now: after an exchange that of the article it was exchanged for. */
  readonly unitMinor: number;
}

/** Where the money of the pieces lies: the order itself, and the difference paid on an exchange. */
export interface MoneyPart {
  readonly orderId: OrderId;
  readonly amountMinor: number;
}

/** An exchange for another article, at its price when it was agreed. */
export interface Swap {
  readonly listingId: ListingId;
  readonly unitMinor: number;
}

export interface Offer {
  readonly by: 'buyer' | 'seller';
  readonly at: EpochMs;
  readonly remedy: Remedy;
  /** What would be paid back, for a refund or return; `null` otherwise. */
  readonly amountMinor: number | null;
  readonly text: Commitment;
  readonly answer: 'open' | 'accepted' | 'declined';
}

/** What a side said or showed; kept for whoever decides. */
export interface Note {
  readonly by: 'buyer' | 'seller';
  readonly at: EpochMs;
  readonly about: 'request' | 'rejection' | 'inspection' | 'repair' | 'check' | 'statement';
  readonly text: Commitment;
  readonly files: readonly Upload[];
}

export const OUTCOMES = ['for-buyer', 'for-seller', 'split'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What a representative decided, once; and the one appeal against it. */
export interface PlatformDecision {
  readonly by: PartyId;
  readonly at: EpochMs;
  readonly outcome: Outcome;
  readonly amountMinor: number;
  readonly reasons: Commitment;
  /** The violation that it establishes, if any. */
  readonly finding: { readonly violation: string; readonly subject: 'buyer' | 'seller' } | null;
  readonly appealUntil: EpochMs;
  readonly appeal: ReturnAppeal | null;
  readonly isFinal: boolean;
}

export type ReturnAppeal = {
  readonly by: 'buyer' | 'seller';
  readonly at: EpochMs;
  readonly text: Commitment;
  readonly decideBy: EpochMs;
  readonly alarmed: boolean;
} & (
  | { readonly status: 'filed' }
  | {
      readonly status: 'upheld' | 'reversed';
      readonly reviewer: PartyId;
      readonly judgedAt: EpochMs;
      readonly reasons: Commitment;
    }
);

/** The parts of a state of the machine that only it has: each has its deadline, or is an end. */
export type Stage =
  | { readonly status: 'requested'; readonly answerBy: EpochMs }
  | { readonly status: 'negotiating'; readonly until: EpochMs }
  /** `payMinor`: what the seller grants all the same, after an inspection; paid when nobody disputes. */
  | {
      readonly status: 'rejected';
      readonly at: 'request' | 'inspection';
      readonly payMinor: number;
      readonly disputeBy: EpochMs;
    }
  | { readonly status: 'awaiting-return'; readonly sendBy: EpochMs }
  /** `arrivedAt`: the carrier has delivered it, but the clock of the inspection could not be computed yet. */
  | {
      readonly status: 'in-transit';
      readonly shipmentId: ShipmentId;
      readonly quietUntil: EpochMs;
      readonly arrivedAt: EpochMs | null;
    }
  | { readonly status: 'inspection'; readonly inspectBy: EpochMs; readonly calendar: string }
  | { readonly status: 'repair'; readonly repairBy: EpochMs }
  | { readonly status: 'choosing'; readonly chooseBy: EpochMs }
  | { readonly status: 'paying'; readonly payBy: EpochMs; readonly differenceMinor: number }
  | {
      readonly status: 'replacement';
      readonly what: SentWhat;
      readonly shipBy: EpochMs;
      readonly calendar: string;
    }
  | {
      readonly status: 'sent-out';
      readonly what: SentWhat;
      readonly shipmentId: ShipmentId;
      readonly quietUntil: EpochMs;
    }
  | { readonly status: 'checking'; readonly what: SentWhat; readonly checkBy: EpochMs }
  | {
      readonly status: 'platform-review';
      readonly why: ReviewWhy;
      readonly evidenceUntil: EpochMs;
      /** Before the evidence is frozen nobody decides. */
      readonly frozen: { readonly at: EpochMs; readonly sha256: string; readonly bundle: Commitment } | null;
      readonly decideBy: EpochMs;
      readonly alarms: number;
      readonly calendar: string;
    }
  | {
      readonly status: 'refund-pending';
      readonly amountMinor: number;
      readonly payBy: EpochMs;
      readonly alarms: number;
      readonly calendar: string;
    }
  | {
      readonly status: 'closed';
      readonly at: EpochMs;
      readonly why: ClosedWhy;
      /** Only where nothing was sent back, once. */
      readonly reopenUntil: EpochMs | null;
    };

export type ReturnStatus = Stage['status'];
export const RETURN_STATUSES = [
  'requested',
  'negotiating',
  'rejected',
  'awaiting-return',
  'in-transit',
  'inspection',
  'repair',
  'choosing',
  'paying',
  'replacement',
  'sent-out',
  'checking',
  'platform-review',
  'refund-pending',
  'closed',
] as const satisfies readonly ReturnStatus[];

export type SentWhat = 'replacement' | 'repaired' | 'part';
export type ReviewWhy = 'disputed' | 'no-agreement' | 'quiet-carrier' | 'lost' | 'unsafe';
export type ClosedWhy =
  | 'refunded'
  | 'replaced'
  | 'repaired'
  | 'part-sent'
  | 'rejection-accepted'
  | 'not-sent-back'
  | 'withdrawn'
  | 'decided-for-seller'
  | 'settled-by-bank';

/** Whether the goods have come back, as far as that is known. */
export type Reception = 'awaiting' | 'received' | 'lost' | 'expired';
/** Whether the request is granted: by a side, by silence, or `by-hand` of a representative. */
export type Acceptance = 'pending' | 'accepted' | 'rejected' | 'by-hand';

/** One request about pieces of one order. */
export interface Return {
  readonly orderId: OrderId;
  readonly seller: PartyId;
  readonly buyer: PartyId;
  readonly currency: Currency;
  /** Market whose law is the floor, and country whose business days the seller works. */
  readonly country: string;
  readonly sellerCountry: string;
  readonly deliveredAt: EpochMs;
  readonly lines: readonly ReturnLine[];
  readonly reason: ReturnReason;
  readonly ground: Ground;
  readonly wanted: Remedy;
  /** As agreed, or as wanted while nothing is. */
  readonly remedy: Remedy;
  readonly swap: Swap | null;
  readonly claims: readonly MoneyPart[];
  /** What a refund pays: all claims, or what was agreed or decided instead. */
  readonly amountMinor: number;
  readonly shippingBy: 'buyer' | 'seller';
  readonly requestedAt: EpochMs;
  readonly rulebook: string;
  /** The question to the desk that a colleague opened it from, for the buyer. */
  readonly ticketId?: TicketId;
  readonly reception: Reception;
  readonly acceptance: Acceptance;
  readonly offers: readonly Offer[];
  readonly extensions: number;
  readonly notes: readonly Note[];
  /** A repair or replacement was tried: from now on the buyer chooses. */
  readonly cureTried: boolean;
  readonly reopened: number;
  /** Pieces of each of `lines` that the seller put back on sale, and that are lost for sale. */
  readonly restocked: readonly number[];
  readonly writtenOff: readonly number[];
  readonly parcels: readonly { readonly shipmentId: ShipmentId; readonly way: 'back' | 'out' }[];
  readonly refunds: readonly (MoneyPart & { readonly refundId: RefundId })[];
  /** When the difference of a cheaper exchange is tried again, which could not be given back yet. */
  readonly differenceTryAt: EpochMs | null;
  /** The order that the difference of a dearer exchange was paid with. */
  readonly differenceOrder: MoneyPart | null;
  readonly decision: PlatformDecision | null;
  /** How many of `refunds` were there before it: a reversal makes good only what followed. */
  readonly agreedRefunds?: number;
  /** A clock could not be computed: tried again then. */
  readonly postponed: { readonly tryAt: EpochMs; readonly country: string; readonly year: number } | null;
  readonly stage: Stage;
}

export function claimedMinor(state: Pick<Return, 'claims'>): number {
  return state.claims.reduce((sum, c) => sum + c.amountMinor, 0);
}

export function refundedMinor(state: Pick<Return, 'refunds'>): number {
  return state.refunds.reduce((sum, r) => sum + r.amountMinor, 0);
}

/** What a dearer article costs more, a cheaper one less (negative), for all pieces; 0 once it is paid. */
export function differenceMinor(state: Pick<Return, 'swap' | 'lines' | 'differenceOrder'>): number {
  const { swap, lines, differenceOrder } = state;
  if (swap === null || differenceOrder !== null) return 0;
  return lines.reduce((sum, l) => sum + l.quantity * (swap.unitMinor - l.unitMinor), 0);
}

/** What is still to be paid back of `amountMinor` in all, by the order that it was paid with; never more than was claimed. */
export function duePayments(
  state: Pick<Return, 'claims' | 'refunds'>,
  amountMinor: number,
): readonly MoneyPart[] {
  let open = amountMinor - refundedMinor(state);
  return state.claims.flatMap(({ orderId, amountMinor: claimed }) => {
    const back = state.refunds.reduce((sum, r) => (r.orderId === orderId ? sum + r.amountMinor : sum), 0);
    const now = Math.min(open, claimed - back);
    if (now <= 0) return [];
    open -= now;
    return [{ orderId, amountMinor: now }];
  });
}

/** What the pages of returns read from the API. */
import type { Currency } from '../../kernel/money.ts';
import type { EpochMs } from '../../kernel/time.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Article {
  readonly listingId: string;
  readonly title: string | null;
  readonly image: string | null;
  readonly category: string | null;
}

export type Remedy = 'refund' | 'return' | 'exchange' | 'repair' | 'part';
export type Reason =
  | 'changed-mind'
  | 'defective'
  | 'not-as-described'
  | 'damaged'
  | 'wrong-item'
  | 'missing-part'
  | 'unsafe';
export type Status =
  | 'requested'
  | 'negotiating'
  | 'rejected'
  | 'awaiting-return'
  | 'in-transit'
  | 'inspection'
  | 'repair'
  | 'choosing'
  | 'paying'
  | 'replacement'
  | 'sent-out'
  | 'checking'
  | 'platform-review'
  | 'refund-pending'
  | 'closed';
type Side = 'buyer' | 'seller';

export interface ReturnRow {
  readonly id: string;
  readonly orderId: string;
  readonly status: Status;
  readonly turn: 'buyer' | 'seller' | 'both' | 'carrier' | 'us' | 'nobody';
  readonly dueAt: EpochMs | null;
  readonly closedWhy: string | null;
  readonly reason: Reason;
  readonly ground: 'withdrawal' | 'conformity' | 'voluntary';
  readonly wanted: Remedy;
  readonly remedy: Remedy;
  readonly requestedAt: EpochMs;
  readonly currency: Currency;
  readonly claimedMinor: number;
  readonly refundedMinor: number;
  readonly seller: Named;
  readonly buyer: Named;
  readonly lines: readonly (Article & { readonly quantity: number; readonly unitMinor: number })[];
  readonly alarms: number;
  readonly appealed: boolean;
}

export interface ReturnPage extends ReturnRow {
  readonly side: Side | 'staff';
  readonly mayDo: readonly string[];
  readonly reception: string;
  readonly acceptance: string;
  readonly amountMinor: number;
  readonly shippingBy: Side;
  readonly swap: (Article & { readonly unitMinor: number }) | null;
  readonly differenceMinor: number;
  readonly differenceOrder: string | null;
  readonly rejected: { readonly at: string; readonly payMinor: number } | null;
  readonly review: {
    readonly why: string;
    readonly evidenceUntil: EpochMs;
    readonly decideBy: EpochMs;
    readonly frozen: { readonly at: EpochMs; readonly sha256: string } | null;
    readonly calendar: string;
  } | null;
  readonly postponed: { readonly tryAt: EpochMs; readonly country: string; readonly year: number } | null;
  readonly offers: readonly {
    readonly by: Side;
    readonly at: EpochMs;
    readonly remedy: Remedy;
    readonly amountMinor: number | null;
    readonly answer: 'open' | 'accepted' | 'declined';
    readonly text: string | null;
  }[];
  readonly notes: readonly {
    readonly by: Side;
    readonly at: EpochMs;
    readonly about: string;
    readonly text: string | null;
    readonly files: readonly { readonly number: number; readonly mime: string; readonly bytes: number }[];
  }[];
  readonly decision: {
    readonly at: EpochMs;
    readonly outcome: 'for-buyer' | 'for-seller' | 'split';
    readonly amountMinor: number;
    readonly reasons: string | null;
    readonly finding: string | null;
    readonly appealUntil: EpochMs;
    readonly isFinal: boolean;
    readonly decider: string | null;
    readonly appeal: {
      readonly by: Side;
      readonly at: EpochMs;
      readonly status: 'filed' | 'upheld' | 'reversed';
      readonly decideBy: EpochMs;
      readonly text: string | null;
      readonly reasons: string | null;
    } | null;
  } | null;
  readonly parcels: readonly {
    readonly shipmentId: string;
    readonly way: 'back' | 'out';
    readonly carrier: string;
    readonly trackingNumber: string | null;
    readonly status: string;
    readonly scans: readonly { readonly at: EpochMs; readonly code: string }[];
  }[];
  readonly history: readonly {
    readonly at: EpochMs;
    readonly what: string;
    readonly how: string | null;
    readonly amountMinor: number | null;
  }[];
}

export interface Returnable {
  readonly orderId: string;
  readonly currency: Currency;
  readonly deliveredAt: EpochMs | null;
  readonly withdrawalUntil: EpochMs | null;
  readonly conformityUntil: EpochMs | null;
  readonly returns: readonly { readonly id: string; readonly status: Status }[];
  readonly lines: readonly (Article & {
    readonly line: number;
    readonly unitMinor: number;
    readonly returnable: number;
  })[];
  readonly reasons: readonly { readonly reason: Reason; readonly remedies: readonly Remedy[] }[];
  readonly exchangeFor: readonly {
    readonly listingId: string;
    readonly title: string;
    readonly unitMinor: number;
  }[];
}

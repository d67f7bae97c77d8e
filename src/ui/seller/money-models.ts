/** A seller's money, as the API tells it. */
import type { Money } from '../../kernel/money.ts';
import type { EpochMs } from '../../kernel/time.ts';

/** `GET /me/balance`. */
export interface Balance {
  readonly balances: readonly {
    readonly currency: string;
    readonly availableMinor: number;
    readonly pendingMinor: number;
  }[];
  readonly deposits: readonly {
    readonly sanctionId: string;
    readonly status: 'owed' | 'paid' | 'returned';
    readonly currency: string;
    readonly amountMinor: number;
    readonly paidMinor: number;
  }[];
  readonly payoutAt: EpochMs | null;
  readonly hold: {
    readonly reason: 'not-permitted' | 'no-payout-account' | 'payout-account-changed' | 'below-minimum';
    readonly sanctionId: string | null;
    readonly until: EpochMs | null;
  } | null;
}

/** `GET /me/balance/orders`. */
export interface HeldOrder {
  readonly orderId: string;
  readonly amount: Money;
  readonly why: 'not-shipped' | 'on-the-way' | 'not-delivered' | 'disputed' | 'waiting-time';
  readonly freeAt: EpochMs | null;
}

export interface Held {
  /** Over all such orders, by what they wait for. */
  readonly waiting: readonly (Pick<HeldOrder, 'why' | 'amount'> & { readonly orders: number })[];
  readonly held: readonly HeldOrder[];
}

/** `GET /me/payouts`. */
export interface Payout {
  readonly payoutId: string;
  readonly status: 'ordered' | 'sent' | 'failed';
  readonly currency: string;
  readonly amountMinor: number;
  readonly account: string | null;
  readonly orderedAt: EpochMs;
  readonly sentAt: EpochMs | null;
  readonly why: string | null;
}

/** `GET /me/ledger`. */
export interface LedgerEntry {
  readonly number: number;
  readonly at: EpochMs;
  readonly what: string;
  readonly currency: string;
  readonly gainedMinor: number;
  readonly availableMinor: number;
  readonly orderId: string | null;
  readonly payoutId: string | null;
  readonly sanctionId: string | null;
}

/** `GET /me/chargebacks`. */
export interface ChargebackRow {
  readonly disputeId: string;
  readonly orderId: string;
  readonly amount: Money;
  readonly fee: Money;
  readonly reason: 'not-received' | 'not-as-described' | 'fraud' | 'duplicate' | 'refund-missing' | 'other';
  readonly openedAt: EpochMs;
  readonly answerBy: EpochMs;
  readonly answer: 'open' | 'defended' | 'accepted' | 'missed';
  readonly mayAnswer: boolean;
  readonly sentAt: EpochMs | null;
  readonly outcome: 'won' | 'lost' | null;
  readonly outcomeAt: EpochMs | null;
}

/** `GET /me/chargebacks/{id}`. */
export interface ChargebackPage extends ChargebackRow {
  readonly defence: {
    readonly at: EpochMs;
    readonly text: string | null;
    readonly files: readonly { readonly mime: string; readonly bytes: number }[];
  } | null;
}

/** Becoming a seller, as the API tells it. */
import type { Money } from '../../kernel/money.ts';
import type { EpochMs } from '../../kernel/time.ts';

/** `GET /selling`. */
export interface Selling {
  readonly commission: readonly {
    readonly name: string;
    readonly fromDeliveredOrders: number;
    readonly basisPoints: number;
  }[];
  readonly commissionWindowDays: number;
  readonly probation: {
    readonly openOrdersMax: number;
    readonly listingsMax: number;
    readonly payoutDelayDays: number;
    readonly deliveredOrdersMin: number;
    readonly afterDays: number;
  };
  readonly payout: {
    readonly transferDelayDays: number;
    readonly everyDays: number;
    readonly restDays: number;
  };
  readonly identity: {
    readonly mustGive: readonly string[];
    readonly giveWithinDays: number;
    readonly giveBeforeSellingIn: readonly string[];
  };
  readonly termsVersion: string;
}

/** `GET /me/entry`. */
export interface Entry {
  readonly stage: 'probation' | 'established';
  readonly strict: boolean;
  readonly limits: {
    readonly openOrdersMax: number | null;
    readonly listingsMax: number | null;
    readonly orderValueMax: Money | null;
    readonly payoutDelayDays: number;
  };
  readonly used: { readonly openOrders: number; readonly listings: number };
  readonly everListed: boolean;
  readonly unlocks: {
    readonly missing: readonly ('delivered-orders' | 'days' | 'identity' | 'no-points' | 'no-hold')[];
    readonly deliveredOrders: number;
    readonly deliveredOrdersMin: number;
    readonly registeredAt: EpochMs;
    readonly daysDoneAt: EpochMs;
    readonly points: number;
  };
  readonly identity: {
    readonly mustGive: readonly string[];
    readonly missing: readonly string[];
    readonly unverified: readonly string[];
    readonly giveBy: EpochMs | null;
    readonly highVolume: boolean;
    /** Of those who sell much: what they certify every year. */
    readonly certificate: {
      readonly asked: { readonly certifyBy: EpochMs | null; readonly isLast: boolean } | null;
    } | null;
    readonly beforeSelling: boolean;
    readonly toCorrect: readonly {
      readonly field: string;
      readonly why: string;
      readonly correctBy: EpochMs | null;
    }[];
  };
  readonly hasPayoutAccount: boolean;
}

/** `GET /me`, as far as a seller's own pages show it. */
export interface OwnAccount {
  readonly kind: string;
  readonly name: string;
  readonly country: string;
  readonly language: string;
  readonly currency: string;
  readonly registeredAt: EpochMs;
  readonly identity: Readonly<
    Record<string, { readonly value: unknown; readonly verified: boolean; readonly rejected: unknown }>
  >;
  /** Present where a member of the shop's team asks, who sees nothing of the owner's own data. */
  readonly team?: { readonly roles: readonly string[] };
  readonly payoutAccount: { readonly account: string | null; readonly changedAt: EpochMs } | null;
  readonly standing: {
    readonly hold: {
      readonly reason: 'linked-to-barred' | 'identity-overdue' | 'identity-rejected';
      readonly at: EpochMs;
    } | null;
  } | null;
}

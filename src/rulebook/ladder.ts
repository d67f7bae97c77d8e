import { z } from 'zod';
import { amountsMinor, basisPoints, count, days, name, points, share, source } from './terms.ts';

const one = z.literal(1, 'one approval');
const two = z.literal(2, 'two different people must approve this: write 2');

/**
 * What a rung does. `days` is the longest it lasts; a met rectification plan or a reversal ends it sooner.
 * `approvals` 2: proposed at once, without effect until two different people have approved.
 */
const sellerSanction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('warning'), approvals: one }),
  z.strictObject({
    kind: z.literal('listing-takedown'),
    scope: z.enum(['concerned', 'all']),
    days,
    approvals: one,
  }),
  /** Search multiplies the relevance by `factor`. */
  z.strictObject({ kind: z.literal('demotion'), factor: share, days, approvals: one }),
  z.strictObject({ kind: z.literal('order-cap'), ordersPerDayMax: count, days, approvals: one }),
  z.strictObject({ kind: z.literal('payout-hold'), days, approvals: one }),
  /** To the buyer concerned, out of the seller's balance: this share of what the order cost, at most the amount. */
  z.strictObject({
    kind: z.literal('compensation'),
    basisPointsOfOrder: basisPoints,
    amountMinorMax: amountsMinor,
    approvals: one,
  }),
  z.strictObject({ kind: z.literal('deposit'), amountMinor: amountsMinor, days, approvals: one }),
  z.strictObject({ kind: z.literal('suspension'), days, approvals: one }),
  z.strictObject({ kind: z.literal('shutdown'), approvals: two }),
  z.strictObject({ kind: z.literal('bar'), approvals: two }),
]);
export type SellerSanction = z.infer<typeof sellerSanction>;

const buyerSanction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('warning'), approvals: one }),
  z.strictObject({
    kind: z.literal('return-limits'),
    goodwillReturnsMax: count,
    perDays: days,
    days,
    approvals: one,
  }),
  z.strictObject({ kind: z.literal('complaint-rights-suspended'), days, approvals: one }),
  z.strictObject({ kind: z.literal('purchase-hold'), days, approvals: one }),
  z.strictObject({ kind: z.literal('account-closed'), approvals: two }),
  z.strictObject({ kind: z.literal('bar'), approvals: two }),
]);
export type BuyerSanction = z.infer<typeof buyerSanction>;

export type SanctionRule = SellerSanction | BuyerSanction;
export type SanctionKind = SanctionRule['kind'];

export const SELLER_SANCTION_KINDS = [
  'warning',
  'listing-takedown',
  'demotion',
  'order-cap',
  'payout-hold',
  'compensation',
  'deposit',
  'suspension',
  'shutdown',
  'bar',
] as const satisfies readonly SellerSanction['kind'][];

export const BUYER_SANCTION_KINDS = [
  'warning',
  'return-limits',
  'complaint-rights-suspended',
  'purchase-hold',
  'account-closed',
  'bar',
] as const satisfies readonly BuyerSanction['kind'][];

function ladderOf<Sanction extends z.ZodType>(sanction: Sanction) {
  return z.strictObject({
    /** A violation found again while points of the same one are active costs this many times the points, rounded up. */
    repeatMultiplier: z.number().min(1, 'must be 1 or more: a repeat never costs less').max(10),
    /** From lowest to highest: active points (the new ones included) from..to, both included; the last is open. */
    rungs: z
      .array(
        z.strictObject({
          name,
          fromPoints: points,
          toPoints: z.union([points, z.literal('open')], 'write points, or open for the last rung'),
          /** `performance`: a metric alone may impose it, provided that it consists of warnings. */
          automatic: z.enum(['performance', 'never']),
          sanctions: z.array(sanction).min(1, 'a rung without a sanction does nothing: leave it out'),
        }),
      )
      .min(1, 'a ladder needs a rung'),
    /** Lowest rung for a violation of this severity, however few the points. */
    severityFloors: z.strictObject({ moderate: name.optional(), serious: name.optional(), critical: name }),
    source,
  });
}

export const ladders = z.strictObject({ seller: ladderOf(sellerSanction), buyer: ladderOf(buyerSanction) });
export type Ladders = z.infer<typeof ladders>;
export type Rung = Ladders['seller' | 'buyer']['rungs'][number];

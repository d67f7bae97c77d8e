import { z } from 'zod';
import { count, days, daysOrNone, hours, name, share, source, subject, text } from './terms.ts';

/**
 * How a metric counts. Each has units (orders, questions, conversations, complaints, returns) that fall into the
 * UTC day of an anchor date and are clean or defective; `src/signals/measure.ts` holds the definitions.
 *
 * - `shipped-late`: orders by ship-by date; not shipped by then.
 * - `unshipped`: orders by ship-by date; cancelled by the seller, or not shipped `maturityDays` after it.
 * - `tracking`: shipped orders by shipping date; no carrier scan within `maturityDays`.
 * - `delivery`: orders with a carrier scan, by deliver-by date; not delivered by then.
 * - `response`: questions by their date; not answered within `answerWithinHours`.
 * - `findings`: orders by deliver-by date, returns by request, conversations once on each day that something was
 *   asked and once for each case that examined them; with a substantiated finding of one of `violations`.
 * - `order-defect`: orders by deliver-by date; as `findings`, or cancelled by the seller, or a chargeback lost.
 * - `unfounded`: complaints made, once judged, by their date; judged unfounded.
 */
const measure = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('shipped-late') }),
  z.strictObject({ kind: z.literal('unshipped') }),
  z.strictObject({ kind: z.literal('tracking') }),
  z.strictObject({ kind: z.literal('delivery') }),
  z.strictObject({ kind: z.literal('response'), answerWithinHours: hours }),
  z.strictObject({
    kind: z.literal('findings'),
    per: z.enum(['order', 'conversation', 'return']),
    violations: z.array(name).min(1, 'name at least one violation'),
  }),
  z.strictObject({
    kind: z.literal('order-defect'),
    violations: z.array(name).min(1, 'name at least one violation'),
  }),
  z.strictObject({ kind: z.literal('unfounded') }),
]);
export type Measure = z.infer<typeof measure>;

/** Why a unit is left out of a metric; shown to the party with the orders concerned. */
export const exclusion = z.enum(['seller-holiday', 'carrier-strike', 'buyer-cancelled']);
export type Exclusion = z.infer<typeof exclusion>;

/**
 * One rate, judged with its uncertainty. Either `warnAbove` and `breachAbove` (share of defects) or `warnBelow`
 * and `breachBelow` (share of successes). In breach only if the one-sided bound at `confidence` is beyond the
 * threshold, `minVolume` units are in the window and `minUniqueCounterparties` different people are among the defects.
 * The window is the `windowDays` full UTC days that ended `maturityDays` days ago.
 */
export const metric = z.strictObject({
  title: text,
  subject,
  measure,
  windowDays: days,
  maturityDays: daysOrNone,
  minVolume: count.min(1, 'must be 1 or more'),
  minUniqueCounterparties: count.min(1, 'must be 1 or more'),
  warnAbove: share.optional(),
  breachAbove: share.optional(),
  warnBelow: share.optional(),
  breachBelow: share.optional(),
  confidence: z.number().min(0.8, 'between 0.8 and 0.9999').max(0.9999, 'between 0.8 and 0.9999'),
  bound: z.literal('clopper-pearson', 'write clopper-pearson, the exact bound'),
  exclusions: z.array(exclusion),
  /** The violation that a breach suggests. A breach queues a review; it is not a finding. */
  violation: name,
  source,
});
export type Metric = z.infer<typeof metric>;

export interface Thresholds {
  /** `defects`: the rate is a share of defects and must stay at or below; `successes`: at or above. */
  readonly of: 'defects' | 'successes';
  readonly warn: number;
  readonly breach: number;
}

/** The thresholds of a checked metric, whichever way it is worded. */
export function thresholdsOf(
  rule: Pick<Metric, 'warnAbove' | 'breachAbove' | 'warnBelow' | 'breachBelow'>,
): Thresholds {
  if (rule.warnAbove !== undefined && rule.breachAbove !== undefined)
    return { of: 'defects', warn: rule.warnAbove, breach: rule.breachAbove };
  if (rule.warnBelow !== undefined && rule.breachBelow !== undefined)
    return { of: 'successes', warn: rule.warnBelow, breach: rule.breachBelow };
  throw new TypeError('a metric without thresholds: load rulebooks with loadRulebook, which refuses them');
}

import type { Currency } from '../kernel/money.ts';
import { DAY_MS, type EpochMs } from '../kernel/time.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import { activePoints, type Standing } from '../standing/standing.ts';

/** What a seller of such a standing may have at once; `null` is no limit. */
export interface EntryLimits {
  /** Orders of our own that are placed and not wholly shipped. */
  readonly openOrdersMax: number | null;
  /** Listings that are live or wait for a person to look at them. */
  readonly listingsMax: number | null;
  /** Largest total of one order, in minor units of its currency. */
  readonly orderValueMinorMax: Readonly<Record<Currency, number>> | null;
  /** Days that a payout waits on top of the usual delay. */
  readonly payoutDelayDays: number;
}

type Known = Pick<Standing, 'stage' | 'points' | 'heldBefore'>;

/** A new seller of whom something is known that speaks for caution: was held once, or has points that count. */
export function isStrict(rulebook: Pick<Rulebook, 'entry'>, standing: Known, now: EpochMs): boolean {
  const { strict } = rulebook.entry.probation;
  if (standing.stage === 'established') return false;
  return standing.heldBefore === true || activePoints(standing, now) >= strict.fromPoints;
}

/** A party without a standing is as new as can be. */
export function entryLimits(
  rulebook: Pick<Rulebook, 'entry'>,
  standing: Known | undefined,
  now: EpochMs,
): EntryLimits {
  if (standing?.stage === 'established')
    return { openOrdersMax: null, listingsMax: null, orderValueMinorMax: null, payoutDelayDays: 0 };
  const { probation } = rulebook.entry;
  const limits = standing && isStrict(rulebook, standing, now) ? probation.strict : probation;
  const { openOrdersMax, listingsMax, orderValueMinorMax, payoutDelayDays } = limits;
  return { openOrdersMax, listingsMax, orderValueMinorMax, payoutDelayDays };
}

/** What still stands between a seller and the stage `established`; empty when it is earned. */
export interface Progress {
  readonly missing: readonly ('delivered-orders' | 'days' | 'identity' | 'no-points' | 'no-hold')[];
  /** Earliest time at which waiting alone would be enough. */
  readonly daysDoneAt: EpochMs;
}

/**
 * Judges the conditions of `entry.probation.lifts`, all together. `deliveredOrders` may be left out while cheaper
 * conditions fail: it is asked for last, by whoever has to count them.
 */
export function probationProgress(
  rulebook: Pick<Rulebook, 'entry'>,
  facts: {
    readonly standing: Standing;
    readonly registeredAt: EpochMs;
    readonly identityVerified: boolean;
    readonly deliveredOrders?: number;
    readonly now: EpochMs;
  },
): Progress {
  const { lifts } = rulebook.entry.probation;
  const daysDoneAt = facts.registeredAt + lifts.afterDays * DAY_MS;
  const missing: Progress['missing'][number][] = [];
  if (facts.now < daysDoneAt) missing.push('days');
  if (lifts.identityVerified && !facts.identityVerified) missing.push('identity');
  if (lifts.withoutActivePoints && activePoints(facts.standing, facts.now) > 0) missing.push('no-points');
  if (facts.standing.hold) missing.push('no-hold');
  if ((facts.deliveredOrders ?? lifts.deliveredOrdersMin) < lifts.deliveredOrdersMin)
    missing.push('delivered-orders');
  return { missing, daysDoneAt };
}

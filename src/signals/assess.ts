import { DAY_MS, dayNumber, type EpochMs } from '../kernel/time.ts';
import type { Exclusion } from '../rulebook/metric.ts';
import { lowerBound, upperBound } from './bound.ts';
import { dayOf, exclusionOf } from './measure.ts';
import type { PartySignals, Verdict } from './party.ts';
import type { MetricRule } from './rules.ts';
import type { Unit } from './unit.ts';

/** Ids shown of defects and exclusions; the counts are always whole. */
const IDS_MAX = 50;

export interface Measurement {
  readonly metric: string;
  /** Units counted, and how many of them were defective. */
  readonly n: number;
  readonly k: number;
  /** Different people among the defects. */
  readonly uniqueCounterparties: number;
  /** What `rate` and its bounds are a share of: defects, or successes. */
  readonly of: 'defects' | 'successes';
  /** k / n, or (n - k) / n for successes; undefined if nothing was counted. */
  readonly rate: number | undefined;
  /** Exact bounds of the rate, each one-sided at `confidence`. */
  readonly lower: number;
  readonly upper: number;
  readonly confidence: number;
  /** First and last moment of the days counted. */
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** Ids of defective units, oldest first, at most 50. */
  readonly defects: readonly string[];
}

/** One metric of a party with all that a page or a notice needs to explain it. */
export interface Assessment extends Measurement {
  readonly verdict: Verdict;
  readonly warn: number;
  readonly threshold: number;
  readonly minVolume: number;
  readonly minUniqueCounterparties: number;
  /** Violation that a breach suggests. */
  readonly violation: string;
  /** Units of the window left out, by reason; ids at most 50 each. */
  readonly excluded: readonly {
    readonly reason: Exclusion;
    readonly count: number;
    readonly ids: readonly string[];
  }[];
}

/** All metrics at `now`, or at the party's clock if that is later. */
export function assessParty(party: PartySignals, now: EpochMs): readonly Assessment[] {
  const clockDay = Math.max(party.day, dayNumber(now));
  return party.rules.metrics.map((rule) => {
    const range = windowOf(party, rule).range(clockDay);
    const measured = measureDays(party, rule, range.first, range.last);
    const { metric, thresholds } = rule;
    return {
      ...measured,
      verdict: verdictFor(rule, measured.n, measured.k, measured.uniqueCounterparties),
      warn: thresholds.warn,
      threshold: thresholds.breach,
      minVolume: metric.minVolume,
      minUniqueCounterparties: metric.minUniqueCounterparties,
      violation: metric.violation,
      excluded: excludedIn(party, rule, range.first, range.last),
    };
  });
}

/** As `Signals.measure`: from the day of `from` to the last mature day. */
export function measureParty(
  party: PartySignals,
  rule: MetricRule,
  from: EpochMs,
  now: EpochMs,
): Measurement {
  const { last } = windowOf(party, rule).range(dayNumber(now));
  return measureDays(party, rule, dayNumber(from), last);
}

/** The same decision as `PartySignals.verdictOf`, for any counts. */
export function verdictFor(rule: MetricRule, n: number, k: number, uniqueCounterparties: number): Verdict {
  if (n < rule.metric.minVolume) return 'too-little-data';
  if (k < rule.warnDefects.of(n)) return 'ok';
  if (k < rule.breachDefects.of(n)) return 'at-risk';
  return uniqueCounterparties >= rule.metric.minUniqueCounterparties ? 'breach' : 'at-risk';
}

function measureDays(party: PartySignals, rule: MetricRule, first: number, last: number): Measurement {
  const { n, defects } = windowOf(party, rule).between(first, last);
  const k = defects.length;
  const { confidence } = rule.metric;
  const isDefects = rule.thresholds.of === 'defects';
  const counted = isDefects ? k : n - k;
  return {
    metric: rule.name,
    n,
    k,
    uniqueCounterparties: new Set(defects.map((unit) => unit.counterparty)).size,
    of: rule.thresholds.of,
    rate: n === 0 ? undefined : counted / n,
    lower: lowerBound(counted, n, confidence),
    upper: upperBound(counted, n, confidence),
    confidence,
    from: first * DAY_MS,
    to: (last + 1) * DAY_MS - 1,
    defects: inOrder(defects, party, rule)
      .slice(0, IDS_MAX)
      .map((unit) => unit.id),
  };
}

function excludedIn(
  party: PartySignals,
  rule: MetricRule,
  first: number,
  last: number,
): Assessment['excluded'] {
  const kind = rule.judgement.unitKind;
  const place = placeOf(party, rule);
  const byReason = new Map<Exclusion, Unit[]>();
  for (const unit of party.unitsOf(kind)) {
    const code = unit.codes[place] as number;
    const reason = exclusionOf(code);
    if (reason === undefined || dayOf(code) < first || dayOf(code) > last) continue;
    const units = byReason.get(reason);
    if (units === undefined) byReason.set(reason, [unit]);
    else units.push(unit);
  }
  return [...byReason]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([reason, units]) => ({
      reason,
      count: units.length,
      ids: inOrder(units, party, rule)
        .slice(0, IDS_MAX)
        .map((unit) => unit.id),
    }));
}

/** By day, then id: the order of arrival must not show. */
function inOrder(units: readonly Unit[], party: PartySignals, rule: MetricRule): readonly Unit[] {
  const place = placeOf(party, rule);
  const day = (unit: Unit) => dayOf(unit.codes[place] as number);
  return units.toSorted((a, b) => day(a) - day(b) || (a.id < b.id ? -1 : 1));
}

/** Index of the metric among those of its kind of unit. */
export function placeOf(party: PartySignals, rule: MetricRule): number {
  return party.rules.byUnit[rule.judgement.unitKind].indexOf(rule);
}

export function windowOf(party: PartySignals, rule: MetricRule) {
  const window = party.windows[rule.index];
  if (window === undefined) throw new RangeError(`no window for ${rule.name}`);
  return window;
}

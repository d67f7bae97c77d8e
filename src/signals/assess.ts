import { DAY_MS, dayNumber, type EpochMs } from '../kernel/time.ts';
import type { Exclusion } from '../rulebook/metric.ts';
import { lowerBound, upperBound } from './bound.ts';
import { CLEAN, DEFECT, dayOf, exclusionOf, statusOf } from './measure.ts';
import { NONE } from './names.ts';
import type { Side } from './side.ts';
import type { MetricRule } from './rules.ts';
import type { Units } from './units.ts';
import type { Verdict } from './verdicts.ts';

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

/** A metric over the days of a plan. */
export interface PlanMeasurement extends Measurement {
  /** Different people among all units counted, clean ones included. */
  readonly people: number;
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
export function assessParty(side: Side, party: number, now: EpochMs): readonly Assessment[] {
  return side.rules.metrics.map((rule) => assessMetric(side, party, rule, now));
}

export function assessMetric(side: Side, party: number, rule: MetricRule, now: EpochMs): Assessment {
  const clockDay = Math.max(side.tally.day(party), dayNumber(now));
  const [first, last] = [clockDay - rule.leavesAfterDays + 1, clockDay - rule.entersAfterDays];
  const found = unitsBetween(side, party, rule, first, last);
  const measured = measurementOf(rule, found);
  const { metric, thresholds } = rule;
  return {
    ...measured,
    verdict: verdictFor(rule, measured.n, measured.k, measured.uniqueCounterparties),
    warn: thresholds.warn,
    threshold: thresholds.breach,
    minVolume: metric.minVolume,
    minUniqueCounterparties: metric.minUniqueCounterparties,
    violation: metric.violation,
    excluded: exclusionsOf(found),
  };
}

/** As `Signals.measure`: from the day of `from` to the last mature day. */
export function measureParty(
  side: Side,
  party: number,
  rule: MetricRule,
  from: EpochMs,
  now: EpochMs,
): PlanMeasurement {
  const [first, last] = [dayNumber(from), dayNumber(now) - rule.entersAfterDays];
  const people = peopleBetween(side, party, rule, first, last);
  return { ...measurementOf(rule, unitsBetween(side, party, rule, first, last)), people };
}

function peopleBetween(side: Side, party: number, rule: MetricRule, first: number, last: number): number {
  const units = side.units(rule.judgement.unitKind);
  const people = new Set<number>();
  for (let slot = units.first(party); slot !== NONE; slot = units.next(slot)) {
    const code = side.code(party, units, slot, rule);
    const isCounted = statusOf(code) === CLEAN || statusOf(code) === DEFECT;
    if (isCounted && dayOf(code) >= first && dayOf(code) <= last) people.add(units.counterparty(slot));
  }
  return people.size;
}

/** The same decision as `Verdicts.decide`, for any counts. */
export function verdictFor(rule: MetricRule, n: number, k: number, uniqueCounterparties: number): Verdict {
  if (n < rule.minVolume) return 'too-little-data';
  if (k < rule.warnDefects.of(n)) return 'ok';
  if (k < rule.breachDefects.of(n)) return 'at-risk';
  return uniqueCounterparties >= rule.minPeople ? 'breach' : 'at-risk';
}

interface Found {
  readonly first: number;
  readonly last: number;
  readonly units: Units;
  readonly n: number;
  /** Slots, by day and then id: the order of arrival must not show. */
  readonly defects: readonly number[];
  readonly excluded: ReadonlyMap<Exclusion, readonly number[]>;
}

interface Placed {
  readonly slot: number;
  readonly day: number;
}

/** Looks through all units; the hot path counts as days pass instead, see `tally.ts`. */
function unitsBetween(side: Side, party: number, rule: MetricRule, first: number, last: number): Found {
  const units = side.units(rule.judgement.unitKind);
  let n = 0;
  const defects: Placed[] = [];
  const excluded = new Map<Exclusion, Placed[]>();
  for (let slot = units.first(party); slot !== NONE; slot = units.next(slot)) {
    const code = side.code(party, units, slot, rule);
    if (code === 0 || dayOf(code) < first || dayOf(code) > last) continue;
    const status = statusOf(code);
    const reason = exclusionOf(code);
    if (status === CLEAN || status === DEFECT) n += 1;
    const placed = { slot, day: dayOf(code) };
    if (status === DEFECT) defects.push(placed);
    if (reason !== undefined) excluded.set(reason, [...(excluded.get(reason) ?? []), placed]);
  }
  const inOrder = (placed: readonly Placed[]) => sortedSlots(units, placed);
  return {
    first,
    last,
    units,
    n,
    defects: inOrder(defects),
    excluded: new Map([...excluded].map(([reason, slots]) => [reason, inOrder(slots)])),
  };
}

function sortedSlots(units: Units, placed: readonly Placed[]): readonly number[] {
  return placed
    .toSorted((a, b) => a.day - b.day || (units.id(a.slot) < units.id(b.slot) ? -1 : 1))
    .map(({ slot }) => slot);
}

function measurementOf(rule: MetricRule, found: Found): Measurement {
  const { n, defects, units } = found;
  const k = defects.length;
  const { confidence } = rule.metric;
  const counted = rule.thresholds.of === 'defects' ? k : n - k;
  return {
    metric: rule.name,
    n,
    k,
    uniqueCounterparties: new Set(defects.map((slot) => units.counterparty(slot))).size,
    of: rule.thresholds.of,
    rate: n === 0 ? undefined : counted / n,
    lower: lowerBound(counted, n, confidence),
    upper: upperBound(counted, n, confidence),
    confidence,
    from: found.first * DAY_MS,
    to: (found.last + 1) * DAY_MS - 1,
    defects: idsOf(units, defects),
  };
}

function exclusionsOf({ units, excluded }: Found): Assessment['excluded'] {
  return [...excluded]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([reason, slots]) => ({ reason, count: slots.length, ids: idsOf(units, slots) }));
}

function idsOf(units: Units, slots: readonly number[]): readonly string[] {
  return slots.slice(0, IDS_MAX).map((slot) => units.id(slot));
}

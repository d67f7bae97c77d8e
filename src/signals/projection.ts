import { DAY_MS, dayNumber, type EpochMs } from '../kernel/time.ts';
import { verdictFor } from './assess.ts';
import { CLEAN, DEFECT, dayOf, statusOf } from './measure.ts';
import { NONE } from './names.ts';
import type { Side } from './side.ts';
import type { MetricRule } from './rules.ts';
import type { Verdict } from './verdicts.ts';

/** Ways shown; the best early ones and the one without doing anything say enough. */
const WAYS_MAX = 12;

/** "Three on-time shipments restore green on 4 May" is `{ cleanUnits: 3, on: 4 May }`. */
export interface WayBack {
  /** Further units (orders shipped, questions answered) that come due today and end without a defect. */
  readonly cleanUnits: number;
  /** Start of the UTC day on which the metric turns green. */
  readonly on: EpochMs;
}

export interface Projection {
  readonly metric: string;
  readonly verdict: Verdict;
  /** `ok` or `too-little-data`: nothing is to be done. */
  readonly green: boolean;
  /** Sooner with more clean units, later with fewer; the last one needs none, since old defects leave the window. */
  readonly ways: readonly WayBack[];
  /** Known units still open, taken to end well: an unshipped order that is not yet due counts as shipped in time. */
  readonly openUnits: number;
}

interface DayCount {
  n: number;
  /** Whom the defective units are with. */
  readonly defects: number[];
}

/** What the metric will show on later days if nothing bad is added. */
export function projectParty(side: Side, party: number, rule: MetricRule, now: EpochMs): Projection {
  const today = Math.max(side.tally.day(party), dayNumber(now));
  const { days, openUnits } = expectedDays(side, party, rule, today, now);
  const sums = (clockDay: number) => sumsOn(rule, days, clockDay);
  const current = sums(today);
  const verdict = verdictFor(rule, current.n, current.k, current.unique);
  const green = isGreen(verdict);
  return { metric: rule.name, verdict, green, ways: green ? [] : waysBack(rule, sums, today), openUnits };
}

function isGreen(verdict: Verdict): boolean {
  return verdict === 'ok' || verdict === 'too-little-data';
}

type Sums = (clockDay: number) => { readonly n: number; readonly k: number; readonly unique: number };

function waysBack(rule: MetricRule, sums: Sums, today: number): readonly WayBack[] {
  const { windowDays, maturityDays, minVolume } = rule.metric;
  // What is done today comes due today and enters the window once it is mature.
  const firstMature = today + maturityDays + 1;
  const ways: WayBack[] = [];
  let fewest = Number.POSITIVE_INFINITY;
  for (let day = today + 1; day <= firstMature + windowDays && fewest > 0; day++) {
    const { n, k, unique } = sums(day);
    let needed = 0;
    if (!isGreen(verdictFor(rule, n, k, unique))) {
      if (day < firstMature) continue;
      needed = Math.max(rule.warnDefects.unitsFor(k) ?? Number.POSITIVE_INFINITY, minVolume) - n;
    }
    if (needed >= fewest || !Number.isFinite(needed)) continue;
    fewest = needed;
    ways.push({ cleanUnits: needed, on: day * DAY_MS });
  }
  const last = ways.at(-1);
  return last === undefined || ways.length <= WAYS_MAX ? ways : [...ways.slice(0, WAYS_MAX - 1), last];
}

function sumsOn(rule: MetricRule, days: ReadonlyMap<number, DayCount>, clockDay: number) {
  let n = 0;
  const people: number[] = [];
  for (const [day, count] of days) {
    const age = clockDay - day;
    if (age < rule.entersAfterDays || age >= rule.leavesAfterDays) continue;
    n += count.n;
    people.push(...count.defects);
  }
  return { n, k: people.length, unique: new Set(people).size };
}

/**
 * Units by the day they count on, with open ones turned clean: those that are defective only because what should
 * happen has not happened yet.
 */
function expectedDays(side: Side, party: number, rule: MetricRule, today: number, now: EpochMs) {
  const days = new Map<number, DayCount>();
  const units = side.units(rule.judgement.unitKind);
  let openUnits = 0;
  for (let slot = units.first(party); slot !== NONE; slot = units.next(slot)) {
    const code = side.code(party, units, slot, rule);
    const status = statusOf(code);
    if (status !== CLEAN && status !== DEFECT) continue;
    const day = dayOf(code);
    const count = days.get(day) ?? { n: 0, defects: [] };
    days.set(day, count);
    count.n += 1;
    if (status === CLEAN) continue;
    const isOpen = today < day + rule.entersAfterDays && rule.judgement.deadline(units, slot) >= now;
    if (isOpen) openUnits += 1;
    else count.defects.push(units.counterparty(slot));
  }
  return { days, openUnits };
}

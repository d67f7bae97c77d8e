import type { PartyId } from '../kernel/ids.ts';
import { dayNumber, type EpochMs } from '../kernel/time.ts';
import { CLEAN, DEFECT, dayOf, statusOf } from './measure.ts';
import { NONE } from './names.ts';
import type { MetricRule } from './rules.ts';
import type { Side } from './side.ts';

/** Units of one metric that went well and badly, each weighed by its age: no whole numbers. */
export interface Weighed {
  readonly good: number;
  readonly bad: number;
}

/** What the last months say of a party's fair dealing, by metric: what trust is made of. */
export interface Evidence {
  /** UTC day number that ages are counted to. */
  readonly day: number;
  readonly parts: Readonly<Record<string, Weighed>>;
  /** Units of one metric, each counted once, and the different people behind them: how much is known at all. */
  readonly orders: number;
  readonly buyers: number;
}

export interface SellerEvidence {
  readonly seller: PartyId;
  readonly evidence: Evidence;
}

export interface Memory {
  readonly halfLifeDays: number;
  readonly memoryDays: number;
  readonly metrics: readonly string[];
  /** The metric whose units are counted as orders. */
  readonly ordersOf: string;
}

/**
 * Mature units of each metric: a defect that may still turn out well does not count, and neither does a success that may
 * still be found bad. A unit weighs 1 on the day on which it is mature, half of it a half-life later, and nothing beyond the memory.
 */
export function evidenceOf(side: Side, party: number, memory: Memory, now: EpochMs): Evidence {
  const day = Math.max(side.tally.day(party), dayNumber(now));
  const parts: Record<string, Weighed> = {};
  let orders = 0;
  let buyers = 0;
  for (const rule of side.rules.metrics) {
    const isPart = memory.metrics.includes(rule.name);
    const isVolume = rule.name === memory.ordersOf;
    if (!isPart && !isVolume) continue;
    const { good, bad, units, people } = weigh(side, party, rule, memory, day);
    if (isPart) parts[rule.name] = { good, bad };
    if (isVolume) {
      orders = units;
      buyers = people.size;
    }
  }
  return { day, parts, orders, buyers };
}

function weigh(side: Side, party: number, rule: MetricRule, memory: Memory, day: number) {
  const units = side.units(rule.judgement.unitKind);
  const people = new Set<number>();
  // Whole units of each age: floating sums would depend on the order in which units came.
  const good = new Map<number, number>();
  const bad = new Map<number, number>();
  let count = 0;
  for (let slot = units.first(party); slot !== NONE; slot = units.next(slot)) {
    const code = side.code(party, units, slot, rule);
    const age = day - dayOf(code) - rule.entersAfterDays;
    if (code === 0 || age < 0 || age >= memory.memoryDays) continue;
    const status = statusOf(code);
    if (status !== CLEAN && status !== DEFECT) continue;
    const ages = status === CLEAN ? good : bad;
    ages.set(age, (ages.get(age) ?? 0) + 1);
    count += 1;
    people.add(units.counterparty(slot));
  }
  const sum = (ages: ReadonlyMap<number, number>) => decayed(ages, memory.halfLifeDays);
  return { good: sum(good), bad: sum(bad), units: count, people };
}

function decayed(ages: ReadonlyMap<number, number>, halfLifeDays: number): number {
  let sum = 0;
  for (const [age, count] of [...ages].toSorted(([a], [b]) => a - b))
    sum += count * 0.5 ** (age / halfLifeDays);
  return Math.round(sum * 1e6) / 1e6;
}

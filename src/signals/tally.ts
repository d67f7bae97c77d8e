import { CLEAN, DEFECT, dayOf, statusOf, type Code } from './measure.ts';
import { Rings } from './rings.ts';
import type { MetricRule, SubjectRules } from './rules.ts';
import { NONE, type Units } from './units.ts';

/** Up to so many units, a party's counts are made anew on the days they change; beyond, a ring knows the changes. */
const FEW_UNITS_MAX = 12;

/** How far ahead of the clock units may come due and still be noted in a ring. */
const AHEAD_DAYS_MAX = 60;

const NO_RING = -1;

/**
 * For every party of a side, and each metric, the units in its window and the defects among them, at the day that
 * the party's clock shows.
 */
export class Tally {
  private readonly kinds: readonly Units[];
  private readonly width: number;
  private readonly rings: Rings;
  private counts: Int32Array;
  private readonly days: number[] = [];
  private readonly unitCounts: number[] = [];
  private readonly ringOf: number[] = [];
  /** Without a ring: the next day on which a unit enters or leaves a window. With one: when to fill it anew. */
  private readonly nextDays: number[] = [];

  constructor(rules: SubjectRules, kinds: readonly Units[]) {
    this.kinds = kinds;
    this.width = 2 * rules.metrics.length;
    this.rings = new Rings(this.width, rules.reachDays + AHEAD_DAYS_MAX);
    this.counts = new Int32Array(64 * this.width);
  }

  adopt(party: number, day: number): void {
    if ((party + 1) * this.width > this.counts.length) {
      const grown = new Int32Array(2 * this.counts.length);
      grown.set(this.counts);
      this.counts = grown;
    }
    this.counts.fill(0, party * this.width, (party + 1) * this.width);
    this.days[party] = day;
    this.unitCounts[party] = 0;
    this.ringOf[party] = NO_RING;
    this.nextDays[party] = Number.MAX_SAFE_INTEGER;
  }

  release(party: number): void {
    const ring = this.ringOf[party] as number;
    if (ring !== NO_RING) this.rings.release(ring);
    this.ringOf[party] = NO_RING;
  }

  /** The clock: UTC day number. */
  day(party: number): number {
    return this.days[party] as number;
  }

  units(party: number, rule: MetricRule): number {
    return this.counts[party * this.width + 2 * rule.index] as number;
  }

  defects(party: number, rule: MetricRule): number {
    return this.counts[party * this.width + 2 * rule.index + 1] as number;
  }

  /** Whether a unit with this code is in the window of its metric now. */
  isInside(party: number, rule: MetricRule, code: Code): boolean {
    const age = this.day(party) - dayOf(code);
    return age >= rule.entersAfterDays && age < rule.leavesAfterDays;
  }

  /** Moves the clock on; earlier days change nothing. */
  move(party: number, day: number): void {
    const before = this.day(party);
    if (day <= before) return;
    this.days[party] = day;
    const ring = this.ringOf[party] as number;
    const isDue = day >= (this.nextDays[party] as number) || day - before >= this.rings.reachDays;
    if (ring === NO_RING) {
      if (isDue) this.recount(party);
    } else if (isDue) this.refill(party, ring);
    else this.rings.take(ring, before + 1, day, this.counts, party * this.width);
  }

  /** A party has so many units more, or fewer. */
  grow(party: number, by: number): void {
    const count = (this.unitCounts[party] as number) + by;
    this.unitCounts[party] = count;
    if (count <= FEW_UNITS_MAX || this.ringOf[party] !== NO_RING) return;
    const ring = this.rings.make();
    this.ringOf[party] = ring;
    this.refill(party, ring);
  }

  /** The code of one of the party's units was `before` and is `after`. */
  change(party: number, rule: MetricRule, before: Code, after: Code): void {
    const ring = this.ringOf[party] as number;
    this.count(party, ring, rule, before, -1);
    this.count(party, ring, rule, after, 1);
  }

  /** Counts a unit, or takes it back, now and on the days on which it enters and leaves the window. */
  private count(party: number, ring: number, rule: MetricRule, code: Code, by: 1 | -1): void {
    const status = statusOf(code);
    if (status !== CLEAN && status !== DEFECT) return;
    const enters = dayOf(code) + rule.entersAfterDays;
    const leaves = dayOf(code) + rule.leavesAfterDays;
    const day = this.day(party);
    if (day >= leaves) return;
    const isDefect = status === DEFECT;
    if (day >= enters) {
      const at = party * this.width + 2 * rule.index;
      this.counts[at] = (this.counts[at] as number) + by;
      if (isDefect) this.counts[at + 1] = (this.counts[at + 1] as number) + by;
    }
    if (ring === NO_RING) this.wake(party, enters > day ? enters : leaves);
    else if (leaves - day >= this.rings.reachDays) this.wake(party, day + 1);
    else {
      if (enters > day) this.note(ring, rule, enters, by, isDefect);
      this.note(ring, rule, leaves, -by, isDefect);
    }
  }

  private note(ring: number, rule: MetricRule, day: number, by: number, isDefect: boolean): void {
    this.rings.note(ring, day, 2 * rule.index, by);
    if (isDefect) this.rings.note(ring, day, 2 * rule.index + 1, by);
  }

  /** At the latest on that day the counts are made anew. */
  private wake(party: number, day: number): void {
    if (day < (this.nextDays[party] as number)) this.nextDays[party] = day;
  }

  private refill(party: number, ring: number): void {
    this.rings.clear(ring);
    this.countAll(party, ring);
  }

  private recount(party: number): void {
    this.countAll(party, NO_RING);
  }

  private countAll(party: number, ring: number): void {
    this.counts.fill(0, party * this.width, (party + 1) * this.width);
    this.nextDays[party] = Number.MAX_SAFE_INTEGER;
    for (const units of this.kinds)
      for (let slot = units.first(party); slot !== NONE; slot = units.next(slot))
        for (const rule of units.rules) this.count(party, ring, rule, units.code(slot, rule.place), 1);
  }
}

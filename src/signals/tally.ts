import { CLEAN, DEFECT, dayOf, statusOf, type Code } from './measure.ts';
import { Rings } from './rings.ts';
import { IntRows } from './rows.ts';
import type { MetricRule, SubjectRules } from './rules.ts';
import { NONE, type Units } from './units.ts';

/** Up to so many units, a party's counts are made anew on the days they change; beyond, a ring knows the changes. */
const FEW_UNITS_MAX = 12;

/** How far ahead of the clock units may come due and still be noted in a ring. */
const AHEAD_DAYS_MAX = 60;

const NO_RING = -1;
/** Later than any day that a count could change on. */
const NO_DAY = 0x7fffffff;

const DAY = 0;
/** Without a ring: the next day on which a unit enters or leaves a window. With one: when to fill it anew. */
const NEXT_DAY = 1;
const UNITS = 2;
const RING = 3;
const COUNTS = 4;

const isCounted = (code: Code): boolean => statusOf(code) === CLEAN || statusOf(code) === DEFECT;

/**
 * For every party of a side, and each metric, the units in its window and the defects among them, at the day that
 * the party's clock shows.
 */
export class Tally {
  private readonly kinds: readonly Units[];
  private readonly width: number;
  private readonly rings: Rings;
  /** Clock, next day, units, ring; then n and k of each metric in turn. */
  private readonly ints: IntRows;

  constructor(rules: SubjectRules, kinds: readonly Units[]) {
    this.kinds = kinds;
    this.width = 2 * rules.metrics.length;
    this.rings = new Rings(this.width, rules.reachDays + AHEAD_DAYS_MAX);
    this.ints = new IntRows(COUNTS + this.width);
  }

  adopt(party: number, day: number): void {
    this.ints.reserve(party);
    this.ints.clear(party);
    this.ints.set(party, DAY, day);
    this.ints.set(party, RING, NO_RING);
    this.ints.set(party, NEXT_DAY, NO_DAY);
  }

  release(party: number): void {
    const ring = this.ints.get(party, RING);
    if (ring !== NO_RING) this.rings.release(ring);
    this.ints.set(party, RING, NO_RING);
  }

  /** The clock: UTC day number. */
  day(party: number): number {
    return this.ints.get(party, DAY);
  }

  /** Units in the window of the metric at this position, at the clock's day. */
  units(party: number, metric: number): number {
    return this.ints.get(party, COUNTS + 2 * metric);
  }

  defects(party: number, metric: number): number {
    return this.ints.get(party, COUNTS + 2 * metric + 1);
  }

  /** Whether a unit with this code is in the window of its metric now. */
  isInside(party: number, rule: MetricRule, code: Code): boolean {
    const age = this.day(party) - dayOf(code);
    return age >= rule.entersAfterDays && age < rule.leavesAfterDays;
  }

  /** Moves the clock on, and tells whether it has moved; earlier days change nothing. */
  move(party: number, day: number): boolean {
    const before = this.day(party);
    if (day <= before) return false;
    this.ints.set(party, DAY, day);
    const ring = this.ints.get(party, RING);
    const isDue = day >= this.ints.get(party, NEXT_DAY) || day - before >= this.rings.reachDays;
    if (isDue) this.recount(party, ring);
    else if (ring !== NO_RING)
      this.rings.take(ring, before + 1, day, this.ints.cells, party * this.ints.width + COUNTS);
    return true;
  }

  /** A party has so many units more, or fewer. */
  grow(party: number, by: number): void {
    this.ints.add(party, UNITS, by);
    if (this.ints.get(party, UNITS) <= FEW_UNITS_MAX || this.ints.get(party, RING) !== NO_RING) return;
    const ring = this.rings.make();
    this.ints.set(party, RING, ring);
    this.recount(party, ring);
  }

  /** The code of one of the party's units was `before` and is `after`. */
  change(party: number, rule: MetricRule, before: Code, after: Code): void {
    const ring = this.ints.get(party, RING);
    // Most units begin as defects and turn clean in time, on the same day: the count of units stays as it is.
    const isFlip = before >> 3 === after >> 3 && isCounted(before) && isCounted(after);
    if (isFlip) this.count(party, ring, rule, after, 0, statusOf(after) === DEFECT ? 1 : -1);
    else {
      if (isCounted(before)) this.count(party, ring, rule, before, -1, statusOf(before) === DEFECT ? -1 : 0);
      if (isCounted(after)) this.count(party, ring, rule, after, 1, statusOf(after) === DEFECT ? 1 : 0);
    }
  }

  /** Adds so many units and defects, now and on the days on which they enter and leave the window. */
  private count(
    party: number,
    ring: number,
    rule: MetricRule,
    code: Code,
    units: number,
    defects: number,
  ): void {
    const enters = dayOf(code) + rule.entersAfterDays;
    const leaves = dayOf(code) + rule.leavesAfterDays;
    const day = this.day(party);
    if (day >= leaves) return;
    if (day >= enters) this.add(party, rule.index, units, defects);
    if (ring === NO_RING) this.wake(party, enters > day ? enters : leaves);
    else if (leaves - day >= this.rings.reachDays) this.wake(party, day + 1);
    else {
      if (enters > day) this.rings.note(ring, enters, rule.index, units, defects);
      this.rings.note(ring, leaves, rule.index, -units, -defects);
    }
  }

  private add(party: number, metric: number, units: number, defects: number): void {
    this.ints.add(party, COUNTS + 2 * metric, units);
    this.ints.add(party, COUNTS + 2 * metric + 1, defects);
  }

  /** At the latest on that day the counts are made anew. */
  private wake(party: number, day: number): void {
    if (day < this.ints.get(party, NEXT_DAY)) this.ints.set(party, NEXT_DAY, day);
  }

  /** Makes the counts anew, and the ring if there is one. */
  private recount(party: number, ring: number): void {
    if (ring !== NO_RING) this.rings.clear(ring);
    this.ints.set(party, NEXT_DAY, NO_DAY);
    for (let i = 0; i < this.width; i++) this.ints.set(party, COUNTS + i, 0);
    for (const units of this.kinds)
      for (let slot = units.first(party); slot !== NONE; slot = units.next(slot))
        for (const rule of units.rules) this.change(party, rule, 0, units.code(slot, rule.place));
  }
}

import { dayOf, type Code } from './measure.ts';
import { IntRows } from './rows.ts';
import type { MetricRule } from './rules.ts';

export const DAY = 0;
/** Without a ring: the next day on which a counted unit enters or leaves a window. With one: when to fill it anew. */
export const NEXT_DAY = 1;
export const UNITS = 2;
export const RING = 3;
/** Without a ring: the units that wait, whatever for, and the first day that one of them waits for. */
export const CHAIN = 4;
export const DUE_DAY = 5;
/** Not 0 if anything has changed by which a verdict could change too. */
const MOVED = 6;
/** The clock's day on which units of some kind are next looked through for forgetting. */
const LOOK_DAY = 7;
export const COUNTS = 8;

/** What is kept of each party of a side, as a row of whole numbers: its clock, its counts, and what others note beside them. */
export abstract class PartyRows {
  protected readonly width: number;
  /** As the constants above say; then n and k of each metric in turn; then two marks of each metric in turn. */
  protected readonly ints: IntRows;

  protected constructor(metrics: number) {
    this.width = 2 * metrics;
    this.ints = new IntRows(COUNTS + 2 * this.width);
  }

  /** The clock: UTC day number. */
  day(party: number): number {
    return this.ints.get(party, DAY);
  }

  /**
   * Units in the window of the metric at this position, at the clock's day. Of a party with too few units for any metric
   * some number below every minimum volume: theirs are not counted before they matter.
   */
  units(party: number, metric: number): number {
    return this.ints.get(party, COUNTS + 2 * metric);
  }

  defects(party: number, metric: number): number {
    return this.ints.get(party, COUNTS + 2 * metric + 1);
  }

  /**
   * Two numbers a metric that are kept for `Verdicts`, since they are read together with the counts; 0 at first. The
   * second one is 0 again when the counts are made anew.
   */
  mark(party: number, metric: number, which: 0 | 1): number {
    return this.ints.get(party, COUNTS + this.width + 2 * metric + which);
  }

  setMark(party: number, metric: number, which: 0 | 1, value: number): void {
    this.ints.set(party, COUNTS + this.width + 2 * metric + which, value);
  }

  /** Whether a unit with this code is in the window of its metric now. */
  isInside(party: number, rule: MetricRule, code: Code): boolean {
    const age = this.day(party) - dayOf(code);
    return age >= rule.entersAfterDays && age < rule.leavesAfterDays;
  }

  lookDay(party: number): number {
    return this.ints.get(party, LOOK_DAY);
  }

  setLookDay(party: number, day: number): void {
    this.ints.set(party, LOOK_DAY, day);
  }

  /** Whether the counts, the marks or the clock's day have changed since `settle`. */
  hasMoved(party: number): boolean {
    return this.ints.get(party, MOVED) !== 0;
  }

  settle(party: number): void {
    this.ints.set(party, MOVED, 0);
  }

  /** Something besides the counts and the clock has changed. */
  stir(party: number): void {
    this.ints.set(party, MOVED, 1);
  }
}

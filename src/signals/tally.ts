import { dayNumber } from '../kernel/time.ts';
import { CLEAN, codeOf, DEFECT, dayOf, statusOf, type Code, type Excuses } from './measure.ts';
import { Rings } from './rings.ts';
import { IntRows } from './rows.ts';
import type { MetricRule, SubjectRules } from './rules.ts';
import { COUNTED, NEVER, NONE, UNSEEN, UNIT_KINDS, type Units } from './units.ts';

/** Up to so many units, a party's counts are made anew on the days they change; beyond, a ring knows the changes. */
const FEW_UNITS_MAX = 16;

/** How far ahead of the clock's windows units may come due and still be noted in a ring. */
const AHEAD_DAYS_MAX = 30;

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
 *
 * A unit that no window can show yet waits, by the first day on which one could, and is judged by no metric until
 * then: most units change several times first, and nobody need be told of what is over before a window opens.
 */
export class Tally {
  private readonly kinds: readonly Units[];
  private readonly byKind: readonly (Units | undefined)[];
  private readonly width: number;
  /** With fewer units than this no metric has volume enough, whatever it would count. */
  private readonly unitsMin: number;
  private readonly rings: Rings;
  private readonly excusesOf: (party: number) => Excuses;
  /** Clock, next day, units, ring; then n and k of each metric in turn; then two marks of each metric in turn. */
  private readonly ints: IntRows;

  constructor(rules: SubjectRules, kinds: readonly Units[], excusesOf: (party: number) => Excuses) {
    this.kinds = kinds;
    this.excusesOf = excusesOf;
    this.byKind = UNIT_KINDS.map((kind) => kinds.find((units) => units.kind === kind));
    this.width = 2 * rules.metrics.length;
    this.unitsMin = Math.min(...rules.metrics.map((rule) => rule.minVolume));
    this.rings = new Rings(this.width, rules.reachDays + AHEAD_DAYS_MAX);
    this.ints = new IntRows(COUNTS + 2 * this.width);
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

  /** Moves the clock on; earlier days change nothing. */
  move(party: number, day: number): void {
    const before = this.day(party);
    if (day <= before) return;
    this.ints.set(party, DAY, day);
    const ring = this.ints.get(party, RING);
    if (day >= this.ints.get(party, NEXT_DAY) || day - before >= this.rings.reachDays)
      this.recount(party, ring);
    else if (ring !== NO_RING) for (let d = before + 1; d <= day; d++) this.reach(party, ring, d);
  }

  /** A party has so many units more, or fewer. */
  grow(party: number, by: number): void {
    this.ints.add(party, UNITS, by);
    if (this.ints.get(party, RING) !== NO_RING) return;
    const units = this.ints.get(party, UNITS);
    if (units > FEW_UNITS_MAX) {
      const ring = this.rings.make();
      this.ints.set(party, RING, ring);
      this.recount(party, ring);
    } else if (units === this.unitsMin) this.recount(party, NO_RING);
  }

  /** The code of one of the party's counted units has changed. */
  change(party: number, rule: MetricRule, before: Code, after: Code): void {
    this.recode(party, this.ints.get(party, RING), rule, before, after);
  }

  /**
   * Has a unit that is not counted yet wait for the first day on which a window could show it, by what is known of
   * its anchors. True if it is counted now.
   */
  place(party: number, units: Units, slot: number): boolean {
    const ring = this.ints.get(party, RING);
    if (ring === NO_RING) {
      // Too few for any metric: the unit is counted when there are more.
      if (this.ints.get(party, UNITS) < this.unitsMin) return false;
      this.countAll(party, ring, units, slot);
      return true;
    }
    const day = firstDay(units, slot);
    const due = units.dueDay(slot);
    if (due !== UNSEEN) {
      if (due <= day) return false;
      this.unlink(ring, units, slot, due);
    }
    const ahead = day - this.day(party);
    if (day <= 0 || ahead <= 0 || ahead >= this.rings.reachDays) {
      this.countAll(party, ring, units, slot);
      return true;
    }
    units.wait(slot, day, this.rings.head(ring, day));
    this.rings.setHead(ring, day, waiter(units, slot));
    return false;
  }

  /** The unit is about to be dropped. */
  forget(party: number, units: Units, slot: number): void {
    const ring = this.ints.get(party, RING);
    const due = units.dueDay(slot);
    if (due === COUNTED)
      for (const rule of units.rules) this.recode(party, ring, rule, units.code(slot, rule.place), 0);
    else if (due !== UNSEEN) this.unlink(ring, units, slot, due);
    this.grow(party, -1);
  }

  /** Takes a unit out of the chain of its day. */
  private unlink(ring: number, units: Units, slot: number, day: number): void {
    const mine = waiter(units, slot);
    const first = this.rings.head(ring, day);
    if (first === mine) {
      this.rings.setHead(ring, day, units.nextWaiter(slot));
      return;
    }
    for (let at = first; at !== 0;) {
      const others = this.byKind[kindOf(at)] as Units;
      const next = others.nextWaiter(slotOf(at));
      if (next === mine) {
        others.wait(slotOf(at), day, units.nextWaiter(slot));
        return;
      }
      at = next;
    }
  }

  /** The clock shows this day, or has just passed it. */
  private reach(party: number, ring: number, day: number): void {
    this.rings.take(ring, day, this.ints.cells, party * this.ints.width + COUNTS);
    let at = this.rings.head(ring, day);
    if (at === 0) return;
    this.rings.setHead(ring, day, 0);
    while (at !== 0) {
      const units = this.byKind[kindOf(at)] as Units;
      const slot = slotOf(at);
      at = units.nextWaiter(slot);
      this.countAll(party, ring, units, slot);
    }
  }

  /** Judges and counts a unit that was not counted yet. */
  private countAll(party: number, ring: number, units: Units, slot: number): void {
    units.wait(slot, COUNTED, 0);
    const excuses = this.excusesOf(party);
    for (let i = 0; i < units.rules.length; i++) {
      const rule = units.rules[i] as MetricRule;
      const code = codeOf(rule.judgement, units, slot, excuses);
      units.setCode(slot, rule.place, code);
      this.recode(party, ring, rule, 0, code);
    }
  }

  private countAgain(party: number, ring: number, units: Units, slot: number): void {
    for (let i = 0; i < units.rules.length; i++) {
      const rule = units.rules[i] as MetricRule;
      this.recode(party, ring, rule, 0, units.code(slot, rule.place));
    }
  }

  private recode(party: number, ring: number, rule: MetricRule, before: Code, after: Code): void {
    // Most units begin as defects and turn clean in time, on the same day: the count of units stays as it is.
    const isFlip = before >> 3 === after >> 3 && isCounted(before) && isCounted(after);
    if (isFlip) {
      const defects = (statusOf(after) === DEFECT ? 1 : 0) - (statusOf(before) === DEFECT ? 1 : 0);
      if (defects !== 0) this.count(party, ring, rule, after, 0, defects);
      return;
    }
    if (isCounted(before)) this.count(party, ring, rule, before, -1, statusOf(before) === DEFECT ? -1 : 0);
    if (isCounted(after)) this.count(party, ring, rule, after, 1, statusOf(after) === DEFECT ? 1 : 0);
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
    if (ring === NO_RING && this.ints.get(party, UNITS) < this.unitsMin) return;
    const enters = dayOf(code) + rule.entersAfterDays;
    const leaves = dayOf(code) + rule.leavesAfterDays;
    const day = this.day(party);
    if (day >= leaves) return;
    if (day >= enters) this.add(party, rule.index, units, defects);
    if (ring === NO_RING) this.wake(party, enters > day ? enters : leaves);
    else if (leaves - day >= this.rings.reachDays) this.wake(party, day + 1);
    else {
      if (enters > day) this.rings.note(ring, enters, rule.index, units, defects);
      // Not `-defects`: of 0 that is -0, which is no whole number to the machine, and slow.
      this.rings.note(ring, leaves, rule.index, 0 - units, 0 - defects);
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
    for (let i = 0; i < this.width; i += 2) {
      this.ints.set(party, COUNTS + i, 0);
      this.ints.set(party, COUNTS + i + 1, 0);
      this.ints.set(party, COUNTS + this.width + i + 1, 0);
    }
    if (ring === NO_RING && this.ints.get(party, UNITS) < this.unitsMin) return;
    for (const units of this.kinds)
      for (let slot = units.first(party); slot !== NONE; slot = units.next(slot))
        if (units.dueDay(slot) === COUNTED) this.countAgain(party, ring, units, slot);
        else if (units.at(slot) !== NEVER) this.countAll(party, ring, units, slot);
  }
}

/** The first day on which a window could show a unit whose beginning is known. */
function firstDay(units: Units, slot: number): number {
  let first = Number.POSITIVE_INFINITY;
  for (let i = 0; i < units.rules.length; i++) {
    const { judgement, entersAfterDays } = units.rules[i] as MetricRule;
    const anchor = judgement.anchor(units, slot);
    if (anchor === NEVER) continue;
    const day = dayNumber(anchor) + entersAfterDays;
    if (day < first) first = day;
  }
  return first;
}

/** Who waits, as one number: units of all kinds wait in the same chains. Never 0. */
function waiter(units: Units, slot: number): number {
  return (slot + 1) * 8 + units.kindNumber;
}
const kindOf = (waiting: number): number => waiting & 7;
const slotOf = (waiting: number): number => (waiting >> 3) - 1;

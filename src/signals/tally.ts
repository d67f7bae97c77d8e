import { CLEAN, codeOf, DEFECT, dayOf, statusOf, type Code, type Excuses } from './measure.ts';
import { NONE } from './names.ts';
import { CHAIN, COUNTS, DAY, DUE_DAY, NEXT_DAY, PartyRows, RING, UNITS } from './party-rows.ts';
import { Rings } from './rings.ts';
import type { MetricRule, SubjectRules } from './rules.ts';
import { COUNTED, GONE, NEVER, NO_DAY, UNSEEN, type Units } from './units.ts';
import { firstDay, Waiting } from './waiting.ts';

/** Up to so many units, a party's counts are made anew on the days they change; beyond, a ring knows the changes. */
const FEW_UNITS_MAX = 16;

/** How far ahead of the clock's windows units may come due and still be noted in a ring. */
const AHEAD_DAYS_MAX = 30;

const NO_RING = -1;

const isCounted = (code: Code): boolean => statusOf(code) === CLEAN || statusOf(code) === DEFECT;

/**
 * For every party of a side, and each metric, the units in its window and the defects among them, at the day that
 * the party's clock shows.
 *
 * A unit that no window can show yet waits, by the first day on which one could, and is judged by no metric until
 * then: most units change several times first, and nobody need be told of what is over before a window opens.
 */
export class Tally extends PartyRows {
  private readonly kinds: readonly Units[];
  private readonly waiting: Waiting;
  /** With fewer units than this no metric has volume enough, whatever it would count. */
  private readonly unitsMin: number;
  private readonly rings: Rings;
  private readonly excusesOf: (party: number) => Excuses;

  constructor(rules: SubjectRules, kinds: readonly Units[], excusesOf: (party: number) => Excuses) {
    super(rules.metrics.length);
    this.kinds = kinds;
    this.excusesOf = excusesOf;
    this.waiting = new Waiting(kinds);
    this.unitsMin = Math.min(...rules.metrics.map((rule) => rule.minVolume));
    this.rings = new Rings(rules.metrics.length, rules.reachDays + AHEAD_DAYS_MAX);
  }

  adopt(party: number, day: number): void {
    this.ints.reserve(party);
    this.ints.clear(party);
    this.ints.set(party, DAY, day);
    this.ints.set(party, RING, NO_RING);
    this.ints.set(party, NEXT_DAY, NO_DAY);
    this.ints.set(party, DUE_DAY, NO_DAY);
    this.setLookDay(party, day);
  }

  release(party: number): void {
    const ring = this.ints.get(party, RING);
    if (ring !== NO_RING) this.rings.release(ring);
    this.ints.set(party, RING, NO_RING);
  }

  /** Moves the clock on; earlier days change nothing. */
  move(party: number, day: number): void {
    const before = this.day(party);
    if (day <= before) return;
    this.ints.set(party, DAY, day);
    this.stir(party);
    const ring = this.ints.get(party, RING);
    if (day >= this.ints.get(party, NEXT_DAY) || day - before >= this.rings.reachDays)
      this.recount(party, ring);
    else if (ring !== NO_RING) for (let d = before + 1; d <= day; d++) this.reach(party, ring, d);
    else if (day >= this.ints.get(party, DUE_DAY)) this.countDue(party, day);
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
    // Too few for any metric: the unit is looked at when there are more.
    if (ring === NO_RING && this.ints.get(party, UNITS) < this.unitsMin) return false;
    const day = firstDay(units, slot);
    const due = units.dueDay(slot);
    if (due !== UNSEEN) {
      if (due <= day) return false;
      this.setChain(party, ring, due, this.waiting.remove(this.chain(party, ring, due), units, slot));
    }
    const ahead = day - this.day(party);
    if (day <= 0 || ahead <= 0 || ahead >= this.rings.reachDays) {
      this.countAll(party, ring, units, slot);
      return true;
    }
    this.setChain(party, ring, day, this.waiting.add(this.chain(party, ring, day), units, slot, day));
    if (ring === NO_RING && day < this.ints.get(party, DUE_DAY)) this.ints.set(party, DUE_DAY, day);
    return false;
  }

  /** The unit is about to be dropped. */
  forget(party: number, units: Units, slot: number): void {
    const ring = this.ints.get(party, RING);
    const due = units.dueDay(slot);
    if (due === COUNTED)
      for (const rule of units.rules) this.recode(party, ring, rule, units.code(slot, rule.place), 0);
    else if (due !== UNSEEN)
      this.setChain(party, ring, due, this.waiting.remove(this.chain(party, ring, due), units, slot));
    units.wait(slot, GONE, 0);
    this.grow(party, -1);
  }

  /** The units that wait for that day: with a ring, each day has a chain of its own. */
  private chain(party: number, ring: number, day: number): number {
    return ring === NO_RING ? this.ints.get(party, CHAIN) : this.rings.head(ring, day);
  }

  private setChain(party: number, ring: number, day: number, chain: number): void {
    if (ring === NO_RING) this.ints.set(party, CHAIN, chain);
    else this.rings.setHead(ring, day, chain);
  }

  /** The clock shows this day, or has just passed it. */
  private reach(party: number, ring: number, day: number): void {
    this.rings.take(ring, day, this.ints.cells, party * this.ints.width + COUNTS);
    let at = this.rings.head(ring, day);
    if (at === 0) return;
    this.rings.setHead(ring, day, 0);
    while (at !== 0) {
      const units = this.waiting.units(at);
      const slot = this.waiting.slot(at);
      at = this.waiting.next(at);
      this.countAll(party, ring, units, slot);
    }
  }

  /** Without a ring: counts the units that waited for this day or an earlier one. */
  private countDue(party: number, day: number): void {
    let at = this.ints.get(party, CHAIN);
    let later = 0;
    let dueDay = NO_DAY;
    while (at !== 0) {
      const units = this.waiting.units(at);
      const slot = this.waiting.slot(at);
      at = this.waiting.next(at);
      const due = units.dueDay(slot);
      if (due <= day) this.countAll(party, NO_RING, units, slot);
      else {
        later = this.waiting.add(later, units, slot, due);
        dueDay = Math.min(dueDay, due);
      }
    }
    this.ints.set(party, CHAIN, later);
    this.ints.set(party, DUE_DAY, dueDay);
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
    this.stir(party);
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
    this.stir(party);
    this.ints.set(party, NEXT_DAY, NO_DAY);
    for (let i = 0; i < this.width; i++) this.ints.set(party, COUNTS + i, 0);
    for (let i = 1; i < this.width; i += 2) this.ints.set(party, COUNTS + this.width + i, 0);
    this.ints.set(party, CHAIN, 0);
    this.ints.set(party, DUE_DAY, NO_DAY);
    for (const units of this.kinds)
      for (let slot = units.first(party); slot !== NONE; slot = units.next(slot))
        this.countAnew(party, ring, units, slot);
  }

  private countAnew(party: number, ring: number, units: Units, slot: number): void {
    const due = units.dueDay(slot);
    if (due === COUNTED)
      for (const rule of units.rules) this.recode(party, ring, rule, 0, units.code(slot, rule.place));
    else if (due !== GONE && units.at(slot) !== NEVER) {
      // Chains are made anew too.
      units.wait(slot, UNSEEN, 0);
      this.place(party, units, slot);
    }
  }
}

import type { EpochMs } from '../kernel/time.ts';
import type { PartyId } from '../kernel/ids.ts';
import type { Role } from './fact.ts';
import { DEFECT, dayOf, statusOf, type Code } from './measure.ts';
import { NONE } from './names.ts';
import type { MetricRule, SubjectRules } from './rules.ts';
import type { Tally } from './tally.ts';
import type { UnitKind, Units } from './units.ts';

/**
 * `too-little-data`: fewer units than the minimum. `at-risk`: surely above the warning threshold. `breach`: surely
 * above the breach threshold, among enough different people.
 */
export type Verdict = 'too-little-data' | 'ok' | 'at-risk' | 'breach';
const VERDICTS: readonly Verdict[] = ['too-little-data', 'ok', 'at-risk', 'breach'];
const TOO_LITTLE = 0;
const OK = 1;
const AT_RISK = 2;
const BREACH = 3;

/** What the tally's marks of a metric hold. */
const VERDICT = 0;
const PEOPLE = 1;

/** Of `PEOPLE`: nobody has looked, or something has changed since. */
const UNKNOWN = 0;

export interface VerdictChange extends Role {
  readonly metric: string;
  readonly from: Verdict;
  readonly to: Verdict;
  /** The clock's time when it changed. */
  readonly at: EpochMs;
}

/** Handed on as it is: a time of its own would be made an object anew for each function that it is passed to. */
interface Clock {
  readonly now: EpochMs;
  announce(change: VerdictChange): void;
}

/** The verdicts of all parties of a side, each by the exact bound of what the tally counts. */
export class Verdicts {
  private readonly rules: SubjectRules;
  private readonly tally: Tally;
  private readonly units: (kind: UnitKind) => Units;
  private readonly idOf: (party: number) => PartyId;

  constructor(
    rules: SubjectRules,
    tally: Tally,
    units: (kind: UnitKind) => Units,
    idOf: (party: number) => PartyId,
  ) {
    this.rules = rules;
    this.tally = tally;
    this.units = units;
    this.idOf = idOf;
  }

  /** As last decided. */
  of(party: number, rule: MetricRule): Verdict {
    return VERDICTS[this.tally.mark(party, rule.index, VERDICT)] as Verdict;
  }

  set(party: number, rule: MetricRule, verdict: Verdict): void {
    this.tally.setMark(party, rule.index, VERDICT, VERDICTS.indexOf(verdict));
    this.tally.stir(party);
  }

  /**
   * Decides every metric by its exact bound, for the window that the clock now shows, and announces what has changed. Where
   * nothing has moved since the last time, neither have the verdicts.
   */
  decide(party: number, clock: Clock): void {
    if (!this.tally.hasMoved(party)) return;
    this.tally.settle(party);
    const { metrics, subject } = this.rules;
    for (let i = 0; i < metrics.length; i++) {
      const rule = metrics[i] as MetricRule;
      const verdict = this.judged(party, rule);
      const before = this.tally.mark(party, i, VERDICT);
      if (verdict === before) continue;
      this.tally.setMark(party, i, VERDICT, verdict);
      const from = VERDICTS[before] as Verdict;
      const to = VERDICTS[verdict] as Verdict;
      clock.announce({ subject, party: this.idOf(party), metric: rule.name, from, to, at: clock.now });
    }
  }

  /** A code of a party's unit has changed: the people behind the defects in the window may have. */
  unitChanged(party: number, rule: MetricRule, before: Code, after: Code): void {
    if (this.tally.isInside(party, rule, before) || this.tally.isInside(party, rule, after))
      this.forgetPeople(party, rule);
  }

  forgetPeople(party: number, rule: MetricRule): void {
    this.tally.stir(party);
    this.tally.setMark(party, rule.index, PEOPLE, UNKNOWN);
  }

  /** A lower bound above a threshold is the same as defects at or above a whole number: see `CriticalDefects`. */
  private judged(party: number, rule: MetricRule): number {
    const n = this.tally.units(party, rule.index);
    if (n < rule.minVolume) return TOO_LITTLE;
    const k = this.tally.defects(party, rule.index);
    // Of no defects the lower bound is 0, which is above no threshold.
    if (k === 0 || k < rule.warnDefects.of(n)) return OK;
    if (k < rule.breachDefects.of(n)) return AT_RISK;
    return this.hasPeople(party, rule, k) ? BREACH : AT_RISK;
  }

  /**
   * Whether the defects in the window are with enough different people. Remembered: if they are, until the first of
   * those found leaves the window, as that day; if not, for this day, as its negative. Clocks that show a day before
   * 1970 have it found out each time.
   */
  private hasPeople(party: number, rule: MetricRule, defects: number): boolean {
    const known = this.tally.mark(party, rule.index, PEOPLE);
    const day = this.tally.day(party);
    if (known > 0 && day < known) return true;
    if (known < 0 && day === -known) return false;
    const until = this.untilPeopleLeave(party, rule, defects);
    const enough = until !== undefined;
    if (day > 0) this.tally.setMark(party, rule.index, PEOPLE, until ?? -day);
    return enough;
  }

  /** The first day on which one of enough people is out of the window; undefined if there are too few. */
  private untilPeopleLeave(party: number, rule: MetricRule, defects: number): number | undefined {
    const units = this.units(rule.judgement.unitKind);
    const people: number[] = [];
    let left = defects;
    let firstDay = Number.POSITIVE_INFINITY;
    for (let slot = units.first(party); slot !== NONE && left > 0; slot = units.next(slot)) {
      const code = units.code(slot, rule.place);
      if (statusOf(code) !== DEFECT || !this.tally.isInside(party, rule, code)) continue;
      left -= 1;
      const person = units.counterparty(slot);
      if (people.includes(person)) continue;
      firstDay = Math.min(firstDay, dayOf(code));
      if (people.push(person) >= rule.minPeople) return firstDay + rule.leavesAfterDays;
    }
    return undefined;
  }
}

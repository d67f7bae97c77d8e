import type { PartyId } from '../kernel/ids.ts';
import { dayNumber, type EpochMs } from '../kernel/time.ts';
import {
  holidayCalendar,
  NO_HOLIDAYS,
  recentHolidays,
  type Holiday,
  type HolidayCalendar,
  type StrikeList,
} from './exclusion.ts';
import { DEFECT, statusOf, type Code, type Excuses } from './measure.ts';
import type { Role } from './fact.ts';
import { OrderUnits, type Ways } from './order-units.ts';
import type { MetricRule, SubjectRules } from './rules.ts';
import { IntRows } from './rows.ts';
import { TalkUnits } from './talk-units.ts';
import { Tally } from './tally.ts';
import { NEVER, NONE, UNIT_KINDS, type UnitKind, type Units } from './units.ts';

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

/** Whether a breach is with enough different people. */
const UNKNOWN = 0;
const ENOUGH = 1;
const TOO_FEW = 2;

/** Units are looked through for forgetting once in so many days of the clock. */
const FORGET_EVERY_DAYS = 64;

/** A unit whose beginning has not arrived is kept this long beyond the windows: orders are due within a year. */
const HORIZON_DAYS = 366;

export interface VerdictChange extends Role {
  readonly metric: string;
  readonly from: Verdict;
  readonly to: Verdict;
  /** The clock's time when it changed. */
  readonly at: EpochMs;
}

/** What both sides share. */
export interface Shared {
  readonly strikes: StrikeList;
  readonly ways: Ways;
}

/** All sellers, or all buyers, of whom there may be many with little each. A party is a number, the same in the tally and in the chains of units. */
export class Side {
  readonly rules: SubjectRules;
  readonly orders: OrderUnits;
  readonly talks: Readonly<Record<Exclude<UnitKind, 'order'>, TalkUnits>>;
  readonly tally: Tally;
  private readonly shared: Shared;
  private readonly numbers = new Map<string, number>();
  /** Units that some metric counts; the others are never asked about. */
  private readonly all: readonly Units[];
  private readonly partyIds: PartyId[] = [];
  private readonly excuses: Excuses[] = [];
  private readonly declared = new Map<number, readonly Holiday[]>();
  private readonly noExcuses: Excuses;
  /** For each metric the verdict last decided, and what `hasPeople` found out, until a unit or the day changes. */
  private readonly decided: IntRows;
  private readonly free: number[] = [];
  private forgottenDay = Number.NEGATIVE_INFINITY;

  constructor(rules: SubjectRules, shared: Shared) {
    this.rules = rules;
    this.shared = shared;
    this.orders = new OrderUnits(rules.subject, rules.byUnit.order, shared.ways);
    this.talks = {
      question: new TalkUnits('question', rules.byUnit.question),
      conversation: new TalkUnits('conversation', rules.byUnit.conversation),
      return: new TalkUnits('return', rules.byUnit.return),
      complaint: new TalkUnits('complaint', rules.byUnit.complaint),
    };
    this.all = UNIT_KINDS.map((kind) => this.units(kind)).filter((units) => units.isCounted);
    this.tally = new Tally(rules, this.all);
    this.noExcuses = { holidays: NO_HOLIDAYS, strikes: shared.strikes };
    this.decided = new IntRows(2 * rules.metrics.length);
  }

  /** Number of a party, or undefined if it is not held. */
  find(id: PartyId): number | undefined {
    return this.numbers.get(id);
  }

  ids(): readonly PartyId[] {
    return [...this.numbers.keys()] as PartyId[];
  }

  /** Begins to hold a party of which nothing is known yet. */
  hold(id: PartyId, day: number): number {
    const party = this.free.pop() ?? this.partyIds.length;
    this.numbers.set(id, party);
    this.partyIds[party] = id;
    this.excuses[party] = this.noExcuses;
    this.decided.reserve(party);
    this.decided.clear(party);
    for (const units of this.all) units.adopt(party);
    this.tally.adopt(party, day);
    return party;
  }

  release(id: PartyId): void {
    const party = this.numbers.get(id);
    if (party === undefined) return;
    for (const units of this.all) while (units.first(party) !== NONE) units.drop(units.first(party));
    this.tally.release(party);
    this.numbers.delete(id);
    this.declared.delete(party);
    this.free.push(party);
  }

  id(party: number): PartyId {
    return this.partyIds[party] as PartyId;
  }

  verdict(party: number, rule: MetricRule): Verdict {
    return VERDICTS[this.decided.get(party, 2 * rule.index)] as Verdict;
  }

  setVerdict(party: number, rule: MetricRule, verdict: Verdict): void {
    this.decided.set(party, 2 * rule.index, VERDICTS.indexOf(verdict));
  }

  /** Decides every metric by its exact bound, for the window that the clock now shows, and adds what has changed. */
  decide(party: number, at: EpochMs, changes: VerdictChange[]): void {
    const { metrics, subject } = this.rules;
    for (let i = 0; i < metrics.length; i++) {
      const rule = metrics[i] as MetricRule;
      const verdict = this.judged(party, rule);
      const before = this.decided.get(party, 2 * i);
      if (verdict === before) continue;
      this.decided.set(party, 2 * i, verdict);
      const [from, to] = [VERDICTS[before] as Verdict, VERDICTS[verdict] as Verdict];
      changes.push({ subject, party: this.id(party), metric: rule.name, from, to, at });
    }
  }

  /** A lower bound above a threshold is the same as defects at or above a whole number: see `CriticalDefects`. */
  private judged(party: number, rule: MetricRule): number {
    const n = this.tally.units(party, rule.index);
    if (n < rule.minVolume) return TOO_LITTLE;
    const k = this.tally.defects(party, rule.index);
    if (k < rule.warnDefects.of(n)) return OK;
    if (k < rule.breachDefects.of(n)) return AT_RISK;
    return this.hasPeople(party, rule) ? BREACH : AT_RISK;
  }

  units(kind: UnitKind): Units {
    return kind === 'order' ? this.orders : this.talks[kind];
  }

  /** Moves a party's clock on, and now and then forgets what is too old for everybody. */
  advance(party: number, day: number): void {
    if (this.tally.move(party, day)) this.forgetPeople(party);
    if (day - this.forgottenDay >= FORGET_EVERY_DAYS) this.forget(day);
  }

  /** The slot of a unit, made on the first fact about it. */
  slot(party: number, units: Units, key: string, factAt: EpochMs): number {
    let slot = units.slotOf(party, key);
    if (slot === NONE) {
      slot = units.make(party, key);
      this.tally.grow(party, 1);
    }
    if (units.at(slot) === NEVER) units.see(slot, dayNumber(factAt));
    return slot;
  }

  /** Puts a unit where these metrics now want it. To be called after each change of a unit. */
  rejudge(party: number, units: Units, slot: number, rules: readonly MetricRule[]): void {
    if (units.at(slot) === NEVER) return;
    const excuses = this.excuses[party] as Excuses;
    // An earlier fact may show that somebody else began it.
    if (units !== this.orders) this.forgetPeople(party);
    for (let i = 0; i < rules.length; i++) {
      const rule = rules[i] as MetricRule;
      const after = rule.judgement.judge(units, slot, excuses);
      const before = units.code(slot, rule.place);
      if (before !== after) this.recode(party, units, slot, rule, before, after);
    }
  }

  rejudgeAll(party: number): void {
    for (const units of this.all)
      for (let slot = units.first(party); slot !== NONE; slot = units.next(slot))
        this.rejudge(party, units, slot, units.rules);
  }

  holidays(party: number): readonly Holiday[] {
    return this.declared.get(party) ?? [];
  }

  setHolidays(party: number, declared: readonly Holiday[]): void {
    const holidays: HolidayCalendar = holidayCalendar(declared, this.rules.holidayDaysPerYearMax);
    this.declared.set(party, declared);
    this.excuses[party] = { holidays, strikes: this.shared.strikes };
  }

  declareHoliday(party: number, holiday: Holiday): void {
    const { at, from, to } = holiday;
    const known = this.holidays(party);
    if (known.some((h) => h.at === at && h.from === from && h.to === to)) return;
    this.setHolidays(party, [...known, { at, from, to }]);
    this.rejudgeAll(party);
  }

  /** Whether no window can show a unit any more. */
  isOld(units: Units, slot: number, day: number): boolean {
    return this.lastDay(units, slot) + this.rules.keepDays[units.kind] < day;
  }

  /** Whether the defects in the window are with enough different people. */
  private hasPeople(party: number, rule: MetricRule): boolean {
    const known = this.decided.get(party, 2 * rule.index + 1);
    if (known !== UNKNOWN) return known === ENOUGH;
    const enough = this.findPeople(party, rule);
    this.decided.set(party, 2 * rule.index + 1, enough ? ENOUGH : TOO_FEW);
    return enough;
  }

  /** Stops as soon as it knows. */
  private findPeople(party: number, rule: MetricRule): boolean {
    const units = this.units(rule.judgement.unitKind);
    const people: string[] = [];
    for (let slot = units.first(party); slot !== NONE; slot = units.next(slot)) {
      const code = units.code(slot, rule.place);
      if (statusOf(code) !== DEFECT || !this.tally.isInside(party, rule, code)) continue;
      const person = units.counterparty(slot);
      if (!people.includes(person) && people.push(person) >= rule.minPeople) return true;
    }
    return false;
  }

  private forgetPeople(party: number): void {
    for (let i = 0; i < this.rules.metrics.length; i++) this.decided.set(party, 2 * i + 1, UNKNOWN);
  }

  private recode(
    party: number,
    units: Units,
    slot: number,
    rule: MetricRule,
    before: Code,
    after: Code,
  ): void {
    units.setCode(slot, rule.place, after);
    this.tally.change(party, rule, before, after);
    if (this.tally.isInside(party, rule, before) || this.tally.isInside(party, rule, after))
      this.decided.set(party, 2 * rule.index + 1, UNKNOWN);
  }

  /** Looks at all units in the order of memory. */
  private forget(day: number): void {
    this.forgottenDay = day;
    for (const units of this.all) {
      for (let slot = 0; slot < units.end; slot++)
        if (units.owner(slot) !== NONE && this.isOld(units, slot, day)) this.forgetUnit(units, slot);
      units.sortFree();
    }
    for (const [party, declared] of this.declared)
      this.declared.set(party, recentHolidays(declared, day - this.rules.reachDays - HORIZON_DAYS));
  }

  private forgetUnit(units: Units, slot: number): void {
    const party = units.owner(slot);
    for (const rule of units.rules) {
      const code = units.code(slot, rule.place);
      if (code !== 0) this.recode(party, units, slot, rule, code, 0);
    }
    units.drop(slot);
    this.tally.grow(party, -1);
  }

  /** The last day that any metric could put the unit on. */
  private lastDay(units: Units, slot: number): number {
    const at = units.at(slot);
    if (at === NEVER) return units.seenDay(slot) + HORIZON_DAYS;
    if (!(units instanceof OrderUnits)) return dayNumber(at);
    return Math.max(
      dayNumber(units.deliverBy(slot)),
      dayNumber(units.shipBy(slot)) + this.rules.trackingDays,
    );
  }
}

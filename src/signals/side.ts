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
import { OrderUnits, type Ways } from './order-units.ts';
import type { MetricRule, SubjectRules } from './rules.ts';
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

/** Units are looked through for forgetting once in so many days of the clock. */
const FORGET_EVERY_DAYS = 64;

/** A unit whose beginning has not arrived is kept this long beyond the windows: orders are due within a year. */
const HORIZON_DAYS = 366;

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
  /** Verdicts last decided, one a party and metric. */
  private verdicts: Uint8Array;
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
    this.verdicts = new Uint8Array(64 * rules.metrics.length);
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
    const metrics = this.rules.metrics.length;
    if ((party + 1) * metrics > this.verdicts.length) {
      const grown = new Uint8Array(2 * this.verdicts.length);
      grown.set(this.verdicts);
      this.verdicts = grown;
    }
    this.verdicts.fill(0, party * metrics, (party + 1) * metrics);
    for (const units of this.all) units.adopt(party);
    this.tally.adopt(party, day);
    return party;
  }

  release(id: PartyId): void {
    const party = this.numbers.get(id);
    if (party === undefined) return;
    for (const units of this.all) units.drop(party, () => false);
    this.tally.release(party);
    this.numbers.delete(id);
    this.declared.delete(party);
    this.free.push(party);
  }

  id(party: number): PartyId {
    return this.partyIds[party] as PartyId;
  }

  verdict(party: number, rule: MetricRule): Verdict {
    return VERDICTS[this.verdicts[party * this.rules.metrics.length + rule.index] as number] as Verdict;
  }

  setVerdict(party: number, rule: MetricRule, verdict: Verdict): void {
    this.verdicts[party * this.rules.metrics.length + rule.index] = VERDICTS.indexOf(verdict);
  }

  /** Decides every metric by its exact bound, for the window that the clock now shows, and tells what has changed. */
  decide(party: number, changed: (rule: MetricRule, from: Verdict, to: Verdict) => void): void {
    const { metrics } = this.rules;
    const { tally } = this;
    const base = party * metrics.length;
    for (let i = 0; i < metrics.length; i++) {
      const rule = metrics[i] as MetricRule;
      const n = tally.units(party, i);
      let verdict = TOO_LITTLE;
      if (n >= rule.minVolume) {
        const k = tally.defects(party, i);
        if (k < rule.warnDefects.of(n)) verdict = OK;
        else if (k < rule.breachDefects.of(n)) verdict = AT_RISK;
        else verdict = this.hasPeople(party, rule) ? BREACH : AT_RISK;
      }
      const before = this.verdicts[base + i] as number;
      if (verdict === before) continue;
      this.verdicts[base + i] = verdict;
      changed(rule, VERDICTS[before] as Verdict, VERDICTS[verdict] as Verdict);
    }
  }

  units(kind: UnitKind): Units {
    return kind === 'order' ? this.orders : this.talks[kind];
  }

  /** Moves a party's clock on, and now and then forgets what is too old for everybody. */
  advance(party: number, day: number): void {
    this.tally.move(party, day);
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

  /** Whether the defects in the window are with enough different people; stops as soon as it knows. */
  private hasPeople(party: number, rule: MetricRule): boolean {
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
  }

  private forget(day: number): void {
    this.forgottenDay = day;
    for (const party of this.numbers.values()) {
      let dropped = 0;
      for (const units of this.all)
        dropped += units.drop(party, (slot) => {
          if (!this.isOld(units, slot, day)) return true;
          for (const rule of units.rules) {
            const code = units.code(slot, rule.place);
            if (code !== 0) this.recode(party, units, slot, rule, code, 0);
          }
          return false;
        });
      if (dropped > 0) this.tally.grow(party, -dropped);
      const declared = this.declared.get(party);
      if (declared !== undefined)
        this.declared.set(party, recentHolidays(declared, day - this.rules.reachDays - HORIZON_DAYS));
    }
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

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
import { codeOf, type Code, type Excuses } from './measure.ts';
import { NONE, Places } from './names.ts';
import { OrderUnits, Ways } from './order-units.ts';
import type { Subject } from '../rulebook/terms.ts';
import type { Register } from './row.ts';
import type { MetricRule, SubjectRules } from './rules.ts';
import { TalkUnits } from './talk-units.ts';
import { Tally } from './tally.ts';
import { COUNTED, NEVER, NO_DAY, UNIT_KINDS, type TalkKind, type UnitKind, type Units } from './units.ts';
import { type VerdictChange, Verdicts } from './verdicts.ts';

/** A party's units are looked through for forgetting once in so many days of its clock at most. */
const LOOK_EVERY_DAYS = 128;

/** A unit whose beginning has not arrived is kept this long beyond the windows: orders are due within a year. */
const HORIZON_DAYS = 366;

const NOTHING: VerdictChange[] = [];

/** What both sides share. */
export class Shared {
  /** The clock's time for the fact that is taken in, and its UTC day number. */
  now: EpochMs = Number.NaN;
  today = 0;
  /** What this fact has changed. Never added to while it is `NOTHING`, which all facts share. */
  changes: VerdictChange[] = NOTHING;
  readonly strikes: StrikeList;
  readonly ways = new Ways();
  readonly register: Register;

  constructor(strikes: StrikeList, register: Register) {
    this.strikes = strikes;
    this.register = register;
  }

  /** Begins anew for the next fact. */
  begin(now: EpochMs): void {
    this.now = now;
    this.today = dayNumber(now);
    this.changes = NOTHING;
  }

  announce(change: VerdictChange): void {
    // A list of one is made as such: room for more would be most of what replaying has collected.
    if (this.changes === NOTHING) this.changes = [change];
    else this.changes.push(change);
  }
}

export type Sides = Readonly<Record<Subject, Side>>;

/** All sellers, or all buyers, of whom there may be many with little each. A party is a number, the same in the tally and in the chains of units. */
export class Side {
  readonly rules: SubjectRules;
  readonly orders: OrderUnits;
  readonly talks: Readonly<Record<TalkKind, TalkUnits>>;
  readonly tally: Tally;
  readonly verdicts: Verdicts;
  private readonly shared: Shared;
  readonly isOfSellers: boolean;
  private readonly places = new Places();
  /** The name's number by party; `NONE` where nobody is held. */
  private readonly names: number[] = [];
  /** Units that some metric counts; the others are never asked about. */
  private readonly all: readonly Units[];
  private readonly excuses: Excuses[] = [];
  private readonly declared = new Map<number, readonly Holiday[]>();
  private readonly noExcuses: Excuses;
  private readonly free: number[] = [];

  constructor(rules: SubjectRules, shared: Shared) {
    this.rules = rules;
    this.isOfSellers = rules.subject === 'seller';
    this.shared = shared;
    const { units: names, parties: people } = shared.register;
    this.orders = new OrderUnits(rules.subject, rules.byUnit.order, names.order, people, shared.ways);
    const talks = (kind: TalkKind) => new TalkUnits(kind, rules.byUnit[kind], names[kind], people);
    this.talks = {
      question: talks('question'),
      conversation: talks('conversation'),
      return: talks('return'),
      complaint: talks('complaint'),
    };
    this.all = UNIT_KINDS.map((kind) => this.units(kind)).filter((units) => units.isCounted);
    this.tally = new Tally(rules, this.all, (party) => this.excuses[party] as Excuses);
    this.verdicts = new Verdicts(
      rules,
      this.tally,
      (kind) => this.units(kind),
      (party) => this.id(party),
    );
    this.noExcuses = { holidays: NO_HOLIDAYS, strikes: shared.strikes };
  }

  /** The party of a name's number; `NONE` if it is not held. */
  find(name: number): number {
    return this.places.get(name);
  }

  /** All that are held. */
  parties(): readonly number[] {
    return [...this.names.keys()].filter((party) => this.names[party] !== NONE);
  }

  /** Begins to hold a party of which nothing is known yet. */
  hold(name: number, day: number): number {
    const party = this.free.pop() ?? this.names.length;
    this.places.set(name, party);
    this.names[party] = name;
    this.shared.register.parties.hold(name);
    this.excuses[party] = this.noExcuses;
    for (const units of this.all) units.adopt(party);
    this.tally.adopt(party, day);
    return party;
  }

  release(party: number): void {
    for (const units of this.all) units.dropAll(party);
    this.tally.release(party);
    const name = this.names[party] as number;
    this.places.set(name, NONE);
    this.names[party] = NONE;
    this.shared.register.parties.release(name);
    this.declared.delete(party);
    this.free.push(party);
  }

  /** The number of its name. */
  name(party: number): number {
    return this.names[party] as number;
  }

  id(party: number): PartyId {
    return this.shared.register.parties.text(this.name(party)) as PartyId;
  }

  units(kind: UnitKind): Units {
    return kind === 'order' ? this.orders : this.talks[kind];
  }

  /** Moves a party's clock on to today, and now and then forgets what of it is too old. */
  advance(party: number): void {
    this.tally.move(party, this.shared.today);
    const day = this.tally.day(party);
    if (day >= this.tally.lookDay(party)) this.forget(party, day);
  }

  /** The slot of a unit, made on the first fact about it. */
  slot(party: number, units: Units, name: number, factDay: number): number {
    let slot = units.slotOf(party, name);
    if (slot === NONE) {
      slot = units.make(party, name);
      this.tally.grow(party, 1);
    }
    if (units.at(slot) === NEVER) units.see(slot, factDay);
    return slot;
  }

  /** To be called after each change of a unit that can move where it is counted: see `Units.anchorDay`. */
  replace(party: number, units: Units, slot: number, rules: readonly MetricRule[]): void {
    if (units.at(slot) === NEVER) return;
    if (units.dueDay(slot) === COUNTED) this.rejudge(party, units, slot, rules);
    else if (this.tally.place(party, units, slot)) this.forgetPeople(party, units);
  }

  /** To be called after any other change of a unit: has these metrics judge it again, if they count it by now. */
  rejudge(party: number, units: Units, slot: number, rules: readonly MetricRule[]): void {
    if (units.dueDay(slot) !== COUNTED) return;
    const excuses = this.excuses[party] as Excuses;
    // An earlier fact may show that somebody else began it.
    if (units !== this.orders) this.forgetPeople(party, units);
    for (let i = 0; i < rules.length; i++) {
      const rule = rules[i] as MetricRule;
      const after = codeOf(rule.judgement, units, slot, excuses);
      const before = units.code(slot, rule.place);
      if (before === after) continue;
      units.setCode(slot, rule.place, after);
      this.tally.change(party, rule, before, after);
      this.verdicts.unitChanged(party, rule, before, after);
    }
  }

  /** Where the metric puts a unit, counted yet or not. */
  code(party: number, units: Units, slot: number, rule: MetricRule): Code {
    if (units.dueDay(slot) === COUNTED) return units.code(slot, rule.place);
    if (units.at(slot) === NEVER) return 0;
    return codeOf(rule.judgement, units, slot, this.excuses[party] as Excuses);
  }

  rejudgeAll(party: number): void {
    for (const units of this.all)
      for (let slot = units.first(party); slot !== NONE; slot = units.next(slot))
        this.replace(party, units, slot, units.rules);
  }

  private forgetPeople(party: number, units: Units): void {
    for (let i = 0; i < units.rules.length; i++)
      this.verdicts.forgetPeople(party, units.rules[i] as MetricRule);
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
    return day >= this.oldFrom(units, slot);
  }

  private oldFrom(units: Units, slot: number): number {
    return this.lastDay(units, slot) + this.rules.keepDays[units.kind] + 1;
  }

  private forget(party: number, day: number): void {
    let soonest = NO_DAY;
    for (const units of this.all) {
      if (day >= units.lookDay(party)) this.forgetUnits(party, units, day);
      soonest = Math.min(soonest, units.lookDay(party));
    }
    this.tally.setLookDay(party, soonest);
    const declared = this.declared.get(party);
    if (declared !== undefined)
      this.declared.set(party, recentHolidays(declared, day - this.rules.reachDays - HORIZON_DAYS));
  }

  private forgetUnits(party: number, units: Units, day: number): void {
    // Of what begins from now on. What comes so late that it is old before waits for the next look.
    let oldFrom = day + this.rules.keepDays[units.kind] + 1;
    let isAnyOld = false;
    for (let slot = units.first(party); slot !== NONE; slot = units.next(slot)) {
      if (!this.isOld(units, slot, day)) oldFrom = Math.min(oldFrom, this.oldFrom(units, slot));
      else {
        this.forgetUnit(party, units, slot);
        isAnyOld = true;
      }
    }
    if (isAnyOld) units.dropGone(party);
    units.setLookDay(party, Math.max(day + LOOK_EVERY_DAYS, oldFrom));
  }

  private forgetUnit(party: number, units: Units, slot: number): void {
    this.tally.forget(party, units, slot);
    for (const rule of units.rules) this.verdicts.unitChanged(party, rule, units.code(slot, rule.place), 0);
  }

  /** The last day that any metric could put the unit on. */
  private lastDay(units: Units, slot: number): number {
    if (units.at(slot) === NEVER) return units.seenDay(slot) + HORIZON_DAYS;
    if (!(units instanceof OrderUnits)) return units.atDay(slot);
    return Math.max(units.deliverByDay(slot), units.shipByDay(slot) + this.rules.trackingDays);
  }
}

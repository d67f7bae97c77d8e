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
import { CLEAN, DEFECT, dayOf, statusOf, type Excuses } from './measure.ts';
import type { MetricRule, SubjectRules } from './rules.ts';
import { NEVER, OrderUnit, TalkUnit, UNIT_KINDS, type Unit, type UnitKind } from './unit.ts';
import { DayWindow } from './window.ts';

/**
 * `too-little-data`: fewer units than the minimum. `at-risk`: surely above the warning threshold. `breach`: surely
 * above the breach threshold, among enough different people.
 */
export type Verdict = 'too-little-data' | 'ok' | 'at-risk' | 'breach';

type TalkKind = Exclude<UnitKind, 'order'>;
/** Talk units that are counted once, under their own id. */
export type PlainTalk = Exclude<TalkKind, 'conversation'>;

/** Units are looked through for forgetting once in so many days of the clock. */
const FORGET_EVERY_DAYS = 16;

/** A unit whose beginning has not arrived is kept this long beyond the windows: orders are due within a year. */
const HORIZON_DAYS = 366;

/** All signals of one party in one role. The clock (a day) never goes back. */
export class PartySignals implements Excuses {
  readonly party: PartyId;
  readonly rules: SubjectRules;
  readonly strikes: StrikeList;
  readonly windows: readonly DayWindow[];
  readonly verdicts: Verdict[];
  readonly orders = new Map<string, OrderUnit>();
  readonly talks: Readonly<Record<TalkKind, Map<string, TalkUnit>>>;
  declaredHolidays: readonly Holiday[] = [];
  holidays: HolidayCalendar = NO_HOLIDAYS;
  day: number;
  private forgottenDay: number;

  constructor(party: PartyId, rules: SubjectRules, strikes: StrikeList, day: number) {
    this.party = party;
    this.rules = rules;
    this.strikes = strikes;
    this.day = day;
    this.forgottenDay = day;
    this.windows = rules.metrics.map(
      ({ metric, keepDays }) =>
        new DayWindow({ windowDays: metric.windowDays, maturityDays: metric.maturityDays, keepDays }, day),
    );
    this.verdicts = rules.metrics.map(() => 'too-little-data');
    this.talks = { question: new Map(), conversation: new Map(), return: new Map(), complaint: new Map() };
  }

  /** Moves the windows on to this day; earlier days change nothing. */
  advance(day: number): void {
    if (day <= this.day) return;
    this.day = day;
    for (const window of this.windows) window.move(day);
    if (day - this.forgottenDay >= FORGET_EVERY_DAYS) this.forget();
  }

  /** The unit, made on its first fact; undefined if no metric of this role counts such units. */
  orderUnit(id: string, factAt: EpochMs): OrderUnit | undefined {
    const metrics = this.rules.byUnit.order.length;
    if (metrics === 0) return undefined;
    let unit = this.orders.get(id);
    if (unit === undefined) {
      unit = new OrderUnit(id, metrics);
      this.orders.set(id, unit);
    }
    unit.seenDay = Math.max(unit.seenDay, dayNumber(factAt));
    return unit;
  }

  talkUnit(kind: PlainTalk, id: string, factAt: EpochMs): TalkUnit | undefined {
    return this.talk(kind, id, id, factAt);
  }

  /**
   * A conversation counts once on each day that something was asked in it, and once more for each case that examined
   * it: one that goes on for years is neither forgotten nor always judged by its first day.
   */
  conversationUnit(id: string, dayOrCase: number | string, factAt: EpochMs): TalkUnit | undefined {
    return this.talk('conversation', id, `${id}/${dayOrCase}`, factAt);
  }

  private talk(kind: TalkKind, id: string, key: string, factAt: EpochMs): TalkUnit | undefined {
    const metrics = this.rules.byUnit[kind].length;
    if (metrics === 0) return undefined;
    let unit = this.talks[kind].get(key);
    if (unit === undefined) {
      unit = new TalkUnit(id, metrics);
      this.talks[kind].set(key, unit);
    }
    unit.seenDay = Math.max(unit.seenDay, dayNumber(factAt));
    return unit;
  }

  /** Puts the unit where its metrics now want it. To be called after each change of a unit. */
  rejudge(kind: UnitKind, unit: Unit): void {
    const rules = this.rules.byUnit[kind];
    for (let i = 0; i < rules.length; i++) {
      const rule = rules[i] as MetricRule;
      const before = unit.codes[i] as number;
      const after = rule.judgement.judge(unit, this);
      if (before === after) continue;
      unit.codes[i] = after;
      const window = this.windows[rule.index] as DayWindow;
      const was = statusOf(before);
      if (was === CLEAN || was === DEFECT) window.remove(dayOf(before), unit, was === DEFECT);
      const is = statusOf(after);
      if (is === CLEAN || is === DEFECT) window.add(dayOf(after), unit, is === DEFECT);
    }
  }

  rejudgeAll(): void {
    for (const kind of UNIT_KINDS) for (const unit of this.unitsOf(kind)) this.rejudge(kind, unit);
  }

  unitsOf(kind: UnitKind): Iterable<Unit> {
    return kind === 'order' ? this.orders.values() : this.talks[kind].values();
  }

  declareHoliday(holiday: Holiday): void {
    const { at, from, to } = holiday;
    if (this.declaredHolidays.some((known) => known.at === at && known.from === from && known.to === to))
      return;
    this.declaredHolidays = [...this.declaredHolidays, { at, from, to }];
    this.holidays = holidayCalendar(this.declaredHolidays, this.rules.holidayDaysPerYearMax);
    this.rejudgeAll();
  }

  /** Decides each metric by its exact bound, for the window that the clock now shows. */
  verdictOf(rule: MetricRule): Verdict {
    const window = this.windows[rule.index] as DayWindow;
    const { n, k } = window;
    if (n < rule.metric.minVolume) return 'too-little-data';
    if (k < rule.warnDefects.of(n)) return 'ok';
    if (k < rule.breachDefects.of(n)) return 'at-risk';
    return window.hasUnique(rule.metric.minUniqueCounterparties) ? 'breach' : 'at-risk';
  }

  /** Drops units that no window can show any more. */
  private forget(): void {
    this.forgottenDay = this.day;
    const { keepDays, trackingDays } = this.rules;
    for (const [id, order] of this.orders) {
      const last =
        order.at === NEVER
          ? order.seenDay + HORIZON_DAYS
          : Math.max(order.deliverByDay, order.shipByDay + trackingDays);
      if (last + keepDays.order < this.day) this.orders.delete(id);
    }
    for (const kind of UNIT_KINDS) {
      if (kind === 'order') continue;
      for (const [id, unit] of this.talks[kind]) {
        const last = unit.at === NEVER ? unit.seenDay + HORIZON_DAYS : dayNumber(unit.at);
        if (last + keepDays[kind] < this.day) this.talks[kind].delete(id);
      }
    }
    const oldest = this.day - Math.max(...Object.values(keepDays)) - HORIZON_DAYS;
    if (this.declaredHolidays.length > 0)
      this.declaredHolidays = recentHolidays(this.declaredHolidays, oldest);
  }
}

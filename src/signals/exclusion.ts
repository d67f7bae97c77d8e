import { DAY_MS, dayNumber, type EpochMs } from '../kernel/time.ts';
import { carrierKey } from '../rulebook/carrier.ts';
import type { Frozen } from '../rulebook/schema.ts';
import type { Strike } from '../rulebook/trade.ts';
import type { HolidayFact, StrikeFact } from './fact.ts';
import type { OrderUnits } from './order-units.ts';

/** A declared holiday may be this long at most; what lies behind is ignored. */
const HOLIDAY_DAYS_MAX = 366;

export type Holiday = Pick<HolidayFact, 'at' | 'from' | 'to'>;

/** Days off (UTC day numbers) and when each was declared first. */
export type HolidayCalendar = ReadonlyMap<number, EpochMs>;

export const NO_HOLIDAYS: HolidayCalendar = new Map();

/**
 * The days off that count: of each calendar year (UTC) only the first `daysPerYearMax`, or a seller on holiday
 * for ever would never be measured.
 */
export function holidayCalendar(holidays: readonly Holiday[], daysPerYearMax: number): HolidayCalendar {
  const declared = new Map<number, EpochMs>();
  for (const holiday of holidays) {
    const first = dayNumber(holiday.from);
    const last = Math.min(dayNumber(holiday.to), first + HOLIDAY_DAYS_MAX - 1);
    for (let day = first; day <= last; day++)
      declared.set(day, Math.min(holiday.at, declared.get(day) ?? holiday.at));
  }
  const used = new Map<number, number>();
  const counted = new Map<number, EpochMs>();
  for (const [day, at] of [...declared].sort((a, b) => a[0] - b[0])) {
    const year = yearOf(day);
    const before = used.get(year) ?? 0;
    if (before >= daysPerYearMax) continue;
    used.set(year, before + 1);
    counted.set(day, at);
  }
  return counted;
}

/** Holidays that can still matter: a year counts as a whole, because its days share one allowance. */
export function recentHolidays(holidays: readonly Holiday[], oldestDay: number): readonly Holiday[] {
  const year = yearOf(oldestDay);
  return holidays.filter((holiday) => yearOf(dayNumber(holiday.to)) >= year);
}

function yearOf(day: number): number {
  return new Date(day * DAY_MS).getUTCFullYear();
}

/** True if a holiday covers the day and was declared before the unit came into being: it cannot excuse afterwards. */
export function isHoliday(calendar: HolidayCalendar, day: number, unitAt: EpochMs): boolean {
  if (calendar.size === 0) return false;
  const declaredAt = calendar.get(day);
  return declaredAt !== undefined && declaredAt <= unitAt;
}

/** All strikes known: those of the rulebook and those reported since. */
export class StrikeList {
  private strikes: {
    /** `carrierKey` of its name, or `all`. */
    carrier: string;
    countries: 'all' | ReadonlySet<string>;
    from: EpochMs;
    end: EpochMs;
  }[] = [];
  readonly reported: StrikeFact[] = [];

  constructor(ofRulebook: Frozen<readonly Strike[]>, reported: readonly StrikeFact[]) {
    for (const strike of ofRulebook)
      this.push(strike.carrier, strike.countries, Date.parse(strike.from), Date.parse(strike.to));
    for (const fact of reported) this.report(fact);
  }

  /** False if this very strike was known. */
  report(fact: StrikeFact): boolean {
    const key = JSON.stringify([fact.carrier, fact.countries, fact.from, fact.to]);
    if (this.reported.some((s) => JSON.stringify([s.carrier, s.countries, s.from, s.to]) === key))
      return false;
    this.reported.push(fact);
    this.push(fact.carrier, fact.countries, fact.from, fact.to);
    return true;
  }

  /** Whether a strike of the order's carrier touches the time between, ends included. */
  touches(orders: OrderUnits, slot: number, from: EpochMs, to: EpochMs): boolean {
    for (const strike of this.strikes) {
      if (strike.from > to || strike.end <= from) continue;
      if (strike.carrier !== 'all' && strike.carrier !== carrierKey(orders.carrier(slot))) continue;
      if (strike.countries === 'all' || strike.countries.has(orders.country(slot))) return true;
    }
    return false;
  }

  private push(carrier: string, countries: 'all' | readonly string[], from: EpochMs, to: EpochMs): void {
    this.strikes.push({
      carrier: carrierKey(carrier),
      countries: countries === 'all' ? 'all' : new Set(countries),
      from: dayNumber(from) * DAY_MS,
      end: (dayNumber(to) + 1) * DAY_MS,
    });
  }
}

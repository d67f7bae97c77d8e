import { type Refusal, refuse } from './decision.ts';
import type { EpochMs } from './time.ts';

/**
 * Days on which a country works. Where the state publishes its calendar year by year, a year that it has not published
 * is refused, never guessed. `holidays.ts` makes them.
 */
export interface BusinessCalendar {
  /** ISO 3166 code. */
  readonly country: string;
  /** IANA name; days begin and end there. */
  readonly timeZone: string;
  /** Where its days come from, such as `chinese-days 1.5.7`: kept by decisions that rest on it. */
  readonly version: string;
  isPublished(year: number): boolean;
  /** Only asked for years that are published. */
  isBusinessDay(day: Temporal.PlainDate): boolean;
}

/** Minutes of the local day between which the clock runs. `0` and `1440`: all day. */
export interface OpeningHours {
  readonly opensMinute: number;
  readonly closesMinute: number;
}

export const ALL_DAY: OpeningHours = { opensMinute: 0, closesMinute: 1_440 };

export type CalendarRefusal = Refusal<'calendar-not-published'>;

/** Further than any clock of ours runs; a calendar without business days must not hang us. */
const DAYS_MAX = 4_000;

/** Thrown inside and returned as a refusal: a year can turn out missing at any day of a walk. */
class NotPublished extends Error {
  readonly year: number;
  constructor(year: number) {
    super(`year ${year} is not published`);
    this.year = year;
  }
}

function walk<T>(calendar: BusinessCalendar, work: () => T): T | CalendarRefusal {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof NotPublished)) throw error;
    const { country } = calendar;
    return refuse(
      'calendar-not-published',
      `The working days of ${error.year} in ${country} are not published yet.`,
      {
        facts: { country, year: error.year },
      },
    );
  }
}

function isOpen(calendar: BusinessCalendar, day: Temporal.PlainDate): boolean {
  if (!calendar.isPublished(day.year)) throw new NotPublished(day.year);
  return calendar.isBusinessDay(day);
}

function localDay(calendar: BusinessCalendar, at: EpochMs): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(calendar.timeZone).toPlainDate();
}

/** Local clock time, so that a day of 23 or 25 hours opens and closes when people do. */
function minuteOf({ timeZone }: BusinessCalendar, day: Temporal.PlainDate, minute: number): EpochMs {
  const [date, left] = minute >= 1_440 ? [day.add({ days: 1 }), minute - 1_440] : [day, minute];
  const time = new Temporal.PlainTime(Math.floor(left / 60), left % 60);
  return date.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds;
}

/**
 * The end of the `days`-th business day after the day of `from`, which itself does not count (Regulation (EEC, Euratom)
 * 1182/71, article 3). Refuses `calendar-not-published`.
 */
export function plusBusinessDays(
  calendar: BusinessCalendar,
  from: EpochMs,
  days: number,
): EpochMs | CalendarRefusal {
  return walk(calendar, () => {
    let day = localDay(calendar, from);
    let left = days;
    for (let walked = 0; left > 0 && walked < DAYS_MAX; walked++) {
      day = day.add({ days: 1 });
      if (isOpen(calendar, day)) left -= 1;
    }
    return minuteOf(calendar, day, ALL_DAY.closesMinute);
  });
}

/** When a clock that runs only in these hours of business days has run for `ms`. Refuses `calendar-not-published`. */
export function plusBusinessTime(
  calendar: BusinessCalendar,
  hours: OpeningHours,
  from: EpochMs,
  ms: number,
): EpochMs | CalendarRefusal {
  return walk(calendar, () => {
    let day = localDay(calendar, from);
    let left = ms;
    let at = from;
    for (let walked = 0; walked < DAYS_MAX; walked++, day = day.add({ days: 1 })) {
      if (!isOpen(calendar, day)) continue;
      const opens = Math.max(minuteOf(calendar, day, hours.opensMinute), from);
      const closes = minuteOf(calendar, day, hours.closesMinute);
      if (closes <= opens) continue;
      if (opens + left <= closes) return opens + left;
      left -= closes - opens;
      at = closes;
    }
    return at;
  });
}

/** How long such a clock runs from `from` to `to`; 0 when `to` is earlier. Refuses `calendar-not-published`. */
export function businessTimeBetween(
  calendar: BusinessCalendar,
  hours: OpeningHours,
  from: EpochMs,
  to: EpochMs,
): number | CalendarRefusal {
  return walk(calendar, () => {
    let ran = 0;
    let day = localDay(calendar, from);
    for (let walked = 0; walked < DAYS_MAX && minuteOf(calendar, day, 0) < to; walked++) {
      if (isOpen(calendar, day)) {
        const opens = Math.max(minuteOf(calendar, day, hours.opensMinute), from);
        const closes = Math.min(minuteOf(calendar, day, hours.closesMinute), to);
        ran += Math.max(0, closes - opens);
      }
      day = day.add({ days: 1 });
    }
    return ran;
  });
}

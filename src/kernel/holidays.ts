/** Business calendars by country, from libraries that only compute. */
import chineseDays from 'chinese-days';
import Holidays from 'date-holidays';
import type { BusinessCalendar } from './business-time.ts';

/** Compared with package.json by the tests. */
export const CALENDAR_VERSIONS = { 'date-holidays': '3.37.0', 'chinese-days': '1.5.7' } as const;

const SATURDAY = 6;
const SUNDAY = 7;

/** Where the weekend is another one (Unicode CLDR 47, weekData). */
const WEEKENDS: Readonly<Record<string, readonly number[]>> = {
  ...Object.fromEntries(
    ['BH', 'DZ', 'EG', 'IL', 'IQ', 'JO', 'KW', 'LY', 'OM', 'QA', 'SA', 'SD', 'SY', 'YE'].map((c) => [
      c,
      [5, SATURDAY],
    ]),
  ),
  IN: [SUNDAY],
  UG: [SUNDAY],
  IR: [5],
  AF: [4, 5],
};
const WEEKEND = [SATURDAY, SUNDAY];

const KNOWN = new Map<string, BusinessCalendar | undefined>();

/** The calendar of a country (ISO 3166), nationwide holidays only; `undefined` where nobody publishes one to us. */
export function businessCalendar(country: string): BusinessCalendar | undefined {
  return KNOWN.getOrInsertComputed(country, () =>
    country === 'CN' ? mainlandChina() : countryByRules(country),
  );
}

/** Every day is worked: for clocks that must not be later than any calendar would have them. */
export function everyDay(timeZone: string): BusinessCalendar {
  return {
    country: 'ZZ',
    timeZone,
    version: 'every day',
    isPublished: () => true,
    isBusinessDay: () => true,
  };
}

/** Mainland China moves working days about by a notice of the State Council each autumn, for the next year alone. */
function mainlandChina(): BusinessCalendar {
  const published = new Map<number, boolean>();
  return {
    country: 'CN',
    timeZone: 'Asia/Shanghai',
    version: `chinese-days ${CALENDAR_VERSIONS['chinese-days']}`,
    // A year that the library has not been told has no National Day on 1 October.
    isPublished: (year) =>
      published.getOrInsertComputed(year, () =>
        chineseDays.getDayDetail(`${year}-10-01`).name.startsWith('National Day'),
      ),
    isBusinessDay: (day) => chineseDays.isWorkday(day.toString()),
  };
}

/** Elsewhere the law says once and for all which days are holidays; those of the moon are computed. */
const YEARS = { first: 2000, last: 2075 };

function countryByRules(country: string): BusinessCalendar | undefined {
  if (!/^[A-Z]{2}$/.test(country)) return undefined;
  const holidays = new Holidays(country, { types: ['public'] });
  const timeZone = holidays.getTimezones()?.[0];
  if (timeZone === undefined || holidays.getHolidays(2026).length === 0) return undefined;
  const weekend = WEEKENDS[country] ?? WEEKEND;
  const years = new Map<number, ReadonlySet<string>>();
  const closedIn = (year: number) =>
    years.getOrInsertComputed(year, () => closedDays(holidays, timeZone, year));
  return {
    country,
    timeZone,
    version: `date-holidays ${CALENDAR_VERSIONS['date-holidays']}`,
    isPublished: (year) => year >= YEARS.first && year <= YEARS.last,
    isBusinessDay: (day) => !weekend.includes(day.dayOfWeek) && !closedIn(day.year).has(day.toString()),
  };
}

/** A holiday of several days closes each of them. One that begins or ends within a day closes it: nobody answers then. */
function closedDays(holidays: Holidays, timeZone: string, year: number): ReadonlySet<string> {
  const closed = new Set<string>();
  // One that began in the last days of the year before may reach into this one.
  for (const holiday of [...holidays.getHolidays(year - 1), ...holidays.getHolidays(year)]) {
    let day = dayOf(holiday.start, timeZone);
    const end = holiday.end.getTime();
    for (; startOf(day, timeZone) < end; day = day.add({ days: 1 })) closed.add(day.toString());
  }
  return closed;
}

function dayOf(date: Date, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
}

function startOf(day: Temporal.PlainDate, timeZone: string): number {
  return day.toZonedDateTime(timeZone).epochMilliseconds;
}

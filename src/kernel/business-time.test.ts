import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALL_DAY, businessTimeBetween, plusBusinessDays, plusBusinessTime } from './business-time.ts';
import { isRefusal } from './decision.ts';
import { businessCalendar, CALENDAR_VERSIONS, everyDay } from './holidays.ts';
import { DAY_MS, HOUR_MS } from './time.ts';

const calendarOf = (country: string) => {
  const calendar = businessCalendar(country);
  if (!calendar) throw new Error(`no calendar of ${country}`);
  return calendar;
};
const at = (text: string) => Temporal.ZonedDateTime.from(text).epochMilliseconds;
const number = <T>(value: T): Exclude<T, object> => {
  if (isRefusal(value)) throw new Error(value.why);
  return value as Exclude<T, object>;
};
const OFFICE = { opensMinute: 8 * 60, closesMinute: 18 * 60 };

describe('business days', () => {
  it.each([
    // country, from, days, until: the end of the last day
    ['DE', '2026-12-23T15:00[Europe/Berlin]', 3, '2026-12-30T00:00[Europe/Berlin]'],
    ['DE', '2026-04-02T09:00[Europe/Berlin]', 1, '2026-04-08T00:00[Europe/Berlin]'],
    ['GB', '2027-12-24T09:00[Europe/London]', 1, '2027-12-30T00:00[Europe/London]'],
    ['BR', '2026-11-19T23:30[America/Sao_Paulo]', 1, '2026-11-24T00:00[America/Sao_Paulo]'],
    // A Sunday worked in place of a day of the Spring Festival.
    ['CN', '2026-02-13T10:00[Asia/Shanghai]', 1, '2026-02-15T00:00[Asia/Shanghai]'],
    ['SA', '2026-06-04T10:00[Asia/Riyadh]', 1, '2026-06-08T00:00[Asia/Riyadh]'],
    // The clocks go forward in the night to Sunday: the day has 23 hours and does not count anyway.
    ['DE', '2026-03-27T12:00[Europe/Berlin]', 1, '2026-03-31T00:00[Europe/Berlin]'],
  ])('%s: from %s, %i days end at %s', (country, from, days, until) => {
    expect(plusBusinessDays(calendarOf(country), at(from), days)).toBe(at(until));
  });

  it('of a year that is not published are refused, not guessed', () => {
    const late = at('2026-12-30T10:00[Asia/Shanghai]');
    expect(plusBusinessDays(calendarOf('CN'), late, 5)).toMatchObject({
      refused: 'calendar-not-published',
      facts: { country: 'CN', year: 2027 },
    });
    expect(plusBusinessDays(calendarOf('CN'), late, 1)).toBe(at('2027-01-01T00:00[Asia/Shanghai]'));
    expect(plusBusinessTime(calendarOf('CN'), ALL_DAY, late, 9 * DAY_MS)).toMatchObject({
      refused: 'calendar-not-published',
    });
    expect(businessTimeBetween(calendarOf('CN'), ALL_DAY, late, late + 9 * DAY_MS)).toMatchObject({
      refused: 'calendar-not-published',
    });
  });

  it('of a country that is none are not made up', () => {
    expect(businessCalendar('XX')).toBeUndefined();
    expect(businessCalendar('../etc')).toBeUndefined();
  });

  it('name the version of what they rest on', () => {
    const { dependencies } = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    ) as {
      dependencies: Record<string, string>;
    };
    expect(dependencies).toMatchObject(CALENDAR_VERSIONS);
  });
});

describe('a clock of business time', () => {
  it('stands still at night, at weekends and on holidays', () => {
    const friday = at('2026-12-24T16:00[Europe/Berlin]');
    const monday = at('2026-12-28T10:00[Europe/Berlin]');
    expect(plusBusinessTime(calendarOf('DE'), OFFICE, friday, 4 * HOUR_MS)).toBe(monday);
    expect(businessTimeBetween(calendarOf('DE'), OFFICE, friday, monday)).toBe(4 * HOUR_MS);
  });

  const countries = fc.constantFrom('DE', 'BR', 'ES', 'PT', 'US', 'JP', 'SA', 'IN');
  const moments = fc.integer({
    min: at('2024-01-01T00:00[UTC]'),
    max: at('2028-12-31T00:00[UTC]'),
  });
  const hours = fc.constantFrom(ALL_DAY, OFFICE);

  it('what was added is what lies between, and a pause costs exactly its length', () => {
    fc.assert(
      fc.property(
        countries,
        moments,
        fc.integer({ min: 1, max: 12 * DAY_MS }),
        hours,
        (c, from, ms, open) => {
          const calendar = calendarOf(c);
          const until = number(plusBusinessTime(calendar, open, from, ms));
          expect(number(businessTimeBetween(calendar, open, from, until))).toBe(ms);
          const middle = from + Math.floor((until - from) / 2);
          const before = number(businessTimeBetween(calendar, open, from, middle));
          expect(number(plusBusinessTime(calendar, open, middle, ms - before))).toBe(until);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('never ends before one that runs every day', () => {
    fc.assert(
      fc.property(countries, moments, fc.integer({ min: 1, max: 12 * DAY_MS }), (c, from, ms) => {
        const calendar = calendarOf(c);
        const strict = number(plusBusinessTime(everyDay(calendar.timeZone), ALL_DAY, from, ms));
        expect(number(plusBusinessTime(calendar, ALL_DAY, from, ms))).toBeGreaterThanOrEqual(strict);
      }),
      { numRuns: 60 },
    );
  });
});

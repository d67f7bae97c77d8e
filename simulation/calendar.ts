import { DAY_MS, dayNumber, type EpochMs, HOUR_MS } from '../src/kernel/time.ts';

/** Countries that the synthetic market knows; each buys or sells. */
export type Country = 'DE' | 'FR' | 'PL' | 'GB' | 'US' | 'BR' | 'CN';

/** Hours ahead of UTC, near enough for when people sleep. */
const HOURS_AHEAD: Readonly<Record<Country, number>> = { DE: 1, FR: 1, PL: 1, GB: 0, US: -5, BR: -3, CN: 8 };

/**
 * Public holidays that fall on the same date each year, as month-day. Movable ones are left out: nothing is judged by
 * this table, it only makes sellers rest on believable days.
 */
const FIXED_HOLIDAYS: Readonly<Record<Country, ReadonlySet<string>>> = {
  DE: new Set(['01-01', '05-01', '10-03', '12-25', '12-26']),
  FR: new Set(['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25']),
  PL: new Set(['01-01', '01-06', '05-01', '05-03', '08-15', '11-01', '11-11', '12-25', '12-26']),
  GB: new Set(['01-01', '12-25', '12-26']),
  US: new Set(['01-01', '06-19', '07-04', '11-11', '12-25']),
  BR: new Set(['01-01', '04-21', '05-01', '09-07', '10-12', '11-02', '11-15', '11-20', '12-25']),
  CN: new Set(['01-01', '05-01', '05-02', '10-01', '10-02', '10-03', '10-04', '10-05', '10-06', '10-07']),
};

/** Monday is 1, Sunday 0. */
function weekday(at: EpochMs): number {
  return (dayNumber(at) + 4) % 7;
}

function isWorkday(at: EpochMs, country: Country): boolean {
  const day = weekday(at);
  if (day === 0 || day === 6) return false;
  return !FIXED_HOLIDAYS[country].has(new Date(at).toISOString().slice(5, 10));
}

/** Local midnight of the day, as UTC. */
function midnight(at: EpochMs, country: Country): EpochMs {
  const shift = HOURS_AHEAD[country] * HOUR_MS;
  return dayNumber(at + shift) * DAY_MS - shift;
}

/** The moment itself if somebody is at work then, else the beginning of the next working day (8 to 18 local time). */
export function atWork(at: EpochMs, country: Country): EpochMs {
  const opens = midnight(at, country) + 8 * HOUR_MS;
  const localNoon = opens + 4 * HOUR_MS + HOURS_AHEAD[country] * HOUR_MS;
  if (isWorkday(localNoon, country)) {
    if (at < opens) return opens + (at % HOUR_MS);
    if (at < opens + 10 * HOUR_MS) return at;
  }
  return atWork(opens + DAY_MS + (at % (2 * HOUR_MS)), country);
}

/** As `atWork`, for people at home: they sleep from 23 to 7. */
export function awake(at: EpochMs, country: Country): EpochMs {
  const start = midnight(at, country);
  const hour = (at - start) / HOUR_MS;
  if (hour < 7) return start + 7 * HOUR_MS + (at % (3 * HOUR_MS));
  return hour >= 23 ? start + 31 * HOUR_MS + (at % (3 * HOUR_MS)) : at;
}

/** How keen people are to shop, on average 1: more on Sundays and in the weeks before Christmas. */
export function shoppingMood(at: EpochMs): number {
  const day = weekday(at);
  const date = new Date(at);
  const season = date.getUTCMonth() === 10 && date.getUTCDate() > 14 ? 1.3 : 1;
  return (day === 0 ? 1.25 : day === 6 ? 1.1 : 0.93) * season;
}

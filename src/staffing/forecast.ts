/** What next week will bring, from whole past weeks: weekdays differ, so that weeks are compared and never days. */
import { DAY_MS, type EpochMs } from '../kernel/time.ts';

export interface Forecast {
  /** Mean of the past weeks, rounded to a tenth. */
  readonly expected: number;
  readonly lowest: number;
  readonly highest: number;
  /** Days until the backlog is gone at the present pace; `null` when it grows or stands still. */
  readonly daysToClear: number | null;
}

const WEEK_DAYS = 7;

/** Which of the `weeks` last whole weeks a moment is in, 0 is the latest; `undefined` outside. */
function weekOf(at: EpochMs, now: EpochMs, weeks: number): number | undefined {
  const week = Math.floor((now - at) / (WEEK_DAYS * DAY_MS));
  return at <= now && week < weeks ? week : undefined;
}

/** `arrived` and `done` are moments, in any order; only those of the last `weeks` weeks count. */
export function forecastOf(
  input: {
    readonly arrived: readonly EpochMs[];
    readonly done: readonly EpochMs[];
    readonly backlog: number;
  },
  now: EpochMs,
  weeks: number,
): Forecast {
  const arrivals = perWeek(input.arrived, now, weeks);
  const expected = sum(arrivals) / weeks;
  const net = (sum(perWeek(input.done, now, weeks)) - sum(arrivals)) / weeks;
  return {
    expected: Math.round(expected * 10) / 10,
    lowest: Math.min(...arrivals),
    highest: Math.max(...arrivals),
    daysToClear: input.backlog === 0 ? 0 : net > 0 ? Math.ceil((input.backlog / net) * WEEK_DAYS) : null,
  };
}

function perWeek(moments: readonly EpochMs[], now: EpochMs, weeks: number): readonly number[] {
  const counts = Array.from({ length: weeks }, () => 0);
  for (const at of moments) {
    const week = weekOf(at, now, weeks);
    if (week !== undefined) counts[week] = (counts[week] ?? 0) + 1;
  }
  return counts;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Milliseconds since 1970-01-01T00:00Z: the only form of time in events and states. */
export type EpochMs = number;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** UTC day number, for day buckets. Not for calendars: those carry a time zone. */
export function dayNumber(at: EpochMs): number {
  return Math.floor(at / DAY_MS);
}

/** Calendar months later at the same local time; 31 January plus one month is the last day of February. */
export function plusMonths(at: EpochMs, months: number, timeZone = 'UTC'): EpochMs {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).add({ months })
    .epochMilliseconds;
}

/** ISO 8601 in UTC, for bodies that people and machines read. */
export function isoTime(at: EpochMs): string {
  return new Date(at).toISOString();
}

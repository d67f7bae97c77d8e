import type { PartyId } from '../kernel/ids.ts';
import { dayNumber, type EpochMs } from '../kernel/time.ts';
import type { Counts } from './watch.ts';

/** Units that came to their owners on a day (UTC day number). */
export interface Delivered {
  readonly day: number;
  readonly units: number;
}

/** One report of a defect; the same order reported twice is one. */
export interface Reported {
  /** `null`: of somebody who has not bought them. */
  readonly orderId: string | null;
  readonly buyer: PartyId;
  readonly safety: boolean;
  readonly at: EpochMs;
  /** `null`: not delivered, or not known. */
  readonly deliveredAt: EpochMs | null;
}

/**
 * Units in the order in which something is known of them: one with a report on the day of the report, any other as good once it
 * has been with its owner for `maturityDays`. No unit counts twice.
 */
export function daysOf(
  delivered: readonly Delivered[],
  reported: readonly Reported[],
  { now, maturityDays }: { readonly now: EpochMs; readonly maturityDays: number },
): Counts {
  const today = dayNumber(now);
  const days = new Map<number, { units: number; defects: number }>();
  const on = (day: number) => days.getOrInsertComputed(day, () => ({ units: 0, defects: 0 }));
  for (const { day, units } of delivered)
    if (day + maturityDays <= today) on(day + maturityDays).units += units;
  const defects = reported.filter((r) => r.orderId !== null);
  for (const { at, deliveredAt } of defects) {
    const day = on(dayNumber(at));
    day.units += 1;
    day.defects += 1;
    const matures = deliveredAt === null ? undefined : days.get(dayNumber(deliveredAt) + maturityDays);
    if (matures && matures.units > matures.defects) matures.units -= 1;
  }
  return {
    days: [...days].toSorted(([a], [b]) => a - b).map(([day, counted]) => ({ day, ...counted })),
    buyers: new Set(defects.map((r) => r.buyer)).size,
    safetyReports: reported.filter((r) => r.safety).length,
  };
}

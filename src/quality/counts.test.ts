import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RULEBOOK } from '../../test/rulebook.ts';
import type { PartyId } from '../kernel/ids.ts';
import { DAY_MS } from '../kernel/time.ts';
import { daysOf } from './counts.ts';
import { judgeCounts } from './watch.ts';

const NOW = 100 * DAY_MS;
const rules = { now: NOW, maturityDays: 14 };
const report = (i: number, more: object = {}) => ({
  orderId: `ord_${i}`,
  buyer: `pty_${i}` as PartyId,
  safety: false,
  at: 60 * DAY_MS,
  deliveredAt: 50 * DAY_MS,
  ...more,
});

describe('units of goods', () => {
  test('count as good once they are mature, and a reported one counts once', () => {
    const { days } = daysOf(
      [
        { day: 50, units: 10 },
        { day: 95, units: 7 },
      ],
      [report(1)],
      rules,
    );
    expect(days).toEqual([
      { day: 60, units: 1, defects: 1 },
      { day: 64, units: 9, defects: 0 },
    ]);
  });

  test('never more than were delivered and mature or reported, whatever the order of things', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ day: fc.integer({ min: 0, max: 100 }), units: fc.integer({ min: 1, max: 50 }) }),
        ),
        fc.array(fc.record({ at: fc.integer({ min: 0, max: 100 }), day: fc.integer({ min: 0, max: 100 }) })),
        (delivered, reports) => {
          const reported = reports.map((r, i) =>
            report(i, { at: r.at * DAY_MS, deliveredAt: r.day * DAY_MS }),
          );
          const { days } = daysOf(delivered, reported, rules);
          const units = days.reduce((sum, d) => sum + d.units, 0);
          const mature = delivered.reduce((sum, d) => (d.day + 14 <= 100 ? sum + d.units : sum), 0);
          expect(units).toBeLessThanOrEqual(mature + reported.length);
          expect(days.reduce((sum, d) => sum + d.defects, 0)).toBe(reported.length);
          for (const day of days) expect(day.units).toBeGreaterThanOrEqual(day.defects);
        },
      ),
    );
  });

  test('a danger that somebody reports who bought nothing is no unit, and reason enough to look', () => {
    const counts = daysOf([], [report(1, { orderId: null, safety: true })], rules);
    expect(counts).toMatchObject({ days: [], buyers: 0, safetyReports: 1 });
    expect(judgeCounts(counts, RULEBOOK).trigger).toBe('safety-report');
  });
});

describe('an alarm', () => {
  const judged = (defects: number, buyers: number, good = 0) =>
    judgeCounts({ days: [{ day: 1, units: defects + good, defects }], buyers, safetyReports: 0 }, RULEBOOK)
      .trigger;

  test('is never raised by few people, however much they report', () => {
    expect(judged(40, RULEBOOK.quality.watch.uniqueBuyersMin - 1)).toBeNull();
    expect(judged(40, RULEBOOK.quality.watch.uniqueBuyersMin)).toBe('above-limit');
  });

  test('stops sales only above the limit, and queues a review from the sequential test', () => {
    expect(judged(7, 7, 120)).toBe('sequential-test');
    expect(judged(1, 1, 300)).toBeNull();
  });
});

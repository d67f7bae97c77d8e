import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import { describe, expect, test } from 'vitest';
import { CriticalDefects, lowerBound, upperBound } from './bound.ts';

describe('Clopper-Pearson bounds', () => {
  test('known values', () => {
    // Rule of three and the exact bound of no defect: 1 - alpha^(1/n).
    expect(upperBound(0, 30, 0.95)).toBeCloseTo(1 - 0.05 ** (1 / 30), 12);
    expect(lowerBound(30, 30, 0.95)).toBeCloseTo(0.05 ** (1 / 30), 12);
    // Two-sided 95 % for 7 of 20 is .1539 to .5922: 97.5 % on each side (Newcombe 1998 and many tables).
    expect(lowerBound(7, 20, 0.975)).toBeCloseTo(0.1539, 4);
    expect(upperBound(7, 20, 0.975)).toBeCloseTo(0.5922, 4);
  });

  test('nothing known: from 0 to 1', () => {
    expect([lowerBound(0, 0, 0.95), upperBound(0, 0, 0.95)]).toEqual([0, 1]);
  });
});

describe('critical numbers of defects', () => {
  for (const rate of [0.005, 0.02, 0.07, 0.34, 0.9])
    for (const confidence of [0.8, 0.95, 0.999])
      test(`decide as the lower bound does: ${rate} at ${confidence}`, () => {
        const critical = new CriticalDefects(rate, confidence);
        for (const n of [...Array(120).keys(), 500, 2_000, 9_999]) {
          const k = critical.of(n);
          if (k <= n) expect(betaQuantile(1 - confidence, k, n - k + 1)).toBeGreaterThan(rate);
          if (k > 1) expect(betaQuantile(1 - confidence, k - 1, n - k + 2)).toBeLessThanOrEqual(rate);
        }
      });

  test('beyond the table, and in any order of asking', () => {
    const critical = new CriticalDefects(0.05, 0.95);
    const far = critical.of(200_000);
    expect(lowerBound(far, 200_000, 0.95)).toBeGreaterThan(0.05);
    expect(lowerBound(far - 1, 200_000, 0.95)).toBeLessThanOrEqual(0.05);
    expect(critical.of(3_000)).toBe(new CriticalDefects(0.05, 0.95).of(3_000));
  });

  test('a limit of 0 is broken by one defect, a limit of 1 by none', () => {
    expect(new CriticalDefects(0, 0.95).of(10)).toBe(1);
    expect(new CriticalDefects(1, 0.95).of(10)).toBe(11);
  });

  test('units needed to live with k defects', () => {
    const critical = new CriticalDefects(0.04, 0.95);
    const n = critical.unitsFor(6) ?? 0;
    expect(critical.of(n)).toBeGreaterThan(6);
    expect(critical.of(n - 1)).toBeLessThanOrEqual(6);
    expect(new CriticalDefects(0, 0.95).unitsFor(1)).toBeUndefined();
  });
});

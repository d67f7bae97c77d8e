import { describe, expect, test } from 'vitest';
import { RULEBOOK } from '../../test/rulebook.ts';
import { boundsOf, runOver, SequentialTest } from './sequential.ts';

const DESIGN = RULEBOOK.quality.watch;
const RUNS = 4_000;

/** Uniform numbers that are the same in every run of the tests (mulberry32). */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** How the test ends over goods with this share of defects, and after how many units on the average. */
function simulated(share: number, seed: number): { alarms: number; cleared: number; units: number } {
  const [sequential, next] = [new SequentialTest(DESIGN), uniform(seed)];
  let [alarms, cleared, total] = [0, 0, 0];
  for (let run = 0; run < RUNS; run++) {
    let [units, defects] = [0, 0];
    for (;;) {
      units += 1;
      if (next() < share) defects += 1;
      const verdict = sequential.verdict(sequential.ratio(units, defects));
      if (verdict === 'undecided') continue;
      if (verdict === 'alarm') alarms += 1;
      else cleared += 1;
      break;
    }
    total += units;
  }
  return { alarms: alarms / RUNS, cleared: cleared / RUNS, units: total / RUNS };
}

/** The same without chance: every way to end within so many units, with its probability. */
function computed(share: number): { alarms: number; cleared: number; units: number } {
  const sequential = new SequentialTest(DESIGN);
  let [alarms, cleared, total] = [0, 0, 0];
  let open = new Map<number, number>([[0, 1]]);
  for (let units = 1; units <= 5_000; units++) {
    const after = new Map<number, number>();
    for (const [before, weight] of open)
      for (const [defects, chance] of [
        [before, weight * (1 - share)],
        [before + 1, weight * share],
      ] as const) {
        const verdict = sequential.verdict(sequential.ratio(units, defects));
        if (verdict === 'undecided') after.set(defects, (after.get(defects) ?? 0) + chance);
        else total += units * chance;
        if (verdict === 'alarm') alarms += chance;
        if (verdict === 'cleared') cleared += chance;
      }
    open = after;
  }
  return { alarms, cleared, units: total };
}

describe('the sequential test of 1 % against 3 %', () => {
  test('is wrong no more often than its design, and as quick: about 245 units to clear, 319 to catch', () => {
    const good = computed(DESIGN.acceptableShare);
    expect(good.alarms).toBeLessThanOrEqual(DESIGN.alpha);
    expect(good.units).toBeCloseTo(245, -1);
    const bad = computed(DESIGN.unacceptableShare);
    expect(bad.cleared).toBeLessThanOrEqual(DESIGN.beta);
    expect(bad.units).toBeCloseTo(318, -1);
  });

  test('simulated, it errs as computed, within four standard errors', () => {
    for (const [share, seed] of [
      [DESIGN.acceptableShare, 1],
      [DESIGN.unacceptableShare, 2],
    ] as const) {
      const [seen, exact] = [simulated(share, seed), computed(share)];
      for (const end of ['alarms', 'cleared'] as const) {
        const standardError = Math.sqrt((exact[end] * (1 - exact[end])) / RUNS);
        expect(Math.abs(seen[end] - exact[end]), `${end} at ${share}`).toBeLessThan(4 * standardError);
      }
    }
  });

  test('better goods are stopped still less, worse ones caught still more', () => {
    expect(simulated(0.003, 3).alarms).toBe(0);
    expect(simulated(0.06, 4).cleared).toBeLessThan(0.01);
  });

  test('goods that were cleared are tested anew, and get caught when they turn bad', () => {
    const sequential = new SequentialTest(DESIGN);
    const good = Array.from({ length: 10 }, (_, day) => ({ day, units: 120, defects: 0 }));
    expect(runOver(sequential, good)).toMatchObject({ verdict: 'undecided', clearings: 10, units: 0 });
    const bad = Array.from({ length: 4 }, (_, i) => ({ day: 10 + i, units: 20, defects: 2 }));
    expect(runOver(sequential, [...good, ...bad])).toMatchObject({ verdict: 'alarm', defects: 6 });
  });

  test('two defects of two units are no alarm: at small n nothing is proven', () => {
    expect(runOver(new SequentialTest(DESIGN), [{ day: 1, units: 2, defects: 2 }]).verdict).toBe('undecided');
    const { lower, upper } = boundsOf(1, 3, 0.99);
    expect(lower).toBeLessThan(0.01);
    expect(upper).toBeGreaterThan(0.9);
  });

  test('bounds are exact at the ends', () => {
    expect(boundsOf(0, 0, 0.99)).toEqual({ lower: 0, upper: 1 });
    expect(boundsOf(0, 100, 0.99).lower).toBe(0);
    expect(boundsOf(100, 100, 0.99).upper).toBe(1);
    // (1 - upper)^n = 1 - confidence.
    expect((1 - boundsOf(0, 100, 0.99).upper) ** 100).toBeCloseTo(0.01, 10);
  });
});

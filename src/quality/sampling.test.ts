import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acceptance, AQL_PERCENT_MAX, AQLS, cellOf, drawUnits, planFor, SAMPLE_SIZES } from './sampling.ts';

/** So many trials that the binomial distribution is the Poisson one to six digits. */
const MANY = 1e8;

const CELLS = SAMPLE_SIZES.flatMap((sampleSize, letter) =>
  AQLS.flatMap((aql, j) => {
    const cell = cellOf(letter, j);
    return 'accept' in cell ? [{ sampleSize, aql, accept: cell.accept }] : [];
  }),
);

describe('sampling plans', () => {
  test('every plan accepts a lot at its AQL with probability .87 to .995', () => {
    expect(CELLS.length).toBeGreaterThan(140);
    for (const { sampleSize, aql, accept } of CELLS) {
      const where = `n ${sampleSize}, AQL ${aql}, Ac ${accept}`;
      const poisson = binomialCdf(accept, MANY, (sampleSize * aql) / 100 / MANY);
      expect(poisson, where).toBeGreaterThan(0.87);
      expect(poisson, where).toBeLessThan(0.995);
      if (aql > AQL_PERCENT_MAX) continue;
      const binomial = acceptance({ sampleSize, accept }, aql / 100, binomialCdf);
      expect(binomial, where).toBeGreaterThan(0.87);
      expect(binomial, where).toBeLessThan(0.995);
    }
  });

  test('a plan tells good lots from bad ones: at six times its AQL a lot of some size is mostly rejected', () => {
    const plan = planFor(5_000, 'II', 1);
    expect(plan).toEqual({ letter: 'L', sampleSize: 200, accept: 5 });
    expect(acceptance(plan, 0.01, binomialCdf)).toBeGreaterThan(0.98);
    expect(acceptance(plan, 0.06, binomialCdf)).toBeLessThan(0.03);
  });

  test.each([
    [1_000, 'II', 1, { letter: 'J', sampleSize: 80, accept: 2 }],
    // Arrows: down to the first plan with a number, or up.
    [20, 'II', 1, { letter: 'E', sampleSize: 13, accept: 0 }],
    [100, 'II', 1, { letter: 'E', sampleSize: 13, accept: 0 }],
    [200, 'II', 1, { letter: 'H', sampleSize: 50, accept: 1 }],
    [1_000_000, 'III', 10, { letter: 'K', sampleSize: 125, accept: 21 }],
  ] as const)('lot of %i, level %s, AQL %d', (lotSize, level, aql, expected) => {
    expect(planFor(lotSize, level, aql)).toEqual(expected);
  });

  test('every lot has a plan that is no larger than the lot', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500_000 }),
        fc.constantFrom('I', 'II', 'III'),
        fc.constantFrom(...AQLS),
        (lotSize, level, aql) => {
          const plan = planFor(lotSize, level, aql);
          expect(plan.sampleSize).toBeGreaterThanOrEqual(1);
          expect(plan.sampleSize).toBeLessThanOrEqual(lotSize);
        },
      ),
    );
  });

  test('the draw is distinct, inside the lot, and the same for the same seed', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 2_000 }), fc.nat(300), (seed, lotSize, wanted) => {
        const size = Math.min(wanted, lotSize);
        const units = drawUnits(seed, lotSize, size);
        expect(new Set(units).size).toBe(size);
        for (const unit of units) {
          expect(unit).toBeGreaterThanOrEqual(1);
          expect(unit).toBeLessThanOrEqual(lotSize);
        }
        expect(drawUnits(seed, lotSize, size)).toEqual(units);
      }),
    );
  });

  test('no unit is drawn more often than another', () => {
    const [draws, lotSize, size] = [6_000, 20, 5];
    const counts = new Map<number, number>();
    for (let i = 0; i < draws; i++)
      for (const unit of drawUnits(`seed ${i}`, lotSize, size)) counts.set(unit, (counts.get(unit) ?? 0) + 1);
    const expected = (draws * size) / lotSize;
    const chi2 = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    // The 99.9th percentile of chi-square with 19 degrees of freedom; draws without replacement lie below it.
    expect(chi2).toBeLessThan(43.8);
  });
});

import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadRulebook } from '../rulebook/load.ts';
import { fitPriors } from './priors.ts';
import { qualityOf, type Told } from './quality.ts';
import { missingFor, nextTier, tierOf } from './tier.ts';
import { newcomerTrust, type Priors, trustOf } from './trust.ts';

const { ranking } = loadRulebook(
  fileURLToPath(new URL('../../rulebooks/cacashop.yaml', import.meta.url)),
).rulebook;
const rules = ranking.trust;
const METRICS = rules.parts.map((p) => p.metric);

const counts = fc.record({
  good: fc.double({ min: 0, max: 5_000, noNaN: true }),
  bad: fc.double({ min: 0, max: 500, noNaN: true }),
});
const parts = fc
  .array(counts, { minLength: METRICS.length, maxLength: METRICS.length })
  .map((all) => Object.fromEntries(METRICS.map((metric, i) => [metric, all[i] ?? { good: 0, bad: 0 }])));
const metric = fc.constantFrom(...METRICS);
const valueOf = (of: Parameters<typeof trustOf>[0], priors: Priors = {}) => trustOf(of, priors, rules).value;
const added = (
  of: Record<string, { good: number; bad: number }>,
  name: string,
  good: number,
  bad: number,
) => {
  const before = of[name] ?? { good: 0, bad: 0 };
  return { ...of, [name]: { good: before.good + good, bad: before.bad + bad } };
};

describe('trust', () => {
  test('lies between 0 and 1, and what it is made of adds up to it', () => {
    fc.assert(
      fc.property(parts, (of) => {
        const { value, parts: made } = trustOf({ parts: of }, {}, rules);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(made.reduce((sum, p) => sum + p.weight * p.worth, 0)).toBeCloseTo(value, 12);
      }),
    );
  });

  test('of somebody unknown is the fair prior, and nobody is above it without evidence', () => {
    expect(valueOf(undefined)).toBe(newcomerTrust({}, rules));
    fc.assert(
      fc.property(metric, fc.integer({ min: 1, max: 200 }), (name, bad) => {
        expect(valueOf({ parts: { [name]: { good: 0, bad } } })).toBeLessThan(newcomerTrust({}, rules));
      }),
    );
  });

  test('grows with what goes well and falls with what does not', () => {
    fc.assert(
      fc.property(parts, metric, (of, name) => {
        const before = valueOf({ parts: of });
        expect(valueOf({ parts: added(of, name, 1, 0) })).toBeGreaterThanOrEqual(before - 1e-9);
        expect(valueOf({ parts: added(of, name, 0, 1) })).toBeLessThanOrEqual(before + 1e-9);
      }),
    );
  });

  test('one complaint does not sink a small seller', () => {
    // An upheld complaint is a defective order too: both count.
    const complaint = (of: Record<string, { good: number; bad: number }>) =>
      added(added(of, 'upheld-complaints', 0, 1), 'order-defect', 0, 1);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 100, noNaN: true }), (good) => {
        const of = Object.fromEntries(METRICS.map((name) => [name, { good, bad: 0 }]));
        expect(valueOf({ parts: of }) - valueOf({ parts: complaint(of) })).toBeLessThan(0.1);
      }),
    );
  });

  test('is the lower for each way of being dishonest', () => {
    const honest = Object.fromEntries(METRICS.map((name) => [name, { good: 60, bad: 1 }]));
    for (const name of METRICS)
      expect(valueOf({ parts: added(honest, name, -20, 20) })).toBeLessThan(
        valueOf({ parts: honest }) - 0.01,
      );
  });
});

describe('priors', () => {
  const seller = (good: number, bad: number) => ({
    parts: Object.fromEntries(METRICS.map((name) => [name, { good, bad }])),
  });

  test('stay those of the rulebook while too few sellers say anything', () => {
    const fitted = fitPriors([seller(100, 0), seller(100, 1)], rules);
    expect(fitted['late-shipment']).toEqual(rules.parts.find((p) => p.metric === 'late-shipment')?.prior);
  });

  test('follow the market: mean and how much sellers differ', () => {
    // Half of the sellers 0 %, half 4 %: mean 2 %, and a beta of that spread has about 48 units.
    const market = Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? seller(1_000, 0) : seller(960, 40)));
    const late = fitPriors(market, rules)['late-shipment'];
    expect(late?.defectShare).toBeCloseTo(0.02, 6);
    expect(late?.strength).toBeGreaterThan(40);
    expect(late?.strength).toBeLessThan(56);
  });

  test('are strong where sellers differ by chance alone, within bounds', () => {
    const alike = Array.from({ length: 60 }, () => seller(97, 3));
    expect(fitPriors(alike, rules)['unshipped']?.strength).toBe(rules.fit.strengthMax);
    const apart = Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? seller(100, 0) : seller(0, 100)));
    expect(fitPriors(apart, rules)['unshipped']?.strength).toBe(rules.fit.strengthMin);
  });

  test('of a market worse than the rulebook expects do not make beginners start worse', () => {
    const bad = Array.from({ length: 60 }, (_, i) => seller(60 + (i % 7), 40));
    for (const { metric: name, prior } of rules.parts)
      expect(fitPriors(bad, rules)[name]?.defectShare).toBe(prior.defectShare);
  });
});

describe('tiers', () => {
  test('are reached by all conditions together, never by trust alone', () => {
    expect(tierOf({ trust: 1, orders: 0, buyers: 0 }, ranking).name).toBe('new');
    expect(tierOf({ trust: 1, orders: 500, buyers: 3 }, ranking).name).toBe('new');
    expect(tierOf({ trust: 0.99, orders: 500, buyers: 300 }, ranking).name).toBe('star');
    expect(tierOf({ trust: 0.3, orders: 500, buyers: 300 }, ranking).name).toBe('new');
  });

  test('say what is missing for the next one', () => {
    const next = nextTier('new', ranking);
    expect(next?.name).toBe('established');
    if (!next) throw new Error('no next tier');
    expect(missingFor({ trust: 0.99, orders: next.ordersMin - 1, buyers: 0 }, next)).toEqual([
      { what: 'orders', has: next.ordersMin - 1, needs: next.ordersMin },
      { what: 'buyers', has: 0, needs: next.buyersMin },
    ]);
    expect(nextTier('star', ranking)).toBeUndefined();
  });
});

describe('quality of a listing', () => {
  const BARE: Told = { pictures: 0, textCharacters: 0, attributes: 0, rating: null, inStock: true };

  test('is between the floor and 1, grows with each part, and falls when sold out', () => {
    const told = fc.record<Told>({
      pictures: fc.nat(12),
      textCharacters: fc.nat(4_000),
      attributes: fc.nat(30),
      rating: fc.option(
        fc.record({
          count: fc.integer({ min: 1, max: 900 }),
          average: fc.double({ min: 1, max: 5, noNaN: true }),
        }),
      ),
      inStock: fc.constant(true),
    });
    fc.assert(
      fc.property(told, (of) => {
        const { value } = qualityOf(of, ranking.quality);
        expect(value).toBeGreaterThanOrEqual(ranking.quality.floor);
        expect(value).toBeLessThanOrEqual(1);
        const more = { ...of, pictures: of.pictures + 1, textCharacters: of.textCharacters + 50 };
        expect(qualityOf(more, ranking.quality).value).toBeGreaterThanOrEqual(value);
        expect(qualityOf({ ...of, inStock: false }, ranking.quality).value).toBeCloseTo(
          value * ranking.quality.soldOut,
          12,
        );
      }),
    );
  });

  test('takes stars by what they surely say: five of one are less than 4.8 of a hundred', () => {
    const stars = (count: number, average: number) =>
      qualityOf({ ...BARE, rating: { count, average } }, ranking.quality).value;
    expect(stars(1, 5)).toBeLessThan(stars(100, 4.8));
    expect(stars(30, 2)).toBeLessThan(qualityOf(BARE, ranking.quality).value);
  });
});

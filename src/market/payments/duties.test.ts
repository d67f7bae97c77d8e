import { expect, test } from 'vitest';
import { BUILT_IN_DUTIES } from './duties.ts';

const estimate = (from: string, to: string, ...goods: [category: string, euros: number][]) =>
  BUILT_IN_DUTIES.estimate({
    from,
    to,
    goods: goods.map(([category, euros]) => ({ category, pieces: 1, euros })),
    at: Date.UTC(2026, 10, 1),
  });

test('nothing is due within a customs territory', () => {
  expect(estimate('DE', 'FR', ['fashion', 900])).toBeUndefined();
  expect(estimate('CH', 'LI', ['fashion', 900])).toBeUndefined();
  expect(estimate('BR', 'BR', ['fashion', 900])).toBeUndefined();
});

test('a small consignment is free, or costs a fixed sum a kind of goods', () => {
  expect(estimate('CN', 'DE', ['fashion', 100], ['toys', 50])).toEqual({ euros: 6, small: true });
  expect(estimate('CN', 'GB', ['fashion', 150])).toEqual({ euros: 0, small: true });
});

test('beyond it each kind of goods has its rate', () => {
  expect(estimate('CN', 'DE', ['fashion', 200], ['books', 100])).toEqual({ euros: 24, small: false });
  expect(estimate('US', 'CH', ['home', 500])).toEqual({ euros: 0, small: false });
  expect(estimate('CN', 'BR', ['home', 40])?.euros).toBeCloseTo(8);
  expect(estimate('CN', 'BR', ['home', 100])?.euros).toBeCloseTo(60);
});

test('a tariff that we do not know is said to be unknown, never zero', () => {
  expect(estimate('CN', 'US', ['home', 10])).toEqual({ euros: null, small: false });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BUILT_IN_TAXES, taxInside } from './taxes.ts';

const at = Date.UTC(2026, 5, 1);

describe('the tax on goods', () => {
  test.each([
    ['DE', 'furniture', 1_900, 'USt'],
    ['DE', 'books', 700, 'USt'],
    ['FR', 'food', 550, 'TVA'],
    ['GB', 'books', 0, 'VAT'],
    ['CN', 'furniture', 1_300, 'VAT'],
    ['JP', 'food', 800, 'consumption tax'],
  ])('delivered to %s, %s: %i basis points of %s', (country, category, basisPoints, name) => {
    expect(BUILT_IN_TAXES.rate({ country, category, at })).toEqual({ basisPoints, name });
  });

  // Their taxes depend on more than country and category: nothing is better than something wrong on an invoice.
  test.each(['US', 'CA', 'BR', 'XX'])('delivered to %s is not known here', (country) => {
    expect(BUILT_IN_TAXES.rate({ country, category: 'furniture', at })).toBeUndefined();
  });
});

describe('the tax inside a price', () => {
  test('is rounded half up', () => {
    expect(taxInside(11_900, 1_900)).toBe(1_900);
    expect(taxInside(99, 1_900)).toBe(16);
    expect(taxInside(3, 2_000)).toBe(1);
    expect(taxInside(10_000, 0)).toBe(0);
  });

  test('is the nearest whole unit to the share of the rate, and never more than the price', () => {
    fc.assert(
      fc.property(fc.nat(100_000_000), fc.nat(3_000), (gross, rate) => {
        const tax = taxInside(gross, rate);
        // In whole numbers: 2 |tax (10000 + rate) - gross rate| is at most 10000 + rate.
        const off = 2 * Math.abs(tax * (10_000 + rate) - gross * rate);
        expect(off).toBeLessThanOrEqual(10_000 + rate);
        expect(tax).toBeLessThanOrEqual(gross);
      }),
    );
  });
});

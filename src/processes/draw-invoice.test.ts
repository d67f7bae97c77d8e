import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ListingId } from '../kernel/ids.ts';
import type { OrderLine } from '../market/orders/order.ts';
import { drawInvoice } from './draw-invoice.ts';

const line = (unitMinor: number, quantity: number, taxBasisPoints?: number): OrderLine => ({
  listingId: 'lst_1' as ListingId,
  title: 'Chair',
  quantity,
  unitMinor,
  ...(taxBasisPoints === undefined ? {} : { taxBasisPoints }),
});

describe('an invoice', () => {
  test('has a line for each article and for shipping, and the tax by rate', () => {
    const drawn = drawInvoice({
      currency: 'EUR',
      lines: [line(11_900, 1, 1_900), line(1_070, 2, 700)],
      shippingMinor: 595,
      shippingTaxBasisPoints: 1_900,
    });
    expect(drawn.lines.map((l) => [l.what, l.grossMinor, l.netMinor, l.taxMinor])).toEqual([
      ['goods', 11_900, 10_000, 1_900],
      ['goods', 2_140, 2_000, 140],
      ['shipping', 595, 500, 95],
    ]);
    expect(drawn.taxes).toEqual([
      { basisPoints: 700, netMinor: 2_000, taxMinor: 140 },
      { basisPoints: 1_900, netMinor: 10_500, taxMinor: 1_995 },
    ]);
    expect(drawn).toMatchObject({ netMinor: 12_500, taxMinor: 2_135, grossMinor: 14_635 });
  });

  test('leaves out what was cancelled before it was drawn, and free shipping', () => {
    const drawn = drawInvoice({
      currency: 'EUR',
      lines: [line(100, 2, 0), line(500, 1, 0)],
      cancelledPieces: [1, 1],
      shippingMinor: 0,
    });
    expect(drawn.lines).toMatchObject([{ quantity: 1, grossMinor: 100 }]);
  });

  test('names no tax where none is known, as in the United States, Canada and Brazil', () => {
    const drawn = drawInvoice({ currency: 'USD', lines: [line(1_000, 1)], shippingMinor: 300 });
    expect(drawn.lines.map((l) => l.taxBasisPoints)).toEqual([null, null]);
    expect(drawn).toMatchObject({ taxes: [], netMinor: 1_300, taxMinor: 0, grossMinor: 1_300 });
  });

  test('adds up, line by line and rate by rate', () => {
    const lines = fc.array(
      fc.tuple(fc.nat(1_000_000), fc.integer({ min: 1, max: 9 }), fc.constantFrom(0, 550, 700, 1_900, 2_550)),
      {
        minLength: 1,
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(lines, fc.nat(5_000), (articles, shippingMinor) => {
        const drawn = drawInvoice({
          currency: 'EUR',
          lines: articles.map(([unit, quantity, rate]) => line(unit, quantity, rate)),
          shippingMinor,
          shippingTaxBasisPoints: 1_900,
        });
        const sum = (of: readonly number[]) => of.reduce((a, b) => a + b, 0);
        expect(sum(drawn.lines.map((l) => l.grossMinor))).toBe(drawn.grossMinor);
        expect(drawn.netMinor + drawn.taxMinor).toBe(drawn.grossMinor);
        expect(sum(drawn.taxes.map((t) => t.taxMinor))).toBe(drawn.taxMinor);
        expect(sum(drawn.taxes.map((t) => t.netMinor))).toBe(drawn.netMinor);
      }),
    );
  });
});

import { describe, expect, test } from 'vitest';
import { given } from '../../../test/case-law.ts';
import type { ListingId } from '../../kernel/ids.ts';
import { type CartEvent, carts } from './cart.ts';
import { setCartLine } from './decide.ts';

const AT = Date.UTC(2026, 0, 5);
const LIMITS = { linesMax: 2, piecesPerLineMax: 9 };
const id = (n: number) => `lst_${n}` as ListingId;
const line = (n: number, quantity: number): CartEvent => ({
  type: 'CartLineSet',
  at: AT,
  listingId: id(n),
  quantity,
});
const set = (n: number, quantity: number) => (c: Parameters<typeof setCartLine>[0]) =>
  setCartLine(c, { at: AT, listingId: id(n), quantity }, LIMITS);

describe('a cart', () => {
  test('takes lines in, changes and drops them', () => {
    expect(given(carts).when(set(1, 2)).state().lines).toMatchObject([{ listingId: id(1), quantity: 2 }]);
    expect(given(carts, line(1, 2), line(2, 1)).when(set(1, 5)).state().lines).toMatchObject([
      { listingId: id(1), quantity: 5 },
      { listingId: id(2), quantity: 1 },
    ]);
    expect(given(carts, line(1, 2)).when(set(1, 0)).state().lines).toEqual([]);
  });
  test('notes nothing where nothing changes', () => {
    const cart = given(carts, line(1, 2)).state;
    expect(set(1, 2)(cart)).toEqual([]);
    expect(set(2, 0)(cart)).toEqual([]);
  });
  test('has bounds', () => {
    given(carts).when(set(1, 10)).refused('bad-quantity', 'quantity');
    given(carts).when(set(1, -1)).refused('bad-quantity', 'quantity');
    given(carts).when(set(1, 0.5)).refused('bad-quantity', 'quantity');
    given(carts, line(1, 1), line(2, 1)).when(set(3, 1)).refused('cart-full');
    given(carts, line(1, 1), line(2, 1)).when(set(2, 3)).then({ type: 'CartLineSet' });
  });
  test('keeps what was not checked out', () => {
    const out: CartEvent = { type: 'CartCheckedOut', at: AT, listingIds: [id(1)] };
    expect(given(carts, line(1, 1), line(2, 1), out).state?.lines).toMatchObject([{ listingId: id(2) }]);
  });
});

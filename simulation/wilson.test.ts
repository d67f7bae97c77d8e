import { describe, expect, test } from 'vitest';
import { wilson } from './wilson.ts';

describe('the Wilson interval', () => {
  // With z² = 3.8415: for k = 0 the upper end is z² / (n + z²), and k = n mirrors it.
  test.each([
    [1, 24, 0.007_39, 0.202_43],
    [0, 10, 0, 0.277_53],
    [10, 10, 0.722_47, 1],
    [50, 100, 0.403_83, 0.596_17],
  ])('of %i in %i', (k, n, low, high) => {
    const [from, to] = wilson(k, n);
    expect(from).toBeCloseTo(low, 4);
    expect(to).toBeCloseTo(high, 4);
  });

  test('of nothing says nothing', () => {
    expect(wilson(0, 0)).toEqual([0, 1]);
  });
});

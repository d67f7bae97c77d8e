import { expect, test } from 'vitest';
import { ndcg10 } from './ndcg.ts';
import { readJudgements } from './judgements.ts';

const RATINGS = new Map([
  ['a', 3],
  ['b', 1],
  ['c', 0],
]);

test('the best order is 1, nothing right is 0', () => {
  expect(ndcg10(['a', 'b', 'c'], RATINGS)).toBe(1);
  expect(ndcg10(['c', 'unjudged'], RATINGS)).toBe(0);
});

test('a good one further down counts less', () => {
  // By hand: (1 / log2(2) + 7 / log2(3)) / (7 / log2(2) + 1 / log2(3)).
  expect(ndcg10(['b', 'a'], RATINGS)).toBeCloseTo((1 + 7 / Math.log2(3)) / (7 + 1 / Math.log2(3)), 12);
});

test('only the first ten count', () => {
  const nothing = Array.from({ length: 10 }, (_, i) => `x${i}`);
  expect(ndcg10([...nothing, 'a'], RATINGS)).toBe(0);
});

test('a folder without the data is named', () => {
  expect(() => readJudgements('/nowhere')).toThrow(/no judged queries in \/nowhere: .*--data/);
});

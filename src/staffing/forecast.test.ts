import { expect, test } from 'vitest';
import { DAY_MS } from '../kernel/time.ts';
import { forecastOf } from './forecast.ts';

const NOW = Date.UTC(2026, 10, 22);
const daysAgo = (...days: number[]) => days.map((d) => NOW - d * DAY_MS);

test('next week is expected to be as the past weeks were, with the quietest and the busiest of them', () => {
  const arrived = daysAgo(1, 2, 3, 8, 15, 16, 17, 18, 19, 40);
  expect(forecastOf({ arrived, done: [], backlog: 5 }, NOW, 4)).toEqual({
    expected: 2.3,
    lowest: 0,
    highest: 5,
    daysToClear: null,
  });
});

test('a backlog is gone when more is done than arrives, and never when not', () => {
  const done = daysAgo(1, 2, 3, 4, 9, 10, 11, 12);
  const arrived = daysAgo(1, 8);
  expect(forecastOf({ arrived, done, backlog: 6 }, NOW, 2).daysToClear).toBe(14);
  expect(forecastOf({ arrived: done, done, backlog: 6 }, NOW, 2).daysToClear).toBeNull();
  expect(forecastOf({ arrived, done, backlog: 0 }, NOW, 2).daysToClear).toBe(0);
});

test('what lies in the future or before the weeks counts for nothing', () => {
  const arrived = [NOW + DAY_MS, ...daysAgo(14, 90)];
  expect(forecastOf({ arrived, done: [], backlog: 1 }, NOW, 2)).toMatchObject({ expected: 0, highest: 0 });
});

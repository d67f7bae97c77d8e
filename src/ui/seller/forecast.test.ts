import { expect, it } from 'vitest';
import { forecastOf } from './forecast.ts';

const way = (cleanUnits: number, on: number) => ({ cleanUnits, on });

it('tells the earliest way in reach, and the one of waiting', () => {
  const ways = [way(300, 1), way(18, 2), way(3, 5), way(0, 9)];
  expect(forecastOf(ways, 12)).toEqual({ soon: way(18, 2), waiting: way(0, 9) });
  expect(forecastOf(ways, 400)).toEqual({ soon: way(300, 1), waiting: way(0, 9) });
});

it('says nothing of a way that is not sooner than waiting, nor of a green rate', () => {
  expect(forecastOf([way(5, 9), way(0, 9)], 12)).toEqual({ soon: undefined, waiting: way(0, 9) });
  expect(forecastOf([], 12)).toEqual({ soon: undefined, waiting: undefined });
});

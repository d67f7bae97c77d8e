import { describe, expect, test } from 'vitest';
import { Names, NONE, Places } from './names.ts';

describe('names', () => {
  test('keep their number while somebody holds it', () => {
    const names = new Names(false);
    const number = names.number('a');
    names.hold(number);
    names.hold(number);
    names.release(number);
    expect([names.number('a'), names.text(number)]).toEqual([number, 'a']);
    names.release(number);
    expect(names.find('a')).toBe(NONE);
  });

  test('that nobody came to hold are dropped, and their numbers given anew, each once', () => {
    const names = new Names(false);
    const [held, dropped] = [names.number('held'), names.number('dropped')];
    names.hold(held);
    for (const number of [held, dropped, dropped, NONE]) names.drop(number);
    expect([names.find('held'), names.find('dropped'), names.text(dropped)]).toEqual([held, NONE, '']);
    expect([names.number('x'), names.number('y')]).toEqual([dropped, 2]);
  });

  test('of a history keep their number for good', () => {
    const names = new Names(true);
    const number = names.number('a');
    names.hold(number);
    names.release(number);
    names.drop(number);
    expect(names.find('a')).toBe(number);
  });
});

test('places know those far out and those never set', () => {
  const places = new Places();
  places.set(3, 7);
  places.set(100_000, 8);
  expect([3, 100_000, 4, 99_999, 100_001, 9_999_999].map((n) => places.get(n))).toEqual([
    7,
    8,
    NONE,
    NONE,
    NONE,
    NONE,
  ]);
  places.set(3, NONE);
  expect(places.get(3)).toBe(NONE);
});

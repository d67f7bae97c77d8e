import { describe, expect, test } from 'vitest';
import { Names, NONE, Places } from './names.ts';

describe('names', () => {
  test('keep their number while somebody holds it', () => {
    const names = new Names(false);
    const number = names.number('a');
    names.hold(number);
    names.hold(number);
    names.release(number);
    names.sweep();
    expect([names.number('a'), names.text(number)]).toEqual([number, 'a']);
    names.release(number);
    names.sweep();
    expect(names.find('a')).toBe(NONE);
  });

  test('that nobody holds at a sweep lose their numbers, each of which is given anew once', () => {
    const names = new Names(false);
    const [held, lost] = [names.number('held'), names.number('lost')];
    names.hold(held);
    names.hold(lost);
    names.release(lost);
    names.sweep();
    names.sweep();
    expect([names.find('held'), names.find('lost'), names.text(lost)]).toEqual([held, NONE, '']);
    expect([names.number('x'), names.number('y')]).toEqual([lost, 2]);
  });

  test('may be let go of and held anew until a sweep', () => {
    const names = new Names(false);
    const number = names.number('a');
    names.hold(number);
    names.release(number);
    expect([names.number('b'), names.number('a')]).toEqual([1, number]);
    names.hold(number);
    names.sweep();
    expect([names.find('a'), names.text(number), names.find('b')]).toEqual([number, 'a', NONE]);
  });

  test('of a history keep their number for good', () => {
    const names = new Names(true);
    const number = names.number('a');
    names.hold(number);
    names.release(number);
    names.sweep();
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

import { expect, test } from 'vitest';

import { FieldErrors } from './field-errors.ts';

const errors = () =>
  new FieldErrors(
    new Map([
      ['violations.0', 'Choose one.'],
      ['zones', 'Give one.'],
      ['zones.1.transitDays', 'Write a number.'],
      ['paymentToken', 'Choose a card.'],
    ]),
  );

test('a field tells what is wrong with anything in it, and what it told is not told again', () => {
  const of = errors();
  expect(of.at('violations')).toBe('Choose one.');
  expect(of.at('violation')).toBeUndefined();
  expect(of.at('paymentToken')).toBe('Choose a card.');
  expect(of.untold()).toEqual([
    ['zones', 'Give one.'],
    ['transit-days', 'Write a number.'],
  ]);
});

test('a group whose members have fields of their own tells its own alone', () => {
  const of = errors();
  expect(of.exactly('zones')).toBe('Give one.');
  expect(of.exactly('violations')).toBeUndefined();
  expect(of.at('zones.1.transitDays')).toBe('Write a number.');
  expect(of.untold().map(([name]) => name)).toEqual(['violations', 'payment-token']);
});

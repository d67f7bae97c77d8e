import { describe, expect, test } from 'vitest';
import { articleNumber, articleNumbers } from './article-number.ts';

describe('the number of an article', () => {
  test('is the same with and without leading zeros, spaces and hyphens', () => {
    expect(articleNumber('04006381333931')).toBe('4006381333931');
    expect(articleNumber('4 006381-333931')).toBe('4006381333931');
    expect(articleNumbers({ ean: '4006381333931', gtin: '04006381333931', colour: 'red' })).toEqual([
      '4006381333931',
    ]);
  });

  test('of a book is the same as ISBN-10 and as ISBN-13', () => {
    expect(articleNumber('0-306-40615-2')).toBe('9780306406157');
    expect(articleNumber('978-0-306-40615-7')).toBe('9780306406157');
    // A check digit of ten; and an EAN whose check digit is 0.
    expect(articleNumber('080442957x')).toBe('9780804429573');
    expect(articleNumber('316148410X')).toBe('9783161484100');
  });

  test('of ten digits that are no ISBN stays what it is', () => {
    expect(articleNumber('0306406153')).toBe('306406153');
  });

  test('is missing where there is none', () => {
    expect(articleNumbers({ ean: ' ', isbn: '000', colour: '12345678' })).toEqual([]);
  });
});

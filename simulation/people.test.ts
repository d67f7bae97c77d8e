import { describe, expect, test } from 'vitest';
import { isRefusal } from '../src/kernel/decision.ts';
import { normaliseBankAccount, normaliseMail, normalisePhone } from '../src/entry/normalise.ts';
import { HOMES, People } from './people.ts';
import { Random } from './random.ts';

describe('people of the synthetic market', () => {
  const countries = Object.values(HOMES).map((home) => home.country);

  test.each(countries)('of %s have data that the market takes', (country) => {
    const people = new People(new Random('people'));
    const seen = new Set<string>();
    for (let i = 0; i < 300; i++) {
      const { mail, phone } = people.person(country);
      const checked = [
        normaliseMail(mail),
        normalisePhone(phone, country),
        normaliseBankAccount(people.bankAccount(country), country),
      ];
      expect(checked.filter(isRefusal)).toEqual([]);
      seen.add(mail).add(phone);
    }
    expect(seen.size).toBe(600);
  });
});

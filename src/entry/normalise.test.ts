import { describe, expect, it } from 'vitest';
import { comparableAddress } from './address.ts';
import {
  normaliseBankAccount,
  normaliseCompanyNumber,
  normaliseMail,
  normaliseName,
  normalisePhone,
  normaliseTaxId,
} from './normalise.ts';

const comparable = (outcome: object) => ('comparable' in outcome ? outcome.comparable : outcome);

describe('one spelling for each identity', () => {
  it.each([
    ['0151 234 567 89', 'DE', '+4915123456789'],
    ['+49 (0) 151/23456789', 'DE', '+4915123456789'],
    ['0049-151-23456789', 'FR', '+4915123456789'],
    ['(415) 555-2671', 'US', '+14155552671'],
    ['1 415 555 2671', 'US', '+14155552671'],
    ['06 698 12345', 'IT', '+390669812345'],
    ['(11) 91234-5678', 'BR', '+5511912345678'],
    ['+49 030 1234567', 'FR', '+49301234567'],
    ['+44 (0)20 7946 0000', 'GB', '+442079460000'],
    ['+52 1 55 1234 5678', 'MX', '+525512345678'],
    ['011 49 30 1234567', 'US', '+49301234567'],
  ])('phone %s in %s is %s', (given, country, expected) => {
    expect(comparable(normalisePhone(given, country))).toBe(expected);
  });

  it.each([
    ['five', 'DE'],
    ['+49+151', 'DE'],
    ['12345678', 'ZZ'],
    ['12', 'DE'],
  ])('phone %s in %s is refused', (given, country) => {
    expect(normalisePhone(given, country)).toMatchObject({ refused: 'identity-malformed', field: 'phone' });
  });

  it('mail: case, spaces, what follows a plus and the spelling of the domain do not count; dots do, but for Gmail', () => {
    expect(comparable(normaliseMail(' Ann.Lee+shop@Example.ORG '))).toBe('ann.lee@example.org');
    expect(normaliseMail('Ann.Lee+shop@example.org')).toMatchObject({ value: 'ann.lee+shop@example.org' });
    expect(comparable(normaliseMail('ann@b\u00fccher.example'))).toBe('ann@xn--bcher-kva.example');
    expect(comparable(normaliseMail('A.n.n+1@googlemail.com'))).toBe('ann@gmail.com');
    expect(normaliseMail('ann@example')).toMatchObject({ field: 'mail' });
  });

  it.each([
    ['HRB 012345', 'DE', 'DE:HRB12345'],
    // Cyrillic letters and Persian digits.
    ['\u041dR\u0412 123\u06f45', 'DE', 'DE:HRB12345'],
    ['01234567', 'GB', 'GB:1234567'],
    ['73282932000074', 'FR', 'FR:732829320'],
    ['BE 0403.170.701', 'BE', 'BE:403170701'],
    ['16.727.230/0001-97', 'BR', 'BR:16727230'],
  ])('company number %s in %s is %s', (given, country, expected) => {
    expect(comparable(normaliseCompanyNumber(given, country))).toBe(expected);
  });

  it.each([
    ['FR40303265045', 'FR', 'FR:303265045'],
    ['303265045', 'FR', 'FR:303265045'],
    ['NL004495445B01', 'NL', 'NL:4495445'],
    ['004495445', 'NL', 'NL:4495445'],
  ])('tax number %s in %s is %s', (given, country, expected) => {
    expect(comparable(normaliseTaxId(given, country))).toBe(expected);
  });

  it('IBAN: spaces and case do not count; a wrong digit is refused', () => {
    expect(comparable(normaliseBankAccount('de89 3704 0044 0532 0130 00', 'DE'))).toBe(
      'DE89370400440532013000',
    );
    expect(normaliseBankAccount('DE88 3704 0044 0532 0130 00', 'DE')).toMatchObject({
      field: 'payout-account',
    });
    expect(normaliseBankAccount('0532013000', 'DE')).toMatchObject({ field: 'payout-account' });
    // A payment provider's account: no IBAN, and its case counts.
    const connected = { connectedAccounts: true };
    expect(comparable(normaliseBankAccount(' acct_1AbCdEfGhIjKlMn ', 'DE', connected))).toBe(
      'acct_1AbCdEfGhIjKlMn',
    );
    // It would hide which bank account is behind it, where no provider vouches for that.
    for (const country of ['DE', 'US'])
      expect(normaliseBankAccount(' acct_1AbCdEfGhIjKlMn ', country)).toMatchObject({
        refused: 'identity-malformed',
        facts: { mend: 'providerAccount' },
      });
    expect(comparable(normaliseBankAccount('021000021-123456789', 'US'))).toBe('US:021000021123456789');
    expect(normaliseBankAccount('032180000118359710', 'MX')).toMatchObject({ field: 'payout-account' });
    expect(comparable(normaliseBankAccount('032180000118359719', 'MX'))).toBe('MX:032180000118359719');
  });

  it('tax numbers: with and without the VAT prefix are the same; a wrong checksum is refused', () => {
    expect(comparable(normaliseTaxId('DE 136 695 976', 'DE'))).toBe('DE:136695976');
    expect(comparable(normaliseTaxId('136695976', 'DE'))).toBe('DE:136695976');
    expect(normaliseTaxId('DE136695977', 'DE')).toMatchObject({
      field: 'tax-id',
      facts: { mend: 'vatDigits' },
    });
    expect(comparable(normaliseTaxId('FR40303265045', 'FR'))).toBe('FR:303265045');
    expect(normaliseTaxId('FR40303265046', 'FR')).toMatchObject({ facts: { mend: 'vatDigits' } });
    expect(comparable(normaliseTaxId('EL 094259216', 'GR'))).toBe('GR:94259216');
    expect(comparable(normaliseTaxId('390.533.447-05', 'BR'))).toBe('BR:39053344705');
    expect(normaliseTaxId('390.533.447-06', 'BR')).toMatchObject({ field: 'tax-id' });
    expect(comparable(normaliseTaxId('GB 980780684', 'GB'))).toBe('GB:980780684');
    expect(comparable(normaliseTaxId('950-70-1234', 'US'))).toBe('US:950701234');
    expect(comparable(normaliseTaxId('AB-123456', 'ZZ'))).toBe('ZZ:AB123456');
  });

  it('company numbers are checked where the register is known', () => {
    expect(comparable(normaliseCompanyNumber('11.222.333/0001-81', 'BR'))).toBe('BR:11222333');
    expect(normaliseCompanyNumber('11.222.333/0001-82', 'BR')).toMatchObject({ field: 'company-number' });
    expect(comparable(normaliseCompanyNumber('HRB 12345 B', 'DE'))).toBe('DE:HRB12345B');
  });

  it('addresses: short forms, accents, case and punctuation do not count', () => {
    const a = { line1: 'Hauptstraße 5, Apt. 2', postalCode: '10115', city: 'Berlin', country: 'DE' };
    const b = {
      line1: 'HAUPTSTR. 5',
      line2: 'apartment 2',
      postalCode: '10115',
      city: 'berlin',
      country: 'DE',
    };
    expect(comparableAddress(a)).toBe(comparableAddress(b));
    expect(comparableAddress(a)).not.toBe(comparableAddress({ ...a, line1: 'Hauptstraße 6' }));
  });

  it('names need a letter; invisible characters do not count', () => {
    expect(comparable(normaliseName('Acme\u200b  GmbH'))).toBe('acme gmbh');
    expect(normaliseName('…')).toMatchObject({ field: 'legal-name' });
  });
});

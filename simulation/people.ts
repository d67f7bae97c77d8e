import type { PostalAddress } from '../src/entry/address.ts';
import type { Currency } from '../src/kernel/money.ts';
import type { IdentityInput } from '../src/processes/identity-values.ts';
import type { Country } from './calendar.ts';
import { NAMES, PLACES, type Script } from './names.ts';
import type { Random } from './random.ts';

/** Where somebody lives and trades. */
export interface Home {
  readonly country: Country;
  readonly currency: Currency;
  /** BCP 47, of their mother tongue. */
  readonly language: string;
  /** In which of our texts they write. */
  readonly script: Script;
}

export const HOMES: Readonly<Record<Country, Home>> = {
  DE: { country: 'DE', currency: 'EUR', language: 'de-DE', script: 'de' },
  FR: { country: 'FR', currency: 'EUR', language: 'fr-FR', script: 'en' },
  PL: { country: 'PL', currency: 'PLN', language: 'pl-PL', script: 'en' },
  GB: { country: 'GB', currency: 'GBP', language: 'en-GB', script: 'en' },
  US: { country: 'US', currency: 'USD', language: 'en-US', script: 'en' },
  BR: { country: 'BR', currency: 'BRL', language: 'pt-BR', script: 'pt' },
  CN: { country: 'CN', currency: 'CNY', language: 'zh-CN', script: 'en' },
};

/** Rough value of a euro, for prices that look right; nothing is converted by it. */
export const PER_EURO: Readonly<Record<Currency, number>> = {
  EUR: 1,
  USD: 1.1,
  GBP: 0.86,
  BRL: 6,
  CNY: 7.8,
  JPY: 165,
  MXN: 20,
  PLN: 4.3,
};

export interface Person {
  readonly name: string;
  readonly mail: string;
  readonly phone: string;
  readonly address: PostalAddress;
}

/** Makes people who do not exist: reserved mail domains, phone numbers set aside for fiction where there are any. */
export class People {
  private readonly random: Random;
  private readonly mails = new Set<string>();
  private made = 0;

  constructor(random: Random) {
    this.random = random;
  }

  person(country: Country): Person {
    const { random } = this;
    const { given, family, order } = NAMES[country];
    const first = random.pick(given);
    const last = random.pick(family);
    this.made += 1;
    return {
      name: order === 'family-first' ? `${last} ${first}` : `${first} ${last}`,
      mail: this.mail(`${plain(first)}.${plain(last)}`),
      phone: phone(country, this.made),
      address: this.address(country),
    };
  }

  address(country: Country): PostalAddress {
    const { random } = this;
    const place = random.pick(PLACES[country]);
    const street = random.pick(place.streets);
    const number = random.int(1, 180);
    const line1 = country === 'DE' || country === 'PL' ? `${street} ${number}` : `${number} ${street}`;
    const { city, postalCode, region } = place;
    return { line1, postalCode, city, ...(region === undefined ? {} : { region }), country };
  }

  bankAccount(country: Country): string {
    const digits = (count: number) => Array.from({ length: count }, () => this.random.int(0, 9)).join('');
    switch (country) {
      case 'DE':
        return iban('DE', `${this.random.int(1, 8)}${digits(17)}`);
      case 'FR': {
        const bank = digits(10);
        const account = digits(11);
        return iban('FR', `${bank}${account}${ribKey(bank, account)}`);
      }
      case 'GB':
        return iban('GB', `CACA${digits(14)}`);
      case 'PL': {
        const branch = digits(7);
        return iban('PL', `${branch}${polishCheck(branch)}${digits(16)}`);
      }
      case 'US':
      case 'BR':
        return `0${digits(16)}`;
      case 'CN':
        return `62${digits(17)}`;
      default:
        return country satisfies never;
    }
  }

  private mail(name: string): string {
    const domain = this.random.pick(['example.org', 'example.com', 'example.net']);
    for (let n = 1; ; n++) {
      const mail = `${name}${n === 1 ? '' : n}@${domain}`;
      if (this.mails.has(mail)) continue;
      this.mails.add(mail);
      return mail;
    }
  }
}

export function identityOf(person: Person): IdentityInput {
  return { legalName: person.name, mail: person.mail, phone: person.phone, address: person.address };
}

function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase();
}

/** In international form, different for each `n`. */
function phone(country: Country, n: number): string {
  const tail = (digits: number) => String(n % 10 ** digits).padStart(digits, '0');
  switch (country) {
    // Ranges for fiction, longer than they are so that they suffice: Bundesnetzagentur, Arcep, Ofcom, NANPA.
    case 'DE':
      return `+49 30 23125 ${tail(5)}`;
    case 'FR':
      return `+33 1 9900 ${tail(5)}`;
    case 'GB':
      return `+44 20 7946 ${tail(5)}`;
    case 'US':
      return `+1 ${200 + (n % 700)} 555 0${tail(3)}`;
    case 'PL':
      return `+48 00 ${tail(7)}`;
    case 'BR':
      return `+55 00 9000 ${tail(5)}`;
    case 'CN':
      return `+86 100 0000 ${tail(5)}`;
    default:
      return country satisfies never;
  }
}

/** ISO 13616: check digits are 98 less the number modulo 97, letters counted from A = 10. */
function iban(country: string, bban: string): string {
  const digits = `${bban}${country}00`.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return `${country}${String(98n - (BigInt(digits) % 97n)).padStart(2, '0')}${bban}`;
}

/** French RIB key: 97 less (89 bank + 15 branch + 3 account) modulo 97. */
function ribKey(bankAndBranch: string, account: string): string {
  const bank = Number(bankAndBranch.slice(0, 5));
  const branch = Number(bankAndBranch.slice(5));
  return String(97 - ((89 * bank + 15 * branch + 3 * Number(account)) % 97)).padStart(2, '0');
}

/** Check digit of a Polish bank branch number, weights 3 9 7 1 repeated. */
function polishCheck(branch: string): number {
  const sum = Array.from(branch).reduce((s, d, i) => s + Number(d) * ([3, 9, 7, 1][i % 4] ?? 0), 0);
  return (10 - (sum % 10)) % 10;
}

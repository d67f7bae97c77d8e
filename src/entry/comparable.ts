import { CALLING_CODES, KEEPS_TRUNK_ZERO } from './calling-codes.ts';

/*
 * What the ways of writing one identity have in common, for comparing only. A match holds an account until a person has
 * looked, so that a false one costs a look, and a missed one lets a barred seller back in.
 */

/** Subaddresses lead to the same mailbox nearly everywhere, dots count nowhere at Gmail, and a domain has two spellings. */
export function comparableMail(mail: string): string {
  const at = mail.lastIndexOf('@');
  const written = mail.slice(at + 1);
  const domain = URL.parse(`http://${written}`)?.hostname ?? written;
  const local = mail.slice(0, at).replace(/(?<=.)\+.*$/, '');
  return GMAIL.has(domain) ? `${local.replaceAll('.', '')}@gmail.com` : `${local}@${domain}`;
}

const GMAIL: ReadonlySet<string> = new Set(['gmail.com', 'googlemail.com']);

const CODES: ReadonlySet<string> = new Set(CALLING_CODES.values());
const CODES_WITH_ZERO: ReadonlySet<string> = new Set(
  [...KEEPS_TRUNK_ZERO].flatMap((country) => CALLING_CODES.get(country) ?? []),
);

/** Digits after the `+`, without the prefix that is dialled at home only: `49 030 ...` is `49 30 ...`. */
export function withoutTrunk(digits: string): string {
  const code = [1, 2, 3].map((n) => digits.slice(0, n)).find((c) => CODES.has(c));
  if (code === undefined || CODES_WITH_ZERO.has(code)) return digits;
  const number = digits.slice(code.length).replace(/^0+/, '');
  // Ten digits in North America and Mexico, where the 1 before them is dialled or was.
  const isLong = (code === '1' || code === '52') && number.length === 11 && number.startsWith('1');
  return `${code}${isLong ? number.slice(1) : number}`;
}

/** Digits that can be a whole number with its calling code; `undefined` for those that can't. */
export function withCallingCode(digits: string): string | undefined {
  const isLongEnough = digits.length >= 9 && digits.length <= 15;
  return isLongEnough && [1, 2, 3].some((n) => CODES.has(digits.slice(0, n))) ? digits : undefined;
}

/** The routing number of a bank in the US before the account, where it was written behind it. */
export function routingFirst(number: string): string | undefined {
  const routing = number.slice(-9);
  const isRouting = number.length > 9 && /^\d{9}$/.test(routing) && abaSum(routing) % 10 === 0;
  return isRouting ? routing + number.slice(0, -9) : undefined;
}

function abaSum(digits: string): number {
  return Array.from(digits).reduce((sum, digit, i) => sum + Number(digit) * ([3, 7, 1][i % 3] ?? 0), 0);
}

/** The company itself, without the number of a branch, leading zeros, and letters that only look Latin. */
export function comparableCompany(value: string, country: string): string {
  const number = inLatin(value).replace(new RegExp(`^${country}(?=\\d)`), '');
  if (country === 'FR' && /^\d{14}$/.test(number)) return plain(number.slice(0, 9));
  if (country === 'BR' && /^[A-Z\d]{12}\d\d$/.test(number)) return plain(number.slice(0, 8));
  return plain(number);
}

/** The taxpayer, whether as a tax or as a VAT number. */
export function comparableTax(bare: string, country: string): string {
  const number = inLatin(bare);
  if (country === 'FR' && /^[A-Z\d]{2}\d{9}$/.test(number)) return plain(number.slice(2));
  if (country === 'NL') return plain(number.replace(/B\d\d$/, ''));
  return plain(number);
}

/** What an IBAN and the national number have in common, where both may be given. */
export function comparableIban(iban: string): string {
  const country = iban.slice(0, 2);
  const national = iban.slice(4);
  return `${country}:${country === 'GB' ? national.replace(/^[A-Z]{4}/, '') : national}`;
}

function plain(number: string): string {
  return number.replaceAll(/(?<!\d)0+(?=\d)/g, '');
}

/** Cyrillic and Greek capitals, and the Latin ones that they look like. */
const FOREIGN = 'АВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧ';
const LATIN = 'ABEKMHOPCTYXIJSABEZHIKMNOPTYX';

function inLatin(text: string): string {
  return text.replaceAll(/[\p{L}\p{Nd}]/gu, (c) => {
    const known = FOREIGN.indexOf(c);
    if (known !== -1) return LATIN.charAt(known);
    return /\p{Nd}/u.test(c) ? digitOf(c) : c;
  });
}

/** Digits of each script stand in a row, from nought to nine. */
function digitOf(character: string): string {
  let code = character.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - 1))) {
    code -= 1;
    value += 1;
  }
  return String(value);
}

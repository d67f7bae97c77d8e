import { electronicFormatIBAN, isValidIBAN } from 'ibantools';
import { checkVAT, countries as vatCountries } from 'jsvat-next';
import { entityValidators, personValidators, stdnum } from 'stdnum';
import { refuse, type Refusal } from '../kernel/decision.ts';
import { comparableAddress, type PostalAddress } from './address.ts';
import { CALLING_CODES, KEEPS_TRUNK_ZERO } from './calling-codes.ts';
import {
  comparableCompany,
  comparableIban,
  comparableMail,
  comparableTax,
  routingFirst,
  withCallingCode,
  withoutTrunk,
} from './comparable.ts';

/** `value` is kept for reading, `comparable` is what marks are made of: equal exactly when they mean the same. */
export interface Normalised {
  readonly value: string;
  readonly comparable: string;
  /**
   * What counts as well, where it differs: what marks were made of when less counted as the same, which are still matched,
   * or the second way in which the same digits can be read.
   */
  readonly earlier?: string;
}

function spelled(value: string, comparable: string, earlier: string): Normalised {
  return earlier === comparable ? { value, comparable } : { value, comparable, earlier };
}

type Outcome = Normalised | Refusal<'identity-malformed'>;

/** What is wrong with a value: a stable name, for those who say it in another language; one word, as message formats choose by. */
export type Mend =
  | 'name'
  | 'mail'
  | 'phoneCharacters'
  | 'phoneCountry'
  | 'phoneLength'
  | 'street'
  | 'companyLength'
  | 'companyDigits'
  | 'taxLength'
  | 'taxDigits'
  | 'vatDigits'
  | 'ibanDigits'
  | 'ibanOnly'
  | 'accountForm'
  | 'clabeDigits'
  | 'providerAccount';

function malformed(field: string, mend: Mend, why: string): Refusal<'identity-malformed'> {
  return refuse('identity-malformed', why, { field, facts: { mend } });
}

/** Compatibility forms, spaces and invisible characters differ on paper and mean the same. */
function tidy(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\p{Cc}]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function alphanumeric(text: string): string {
  return tidy(text)
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

export function normaliseName(given: string): Outcome {
  const value = tidy(given);
  if (!/\p{L}/u.test(value)) return malformed('legal-name', 'name', 'Write the name as it is registered.');
  return { value, comparable: value.toLowerCase() };
}

export function normaliseMail(given: string): Outcome {
  const value = tidy(given).toLowerCase();
  if (!/^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/.test(value) || value.length > 254)
    return malformed('mail', 'mail', 'Write a mail address such as name@example.org.');
  return spelled(value, comparableMail(value), value);
}

/** E.164 where it can be told: `+4915112345678`; as typed, if a 0 stands behind the calling code. A national number takes the calling code of the party's country. */
export function normalisePhone(given: string, country: string): Outcome {
  const text = tidy(given).replace('(0)', '');
  const digits = text.replaceAll(/\D/g, '');
  if (/[^\d\s+()./-]/.test(text) || text.lastIndexOf('+') > 0)
    return malformed('phone', 'phoneCharacters', 'A phone number has only digits, spaces and + ( ) - . /');
  const value = internationalPhone(text, digits, country);
  if (!value)
    return malformed('phone', 'phoneCountry', 'Write the phone number with + and the code of its country.');
  if (!/^\+[1-9]\d{6,14}$/.test(value))
    return malformed('phone', 'phoneLength', 'A phone number has 7 to 15 digits, the country code included.');
  const comparable = `+${withoutTrunk(value.slice(1))}`;
  if (isDialledAbroad(text, digits, country)) return spelled(value, comparable, `+1${digits.slice(1)}`);
  // Written without a + it may have the code of its country already: 49 30 1234567 is +49 30 1234567 as well. Not where
  // the number was compared by another spelling before: that of a barred party is only known by it.
  const isOneNow = value === comparable && !/^[+0]/.test(text);
  const abroad = isOneNow ? withCallingCode(digits) : undefined;
  return spelled(value, comparable, abroad ? `+${withoutTrunk(abroad)}` : value);
}

function internationalPhone(text: string, digits: string, country: string): string | undefined {
  if (text.startsWith('+')) return `+${digits}`;
  const code = CALLING_CODES.get(country);
  if (digits.startsWith('00')) return `+${digits.slice(2)}`;
  if (isDialledAbroad(text, digits, country)) return `+${digits.slice(3)}`;
  if (code === undefined) return undefined;
  if (code === '1' && digits.length === 11 && digits.startsWith('1')) return `+${digits}`;
  return `+${code}${KEEPS_TRUNK_ZERO.has(country) ? digits : digits.replace(/^0/, '')}`;
}

/** 011 is what North America dials before a number abroad. */
function isDialledAbroad(text: string, digits: string, country: string): boolean {
  return !text.startsWith('+') && digits.startsWith('011') && CALLING_CODES.get(country) === '1';
}

export function normaliseAddress(given: PostalAddress): Outcome {
  const value = JSON.stringify(given);
  if (!/[\p{L}\p{N}]/u.test(given.line1)) return malformed('address', 'street', 'Write street and number.');
  return { value, comparable: comparableAddress(given) };
}

/** Registers whose numbers `stdnum` can check. Where a country is missing, any register number is taken as it is. */
const COMPANY_REGISTERS: Readonly<Record<string, readonly string[]>> = {
  AT: ['businessid'],
  AU: ['abn', 'acn'],
  BE: ['vat'],
  BR: ['cnpj'],
  CH: ['uid'],
  CN: ['uscc'],
  DK: ['cvr'],
  FI: ['ytunnus'],
  FR: ['siren', 'siret'],
  JP: ['cn'],
  NO: ['orgnr'],
  PL: ['regon', 'nip'],
  SE: ['orgnr'],
};

export function normaliseCompanyNumber(given: string, country: string): Outcome {
  const value = alphanumeric(given);
  if (value.length < 3 || value.length > 40)
    return malformed(
      'company-number',
      'companyLength',
      'Write the number under which the company is registered.',
    );
  const registers = COMPANY_REGISTERS[country];
  const valid = registers?.some((r) => stdnum[country]?.[r]?.validate(value).isValid) ?? true;
  if (!valid)
    return malformed(
      'company-number',
      'companyDigits',
      `That is no number of a company register of ${country}; check its digits.`,
    );
  return spelled(value, `${country}:${comparableCompany(value, country)}`, `${country}:${value}`);
}

/** A tax or VAT number of a person or a company, checked where the checksum of the country is known. */
export function normaliseTaxId(given: string, country: string): Outcome {
  const value = alphanumeric(given);
  if (value.length < 5 || value.length > 30) return malformed('tax-id', 'taxLength', 'Write the tax number.');
  if (isWrongVatNumber(value, country))
    return malformed('tax-id', 'vatDigits', `That is no VAT number of ${country}; check its digits.`);
  const bare = value.replace(VAT_PREFIX[country] ?? new RegExp(`^${country}`), '');
  const validators = [...(entityValidators[country] ?? []), ...(personValidators[country] ?? [])];
  const valid =
    validators.length === 0 ||
    validators.some((v) => v.validate(value).isValid || v.validate(bare).isValid) ||
    (country === 'US' && ITIN.test(bare));
  if (!valid)
    return malformed('tax-id', 'taxDigits', `That is no tax number of ${country}; check its digits.`);
  return spelled(value, `${country}:${comparableTax(bare, country)}`, `${country}:${bare}`);
}

/** Written with its country's letters in front it means to be a VAT number, and is judged as one (VIES formats and checksums). */
function isWrongVatNumber(value: string, country: string): boolean {
  if (!IBAN_ONLY.has(country) || !(VAT_PREFIX[country] ?? new RegExp(`^${country}`)).test(value))
    return false;
  // A Bulgarian or Dutch number of persons has forms that VIES does not know: only what it knows can be wrong.
  const checked = checkVAT(value, vatCountries);
  return checked.isValidFormat && !checked.isValid;
}

/** VAT numbers do not always begin with the country's ISO code. */
const VAT_PREFIX: Readonly<Record<string, RegExp>> = { GR: /^(EL|GR)/, GB: /^(GB|XI)/ };
/** Individual Taxpayer Identification Numbers (IRS), which `stdnum` takes for bad social security numbers. */
const ITIN = /^9\d\d(5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}$/;

/** An account at a payment provider, which holds the bank account itself; its case counts. */
const CONNECTED_ACCOUNT = /^acct_[A-Za-z0-9]{8,40}$/;

/**
 * An IBAN in electronic format; elsewhere the national number, with a checksum where there is one (CLABE). An account id
 * of a payment provider only where one is configured that has such accounts: it hides the bank account behind it, and
 * with it a link to a barred party.
 */
export function normaliseBankAccount(
  given: string,
  country: string,
  { connectedAccounts = false }: { readonly connectedAccounts?: boolean | undefined } = {},
): Outcome {
  const connected = given.trim();
  if (connectedAccounts && CONNECTED_ACCOUNT.test(connected))
    return { value: connected, comparable: connected };
  const value = alphanumeric(given);
  const field = 'payout-account';
  if (connected.startsWith('acct_'))
    return malformed(field, 'providerAccount', 'Give the bank account itself, not an account at a provider.');
  if (/^[A-Z]{2}\d{2}/.test(value)) {
    const iban = electronicFormatIBAN(value);
    if (!iban || !isValidIBAN(iban))
      return malformed(field, 'ibanDigits', 'That IBAN is not right; check its digits.');
    // Elsewhere the same account may be given by its national number.
    return spelled(iban, IBAN_ONLY.has(iban.slice(0, 2)) ? iban : comparableIban(iban), iban);
  }
  if (IBAN_ONLY.has(country))
    return malformed(field, 'ibanOnly', `An account in ${country} is given as an IBAN.`);
  if (!/^[A-Z0-9]{5,34}$/.test(value))
    return malformed(field, 'accountForm', 'Write the account number with its bank code.');
  if (country === 'MX' && !stdnum['MX']?.['clabe']?.validate(value).isValid)
    return malformed(field, 'clabeDigits', 'That CLABE is not right; check its digits.');
  const swapped = country === 'US' ? routingFirst(value) : undefined;
  return spelled(value, `${country}:${value}`, `${country}:${swapped ?? value}`);
}

/** SEPA countries of our markets: nobody there is paid by anything else (Regulation (EU) 260/2012). */
const IBAN_ONLY: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

export function normaliseDevice(given: string): Normalised {
  return { value: tidy(given), comparable: tidy(given) };
}

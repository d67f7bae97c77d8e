import type { PostalAddress } from '../entry/address.ts';
import {
  normaliseAddress,
  normaliseBankAccount,
  normaliseCompanyNumber,
  normaliseDevice,
  normaliseMail,
  normaliseName,
  normalisePhone,
  normaliseTaxId,
  type Normalised,
} from '../entry/normalise.ts';
import { isRefusal, type Refusal } from '../kernel/decision.ts';
import type { PartyId, UploadId } from '../kernel/ids.ts';
import type { Unit } from '../kernel/unit.ts';
import type { GivenFact } from '../market/parties/decide.ts';
import type { IdentityField, Mark, Spelt } from '../market/parties/party.ts';
import type { IdentityMark } from '../rulebook/trade.ts';

/** What a party tells about itself, as typed. */
export interface IdentityInput {
  readonly legalName?: string | undefined;
  readonly companyNumber?: string | undefined;
  readonly taxId?: string | undefined;
  readonly mail?: string | undefined;
  readonly phone?: string | undefined;
  readonly address?: PostalAddress | undefined;
  /** A file of the party's own that shows who it is (DSA art. 30(1)(b)). */
  readonly document?: UploadId | undefined;
}

/** The names of the same data in the API and in the rulebook. */
export const FIELD_OF: Readonly<Record<keyof IdentityInput, IdentityField>> = {
  legalName: 'legal-name',
  companyNumber: 'company-number',
  taxId: 'tax-id',
  mail: 'mail',
  phone: 'phone',
  address: 'address',
  document: 'document',
};

function speltOf(unit: Pick<Unit, 'commit'>, kind: IdentityMark, value: Normalised): Spelt {
  const markOf = (text: string): Mark => `${kind}:${unit.commit(kind, text)}`;
  const mark = markOf(value.comparable);
  return value.earlier === undefined ? { mark } : { mark, earlier: markOf(value.earlier) };
}

/** Checks all values first and keeps none if one is malformed; `field` of the refusal is `identity.<name>`. */
export function keepIdentity(
  unit: Unit,
  party: PartyId,
  country: string,
  input: IdentityInput,
): readonly GivenFact[] | Refusal {
  const normalised: { readonly name: keyof IdentityInput; readonly outcome: Normalised }[] = [];
  for (const name of Object.keys(FIELD_OF) as (keyof IdentityInput)[]) {
    const outcome = normalise(name, input, country);
    if (outcome === undefined) continue;
    if (isRefusal(outcome)) return { ...outcome, field: `identity.${name}` };
    normalised.push({ name, outcome });
  }
  return normalised.map(({ name, outcome }) => {
    const field = FIELD_OF[name];
    const value = unit.keep({ party, kind: field, value: outcome.value });
    return field === 'legal-name' || field === 'document'
      ? { field, value }
      : { field, value, ...speltOf(unit, field, outcome) };
  });
}

function normalise(
  name: keyof IdentityInput,
  input: IdentityInput,
  country: string,
): Normalised | Refusal | undefined {
  if (name === 'address') return input.address && normaliseAddress(input.address);
  const given = input[name];
  if (given === undefined) return undefined;
  switch (name) {
    case 'legalName':
      return normaliseName(given);
    case 'companyNumber':
      return normaliseCompanyNumber(given, country);
    case 'taxId':
      return normaliseTaxId(given, country);
    case 'mail':
      return normaliseMail(given);
    case 'phone':
      return normalisePhone(given, country);
    case 'document':
      return { value: given, comparable: given };
    default:
      return name satisfies never;
  }
}

/** The country is the party's: it says what an account without an IBAN can look like. */
export function keepBankAccount(
  unit: Unit,
  party: PartyId,
  where: { readonly country: string; readonly connectedAccounts?: boolean | undefined },
  given: string,
): (Spelt & { readonly account: GivenFact['value'] }) | Refusal {
  const outcome = normaliseBankAccount(given, where.country, where);
  if (isRefusal(outcome)) return { ...outcome, field: 'payoutAccount' };
  const account = unit.keep({ party, kind: 'bank-account', value: outcome.value });
  return { account, ...speltOf(unit, 'bank-account', outcome) };
}

/** A sign-in address is kept by the sign-in account; here it is only compared. `undefined` for what is no address. */
export function mailMark(unit: Pick<Unit, 'commit'>, given: string): Spelt | undefined {
  const outcome = normaliseMail(given);
  return isRefusal(outcome) ? undefined : speltOf(unit, 'mail', outcome);
}

/** A device is only ever compared: its name is not kept. */
export function deviceMark(unit: Unit, given: string): Mark {
  return speltOf(unit, 'device', normaliseDevice(given)).mark;
}

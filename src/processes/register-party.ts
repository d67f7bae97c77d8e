import type { StaffRole } from '../door/actor.ts';
import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { PartyId } from '../kernel/ids.ts';
import type { Currency } from '../kernel/money.ts';
import { DAY_MS } from '../kernel/time.ts';
import type { GivenFact } from '../market/parties/decide.ts';
import { spellings } from '../market/parties/mark.ts';
import { parties, type PartyEvent, type PartyName } from '../market/parties/party.ts';
import { standings, type PartyKind } from '../standing/standing.ts';
import { checkMarks, holdIfLinked, refuseBarred } from './identity-links.ts';
import {
  deviceMark,
  type IdentityInput,
  keepBankAccount,
  keepIdentity,
  mailMark,
} from './identity-values.ts';
import type { World } from './world.ts';

export interface RegisterPartyInput {
  readonly kind: 'seller' | 'buyer';
  /** A seller's public shop name; a buyer's own name. */
  readonly name: string;
  /** A seller's public description of the shop. */
  readonly about?: string | undefined;
  /** ISO 3166 alpha-2. */
  readonly country: string;
  /** BCP 47. */
  readonly language: string;
  /** What a seller is paid out in and a buyer sees first. */
  readonly currency: Currency;
  /** The version that was read and accepted: must be the one in force. */
  readonly termsVersion: string;
  /** Id of the sign-in account; one has at most one party. */
  readonly login?: string | undefined;
  /** Its address, which may differ from the contact address that is told. */
  readonly loginMail?: string | undefined;
  readonly identity: IdentityInput;
  readonly payoutAccount?: string | undefined;
  /** The payment provider has accounts of its own that may be named instead of a bank account. */
  readonly connectedAccounts?: boolean | undefined;
  /** What a returning device would be recognised by. Only compared, never kept. */
  readonly device?: string | undefined;
}

export interface Registered {
  readonly partyId: PartyId;
  /** Linked to a barred party: may buy, but trade waits for a reviewer. */
  readonly held: boolean;
}

/**
 * Opens a party with its standing. Refuses `terms-outdated`, `login-taken`, `identity-malformed`
 * and `identity-used-too-often`. An account that shares telling marks with a barred one is
 * registered and held for review in the same unit. What a seller leaves out is asked for, with a deadline.
 */
export async function registerParty(world: World, input: RegisterPartyInput): Promise<Registered | Refusal> {
  const { unit, rulebook } = world;
  const refused = checkTerms(world, input) ?? checkPayoutAccount(input);
  if (refused) return refused;
  const taken = await claimLogin(world, input.login);
  if (taken) return taken;

  const partyId: PartyId = unit.ids.next('pty');
  const facts = keepIdentity(unit, partyId, input.country, input.identity);
  if (isRefusal(facts)) return facts;
  const payout =
    input.payoutAccount === undefined
      ? undefined
      : keepBankAccount(
          unit,
          partyId,
          { country: input.country, connectedAccounts: input.connectedAccounts },
          input.payoutAccount,
        );
  if (isRefusal(payout)) return payout;
  const device = input.device === undefined ? undefined : deviceMark(unit, input.device);
  const told = facts.flatMap(spellings);
  const signIn = input.loginMail === undefined ? undefined : mailMark(unit, input.loginMail);
  const seen = signIn && spellings(signIn).some((m) => !told.includes(m)) ? [signIn] : [];
  const values = [...facts, ...seen, ...(payout ? [payout] : []), ...(device ? [{ mark: device }] : [])];
  const crowded = await checkMarks(world, partyId, values);
  if (crowded) return crowded;

  const at = unit.now;
  const { kind, country, language, currency, login = null } = input;
  const name = nameOf(world, partyId, input);
  open(world, partyId, kind, [
    { type: 'PartyRegistered', at, kind, name, country, language, currency, login },
    ...(input.about === undefined ? [] : [{ type: 'ProfileChanged', at, about: input.about } as const]),
    { type: 'TermsAccepted', at, version: rulebook.terms.version },
    ...facts.map((fact: GivenFact) => ({ type: 'IdentityGiven', at, ...fact }) as const),
    ...askedOf(world, kind, facts),
    ...(payout ? [{ type: 'PayoutAccountChanged', at, ...payout } as const] : []),
    ...seen.map((spelt) => ({ type: 'SignInMailSeen', at, ...spelt }) as const),
    ...(device ? [{ type: 'DeviceSeen', at, mark: device } as const] : []),
  ]);
  return { partyId, held: await holdIfLinked(world, partyId, values.flatMap(spellings)) };
}

function checkTerms({ rulebook }: World, input: RegisterPartyInput): Refusal | undefined {
  const current = rulebook.terms.version;
  if (input.termsVersion === current) return undefined;
  return refuse('terms-outdated', `The terms in force are version ${current}; read and accept those.`, {
    field: 'termsVersion',
    facts: { current },
  });
}

function checkPayoutAccount(input: RegisterPartyInput): Refusal | undefined {
  if (input.kind === 'seller' || input.payoutAccount === undefined) return undefined;
  return refuse('not-a-seller', 'Only sellers are paid out.', { field: 'payoutAccount' });
}

/** What a new seller still has to tell, and until when. */
function askedOf(
  { unit, rulebook }: World,
  kind: 'seller' | 'buyer',
  facts: readonly GivenFact[],
): readonly PartyEvent[] {
  const { sellerMustGive, giveWithinDays } = rulebook.identity;
  const fields = sellerMustGive.filter((field) => !facts.some((f) => f.field === field));
  if (kind === 'buyer' || fields.length === 0) return [];
  const at = unit.now;
  return [{ type: 'IdentityAsked', at, fields, giveBy: at + giveWithinDays * DAY_MS }];
}

/** Two registrations of one login at the same moment: the fact can be recorded once only. */
export async function claimLogin({ unit }: World, login: string | undefined): Promise<Refusal | undefined> {
  if (login === undefined) return undefined;
  const key = `login:${login}`;
  if ((await unit.knownFacts([key])).size > 0)
    return refuse(
      'login-taken',
      'This sign-in account is registered already. Use another one for another role.',
    );
  unit.recordFact(key);
  return undefined;
}

function nameOf(
  { unit }: World,
  party: PartyId,
  input: Pick<RegisterPartyInput, 'kind' | 'name'>,
): PartyName {
  if (input.kind === 'seller') return { shop: input.name };
  return { person: unit.keep({ party, kind: 'person-name', value: input.name }) };
}

function open({ unit }: World, party: PartyId, kind: PartyKind, events: readonly PartyEvent[]): void {
  unit.append(parties, party, events);
  unit.append(standings, party, [{ type: 'StandingOpened', at: unit.now, party, kind }]);
}

/**
 * Opens the account of a colleague, with roles. `by` of the unit is recorded as who granted them. Refuses
 * `login-taken` and `linked-to-barred`.
 */
export async function registerStaff(
  world: World,
  input: {
    readonly name: string;
    readonly country: string;
    readonly language: string;
    readonly currency: Currency;
    readonly login?: string | undefined;
    /** Its address: by it an account of their own is known that trades, a second one here, and one that is barred. */
    readonly loginMail?: string | undefined;
    readonly roles: readonly StaffRole[];
  },
): Promise<{ readonly partyId: PartyId } | Refusal> {
  const { unit, rulebook } = world;
  const taken = await claimLogin(world, input.login);
  if (taken) return taken;
  const seen = input.loginMail === undefined ? undefined : mailMark(unit, input.loginMail);
  const barred = seen && (await refuseBarred(world, spellings(seen), 'login'));
  if (barred) return barred;
  const partyId: PartyId = unit.ids.next('pty');
  const at = unit.now;
  const { country, language, currency, login = null } = input;
  const name = { person: unit.keep({ party: partyId, kind: 'person-name', value: input.name }) };
  open(world, partyId, 'staff', [
    { type: 'PartyRegistered', at, kind: 'staff', name, country, language, currency, login },
    { type: 'TermsAccepted', at, version: rulebook.terms.version },
    ...(seen ? [{ type: 'SignInMailSeen', at, ...seen } as const] : []),
    ...[...new Set(input.roles)].map((role) => ({ type: 'RoleGranted', at, role, by: unit.by }) as const),
  ]);
  return { partyId };
}

/**
 * Opens a party that trades in an outside shop and is only reported to us: no terms, no identity, no sign-in. Its
 * id is made from the shop's own number, so that a second report finds it. Doing nothing if it exists.
 */
export async function registerOutsideParty(
  world: World,
  input: {
    readonly kind: 'seller' | 'buyer';
    readonly source: string;
    /** The shop's number of the party; a pseudonym, not a name. */
    readonly ref: string;
    readonly country: string;
    readonly language: string;
    readonly currency: Currency;
  },
): Promise<{ readonly partyId: PartyId; readonly isNew: boolean }> {
  const { unit } = world;
  const partyId = outsidePartyId(input.source, input.ref);
  if (await unit.load(parties, partyId)) return { partyId, isNew: false };
  const { kind, country, language, currency } = input;
  // Shops often begin the number with what it is of: `seller-9f4e...` would leave one digit to tell sellers apart by.
  const number = input.ref.startsWith(`${kind}-`) ? input.ref.slice(kind.length + 1) : input.ref;
  const name = { shop: `${input.source} ${kind} ${number.slice(0, 8)}` };
  open(world, partyId, kind, [
    { type: 'PartyRegistered', at: unit.now, kind, name, country, language, currency, login: null },
  ]);
  return { partyId, isNew: true };
}

export function outsidePartyId(source: string, ref: string): PartyId {
  return `pty_${source}_${ref}` as PartyId;
}

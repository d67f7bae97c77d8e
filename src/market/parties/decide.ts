import type { StaffRole } from '../../door/actor.ts';
import { type Decision, refuse } from '../../kernel/decision.ts';
import type { PartyId } from '../../kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import type { Holiday, IdentityField, Kept, Party, PartyEvent, Spelt } from './party.ts';

type PartyDecision = Decision<PartyEvent>;

const MEMBERS_GONE = 'This account was erased.';

export function decideAcceptTerms(
  party: Party,
  command: { readonly at: EpochMs; readonly version: string },
  rulebook: Pick<Rulebook, 'terms'>,
): PartyDecision {
  const current = rulebook.terms.version;
  if (command.version !== current)
    return refuse('terms-outdated', `The terms in force are version ${current}; read and accept those.`, {
      field: 'termsVersion',
      facts: { current },
    });
  if (party.terms.at(-1)?.version === current) return [];
  return [{ type: 'TermsAccepted', at: command.at, version: current }];
}

export function decideChangeProfile(
  party: Party,
  command: Omit<Extract<PartyEvent, { type: 'ProfileChanged' }>, 'type'>,
): PartyDecision {
  if (party.erasure) return refuse('party-erased', MEMBERS_GONE);
  return [{ type: 'ProfileChanged', ...command }];
}

export interface GivenFact extends Partial<Spelt> {
  readonly field: IdentityField;
  readonly value: Commitment;
}

/** What is given again unchanged keeps its verification; anything else has to be verified anew. */
export function decideGiveIdentity(
  party: Party,
  command: { readonly at: EpochMs; readonly facts: readonly GivenFact[] },
): PartyDecision {
  if (party.erasure) return refuse('party-erased', MEMBERS_GONE);
  const events = command.facts
    .filter((fact) => party.identity[fact.field]?.value !== fact.value)
    .map((fact): PartyEvent => ({ type: 'IdentityGiven', at: command.at, ...fact }));
  return events.length > 0 ? [...events, ...certifiedBy(party, command.at)] : [];
}

/** `seen` is the value that the member of staff had before them: a change meanwhile is not verified unseen. */
export function decideJudgeIdentity(
  party: Party,
  command: {
    readonly at: EpochMs;
    readonly by: PartyId;
    readonly field: IdentityField;
    readonly seen: Commitment;
    /** Absent: found right. */
    readonly wrong?: string;
  },
  rulebook: Pick<Rulebook, 'identity'>,
): PartyDecision {
  const { at, by, field, wrong } = command;
  const fact = party.identity[field];
  if (!fact) return refuse('identity-not-given', `This party has not given: ${field}.`, { field: 'field' });
  if (fact.value !== command.seen)
    return refuse('identity-changed', 'The value was changed since you read it; look at it again.');
  if (wrong === undefined) return fact.verified ? [] : [{ type: 'IdentityVerified', at, field, by }];
  const correctBy = at + rulebook.identity.correctWithinDays * DAY_MS;
  return [{ type: 'IdentityRejected', at, field, by, why: wrong, correctBy }];
}

/**
 * A trader's identification document, where a person can't verify the rest by numbers and registers. Refused while
 * another question is open; nothing where the document is there or asked for.
 */
export function decideAskDocument(
  party: Party,
  command: { readonly at: EpochMs },
  rulebook: Pick<Rulebook, 'identity'>,
): PartyDecision {
  const { at } = command;
  if (party.erasure) return refuse('party-erased', MEMBERS_GONE);
  if (party.kind !== 'seller') return refuse('not-a-seller', 'Only sellers are asked who they are.');
  if (party.identity.document || party.asked?.fields.includes('document')) return [];
  if (party.asked)
    return refuse('identity-missing', 'This seller was asked for other data, and has yet to give them.', {
      facts: { fields: party.asked.fields.join(', ') },
    });
  const giveBy = at + rulebook.identity.giveWithinDays * DAY_MS;
  return [{ type: 'IdentityAsked', at, fields: ['document'], giveBy, because: 'to-verify' }];
}

/** What a seller of this country has to tell before offering anything, and has not. */
export function missingBeforeSelling(
  party: Pick<Party, 'country' | 'identity'>,
  rulebook: Pick<Rulebook, 'identity'>,
): readonly IdentityField[] {
  const { sellerMustGive, giveBeforeSellingIn } = rulebook.identity;
  if (!giveBeforeSellingIn.includes(party.country)) return [];
  return sellerMustGive.filter((field) => !party.identity[field]);
}

/** Everything that the rulebook asks a seller for was seen by a person and found right. */
export function isIdentityVerified(party: Party, rulebook: Pick<Rulebook, 'identity'>): boolean {
  return rulebook.identity.sellerMustGive.every((field) => party.identity[field]?.verified === true);
}

export function decidePayoutAccount(
  party: Party,
  command: Spelt & { readonly at: EpochMs; readonly account: Commitment },
): PartyDecision {
  if (party.erasure) return refuse('party-erased', MEMBERS_GONE);
  if (party.kind !== 'seller') return refuse('not-a-seller', 'Only sellers are paid out.');
  if (party.payoutAccount?.account === command.account) return [];
  return [{ type: 'PayoutAccountChanged', ...command }, ...certifiedBy(party, command.at)];
}

/** Who changes what has changed has answered: the rest is as it was. */
function certifiedBy({ certificate }: Party, at: EpochMs): readonly PartyEvent[] {
  return certificate?.asked ? [{ type: 'InformationCertified', at, changed: true }] : [];
}

/** First and last day, both included, at midnight UTC. A declared holiday stays declared: orders rely on it. */
export function decideDeclareHoliday(
  party: Party,
  command: { readonly at: EpochMs; readonly from: EpochMs; readonly to: EpochMs },
  rulebook: Pick<Rulebook, 'holidays'>,
): PartyDecision {
  const { at, from, to } = command;
  if (party.kind !== 'seller') return refuse('not-a-seller', 'Only sellers declare holidays.');
  if (to < from)
    return refuse('holiday-empty', 'The last day must not be before the first.', { field: 'to' });
  if (from <= at) return refuse('holiday-past', 'A holiday is declared before it begins.', { field: 'from' });
  if (party.holidays.some((h) => h.from <= to && from <= h.to))
    return refuse('holiday-overlaps', 'These days overlap a holiday that is declared already.', {
      field: 'from',
    });
  const { daysPerYearMax } = rulebook.holidays;
  for (let year = yearOf(from); year <= yearOf(to); year++) {
    const days = [...party.holidays, { from, to }].reduce((sum, h) => sum + daysIn(year, h), 0);
    if (days > daysPerYearMax)
      return refuse(
        'too-many-holidays',
        `A year may have ${daysPerYearMax} days of holidays; ${year} would have ${days}.`,
        {
          field: 'to',
          facts: { year, days, daysPerYearMax },
        },
      );
  }
  return [{ type: 'HolidayDeclared', at, from, to }];
}

function yearOf(at: EpochMs): number {
  return new Date(at).getUTCFullYear();
}

function daysIn(year: number, holiday: Pick<Holiday, 'from' | 'to'>): number {
  const end = Math.min(holiday.to + DAY_MS, Date.UTC(year + 1, 0));
  return Math.max(0, Math.round((end - Math.max(holiday.from, Date.UTC(year, 0))) / DAY_MS));
}

export function decideChangeRole(
  party: Party,
  command: {
    readonly at: EpochMs;
    /** A party id, or `system:...`. */
    readonly by: string;
    readonly id: PartyId;
    readonly role: StaffRole;
    readonly grant: boolean;
    /** How many others are head of service. */
    readonly otherHeads: number;
  },
): PartyDecision {
  const { at, by, role, grant } = command;
  if (party.kind !== 'staff') return refuse('not-staff', 'Only staff have roles.');
  if (party.erasure && grant) return refuse('party-erased', MEMBERS_GONE);
  if (by === command.id) return refuse('own-role', 'Nobody changes their own roles; ask a colleague.');
  if (party.roles.includes(role) === grant) return [];
  if (role === 'head' && !grant && command.otherHeads === 0)
    return refuse('last-head', 'Somebody has to stay head of service; name a successor first.');
  return [{ type: grant ? 'RoleGranted' : 'RoleRevoked', at, role, by }];
}

/**
 * What an erasure leaves, and why (GDPR art. 17(3)). A first erasure is recorded even if everything stays; a
 * repeated one only when something was let go.
 */
export function decideErase(
  party: Party,
  command: {
    readonly at: EpochMs;
    readonly kept: readonly Kept[];
    readonly againAt: EpochMs | null;
    readonly barred: boolean;
  },
): PartyDecision {
  const { at, kept, againAt, barred } = command;
  if (party.erasure?.againAt === null) return refuse('party-erased', MEMBERS_GONE);
  if (party.roles.length > 0)
    return refuse('has-roles', 'Staff give up their roles before their account is erased.');
  // Whoever still has goods under way, or a decision to answer, has to be able to sign in for it.
  const loginClosed = kept.every((k) => k.why === 'retention' || k.why === 'trader-data');
  return [{ type: 'PartyErased', at, kept, againAt, loginClosed, marksKept: barred }];
}

import type { StaffRole } from '../../door/actor.ts';
import type { Concept } from '../../kernel/concept.ts';
import { assert } from '../../kernel/decision.ts';
import type { PartyId } from '../../kernel/ids.ts';
import type { Currency } from '../../kernel/money.ts';
import { DAY_MS, type EpochMs } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';
import type { AskedField, IdentityMark, ToldField } from '../../rulebook/trade.ts';
import type { PartyKind } from '../../standing/standing.ts';
import { spellings } from './mark.ts';
import {
  type Asked,
  type Certificate,
  certificateAfter,
  type CertificateEvent,
  changeFact,
  erasedBy,
  type IdentityFact,
  overdue,
  without,
} from './told.ts';

/**
 * What a trader must tell (DSA art. 30, INFORM), and what a buyer may. The payout account is kept apart. The value of
 * `document` is the id of a kept file.
 */
export type IdentityField = ToldField;

/** A seller's shop name is public; the name of anybody else is a private value. */
export type PartyName = { readonly shop: string } | { readonly person: Commitment };

/** `kind:commitment` of the normalised value: equal marks mean equal values, and tell nothing else. */
export type Mark = `${IdentityMark}:${Commitment}`;

/** The mark of one value. An account that registered when less counted as the same has `earlier` alone. */
export interface Spelt {
  readonly mark: Mark;
  readonly earlier?: Mark;
}

/** First and last day, both included, as midnight UTC. Excuses only orders placed after `declaredAt`. */
export interface Holiday {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly declaredAt: EpochMs;
}

export interface PayoutAccount {
  readonly account: Commitment;
  /** Payouts rest for a while after a change, so that a hijacked account can't be emptied at once. */
  readonly changedAt: EpochMs;
}

/** Why private values stay after an erasure, and until when at most; `null`: until the reason is gone. */
export interface Kept {
  readonly why: 'open-orders' | 'open-case' | 'appeal-window' | 'trader-data' | 'retention';
  readonly kinds: readonly string[];
  readonly until: EpochMs | null;
}

export interface Erasure {
  readonly at: EpochMs;
  readonly kept: readonly Kept[];
  /** When to look again, as long as anything is kept. */
  readonly againAt: EpochMs | null;
}

interface HoldReview {
  readonly at: EpochMs;
  readonly by: PartyId;
  readonly outcome: 'release' | 'keep';
  readonly why: string;
}

export interface Party {
  readonly kind: PartyKind;
  readonly name: PartyName;
  /** Public self-description of a shop. */
  readonly about: string;
  /** ISO 3166 alpha-2. */
  readonly country: string;
  /** BCP 47. */
  readonly language: string;
  readonly currency: Currency;
  readonly registeredAt: EpochMs;
  /** Id of the sign-in account; `null` when there is none (imported, erased). */
  readonly login: string | null;
  /** Oldest first; the last one is in force for this party. */
  readonly terms: readonly { readonly version: string; readonly at: EpochMs }[];
  /** Only staff have any. */
  readonly roles: readonly StaffRole[];
  readonly identity: Readonly<Partial<Record<IdentityField, IdentityFact>>>;
  readonly asked: Asked | null;
  /** `null`: never sold so much. */
  readonly certificate: Certificate | null;
  readonly payoutAccount: PayoutAccount | null;
  readonly holidays: readonly Holiday[];
  readonly marks: readonly Mark[];
  readonly erasure: Erasure | null;
  /** The last look of a reviewer at a hold of this account. */
  readonly holdReviewed: HoldReview | null;
}

export type PartyEvent =
  | {
      readonly type: 'PartyRegistered';
      readonly at: EpochMs;
      readonly kind: PartyKind;
      readonly name: PartyName;
      readonly country: string;
      readonly language: string;
      readonly currency: Currency;
      readonly login: string | null;
    }
  | {
      readonly type: 'ProfileChanged';
      readonly at: EpochMs;
      readonly name?: PartyName;
      readonly about?: string;
      readonly language?: string;
    }
  | { readonly type: 'TermsAccepted'; readonly at: EpochMs; readonly version: string }
  | (Asked & { readonly type: 'IdentityAsked'; readonly at: EpochMs; readonly giveBy: EpochMs })
  | (Partial<Spelt> & {
      /** No mark for the legal name, which many people share, and for a file, which is read and not compared. */
      readonly type: 'IdentityGiven';
      readonly at: EpochMs;
      readonly field: IdentityField;
      readonly value: Commitment;
    })
  | {
      readonly type: 'IdentityVerified';
      readonly at: EpochMs;
      readonly field: IdentityField;
      readonly by: PartyId;
    }
  | {
      readonly type: 'IdentityRejected';
      readonly at: EpochMs;
      readonly field: IdentityField;
      readonly by: PartyId;
      readonly why: string;
      readonly correctBy: EpochMs;
    }
  /** Who of the staff read the file that shows who this is; the log remembers it, the state has no use for it. */
  | {
      readonly type: 'DocumentOpened';
      readonly at: EpochMs;
      readonly by: PartyId;
      readonly document: Commitment;
    }
  | { readonly type: 'IdentityOverdue'; readonly at: EpochMs; readonly fields: readonly AskedField[] }
  | CertificateEvent
  | { readonly type: 'DeviceSeen'; readonly at: EpochMs; readonly mark: Mark }
  /** The address of the sign-in account, proven by its owner where a contact address is only told. Only compared. */
  | (Spelt & { readonly type: 'SignInMailSeen'; readonly at: EpochMs })
  | (Spelt & {
      readonly type: 'PayoutAccountChanged';
      readonly at: EpochMs;
      readonly account: Commitment;
    })
  | { readonly type: 'HolidayDeclared'; readonly at: EpochMs; readonly from: EpochMs; readonly to: EpochMs }
  /** Staff that were invited get their sign-in account when they accept. */
  | { readonly type: 'LoginLinked'; readonly at: EpochMs; readonly login: string }
  | { readonly type: 'RoleGranted'; readonly at: EpochMs; readonly role: StaffRole; readonly by: string }
  | { readonly type: 'RoleRevoked'; readonly at: EpochMs; readonly role: StaffRole; readonly by: string }
  | (HoldReview & { readonly type: 'HoldReviewed' })
  | {
      readonly type: 'PartyErased';
      readonly at: EpochMs;
      readonly kept: readonly Kept[];
      readonly againAt: EpochMs | null;
      /** False while open orders or a case still need the account's owner. */
      readonly loginClosed: boolean;
      /** The marks of a barred party stay, as commitments only, so that the bar can follow the identity. */
      readonly marksKept: boolean;
    };

const NOTHING_YET = {
  about: '',
  terms: [],
  roles: [],
  identity: {},
  asked: null,
  certificate: null,
  payoutAccount: null,
  holidays: [],
  marks: [],
  erasure: null,
  holdReviewed: null,
} as const;

export function evolveParty(state: Party | undefined, event: PartyEvent): Party {
  if (event.type === 'PartyRegistered') {
    const { type: _type, at: registeredAt, ...facts } = event;
    return { ...facts, ...NOTHING_YET, registeredAt };
  }
  assert(state, `${event.type} before PartyRegistered`);
  switch (event.type) {
    case 'ProfileChanged': {
      const { type: _type, at: _at, ...changes } = event;
      return { ...state, ...changes };
    }
    case 'TermsAccepted':
      return { ...state, terms: [...state.terms, { version: event.version, at: event.at }] };
    case 'IdentityAsked': {
      const { type: _type, at: _at, ...asked } = event;
      return { ...state, asked };
    }
    case 'IdentityGiven': {
      const { field, value, at } = event;
      const identity = { ...state.identity, [field]: { value, givenAt: at, verified: false } };
      const marks = withMarks(state.marks, event);
      return { ...state, identity, marks, asked: without(state.asked, field) };
    }
    case 'IdentityVerified':
      return changeFact(state, event.field, ({ rejected: _rejected, ...fact }) => ({
        ...fact,
        verified: true,
      }));
    case 'IdentityRejected': {
      const rejected = { why: event.why, correctBy: event.correctBy };
      return changeFact(state, event.field, (fact) => ({ ...fact, verified: false, rejected }));
    }
    case 'DocumentOpened':
      return state;
    case 'IdentityOverdue':
      return overdue(state, event.fields);
    case 'VolumeReached':
    case 'CertificateAsked':
    case 'InformationCertified':
    case 'CertificateOverdue':
      return { ...state, certificate: certificateAfter(state.certificate, event) };
    case 'DeviceSeen':
    case 'SignInMailSeen':
      return { ...state, marks: withMarks(state.marks, event) };
    case 'PayoutAccountChanged':
      return {
        ...state,
        payoutAccount: { account: event.account, changedAt: event.at },
        asked: without(state.asked, 'bank-account'),
        marks: withMarks(state.marks, event),
      };
    case 'HolidayDeclared': {
      const { from, to, at: declaredAt } = event;
      return { ...state, holidays: [...state.holidays, { from, to, declaredAt }] };
    }
    case 'LoginLinked':
      return { ...state, login: event.login };
    case 'RoleGranted':
      return { ...state, roles: [...new Set([...state.roles, event.role])] };
    case 'RoleRevoked':
      return { ...state, roles: state.roles.filter((r) => r !== event.role) };
    case 'HoldReviewed':
      return { ...state, holdReviewed: reviewOf(event) };
    case 'PartyErased':
      return erasedBy(state, event);
    default:
      return event satisfies never;
  }
}

function reviewOf({ at, by, outcome, why }: HoldReview): HoldReview {
  return { at, by, outcome, why };
}

/**
 * Marks only grow while the party exists: whoever changes a barred phone number for another still has the first
 * one on record, so a link can't be shaken off by editing the profile.
 */
function withMarks(marks: readonly Mark[], given: Partial<Spelt>): readonly Mark[] {
  return [...new Set([...marks, ...spellings(given)])];
}

export function isOnHoliday(party: Pick<Party, 'holidays'>, at: EpochMs): boolean {
  return party.holidays.some((h) => h.from <= at && at < h.to + DAY_MS);
}

/** Stream id: the party's own id. */
export const parties: Concept<Party, PartyEvent, 'kind' | 'login' | 'marks' | 'roles'> = {
  name: 'party',
  revision: 4,
  evolve: evolveParty,
  columns: {
    kind: { type: 'text', of: (p) => p.kind },
    login: { type: 'text', of: (p) => p.login },
    marks: { type: 'text[]', of: (p) => p.marks },
    roles: { type: 'text[]', of: (p) => p.roles },
  },
  due: (p) => {
    if (p.erasure) return p.erasure.againAt ?? undefined;
    const dates = Object.values(p.identity).flatMap((f) => f.rejected?.correctBy ?? []);
    if (typeof p.asked?.giveBy === 'number') dates.push(p.asked.giveBy);
    const certifyBy = p.certificate?.asked?.certifyBy;
    if (typeof certifyBy === 'number') dates.push(certifyBy);
    return dates.length > 0 ? Math.min(...dates) : undefined;
  },
};

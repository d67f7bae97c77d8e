import { assert } from '../../kernel/decision.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';
import type { AskedField } from '../../rulebook/trade.ts';
import type { IdentityField, Kept, Party, PartyEvent } from './party.ts';

export interface IdentityFact {
  /** As it was given, for those who may read it. */
  readonly value: Commitment;
  readonly givenAt: EpochMs;
  /** A person has seen proof. Well-formed is not verified. */
  readonly verified: boolean;
  /** What is wrong, and until when to correct it; `null` when the time is up and the account is held for it. */
  readonly rejected?: { readonly why: string; readonly correctBy: EpochMs | null };
}

/** What a seller has to tell and has not yet, and until when; `null` when the time is up and the account is held for it. */
export interface Asked {
  readonly fields: readonly AskedField[];
  readonly giveBy: EpochMs | null;
  /** Absent: asked of every seller. */
  readonly because?: 'high-volume' | 'to-verify';
  /** They were silent, and told a last time. */
  readonly isLast?: true;
}

/** A seller of a volume at which the law wants to hear every year that what they told is current. */
export interface Certificate {
  /** When the year began: they were found to sell so much, or certified last. */
  readonly from: EpochMs;
  /** Asked for, and until when; `null` when the time is up and the account is held for it. */
  readonly asked: { readonly certifyBy: EpochMs | null; readonly isLast: boolean } | null;
}

export type CertificateEvent =
  /** Sells so much to a country that its law asks for more, and every year anew. */
  | { readonly type: 'VolumeReached'; readonly at: EpochMs }
  | {
      readonly type: 'CertificateAsked';
      readonly at: EpochMs;
      readonly certifyBy: EpochMs;
      readonly isLast: boolean;
    }
  /** By its owner: nothing has changed, or what has was given just now. */
  | { readonly type: 'InformationCertified'; readonly at: EpochMs; readonly changed: boolean }
  | { readonly type: 'CertificateOverdue'; readonly at: EpochMs };

/** Told, be it right or wrong. */
export function knows(
  { identity, payoutAccount }: Pick<Party, 'identity' | 'payoutAccount'>,
  field: AskedField,
): boolean {
  return field === 'bank-account' ? payoutAccount !== null : identity[field] !== undefined;
}

/** The time is up for something that was asked for or has to be certified. What is wrong is another matter: a person judges it. */
export function isOverdue({ asked, certificate }: Pick<Party, 'asked' | 'certificate'>): boolean {
  return asked?.giveBy === null || certificate?.asked?.certifyBy === null;
}

export function certificateAfter(certificate: Certificate | null, event: CertificateEvent): Certificate {
  if (event.type === 'VolumeReached' || event.type === 'InformationCertified')
    return { from: event.at, asked: null };
  assert(certificate, 'a certificate was asked of somebody who never sold so much');
  return event.type === 'CertificateAsked'
    ? { ...certificate, asked: { certifyBy: event.certifyBy, isLast: event.isLast } }
    : { ...certificate, asked: { certifyBy: null, isLast: true } };
}

export function overdue(state: Party, fields: readonly AskedField[]): Party {
  const isMissing = fields.some((f) => !knows(state, f));
  const asked = isMissing && state.asked ? { ...state.asked, giveBy: null } : state.asked;
  return fields.reduce((s, f) => (f !== 'bank-account' && s.identity[f] ? changeFact(s, f, timeIsUp) : s), {
    ...state,
    asked,
  });
}

export function without(asked: Party['asked'], field: AskedField): Party['asked'] {
  const fields = asked?.fields.filter((f) => f !== field) ?? [];
  return asked && fields.length > 0 ? { ...asked, fields } : null;
}

function timeIsUp(fact: IdentityFact): IdentityFact {
  return fact.rejected ? { ...fact, rejected: { ...fact.rejected, correctBy: null } } : fact;
}

export function changeFact(
  state: Party,
  field: IdentityField,
  change: (fact: IdentityFact) => IdentityFact,
): Party {
  const fact = state.identity[field];
  assert(fact, `${field} judged before it was given`);
  return { ...state, identity: { ...state.identity, [field]: change(fact) } };
}

/** That something was verified or found wrong goes with what it was said of. */
function keptFacts(identity: Party['identity'], kept: readonly Kept[]): Party['identity'] {
  const kinds = new Set(kept.flatMap((k) => k.kinds));
  if (kinds.has('*')) return identity;
  return Object.fromEntries(Object.entries(identity).filter(([field]) => kinds.has(field)));
}

export function erasedBy(state: Party, event: Extract<PartyEvent, { type: 'PartyErased' }>): Party {
  const { at, kept, againAt } = event;
  return {
    ...state,
    login: event.loginClosed ? null : state.login,
    marks: event.marksKept ? state.marks : [],
    identity: keptFacts(state.identity, kept),
    certificate: null,
    erasure: { at: state.erasure?.at ?? at, kept, againAt },
  };
}

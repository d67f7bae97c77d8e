import { assert } from '../../kernel/decision.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';
import type { IdentityField, Kept, Party } from './party.ts';

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
  readonly fields: readonly IdentityField[];
  readonly giveBy: EpochMs | null;
  /** Absent: asked of every seller. */
  readonly because?: 'high-volume' | 'to-verify';
}

export function overdue(state: Party, fields: readonly IdentityField[]): Party {
  const isMissing = fields.some((f) => !state.identity[f]);
  const asked = isMissing && state.asked ? { ...state.asked, giveBy: null } : state.asked;
  return fields.reduce((s, f) => (s.identity[f] ? changeFact(s, f, timeIsUp) : s), { ...state, asked });
}

export function without(asked: Party['asked'], field: IdentityField): Party['asked'] {
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
export function keptFacts(identity: Party['identity'], kept: readonly Kept[]): Party['identity'] {
  const kinds = new Set(kept.flatMap((k) => k.kinds));
  if (kinds.has('*')) return identity;
  return Object.fromEntries(Object.entries(identity).filter(([field]) => kinds.has(field)));
}

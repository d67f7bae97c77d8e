import type { EpochMs } from '../kernel/time.ts';
import type { Case, Escalation } from './case.ts';
import { isPending } from './statement.ts';

/** What the people in charge are waiting for, or the case for them. */
export const WAITING_FOR = ['first-look', 'statements', 'decision', 'sanction', 'nothing'] as const;

export function waitsFor(state: Case): (typeof WAITING_FOR)[number] {
  if (state.status === 'closed') return 'nothing';
  if (state.status === 'found') return 'sanction';
  if (state.lookedAt === null) return 'first-look';
  return state.statements.some(isPending) ? 'statements' : 'decision';
}

/** When staff must have done what it waits for; `null` when it is closed. */
export function clockOf(state: Case): EpochMs | null {
  if (state.status === 'closed') return null;
  return state.lookedAt === null && state.status === 'open' ? state.firstLookBy : state.decideBy;
}

/** The next clock of the staff that has not run out yet: each runs out once. */
export function escalationDue(state: Case): EpochMs | undefined {
  const done = (what: Escalation) => state.escalations.some((e) => e.what === what);
  if (state.lookedAt === null && !done('first-look')) return state.firstLookBy;
  return done('decision') ? undefined : state.decideBy;
}

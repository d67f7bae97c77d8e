import type { Sanction } from './sanction.ts';

/** Decided and told, and waiting for its day. */
export function isAnnounced(state: Sanction): boolean {
  return state.status === 'approved' && state.effectiveAt !== null;
}

/** What a person has to do about it, beside the appeal. */
export function needsLook(state: Sanction): 'approval' | 'finding' | 'confirmation' | 'basis' | null {
  if (state.status === 'proposed') return state.cause.kind === 'signal' ? 'finding' : 'approval';
  if (state.status === 'in-force' && state.confirmBy !== null) return 'confirmation';
  if (state.status === 'in-force' && state.basisGone && !state.basisGone.reviewedBy) return 'basis';
  return null;
}

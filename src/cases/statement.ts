import type { ComplaintId, PartyId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';

/** A question to one side. Silence neither wins nor loses: at `dueAt` the case goes on without the answer. */
export interface Statement {
  readonly party: PartyId;
  readonly side: 'subject' | 'complainant';
  readonly askedAt: EpochMs;
  readonly dueAt: EpochMs;
  readonly extended: boolean;
  readonly answer: { readonly at: EpochMs; readonly text: Commitment } | null;
  readonly missedAt: EpochMs | null;
}

export function isPending(statement: Statement): boolean {
  return statement.answer === null && statement.missedAt === null;
}

/** A complaint heard in the case. Accounts that share identity marks are one voice, however many they are. */
export interface CaseComplaint {
  readonly complaintId: ComplaintId;
  readonly complainant: PartyId;
  readonly sameVoiceAs: PartyId | null;
  readonly withdrawn: boolean;
}

/** Independent complainants whose complaints still stand. */
export function voices(complaints: readonly CaseComplaint[]): number {
  const standing = complaints.filter((c) => !c.withdrawn);
  return new Set(standing.map((c) => c.sameVoiceAs ?? c.complainant)).size;
}

import { z } from 'zod';
import type { Reader } from '../door/route.ts';
import type { Sanction } from '../sanctions/sanction.ts';
import type { Case } from './case.ts';
import { mayApprove, sanctionCommands } from './commands-views.ts';
import { partyRef } from './row-views.ts';

export interface StoredSanction {
  readonly id: string;
  readonly doc: Sanction;
  readonly needs_look: string | null;
}

/** A sanction as lists and the case show it. */
export const sanctionItem = z.object({
  id: z.string(),
  kind: z.string(),
  status: z.string(),
  party: partyRef,
  caseId: z.string(),
  violations: z.array(z.string()),
  cause: z.string(),
  proposedAt: z.int(),
  proposedBy: z.string(),
  from: z.int().nullable(),
  until: z.int().nullable(),
  lapsesAt: z.int().nullable(),
  effectiveAt: z.int().nullable(),
  confirmBy: z.int().nullable(),
  ended: z.string().nullable(),
  approvals: z.array(z.string()),
  approvalsNeeded: z.int(),
  reasons: z.string(),
  /** Why this rung: its name, what raised it, and the points that come with it. */
  basis: z.object({
    rung: z.string(),
    floor: z.string().nullable(),
    points: z.array(z.object({ violation: z.string(), points: z.int(), repeat: z.boolean() })),
  }),
  listingId: z.string().nullable(),
  orderId: z.string().nullable(),
  amount: z.object({ amountMinor: z.int(), currency: z.string() }).nullable(),
  noticeId: z.string().nullable(),
  needsLook: z.string().nullable(),
  appealUntil: z.int().nullable(),
  /** Whether whoever reads may approve it now. */
  mayApprove: z.boolean(),
  /** What whoever reads may do about it now, by name. */
  commands: z.array(z.string()),
});
export type SanctionItem = z.infer<typeof sanctionItem>;

export function sanctionItemOf(
  reader: Reader,
  { id, doc: s, needs_look }: StoredSanction,
  name: (id: string) => string,
  doc: Case | undefined,
): SanctionItem {
  const { measure, basis } = s;
  const points = basis.pointsNew.map((p) => `${p.violation} ${p.points}${p.repeat ? ' (repeated)' : ''}`);
  return {
    id,
    kind: measure.kind,
    status: s.status,
    party: { id: s.party, name: name(s.party) },
    caseId: s.caseId,
    violations: [...s.violations],
    cause: s.cause.kind === 'emergency' ? `emergency: ${s.cause.emergency}` : s.cause.kind,
    proposedAt: s.proposedAt,
    proposedBy: name(s.proposedBy),
    from: 'from' in s ? s.from : null,
    until: 'until' in s ? s.until : null,
    lapsesAt: s.status === 'proposed' ? s.lapsesAt : null,
    effectiveAt: s.status === 'approved' ? s.effectiveAt : null,
    confirmBy: s.status === 'in-force' ? s.confirmBy : null,
    ended: s.status === 'ended' || s.status === 'declined' ? s.why : null,
    approvals: s.approvals.map((a) => name(a.by)),
    approvalsNeeded: s.approvalsNeeded,
    reasons: `${s.violations.join(', ')}: rung ${basis.rung}${points.length > 0 ? `, points ${points.join(', ')}` : ''}`,
    basis: {
      rung: basis.rung,
      floor: basis.floor,
      points: basis.pointsNew.map(({ violation, points: count, repeat }) => ({
        violation,
        points: count,
        repeat,
      })),
    },
    listingId: measure.listingId ?? null,
    orderId: measure.orderId ?? null,
    amount: measure.amount ?? null,
    noticeId: s.notice?.id ?? null,
    needsLook: needs_look,
    appealUntil: s.notice?.appealUntil ?? null,
    mayApprove: mayApprove(reader.actor, s, doc),
    commands: [...sanctionCommands(reader.actor, s, doc)],
  };
}

import { z } from 'zod';
import type { Reader } from '../door/route.ts';
import type { CaseId, PartyId } from '../kernel/ids.ts';
import type { Case } from './case.ts';
import { evidenceItem, evidenceItems } from './evidence-views.ts';
import type { Evidence } from './evidence.ts';
import { storedCase, type StoredCase } from './row-views.ts';

/** A case as one of its sides sees it: who else complained is not told, nor what colleagues wrote to each other. */
export const ownCaseRow = z.object({
  id: z.string(),
  side: z.enum(['subject', 'complainant']),
  status: z.enum(['open', 'found', 'closed']),
  violations: z.array(z.object({ violation: z.string(), title: z.string(), clause: z.string() })),
  openedAt: z.int(),
  decideBy: z.int(),
  outcome: z.enum(['sanctioned', 'no-sanction', 'no-violation']).nullable(),
  /** Until when a statement is asked of this side; `null` when none is. */
  statementDueAt: z.int().nullable(),
});
export type OwnCaseRow = z.infer<typeof ownCaseRow>;

export const ownCase = ownCaseRow.extend({
  refs: z.object({
    orders: z.array(z.string()),
    listings: z.array(z.string()),
    conversations: z.array(z.string()),
  }),
  complaints: z.int(),
  findings: z.array(
    z.object({
      violation: z.string(),
      result: z.string(),
      reasons: z.string().nullable(),
      at: z.int(),
      evidence: z.array(z.string()),
    }),
  ),
  statements: z.array(
    z.object({
      askedAt: z.int(),
      dueAt: z.int(),
      mayExtend: z.boolean(),
      answeredAt: z.int().nullable(),
      missed: z.boolean(),
      text: z.string().nullable(),
    }),
  ),
  evidence: z.array(evidenceItem),
});
export type OwnCase = z.infer<typeof ownCase>;

function sideOf(doc: Case, party: PartyId): 'subject' | 'complainant' | undefined {
  if (doc.subject === party) return 'subject';
  return doc.complaints.some((c) => c.complainant === party) ? 'complainant' : undefined;
}

function rowFor(reader: Reader, { id, doc }: StoredCase, party: PartyId): OwnCaseRow {
  const asked = doc.statements.findLast((s) => s.party === party);
  return {
    id,
    side: sideOf(doc, party) ?? 'complainant',
    status: doc.status,
    violations: doc.allegations.map(({ violation }) => {
      const rule = reader.rulebook.violations[violation];
      return { violation, title: rule?.title ?? violation, clause: rule?.clause ?? '' };
    }),
    openedAt: doc.openedAt,
    decideBy: doc.decideBy,
    outcome: doc.status === 'closed' ? doc.outcome : null,
    statementDueAt: asked && asked.answer === null && doc.status === 'open' ? asked.dueAt : null,
  };
}

export async function ownCases(
  reader: Reader,
  party: PartyId,
  query: { readonly limit: number; readonly offset: number },
): Promise<{ readonly cases: readonly OwnCaseRow[]; readonly next: string | null }> {
  const { limit, offset } = query;
  const rows = await reader.db.pool.query<StoredCase>(
    `select id, doc from concept_case_file where subject = $1 or complainants @> array[$1]::text[]
     order by opened_at desc, id limit $2 offset $3`,
    [party, limit + 1, offset],
  );
  return {
    cases: rows.rows.slice(0, limit).map((r) => rowFor(reader, r, party)),
    next: rows.rows.length > limit ? `o${offset + limit}` : null,
  };
}

/** One case of a party's own; `undefined` for everybody else. */
export async function ownCaseOf(reader: Reader, id: CaseId, party: PartyId): Promise<OwnCase | undefined> {
  const doc = await storedCase(reader, id);
  const side = doc && sideOf(doc, party);
  if (!doc || !side) return undefined;
  const own = doc.statements.filter((s) => s.party === party);
  const found = doc.allegations.flatMap((a) => (a.finding ? [a.finding] : []));
  const reasons = side === 'subject' ? found.flatMap((f) => f.reasons ?? []) : [];
  const words = await reader.reveal([...own.flatMap((s) => (s.answer ? [s.answer.text] : [])), ...reasons]);
  const visible = doc.evidence.filter((e) => maySee(doc, e, party));
  return {
    ...rowFor(reader, { id, doc }, party),
    refs: {
      orders: [...doc.refs.orders],
      listings: [...doc.refs.listings],
      conversations: [...doc.refs.conversations],
    },
    complaints: side === 'subject' ? doc.complaints.length : 0,
    findings: found.map((f) => ({
      violation: f.violation,
      result: f.result,
      reasons: f.reasons === null ? null : (words.get(f.reasons) ?? null),
      at: f.at,
      evidence: side === 'subject' ? [...f.evidence] : [],
    })),
    statements: own.map((s) => ({
      askedAt: s.askedAt,
      dueAt: s.dueAt,
      mayExtend: !s.extended && s.answer === null && s.dueAt > reader.now,
      answeredAt: s.answer?.at ?? null,
      missed: s.missedAt !== null,
      text: s.answer ? (words.get(s.answer.text) ?? null) : null,
    })),
    evidence: [
      ...(await evidenceItems(reader, visible, (by) =>
        by === party ? 'you' : by.startsWith('system:') ? by : 'case',
      )),
    ],
  };
}

/**
 * The subject sees what it is judged by: snapshots and the photos and films of what is complained about. Who complained sees what
 * they brought themselves; the other side's orders and figures are not theirs.
 */
export function maySee(doc: Case, item: Evidence, party: PartyId): boolean {
  if (item.by === party) return true;
  if (doc.subject !== party) return false;
  return item.by === 'system:collector' || item.kind === 'photo' || item.kind === 'video';
}

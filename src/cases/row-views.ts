import { z } from 'zod';
import { nameBook } from '../door/names.ts';
import type { Reader } from '../door/route.ts';
import type { PartyId } from '../kernel/ids.ts';
import { PRIORITIES } from '../rulebook/procedure.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import { SEVERITIES, type Severity } from '../rulebook/violation.ts';
import type { Case } from './case.ts';
import { clockOf, WAITING_FOR, waitsFor } from './clocks.ts';
import { voices } from './statement.ts';

export const partyRef = z.object({ id: z.string(), name: z.string() });

/** A case as lists show it. */
export const caseRow = z.object({
  id: z.string(),
  status: z.enum(['open', 'found', 'closed']),
  priority: z.enum(PRIORITIES),
  /** The gravest of its violations. */
  severity: z.enum(SEVERITIES),
  violations: z.array(z.string()),
  party: partyRef,
  /** Independent complainants: accounts that share identity marks are one voice. */
  voices: z.int(),
  source: z.enum(['complaint', 'detection', 'campaign', 'staff']),
  waitsFor: z.enum(WAITING_FOR),
  assignee: z.string().nullable(),
  escalated: z.boolean(),
  outcome: z.enum(['sanctioned', 'no-sanction', 'no-violation']).nullable(),
  openedAt: z.int(),
  /** The staff's clock that runs out next; `null` once closed. */
  dueAt: z.int().nullable(),
});
export type CaseRow = z.infer<typeof caseRow>;

export const caseList = z.object({ cases: z.array(caseRow), next: z.string().nullable() });
export type CaseList = z.infer<typeof caseList>;

export interface StoredCase {
  readonly id: string;
  readonly doc: Case;
}

export function severityOf(rulebook: Pick<Rulebook, 'violations'>, violations: readonly string[]): Severity {
  const ranks = violations.map((v) => SEVERITIES.indexOf(rulebook.violations[v]?.severity ?? 'minor'));
  return SEVERITIES[Math.max(0, ...ranks)] ?? 'minor';
}

export function rowOf(
  rulebook: Pick<Rulebook, 'violations'>,
  { id, doc }: StoredCase,
  name: (id: string) => string,
): CaseRow {
  const violations = doc.allegations.map((a) => a.violation);
  return {
    id,
    status: doc.status,
    priority: doc.priority,
    severity: severityOf(rulebook, violations),
    violations,
    party: { id: doc.subject, name: name(doc.subject) },
    voices: voices(doc.complaints),
    source: doc.source.kind,
    waitsFor: waitsFor(doc),
    assignee: doc.assignee && name(doc.assignee),
    escalated: doc.status !== 'closed' && doc.escalations.length > 0,
    outcome: doc.status === 'closed' ? doc.outcome : null,
    openedAt: doc.openedAt,
    dueAt: clockOf(doc),
  };
}

export interface QueueQuery {
  readonly status?: 'open' | 'found' | 'closed' | undefined;
  readonly waitsFor?: string | undefined;
  readonly priority?: string | undefined;
  readonly severity?: Severity | undefined;
  /** Side of the subject. */
  readonly kind?: 'seller' | 'buyer' | undefined;
  readonly source?: string | undefined;
  readonly violation?: string | undefined;
  readonly subject?: PartyId | undefined;
  readonly campaign?: string | undefined;
  readonly assignee?: PartyId | undefined;
  readonly escalated?: boolean | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** The queue: what is not closed unless asked for, by the clock that runs out first. */
export async function caseQueue(reader: Reader, query: QueueQuery): Promise<CaseList> {
  const { limit, offset } = query;
  const rows = await reader.db.pool.query<StoredCase>(
    `select id, doc from concept_case_file
     where (case when $1::text is null then status <> 'closed' else status = $1 end)
       and ($2::text is null or waits_for = $2) and ($3::text is null or priority = $3)
       and ($4::text[] is null or violations && $4) and ($5::text is null or doc->>'subjectKind' = $5)
       and ($6::text is null or source = $6) and ($7::text is null or subject = $7)
       and ($8::text is null or campaign = $8) and ($9::text is null or assignee = $9)
       and ($10::boolean is null or escalated = $10)
     order by clock_at nulls last, opened_at, id limit $11 offset $12`,
    [
      query.status ?? null,
      query.waitsFor ?? null,
      query.priority ?? null,
      violationsOf(reader.rulebook, query),
      query.kind ?? null,
      query.source ?? null,
      query.subject ?? null,
      query.campaign ?? null,
      query.assignee ?? null,
      query.escalated ?? null,
      limit + 1,
      offset,
    ],
  );
  return listOf(reader, rows.rows, limit, offset);
}

function violationsOf(rulebook: Rulebook, query: QueueQuery): readonly string[] | null {
  if (query.violation !== undefined) return [query.violation];
  if (query.severity === undefined) return null;
  return Object.entries(rulebook.violations).flatMap(([name, v]) =>
    v.severity === query.severity ? [name] : [],
  );
}

export async function listOf(
  reader: Reader,
  rows: readonly StoredCase[],
  limit: number,
  offset: number,
): Promise<CaseList> {
  const shown = rows.slice(0, limit);
  const name = await nameBook(
    reader,
    shown.flatMap((r) => [r.doc.subject, r.doc.assignee]),
  );
  return {
    cases: shown.map((r) => rowOf(reader.rulebook, r, name)),
    next: rows.length > limit ? `o${offset + limit}` : null,
  };
}

export async function storedCase({ db }: Pick<Reader, 'db'>, id: string): Promise<Case | undefined> {
  const rows = await db.pool.query<{ doc: Case }>('select doc from concept_case_file where id = $1', [id]);
  return rows.rows[0]?.doc;
}

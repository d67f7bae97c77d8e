import { z } from 'zod';
import { nameBook } from '../door/names.ts';
import type { Reader } from '../door/route.ts';
import type { Complaint } from '../complaints/complaint.ts';
import type { PartyId } from '../kernel/ids.ts';
import type { Appeal } from '../appeals/appeal.ts';
import { activeMeasures, activePoints, standingWord } from '../standing/standing.ts';
import { historyItem, historyOf } from './history-views.ts';
import { caseRow, rowOf, type StoredCase } from './row-views.ts';
import { sanctionItem, sanctionItemOf, type StoredSanction } from './sanction-item-views.ts';

/** Everything that was ever alleged, found, done and undone about a party, on one page for those who judge. */
export const partyRecord = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['seller', 'buyer', 'staff']),
  standing: z.enum(['good', 'held', 'restricted', 'stopped', 'barred']),
  stage: z.string(),
  hold: z.looseObject({ reason: z.string(), at: z.int() }).nullable(),
  points: z.int(),
  pointList: z.array(
    z.object({
      caseId: z.string(),
      violation: z.string(),
      points: z.int(),
      expiresAt: z.int(),
      active: z.boolean(),
    }),
  ),
  measures: z.array(
    z.object({
      sanctionId: z.string(),
      caseId: z.string(),
      kind: z.string(),
      from: z.int(),
      until: z.int().nullable(),
    }),
  ),
  /** Rates with exact bounds, each with its verdict, window and limits. */
  metrics: z.array(
    z.looseObject({ metric: z.string(), title: z.string(), verdict: z.string(), n: z.int(), k: z.int() }),
  ),
  cases: z.array(caseRow),
  sanctions: z.array(sanctionItem),
  appeals: z.array(
    z.object({
      id: z.string(),
      caseId: z.string().nullable(),
      status: z.string(),
      outcome: z.string().nullable(),
      filedAt: z.int(),
    }),
  ),
  plans: z.array(
    z.object({
      planId: z.string(),
      caseId: z.string(),
      status: z.string(),
      outcome: z.string().nullable(),
      until: z.int(),
    }),
  ),
  /** Complaints by this party and about it, counted by what became of them. */
  complaintsMade: z.record(z.string(), z.int()),
  complaintsAbout: z.record(z.string(), z.int()),
  notices: z.array(z.object({ id: z.string(), kind: z.string(), at: z.int(), readAt: z.int().nullable() })),
  history: z.array(historyItem),
});
export type PartyRecord = z.infer<typeof partyRecord>;

const ROWS_MAX = 200;

export async function recordOf(reader: Reader, id: PartyId): Promise<PartyRecord | undefined> {
  const standing = (await reader.standings([id])).get(id);
  if (!standing) return undefined;
  const { pool } = reader.db;
  const rows = async <Row extends object>(sql: string) =>
    (await pool.query<Row>(`${sql} limit ${ROWS_MAX}`, [id])).rows;
  const cases = await rows<StoredCase>(
    'select id, doc from concept_case_file where subject = $1 order by opened_at desc',
  );
  const sanctions = await rows<StoredSanction>(
    'select id, doc, needs_look from concept_sanction where party = $1 order by proposed_at desc',
  );
  const appeals = await rows<{ id: string; doc: Appeal }>(
    'select id, doc from concept_appeal where appellant = $1 order by id desc',
  );
  const people = sanctions.flatMap((s) => [s.doc.proposedBy, ...s.doc.approvals.map((a) => a.by)]);
  const name = await nameBook(reader, [id, ...people, ...cases.map((c) => c.doc.assignee)]);
  const byId = new Map(cases.map((c) => [c.id, c.doc]));
  const { rulebook, now } = reader;
  return {
    id,
    name: name(id),
    kind: standing.kind,
    standing: standingWord(standing),
    stage: standing.stage,
    hold: standing.hold && { ...standing.hold },
    points: activePoints(standing, now),
    pointList: standing.points.map((p) => ({ ...p, active: p.expiresAt > now })),
    measures: activeMeasures(standing, now).map(({ sanctionId, caseId, kind, from, until }) => ({
      sanctionId,
      caseId,
      kind,
      from,
      until,
    })),
    metrics: standing.kind === 'staff' ? [] : await metricsOf(reader, id, standing.kind),
    cases: cases.map((c) => rowOf(rulebook, c, name)),
    sanctions: sanctions.map((s) => sanctionItemOf(reader, s, name, byId.get(s.doc.caseId))),
    appeals: appeals.map(({ id: appealId, doc }) => ({
      id: appealId,
      caseId: doc.about.caseId,
      status: doc.status,
      outcome: doc.status === 'decided' ? doc.outcome : null,
      filedAt: doc.filedAt,
    })),
    plans: await rows(
      'select id as "planId", case_id as "caseId", status, outcome, until from concept_rectification where party = $1 order by until desc',
    ),
    complaintsMade: await counted(reader, 'complainant', id),
    complaintsAbout: await counted(reader, 'subject', id),
    notices: await rows(
      `select id, kind, given_at as at, (doc->>'readAt')::bigint as "readAt" from concept_notice where addressee = $1 order by given_at desc`,
    ),
    history: [
      ...(await historyOf(reader, [
        { concept: 'standing', id },
        { concept: 'party', id },
      ])),
    ],
  };
}

async function metricsOf(
  reader: Reader,
  party: PartyId,
  subject: 'seller' | 'buyer',
): Promise<PartyRecord['metrics']> {
  const assessments = await reader.metrics.assess({ subject, party }, reader.now);
  return assessments.map(({ rate, ...a }) => ({
    ...a,
    rate: rate ?? null,
    title: reader.rulebook.metrics[a.metric]?.title ?? a.metric,
  }));
}

async function counted(
  reader: Reader,
  column: 'complainant' | 'subject',
  id: PartyId,
): Promise<Record<string, number>> {
  const rows = await reader.db.pool.query<{ what: Complaint['status']; count: number }>(
    `select case when status = 'decided' then doc->>'outcome' else status end as what, count(*)::int as count
     from concept_complaint where ${column} = $1 group by 1`,
    [id],
  );
  return Object.fromEntries(rows.rows.map((r) => [r.what, r.count]));
}

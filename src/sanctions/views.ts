import { z } from 'zod';
import { nameBook } from '../door/names.ts';
import type { Reader } from '../door/route.ts';
import type { PartyId, PlanId } from '../kernel/ids.ts';
import { activeMeasures, activePoints, standingWord } from '../standing/standing.ts';
import type { Rectification } from './rectification.ts';
import type { Sanction } from './sanction.ts';

const target = z.object({
  metric: z.string(),
  title: z.string(),
  atMost: z.number().optional(),
  atLeast: z.number().optional(),
  minVolume: z.int(),
  /** Different people that they must be of. */
  peopleMin: z.int().optional(),
});

const targetResult = z.looseObject({
  metric: z.string(),
  volume: z.int(),
  people: z.int().optional(),
  rate: z.number().nullable(),
  lower: z.number(),
  upper: z.number(),
  verdict: z.enum(['met', 'missed', 'too-little', 'uncertain']),
});

export const planRow = z.object({
  planId: z.string(),
  caseId: z.string(),
  party: z.string(),
  partyName: z.string(),
  violations: z.array(z.string()),
  status: z.enum(['open', 'to-be-judged', 'concluded', 'cancelled']),
  outcome: z.enum(['met', 'missed', 'no-plan']).nullable(),
  from: z.int(),
  until: z.int(),
  extensionsLeft: z.int(),
  filed: z.boolean(),
  /** When staff must have judged it, if numbers could not. */
  judgeBy: z.int().nullable(),
  targets: z.array(target),
});
export type PlanRow = z.infer<typeof planRow>;

export const planPage = planRow.extend({
  plan: z
    .object({
      rootCause: z.string().nullable(),
      correction: z.string().nullable(),
      prevention: z.string().nullable(),
      filedAt: z.int(),
    })
    .nullable(),
  /** Every measurement at a deadline, and last how it stands now. */
  results: z.array(z.object({ at: z.int(), targets: z.array(targetResult) })),
});
export type PlanPage = z.infer<typeof planPage>;

export const ownSanction = z.object({
  sanctionId: z.string(),
  caseId: z.string(),
  kind: z.string(),
  status: z.enum(['proposed', 'approved', 'in-force', 'ended', 'declined']),
  violations: z.array(z.string()),
  from: z.int().nullable(),
  until: z.int().nullable(),
  endedAt: z.int().nullable(),
  endedWhy: z.string().nullable(),
  listingId: z.string().nullable(),
  noticeId: z.string().nullable(),
  appealUntil: z.int().nullable(),
  appealId: z.string().nullable(),
  mayAppeal: z.boolean(),
});
export type OwnSanction = z.infer<typeof ownSanction>;

export const ownStanding = z.object({
  word: z.enum(['good', 'held', 'restricted', 'stopped', 'barred']),
  stage: z.enum(['probation', 'established']),
  hold: z.object({ reason: z.string(), at: z.int() }).nullable(),
  points: z.int(),
  pointList: z.array(
    z.object({ caseId: z.string(), violation: z.string(), points: z.int(), expiresAt: z.int() }),
  ),
  /** The ladder's rungs, so that one sees what more points would mean. */
  ladder: z.array(z.object({ rung: z.string(), fromPoints: z.int(), reached: z.boolean() })),
  measures: z.array(
    z.object({
      sanctionId: z.string(),
      caseId: z.string(),
      kind: z.string(),
      from: z.int(),
      until: z.int().nullable(),
    }),
  ),
  sanctions: z.array(ownSanction),
  plans: z.array(planRow),
});
export type OwnStanding = z.infer<typeof ownStanding>;

interface Stored<Doc> {
  readonly id: string;
  readonly doc: Doc;
}

/** A party's own standing: what counts against it, until when, and what it can do about it. */
export async function ownStandingOf(reader: Reader, party: PartyId): Promise<OwnStanding | undefined> {
  const standing = (await reader.standings([party])).get(party);
  if (!standing || standing.kind === 'staff') return undefined;
  const { now, rulebook } = reader;
  const points = activePoints(standing, now);
  const sanctions = await reader.db.pool.query<Stored<Sanction>>(
    `select id, doc from concept_sanction where party = $1 order by proposed_at desc, id limit 200`,
    [party],
  );
  return {
    word: standingWord(standing),
    stage: standing.stage,
    hold: standing.hold && { reason: standing.hold.reason, at: standing.hold.at },
    points,
    pointList: standing.points
      .filter((p) => p.expiresAt > now)
      .map(({ caseId, violation, points: count, expiresAt }) => ({
        caseId,
        violation,
        points: count,
        expiresAt,
      })),
    ladder: rulebook.ladder[standing.kind].rungs.map((r) => ({
      rung: r.name,
      fromPoints: r.fromPoints,
      reached: points >= r.fromPoints,
    })),
    measures: activeMeasures(standing, now).map(({ sanctionId, caseId, kind, from, until }) => ({
      sanctionId,
      caseId,
      kind,
      from,
      until,
    })),
    // What is only proposed is not a decision yet; it is told when it becomes one.
    sanctions: sanctions.rows.filter((s) => s.doc.notice !== null).map((s) => ownSanctionOf(s, now)),
    plans: (await plansOf(reader, { party, limit: 50, offset: 0 })).plans.map((p) => ({ ...p })),
  };
}

function ownSanctionOf({ id, doc }: Stored<Sanction>, now: number): OwnSanction {
  const undone = doc.status === 'ended' && (doc.why === 'reversed' || doc.why === 'unconfirmed');
  return {
    sanctionId: id,
    caseId: doc.caseId,
    kind: doc.measure.kind,
    status: doc.status,
    violations: [...doc.violations],
    from: 'from' in doc ? doc.from : null,
    until: 'until' in doc ? doc.until : null,
    endedAt: doc.status === 'ended' ? doc.endedAt : doc.status === 'declined' ? doc.declinedAt : null,
    endedWhy: doc.status === 'ended' || doc.status === 'declined' ? doc.why : null,
    listingId: doc.measure.listingId ?? null,
    noticeId: doc.notice?.id ?? null,
    appealUntil: doc.notice?.appealUntil ?? null,
    appealId: doc.appealId,
    mayAppeal:
      !undone && doc.status !== 'declined' && doc.appealId === null && (doc.notice?.appealUntil ?? 0) >= now,
  };
}

function planRowOf(
  reader: Reader,
  { id, doc }: Stored<Rectification>,
  name: (id: string) => string,
): PlanRow {
  return {
    planId: id,
    caseId: doc.caseId,
    party: doc.party,
    partyName: name(doc.party),
    violations: [...doc.violations],
    status: doc.status,
    outcome: doc.status === 'concluded' ? doc.outcome : null,
    from: doc.from,
    until: doc.until,
    extensionsLeft: doc.extensionsLeft,
    filed: doc.plan !== null,
    judgeBy: doc.status === 'to-be-judged' ? doc.judgeBy : null,
    targets: doc.targets.map((t) => ({
      metric: t.metric,
      title: reader.wording.metrics[t.metric]?.title ?? t.metric,
      ...(t.atMost === undefined ? {} : { atMost: t.atMost }),
      ...(t.atLeast === undefined ? {} : { atLeast: t.atLeast }),
      minVolume: t.minVolume,
    })),
  };
}

/** Windows to put it right, of one party or of all in a status, the one that ends first on top. */
export async function plansOf(
  reader: Reader,
  query: {
    readonly party?: PartyId;
    readonly status?: Rectification['status'] | undefined;
    readonly limit: number;
    readonly offset: number;
  },
): Promise<{ readonly plans: readonly PlanRow[]; readonly next: string | null }> {
  const { limit, offset } = query;
  const rows = await reader.db.pool.query<Stored<Rectification>>(
    `select id, doc from concept_rectification where ($1::text is null or party = $1) and ($2::text is null or status = $2)
     order by due_at nulls last, until desc, id limit $3 offset $4`,
    [query.party ?? null, query.status ?? null, limit + 1, offset],
  );
  const shown = rows.rows.slice(0, limit);
  const name = await nameBook(
    reader,
    shown.map((r) => r.doc.party),
  );
  return {
    plans: shown.map((r) => planRowOf(reader, r, name)),
    next: rows.rows.length > limit ? `o${offset + limit}` : null,
  };
}

/** One window with the plan and all measurements; `undefined` if there is none, or none of this party. */
export async function planOf(
  reader: Reader,
  id: PlanId,
  onlyOf?: PartyId,
): Promise<{ row: PlanPage; doc: Rectification } | undefined> {
  const rows = await reader.db.pool.query<Stored<Rectification>>(
    'select id, doc from concept_rectification where id = $1',
    [id],
  );
  const row = rows.rows[0];
  if (!row || (onlyOf !== undefined && row.doc.party !== onlyOf)) return undefined;
  const { plan, results } = row.doc;
  const words = plan
    ? await reader.reveal([plan.rootCause, plan.correction, plan.prevention])
    : new Map<string, string>();
  return {
    doc: row.doc,
    row: {
      ...planRowOf(reader, row, await nameBook(reader, [row.doc.party])),
      plan: plan && {
        rootCause: words.get(plan.rootCause) ?? null,
        correction: words.get(plan.correction) ?? null,
        prevention: words.get(plan.prevention) ?? null,
        filedAt: plan.filedAt,
      },
      results: results.map((r) => ({ at: r.at, targets: r.targets.map((t) => ({ ...t })) })),
    },
  };
}

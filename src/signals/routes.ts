import { z } from 'zod';
import type { Actor } from '../door/actor.ts';
import { partyId, time } from '../door/fields.ts';
import { type AnyRoute, read } from '../door/route.ts';
import { refuse } from '../kernel/decision.ts';
import { exclusion } from '../rulebook/metric.ts';
import { trendOf } from './trend-views.ts';
import { worstByBound, worstMoments } from './views.ts';

const share = z.number().min(0).max(1);

const shortAssessment = z.object({
  metric: z.string(),
  n: z.int(),
  k: z.int(),
  uniqueCounterparties: z.int(),
  of: z.enum(['defects', 'successes']),
  /** Missing when nothing was counted. */
  rate: share.optional(),
  /** Exact one-sided bounds of the rate at `confidence`. */
  lower: share,
  upper: share,
  confidence: share,
  from: time,
  to: time,
  verdict: z.enum(['too-little-data', 'ok', 'at-risk', 'breach']),
  warn: share,
  threshold: share,
  minVolume: z.int(),
  minUniqueCounterparties: z.int(),
  violation: z.string(),
});

const historic = shortAssessment.extend({
  defects: z.array(z.string()),
  excluded: z.array(z.object({ reason: exclusion, count: z.int(), ids: z.array(z.string()) })),
});

const assessment = historic.extend({
  title: z.string(),
  source: z.string(),
  /** Ways back to green: after so many clean units, on that day. Empty if it is green. */
  ways: z.array(z.object({ cleanUnits: z.int(), on: time })),
});

const STAFF = ['representative', 'investigator', 'reviewer', 'head'] as const;

function mayRead(actor: Actor, party: string): boolean {
  if (actor.kind === 'anonymous') return false;
  return actor.kind === 'staff' || actor.partyId === party;
}

const partySignals = read({
  path: '/parties/{partyId}/signals',
  summary: 'Every metric of a party with its exact bounds, thresholds, exclusions and the way back to green',
  tag: 'signals',
  access: { who: ['buyer', 'seller', ...STAFF], action: 'data.read-own' },
  params: z.strictObject({ partyId }),
  response: z.object({
    party: z.string(),
    subject: z.enum(['seller', 'buyer']),
    metrics: z.array(assessment),
    /** Worst moments of an imported history, judged as if each of its days were today. */
    history: z.array(z.object({ source: z.string(), at: time, assessment: historic, title: z.string() })),
  }),
  async handle(reader, { params }) {
    const found = await reader.db.pool.query<{ kind: 'seller' | 'buyer' | 'staff' }>(
      'select kind from concept_party where id = $1',
      [params.partyId],
    );
    const kind = found.rows[0]?.kind;
    if (!kind || kind === 'staff' || !mayRead(reader.actor, params.partyId))
      return refuse('not-found', 'There is no such party.');
    const role = { subject: kind, party: params.partyId };
    const assessments = await reader.metrics.assess(role, reader.now);
    const metrics = await Promise.all(
      assessments.map(async (a) => {
        const rule = reader.rulebook.metrics[a.metric];
        const worrying = a.verdict === 'at-risk' || a.verdict === 'breach';
        const projection = worrying ? await reader.metrics.project(role, a.metric, reader.now) : undefined;
        return {
          ...a,
          title: reader.wording.metrics[a.metric]?.title ?? a.metric,
          source: rule?.source ?? '',
          ways: projection?.ways ?? [],
        };
      }),
    );
    const moments = await worstMoments(reader.db.pool, params.partyId);
    const titled = moments.map((m) => ({
      ...m,
      title: reader.wording.metrics[m.assessment.metric]?.title ?? '',
    }));
    return { party: params.partyId, subject: kind, metrics, history: titled };
  },
});

const trend = read({
  path: '/parties/{partyId}/signals/{metric}/weeks',
  summary: 'One metric of a party week by week, as what is known today says of those weeks',
  tag: 'signals',
  access: { who: ['buyer', 'seller', ...STAFF], action: 'data.read-own' },
  params: z.strictObject({ partyId, metric: z.string().max(60) }),
  response: z.object({
    metric: z.string(),
    weeks: z.array(
      shortAssessment.pick({
        n: true,
        k: true,
        rate: true,
        lower: true,
        upper: true,
        from: true,
        to: true,
      }),
    ),
  }),
  async handle(reader, { params }) {
    const { metric } = params;
    const subject = reader.rulebook.metrics[metric]?.subject;
    if (!subject || !mayRead(reader.actor, params.partyId))
      return refuse('not-found', 'There is no such metric.');
    const role = { subject, party: params.partyId };
    const weeks = await trendOf(reader.db.pool, reader.rulebook, { role, metric, now: reader.now });
    return {
      metric,
      weeks: weeks.map(({ n, k, rate, lower, upper, from, to }) => ({
        n,
        k,
        ...(rate === undefined ? {} : { rate }),
        lower,
        upper,
        from,
        to,
      })),
    };
  },
});

const byBound = read({
  path: '/signals/by-bound',
  summary:
    'Sellers, the worst bound of a metric first; of today, or at their worst in judged imported history',
  tag: 'signals',
  access: { who: [...STAFF, 'engineer'] },
  query: z.strictObject({
    metric: z.string().max(60).default('late-shipment'),
    history: z.enum(['true', 'false']).default('false'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  response: z.object({
    rows: z.array(
      z.object({
        party: z.string(),
        name: z.string(),
        standing: z.string(),
        at: time,
        title: z.string(),
        assessment: shortAssessment,
      }),
    ),
    /** What else can be asked for. */
    metrics: z.array(z.object({ metric: z.string(), title: z.string(), violation: z.string() })),
  }),
  async handle(reader, { query }) {
    const rule = reader.rulebook.metrics[query.metric];
    if (!rule || rule.subject !== 'seller')
      return refuse('invalid-input', `The rulebook has no metric ${query.metric} of sellers.`, {
        field: 'metric',
      });
    const { metric, limit } = query;
    const wanted = { subject: 'seller', metric, history: query.history === 'true', limit } as const;
    const metrics = Object.entries(reader.rulebook.metrics).flatMap(([name, { subject, title, violation }]) =>
      subject === 'seller' ? [{ metric: name, title, violation }] : [],
    );
    return { rows: await worstByBound(reader.db.pool, reader.rulebook, wanted), metrics };
  },
});

export function signalRoutes(): readonly AnyRoute[] {
  return [partySignals, trend, byBound];
}

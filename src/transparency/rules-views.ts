import { z } from 'zod';
import { thresholdsOf } from '../rulebook/metric.ts';
import type { Rulebook } from '../rulebook/schema.ts';

const SIDES = z.enum(['seller', 'buyer']);
const measureRule = z.object({
  kind: z.string(),
  approvals: z.int(),
  /** Longest it lasts, days; `null`: no end of its own. */
  days: z.int().nullable(),
});
const rung = z.object({
  name: z.string(),
  fromPoints: z.int(),
  /** `null`: no upper end. */
  toPoints: z.int().nullable(),
  /** `performance`: a metric alone may lead to it; `never`: a person decides. */
  automatic: z.enum(['performance', 'never']),
  measures: z.array(measureRule),
});

/** What anybody may know of the rules, as data: a page says it in the reader's words. */
export const publicRulesShape = z.object({
  rulebook: z.object({ id: z.string(), version: z.string(), hash: z.string(), effectiveFrom: z.string() }),
  terms: z.object({
    version: z.string(),
    clauses: z.array(z.object({ id: z.string(), title: z.string(), text: z.string() })),
  }),
  violations: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      side: SIDES,
      severity: z.string(),
      points: z.int(),
      pointsExpireDays: z.int(),
      clause: z.string(),
      explanation: z.string(),
      /** Days to put it right; `null` where that is not possible. */
      rectifyWithinDays: z.int().nullable(),
      evidenceRequired: z.array(z.string()),
    }),
  ),
  ladders: z.object({ seller: z.array(rung), buyer: z.array(rung) }),
  metrics: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      side: SIDES,
      of: z.enum(['defects', 'successes']),
      warn: z.number(),
      breach: z.number(),
      windowDays: z.int(),
      maturityDays: z.int(),
      minVolume: z.int(),
      minUniqueCounterparties: z.int(),
      confidence: z.number(),
      exclusions: z.array(z.string()),
    }),
  ),
  goods: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      /** ISO 3166; `null`: everywhere. */
      markets: z.array(z.string()).nullable(),
      action: z.enum(['refuse', 'review']),
    }),
  ),
  appeals: z.object({ windowMonths: z.int(), decideWithinDays: z.int() }),
  probation: z.object({
    openOrdersMax: z.int(),
    listingsMax: z.int(),
    payoutDelayDays: z.int(),
    deliveredOrdersMin: z.int(),
    afterDays: z.int(),
  }),
});
type PublicRules = z.infer<typeof publicRulesShape>;

export function publicRules(rulebook: Rulebook, hash: string): PublicRules {
  const { id, version, effectiveFrom, terms, appeals, entry } = rulebook;
  const { openOrdersMax, listingsMax, payoutDelayDays, lifts } = entry.probation;
  return {
    rulebook: { id, version, hash, effectiveFrom },
    terms: {
      version: terms.version,
      clauses: Object.entries(terms.clauses).map(([clause, { title, text }]) => ({
        id: clause,
        title,
        text,
      })),
    },
    violations: violationsOf(rulebook),
    ladders: { seller: ladderOf(rulebook.ladder.seller), buyer: ladderOf(rulebook.ladder.buyer) },
    metrics: metricsOf(rulebook),
    goods: rulebook.prohibitedGoods.map(({ name, title, markets, action }) => ({
      name,
      title,
      markets: markets === 'all' ? null : [...markets],
      action,
    })),
    appeals: { windowMonths: appeals.windowMonths, decideWithinDays: appeals.decideWithinDays },
    probation: {
      openOrdersMax,
      listingsMax,
      payoutDelayDays,
      deliveredOrdersMin: lifts.deliveredOrdersMin,
      afterDays: lifts.afterDays,
    },
  };
}

function violationsOf(rulebook: Rulebook): PublicRules['violations'] {
  return Object.entries(rulebook.violations).map(([name, v]) => ({
    name,
    title: v.title,
    side: v.subject,
    severity: v.severity,
    points: v.points,
    pointsExpireDays: v.pointsExpireDays,
    clause: v.clause,
    explanation: v.statement.explanation,
    rectifyWithinDays: v.rectifiable === 'none' ? null : v.rectifiable.windowDays,
    evidenceRequired: [...v.evidenceRequired],
  }));
}

function metricsOf(rulebook: Rulebook): PublicRules['metrics'] {
  return Object.entries(rulebook.metrics).map(([name, m]) => ({
    name,
    title: m.title,
    side: m.subject,
    ...thresholdsOf(m),
    windowDays: m.windowDays,
    maturityDays: m.maturityDays,
    minVolume: m.minVolume,
    minUniqueCounterparties: m.minUniqueCounterparties,
    confidence: m.confidence,
    exclusions: [...m.exclusions],
  }));
}

function ladderOf(
  ladder: Rulebook['ladder']['seller'] | Rulebook['ladder']['buyer'],
): z.infer<typeof rung>[] {
  return ladder.rungs.map(({ name, fromPoints, toPoints, automatic, sanctions }) => ({
    name,
    fromPoints,
    toPoints: toPoints === 'open' ? null : toPoints,
    automatic,
    measures: sanctions.map((s) => ({
      kind: s.kind,
      approvals: s.approvals,
      days: 'days' in s ? s.days : null,
    })),
  }));
}

import { thresholdsOf, type Metric, type Thresholds } from '../rulebook/metric.ts';
import type { Frozen, Rulebook } from '../rulebook/schema.ts';
import type { Subject } from '../rulebook/terms.ts';
import { CriticalDefects } from './bound.ts';
import { judgementOf, UNIT_FACTS, type Judgement, type UnitFact } from './measure.ts';
import { UNIT_KINDS, type UnitKind } from './units.ts';

/** A metric made ready to be decided at every fact. */
export interface MetricRule {
  readonly name: string;
  /** Position in `SubjectRules.metrics`. */
  readonly index: number;
  /** Position among the metrics that count the same kind of unit. */
  readonly place: number;
  readonly metric: Frozen<Metric>;
  readonly thresholds: Thresholds;
  readonly judgement: Judgement;
  readonly warnDefects: CriticalDefects;
  readonly breachDefects: CriticalDefects;
  readonly minVolume: number;
  readonly minPeople: number;
  /** A unit is in the window from so many days after its anchor day, until so many. */
  readonly entersAfterDays: number;
  readonly leavesAfterDays: number;
  readonly keepDays: number;
}

export interface SubjectRules {
  readonly subject: Subject;
  readonly metrics: readonly MetricRule[];
  readonly byUnit: Readonly<Record<UnitKind, readonly MetricRule[]>>;
  /** Days after its last possible anchor day until a unit can be forgotten. */
  readonly keepDays: Readonly<Record<UnitKind, number>>;
  /** How many days after the ship-by date an order may enter the tracking metric. */
  readonly trackingDays: number;
  readonly holidayDaysPerYearMax: number;
  /** Days from a unit's anchor day until it has left every window. */
  readonly reachDays: number;
}

const KNOWN = new WeakMap<Rulebook, Map<Subject, SubjectRules>>();

/**
 * Made once for each rulebook: the exact bounds are tables that grow as they are asked for (`CriticalDefects`), and for a
 * seller of thousands of orders making them takes longer than all the rest of working out a rate.
 */
export function rulesFor(rulebook: Rulebook, subject: Subject): SubjectRules {
  const known = KNOWN.get(rulebook) ?? new Map<Subject, SubjectRules>();
  KNOWN.set(rulebook, known);
  const rules = known.get(subject) ?? newRules(rulebook, subject);
  known.set(subject, rules);
  return rules;
}

function newRules(rulebook: Rulebook, subject: Subject): SubjectRules {
  const metrics = Object.entries(rulebook.metrics)
    .filter(([, metric]) => metric.subject === subject)
    .map(([name, metric], index) => ruleFor(rulebook, name, metric, index))
    .map((rule, i, all) => {
      const before = all.slice(0, i).filter((r) => r.judgement.unitKind === rule.judgement.unitKind);
      return { ...rule, place: before.length };
    });
  const of = (kind: UnitKind) => metrics.filter((rule) => rule.judgement.unitKind === kind);
  return {
    subject,
    metrics,
    byUnit: perKind(of),
    keepDays: perKind((kind) =>
      Math.max(0, ...of(kind).map((rule) => rule.keepDays + rule.metric.maturityDays + 1)),
    ),
    trackingDays: Math.max(
      0,
      ...metrics.filter((r) => r.metric.measure.kind === 'tracking').map((r) => r.metric.windowDays),
    ),
    holidayDaysPerYearMax: rulebook.holidays.daysPerYearMax,
    reachDays: Math.max(0, ...metrics.map((rule) => rule.leavesAfterDays)),
  };
}

/** The metrics that each kind of fact about a unit can move. */
export function rulesByFact(rules: readonly MetricRule[]): Readonly<Record<UnitFact, readonly MetricRule[]>> {
  const movedBy = (fact: UnitFact) => rules.filter((rule) => rule.judgement.facts.includes(fact));
  return Object.fromEntries(UNIT_FACTS.map((fact) => [fact, movedBy(fact)])) as unknown as Record<
    UnitFact,
    readonly MetricRule[]
  >;
}

function perKind<T>(of: (kind: UnitKind) => T): Record<UnitKind, T> {
  return Object.fromEntries(UNIT_KINDS.map((kind) => [kind, of(kind)])) as Record<UnitKind, T>;
}

function ruleFor(
  rulebook: Rulebook,
  name: string,
  metric: Frozen<Metric>,
  index: number,
): Omit<MetricRule, 'place'> {
  const thresholds = thresholdsOf(metric);
  // Counted are defects, whichever way the metric is worded: at least 95 % of successes is at most 5 % of defects.
  const defectShare = (threshold: number) => (thresholds.of === 'defects' ? threshold : 1 - threshold);
  return {
    name,
    index,
    metric,
    thresholds,
    judgement: judgementOf(metric),
    warnDefects: new CriticalDefects(defectShare(thresholds.warn), metric.confidence),
    breachDefects: new CriticalDefects(defectShare(thresholds.breach), metric.confidence),
    minVolume: metric.minVolume,
    minPeople: metric.minUniqueCounterparties,
    entersAfterDays: 1 + metric.maturityDays,
    leavesAfterDays: 1 + metric.maturityDays + metric.windowDays,
    keepDays: Math.max(metric.windowDays, longestPlanDays(rulebook, name), trustDays(rulebook, name)),
  };
}

/** How long trust remembers this metric. */
function trustDays({ ranking: { trust, ordersOf } }: Rulebook, metric: string): number {
  const isCounted = metric === ordersOf || trust.parts.some((part) => part.metric === metric);
  return isCounted ? trust.memoryDays : 0;
}

/** The longest time a rectification plan may measure this metric, extensions included. */
function longestPlanDays(rulebook: Rulebook, metric: string): number {
  const plans = Object.values(rulebook.violations).flatMap(({ rectifiable }) =>
    rectifiable !== 'none' && rectifiable.targets.some((target) => target.metric === metric)
      ? [rectifiable]
      : [],
  );
  return Math.max(0, ...plans.map((plan) => plan.windowDays * (1 + plan.extensionsMax)));
}

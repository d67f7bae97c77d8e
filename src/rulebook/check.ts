import { DAY_MS, HOUR_MS } from '../kernel/time.ts';
import { checkLadder } from './check-ladder.ts';
import { checkDesk } from './desk.ts';
import { checkReturns } from './check-returns.ts';
import { checkStaffing } from './check-staffing.ts';
import { checkQuality } from './check-quality.ts';
import type { Measure, Metric } from './metric.ts';
import { checkRanking } from './ranking.ts';
import type { RulebookDraft } from './schema.ts';
import type { RectificationTarget } from './violation.ts';

/** A contradiction between parts that each pass the schema. `path` leads to the value to change. */
export interface Conflict {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Measures that only make sense for one side; the others suit both. */
const MEASURED_SUBJECT: Partial<Record<Measure['kind'], 'seller' | 'buyer'>> = {
  'shipped-late': 'seller',
  unshipped: 'seller',
  tracking: 'seller',
  delivery: 'seller',
  response: 'seller',
  'order-defect': 'seller',
  unfounded: 'buyer',
};

/** All relations that the schema alone cannot see. An empty list: the rulebook is consistent. */
export function checkRulebook(rulebook: RulebookDraft): readonly Conflict[] {
  return [
    ...Object.keys(rulebook.violations).flatMap((name) => checkViolation(rulebook, name)),
    ...checkLadder(rulebook.ladder.seller, ['ladder', 'seller']),
    ...checkLadder(rulebook.ladder.buyer, ['ladder', 'buyer']),
    ...Object.entries(rulebook.metrics).flatMap(([name, metric]) => checkMetric(rulebook, name, metric)),
    ...checkComplaints(rulebook),
    ...checkTrade(rulebook),
    ...checkIdentity(rulebook),
    ...checkStaffing(rulebook),
    ...checkRanking(rulebook),
    ...checkDesk(rulebook),
    ...checkReturns(rulebook),
    ...checkQuality(rulebook),
  ];
}

function unknown(what: string, name: string, known: readonly string[]): string {
  return `there is no ${what} named ${name}; name one of: ${known.join(', ')}`;
}

function checkViolation(rulebook: RulebookDraft, name: string): readonly Conflict[] {
  const violation = rulebook.violations[name];
  if (violation === undefined) return [];
  const path = ['violations', name];
  const found: Conflict[] = [];
  const clauses = Object.keys(rulebook.terms.clauses);
  if (!clauses.includes(violation.clause))
    found.push({
      path: [...path, 'clause'],
      message: unknown('clause of the terms', violation.clause, clauses),
    });
  const emergencies = Object.keys(rulebook.emergencies);
  violation.emergency.forEach((emergency, i) => {
    if (!emergencies.includes(emergency))
      found.push({ path: [...path, 'emergency', i], message: unknown('emergency', emergency, emergencies) });
  });
  if (violation.rectifiable === 'none') return found;
  violation.rectifiable.targets.forEach((target, i) => {
    found.push(...checkTarget(rulebook, target, violation.subject, [...path, 'rectifiable', 'targets', i]));
  });
  return found;
}

function checkTarget(
  rulebook: RulebookDraft,
  target: RectificationTarget,
  subject: Metric['subject'],
  path: Conflict['path'],
): readonly Conflict[] {
  const metric = rulebook.metrics[target.metric];
  if (metric === undefined)
    return [
      { path: [...path, 'metric'], message: unknown('metric', target.metric, Object.keys(rulebook.metrics)) },
    ];
  if (metric.subject !== subject)
    return [
      {
        path: [...path, 'metric'],
        message: `${target.metric} measures a ${metric.subject}, not a ${subject}`,
      },
    ];
  const right = metric.warnBelow === undefined ? 'atMost' : 'atLeast';
  const wrong = right === 'atMost' ? 'atLeast' : 'atMost';
  if (target[wrong] !== undefined)
    return [
      {
        path: [...path, wrong],
        message: `${target.metric} is a share of ${right === 'atMost' ? 'defects' : 'successes'}: write ${right}`,
      },
    ];
  if (target[right] === undefined) return [{ path, message: `add ${right} with a share` }];
  return [];
}

function checkMetric(rulebook: RulebookDraft, name: string, metric: Metric): readonly Conflict[] {
  const path = ['metrics', name];
  return [
    ...checkThresholds(metric, path),
    ...checkMeasure(rulebook, metric, path),
    ...checkDetected(rulebook, metric.violation, metric.subject, [...path, 'violation']),
  ];
}

function checkThresholds(metric: Metric, path: Conflict['path']): readonly Conflict[] {
  const { warnAbove, breachAbove, warnBelow, breachBelow } = metric;
  const above =
    warnAbove !== undefined &&
    breachAbove !== undefined &&
    warnBelow === undefined &&
    breachBelow === undefined;
  const below =
    warnBelow !== undefined &&
    breachBelow !== undefined &&
    warnAbove === undefined &&
    breachAbove === undefined;
  if (above === below)
    return [
      {
        path,
        message:
          'write warnAbove and breachAbove (share of defects), or warnBelow and breachBelow (share of successes)',
      },
    ];
  const found: Conflict[] = [];
  if (above && warnAbove > breachAbove)
    found.push({
      path: [...path, 'breachAbove'],
      message: `must be at least warnAbove (${warnAbove}): a warning comes before a breach`,
    });
  if (below && warnBelow < breachBelow)
    found.push({
      path: [...path, 'breachBelow'],
      message: `must be at most warnBelow (${warnBelow}): a warning comes before a breach`,
    });
  if (metric.minUniqueCounterparties > metric.minVolume)
    found.push({
      path: [...path, 'minUniqueCounterparties'],
      message: `must be at most minVolume (${metric.minVolume})`,
    });
  return found;
}

function checkMeasure(rulebook: RulebookDraft, metric: Metric, path: Conflict['path']): readonly Conflict[] {
  const found: Conflict[] = [];
  const { measure } = metric;
  const side = MEASURED_SUBJECT[measure.kind];
  if (side !== undefined && side !== metric.subject)
    found.push({ path: [...path, 'subject'], message: `${measure.kind} measures a ${side}: write ${side}` });
  // An undecided question inside the window would count as unanswered.
  if (measure.kind === 'response' && metric.maturityDays * DAY_MS < measure.answerWithinHours * HOUR_MS)
    found.push({
      path: [...path, 'maturityDays'],
      message: `must cover answerWithinHours (${measure.answerWithinHours}): write ${Math.ceil((measure.answerWithinHours * HOUR_MS) / DAY_MS)} or more`,
    });
  if (measure.kind !== 'findings' && measure.kind !== 'order-defect') return found;
  const known = Object.keys(rulebook.violations);
  measure.violations.forEach((violation, i) => {
    const at = [...path, 'measure', 'violations', i];
    found.push(...checkDetected(rulebook, violation, metric.subject, at, known));
  });
  return found;
}

function checkDetected(
  rulebook: RulebookDraft,
  name: string,
  subject: Metric['subject'],
  path: Conflict['path'],
  known = Object.keys(rulebook.violations),
): readonly Conflict[] {
  const violation = rulebook.violations[name];
  if (violation === undefined) return [{ path, message: unknown('violation', name, known) }];
  if (violation.subject !== subject)
    return [{ path, message: `${name} is a violation by a ${violation.subject}, not by a ${subject}` }];
  return [];
}

function checkComplaints(rulebook: RulebookDraft): readonly Conflict[] {
  const known = Object.keys(rulebook.violations);
  return Object.entries(rulebook.complaints.kinds).flatMap(([name, kind]) => {
    const path = ['complaints', 'kinds', name];
    const violation = rulebook.violations[kind.violation];
    if (violation === undefined)
      return [{ path: [...path, 'violation'], message: unknown('violation', kind.violation, known) }];
    if (kind.by === violation.subject)
      return [
        {
          path: [...path, 'by'],
          message: `${kind.violation} is a violation by a ${violation.subject}, who cannot complain about it: write the other side, or anyone`,
        },
      ];
    return [];
  });
}

function checkTrade(rulebook: RulebookDraft): readonly Conflict[] {
  const found: Conflict[] = [];
  const { tiers } = rulebook.commission;
  if (tiers[0]?.fromDeliveredOrders !== 0)
    found.push({
      path: ['commission', 'tiers', 0, 'fromDeliveredOrders'],
      message: 'the first tier starts at 0, so that every seller has one',
    });
  tiers.forEach((tier, i) => {
    const before = tiers[i - 1];
    if (before !== undefined && tier.fromDeliveredOrders <= before.fromDeliveredOrders)
      found.push({
        path: ['commission', 'tiers', i, 'fromDeliveredOrders'],
        message: `must be above the tier before (${before.fromDeliveredOrders})`,
      });
  });
  if (rulebook.shipping.handlingDays > rulebook.shipping.handlingDaysMax)
    found.push({
      path: ['shipping', 'handlingDays'],
      message: `must be at most handlingDaysMax (${rulebook.shipping.handlingDaysMax})`,
    });
  rulebook.carriers.strikes.forEach((strike, i) => {
    if (strike.to < strike.from)
      found.push({
        path: ['carriers', 'strikes', i, 'to'],
        message: `must not be before from (${strike.from})`,
      });
  });
  const clauses = Object.keys(rulebook.terms.clauses);
  rulebook.prohibitedGoods.forEach((goods, i) => {
    if (!clauses.includes(goods.clause))
      found.push({
        path: ['prohibitedGoods', i, 'clause'],
        message: unknown('clause of the terms', goods.clause, clauses),
      });
    if (rulebook.prohibitedGoods.findIndex((other) => other.name === goods.name) < i)
      found.push({
        path: ['prohibitedGoods', i, 'name'],
        message: `${goods.name} is listed twice: give it another name`,
      });
    if (goods.categories.length + goods.keywords.length === 0)
      found.push({ path: ['prohibitedGoods', i], message: 'matches nothing: name categories or keywords' });
  });
  return found;
}

/** Households, dormitories and libraries share addresses and devices: not even both together may hold an account. */
function checkIdentity(rulebook: RulebookDraft): readonly Conflict[] {
  const { marks, holdAtWeight } = rulebook.identity;
  const found: Conflict[] = [];
  for (const shared of ['address', 'device'] as const) {
    if (marks[shared].alone === 'hold')
      found.push({
        path: ['identity', 'marks', shared, 'alone'],
        message: `a shared ${shared} alone never holds an account: write never`,
      });
  }
  const together = marks.address.weight + marks.device.weight;
  if (together >= holdAtWeight)
    found.push({
      path: ['identity', 'holdAtWeight'],
      message: `must be above the weights of address and device together (${together})`,
    });
  return found;
}

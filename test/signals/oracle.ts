import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import type { Metric } from '../../src/rulebook/metric.ts';
import type { Frozen, Rulebook } from '../../src/rulebook/schema.ts';
import type { FindingFact, OrderFact, Role, SignalFact } from '../../src/signals/fact.ts';

/**
 * What the signals must say, worked out from all facts each time, slowly and straight from the definitions. It
 * shares no code with the engine: no buckets, no tables, and bounds by the beta quantile.
 */
export interface SlowAssessment {
  readonly metric: string;
  readonly n: number;
  readonly k: number;
  readonly uniqueCounterparties: number;
  readonly lower: number;
  readonly upper: number;
  readonly verdict: string;
  /** `reason:id`, sorted. */
  readonly excluded: readonly string[];
  readonly defects: readonly string[];
}

interface Counted {
  readonly id: string;
  readonly with: string;
  readonly day: number;
  readonly what: 'clean' | 'defect' | 'seller-holiday' | 'carrier-strike' | 'buyer-cancelled';
}

const DAY = 86_400_000;
const HOUR = 3_600_000;
const dayOf = (at: number) => Math.floor(at / DAY);

type Of<K extends SignalFact['kind']> = Extract<SignalFact, { kind: K }>;

/** `facts`: at least all those about this role and all strikes; more do no harm. */
export function assessSlowly(
  rulebook: Rulebook,
  facts: readonly SignalFact[],
  role: Role,
  now: number,
): SlowAssessment[] {
  return Object.entries(rulebook.metrics)
    .filter(([, metric]) => metric.subject === role.subject)
    .map(([name, metric]) => assessOne(name, metric, count(rulebook, metric, facts, role), now));
}

function assessOne(
  metric: string,
  rule: Frozen<Metric>,
  counted: readonly Counted[],
  now: number,
): SlowAssessment {
  const last = dayOf(now) - 1 - rule.maturityDays;
  const first = last - rule.windowDays + 1;
  const inside = counted.filter(({ day }) => day >= first && day <= last);
  const judged = inside.filter(({ what }) => what === 'clean' || what === 'defect');
  const defects = judged.filter(({ what }) => what === 'defect');
  const n = judged.length;
  const k = defects.length;
  const unique = new Set(defects.map((unit) => unit.with)).size;
  const a = 1 - rule.confidence;
  const bounds = (x: number) => ({
    lower: x === 0 ? 0 : betaQuantile(a, x, n - x + 1),
    upper: x === n ? 1 : betaQuantile(rule.confidence, x + 1, n - x),
  });
  const isDefects = rule.warnAbove !== undefined;
  const { lower, upper } = bounds(isDefects ? k : n - k);
  const beyond = (defectLimit: number | undefined, successLimit: number | undefined) =>
    isDefects ? lower > (defectLimit ?? 1) : upper < (successLimit ?? 0);
  let verdict = 'ok';
  if (n < rule.minVolume) verdict = 'too-little-data';
  else if (beyond(rule.breachAbove, rule.breachBelow) && unique >= rule.minUniqueCounterparties)
    verdict = 'breach';
  else if (beyond(rule.warnAbove, rule.warnBelow)) verdict = 'at-risk';
  return {
    metric,
    n,
    k,
    uniqueCounterparties: unique,
    lower,
    upper,
    verdict,
    excluded: inside
      .filter(({ what }) => what !== 'clean' && what !== 'defect')
      .map((u) => `${u.what}:${u.id}`)
      .sort(),
    defects: defects.map((unit) => unit.id).sort(),
  };
}

function count(
  rulebook: Rulebook,
  metric: Frozen<Metric>,
  facts: readonly SignalFact[],
  role: Role,
): Counted[] {
  const { measure } = metric;
  if (measure.kind === 'response') return questions(rulebook, metric, facts, role, measure.answerWithinHours);
  if (measure.kind === 'unfounded') return complaints(facts, role);
  if (measure.kind === 'findings' && measure.per !== 'order')
    return talks(measure.per, measure.violations, facts, role);
  const byId = Map.groupBy(
    facts.filter((f) => 'orderId' in f || (f.kind === 'finding' && f.about === 'order')),
    (f) => ('orderId' in f ? f.orderId : (f as FindingFact).aboutId) as string,
  );
  const mine = facts.filter((f): f is OrderFact => f.kind === 'order' && f[role.subject] === role.party);
  const unique = new Map(mine.toReversed().map((order) => [order.orderId as string, order]));
  return [...unique.values()].flatMap((order) => {
    const about = byId.get(order.orderId) ?? [];
    return countOrder(rulebook, metric, order, about, facts, role) ?? [];
  });
}

function earliest<K extends SignalFact['kind']>(facts: readonly SignalFact[], kind: K): Of<K> | undefined {
  return facts
    .filter((f): f is Of<K> => f.kind === kind)
    .reduce<Of<K> | undefined>((a, b) => (a === undefined || b.at < a.at ? b : a), undefined);
}

function countOrder(
  rulebook: Rulebook,
  metric: Frozen<Metric>,
  order: OrderFact,
  about: readonly SignalFact[],
  facts: readonly SignalFact[],
  role: Role,
): Counted | undefined {
  const shipped = earliest(about, 'shipped');
  const shippedAt = shipped?.at ?? Infinity;
  const scannedAt = earliest(about, 'scanned')?.at ?? Infinity;
  const deliveredAt = earliest(about, 'delivered')?.at ?? Infinity;
  const cancel = earliest(about, 'cancelled');
  const cancelled = cancel !== undefined && cancel.at < shippedAt ? cancel : undefined;
  const lost =
    about
      .filter((f): f is Of<'chargeback'> => f.kind === 'chargeback')
      .toSorted((a, b) => a.at - b.at || (a.lostBySeller ? 1 : -1))
      .at(-1)?.lostBySeller === true;
  const { measure, maturityDays, exclusions } = metric;
  const is = (what: Counted['what'], at: number): Counted => {
    const other = role.subject === 'seller' ? order.buyer : order.seller;
    return { id: order.orderId, with: other, day: dayOf(at), what };
  };
  const onHoliday = () =>
    exclusions.includes('seller-holiday') && offOn(rulebook, facts, role, order.shipBy, order.at);
  const onStrike = (from: number, to: number) =>
    exclusions.includes('carrier-strike') &&
    struck(rulebook, facts, shipped?.carrier ?? order.carrier, order.country, from, to);
  const excuseBuyer = exclusions.includes('buyer-cancelled');
  const inTime = cancelled !== undefined && cancelled.at <= order.shipBy;

  switch (measure.kind) {
    case 'shipped-late':
      if (inTime && cancelled.by !== 'buyer') return undefined;
      if (inTime && excuseBuyer) return is('buyer-cancelled', order.shipBy);
      if (onHoliday()) return is('seller-holiday', order.shipBy);
      if (onStrike(order.at, order.shipBy)) return is('carrier-strike', order.shipBy);
      return is(shippedAt <= order.shipBy ? 'clean' : 'defect', order.shipBy);
    case 'unshipped':
      if (inTime && cancelled.by === 'platform') return undefined;
      if (inTime && cancelled.by === 'buyer' && excuseBuyer) return is('buyer-cancelled', order.shipBy);
      if (onHoliday()) return is('seller-holiday', order.shipBy);
      if (onStrike(order.at, order.shipBy)) return is('carrier-strike', order.shipBy);
      return is(
        !cancelled && shippedAt <= order.shipBy + maturityDays * DAY ? 'clean' : 'defect',
        order.shipBy,
      );
    case 'tracking': {
      if (shipped?.tracked !== true || dayOf(shippedAt) > dayOf(order.shipBy) + metric.windowDays)
        return undefined;
      const until = shippedAt + maturityDays * DAY;
      if (onStrike(shippedAt, until)) return is('carrier-strike', shippedAt);
      return is(scannedAt <= until ? 'clean' : 'defect', shippedAt);
    }
    case 'delivery':
      if (scannedAt === Infinity) return undefined;
      if (onHoliday()) return is('seller-holiday', order.deliverBy);
      if (onStrike(order.at, order.deliverBy)) return is('carrier-strike', order.deliverBy);
      return is(deliveredAt <= order.deliverBy ? 'clean' : 'defect', order.deliverBy);
    case 'order-defect':
      if (lost || found(about, measure.violations, role)) return is('defect', order.deliverBy);
      if (!cancelled) return is('clean', order.deliverBy);
      if (cancelled.by === 'seller' || !inTime) return is('defect', order.deliverBy);
      return cancelled.by === 'buyer' && excuseBuyer ? is('buyer-cancelled', order.deliverBy) : undefined;
    case 'findings':
      if (found(about, measure.violations, role)) return is('defect', order.deliverBy);
      return cancel ? undefined : is('clean', order.deliverBy);
    default:
      throw new Error(`not about orders: ${measure.kind}`);
  }
}

/** A finding stands if the latest decision of its case on that violation says so. */
function found(about: readonly SignalFact[], violations: readonly string[], role: Role): boolean {
  const findings = about.filter(
    (f): f is FindingFact => f.kind === 'finding' && f.subject === role.subject && f.party === role.party,
  );
  return [...Map.groupBy(findings, (f) => `${f.caseId} ${f.violation}`).values()].some((decisions) => {
    const last = decisions.toSorted((a, b) => a.at - b.at || (a.outcome < b.outcome ? -1 : 1)).at(-1);
    return last?.outcome === 'substantiated' && violations.includes(last.violation);
  });
}

function questions(
  rulebook: Rulebook,
  metric: Frozen<Metric>,
  facts: readonly SignalFact[],
  role: Role,
  withinHours: number,
): Counted[] {
  const asked = facts.filter((f): f is Of<'question'> => f.kind === 'question' && f.seller === role.party);
  return [...Map.groupBy(asked, (f) => f.questionId).values()].map((same) => {
    const question = same[0] as Of<'question'>;
    const answers = facts
      .filter((f) => f.kind === 'answered' && f.questionId === question.questionId)
      .map((f) => f.at);
    const off =
      metric.exclusions.includes('seller-holiday') && offOn(rulebook, facts, role, question.at, question.at);
    const clean = Math.min(...answers) <= question.at + withinHours * HOUR;
    return {
      id: question.questionId,
      with: question.buyer,
      day: dayOf(question.at),
      what: off ? 'seller-holiday' : clean ? 'clean' : 'defect',
    };
  });
}

function complaints(facts: readonly SignalFact[], role: Role): Counted[] {
  const filed = facts.filter((f): f is Of<'complaint'> => f.kind === 'complaint' && f.buyer === role.party);
  return [...Map.groupBy(filed, (f) => f.complaintId).values()].flatMap((same) => {
    const complaint = same[0] as Of<'complaint'>;
    const judged = facts
      .filter(
        (f): f is Of<'complaint-judged'> =>
          f.kind === 'complaint-judged' && f.complaintId === complaint.complaintId,
      )
      .toSorted((a, b) => a.at - b.at || (a.outcome < b.outcome ? -1 : 1))
      .at(-1)?.outcome;
    if (judged === undefined || judged === 'undetermined') return [];
    return {
      id: complaint.complaintId,
      with: complaint.seller,
      day: dayOf(complaint.at),
      what: judged === 'unfounded' ? 'defect' : 'clean',
    };
  });
}

function talks(
  per: 'conversation' | 'return',
  violations: readonly string[],
  facts: readonly SignalFact[],
  role: Role,
): Counted[] {
  const isTalk = per === 'conversation';
  const units = new Map<string, Omit<Counted, 'what'> & { readonly about: readonly SignalFact[] }>();
  const findings = facts.filter((f): f is FindingFact => f.kind === 'finding' && f.about === per);
  for (const f of facts) {
    if (f.kind !== (isTalk ? 'question' : 'refund-requested') || f[role.subject] !== role.party) continue;
    const other = role.subject === 'seller' ? f.buyer : f.seller;
    const id = f.kind === 'question' ? f.conversationId : f.returnId;
    const about = isTalk ? [] : findings.filter((g) => g.aboutId === id);
    units.set(isTalk ? `${id} on ${dayOf(f.at)}` : id, { id, with: other, day: dayOf(f.at), about });
  }
  const mine = findings.filter((f) => isTalk && f.subject === role.subject && f.party === role.party);
  for (const [key, about] of Map.groupBy(mine, (f) => `${f.aboutId} in ${f.caseId}`)) {
    const first = about.toSorted((a, b) => (a.occurredAt ?? a.at) - (b.occurredAt ?? b.at))[0] as FindingFact;
    const other = first.counterparty ?? first.aboutId;
    units.set(key, { id: first.aboutId, with: other, day: dayOf(first.occurredAt ?? first.at), about });
  }
  return [...units.values()].map(({ about, ...unit }) => {
    return { ...unit, what: found(about, violations, role) ? 'defect' : 'clean' };
  });
}

/** Of each calendar year only the first so many declared days count, and only for what began after the declaration. */
function offOn(
  rulebook: Rulebook,
  facts: readonly SignalFact[],
  role: Role,
  at: number,
  unitAt: number,
): boolean {
  const holidays = facts.filter((f): f is Of<'holiday'> => f.kind === 'holiday' && f.seller === role.party);
  const day = dayOf(at);
  const covering = (d: number) =>
    holidays.filter((h) => dayOf(h.from) <= d && d <= dayOf(h.to) && d < dayOf(h.from) + 366);
  if (!covering(day).some((h) => h.at <= unitAt)) return false;
  let before = 0;
  const year = new Date(day * DAY).getUTCFullYear();
  for (let d = dayOf(Date.UTC(year, 0, 1)); d < day; d++) if (covering(d).length > 0) before += 1;
  return before < rulebook.holidays.daysPerYearMax;
}

function struck(
  rulebook: Rulebook,
  facts: readonly SignalFact[],
  carrier: string | undefined,
  country: string | undefined,
  from: number,
  to: number,
): boolean {
  const reported = facts.filter((f): f is Of<'strike'> => f.kind === 'strike');
  const strikes = [
    ...rulebook.carriers.strikes.map((s) => ({ ...s, from: Date.parse(s.from), to: Date.parse(s.to) })),
    ...reported,
  ];
  return strikes.some((s) => {
    const begins = dayOf(s.from) * DAY;
    const ends = (dayOf(s.to) + 1) * DAY - 1;
    const concerns =
      (s.carrier === 'all' || s.carrier === carrier) &&
      (s.countries === 'all' || s.countries.includes(country ?? '-'));
    return concerns && begins <= to && ends >= from;
  });
}

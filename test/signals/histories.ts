import fc from 'fast-check';
import type { PartyId } from '../../src/kernel/ids.ts';
import { DAY_MS, HOUR_MS } from '../../src/kernel/time.ts';
import type { Rulebook } from '../../src/rulebook/schema.ts';
import type { FindingFact, Role, SignalFact } from '../../src/signals/fact.ts';

/** Where random histories begin: a year before a strike of the default rulebook's list would matter. */
export const START = Date.UTC(2026, 0, 1);

const SELLERS = ['s1', 's2'] as PartyId[];
const BUYERS = ['b1', 'b2', 'b3', 'b4'] as PartyId[];

export const ROLES: readonly Role[] = [
  ...SELLERS.map((party): Role => ({ subject: 'seller', party })),
  ...BUYERS.map((party): Role => ({ subject: 'buyer', party })),
];

/** Ids are made at the edge: here. */
const id = (text: string) => text as never;

/** Windows of a few days and low limits, so that short random histories reach every verdict. */
export function tightened(rulebook: Rulebook): Rulebook {
  const metrics = Object.entries(rulebook.metrics).map(([name, metric], i) => {
    const limits =
      metric.warnAbove === undefined
        ? { warnBelow: 0.8, breachBelow: 0.61 }
        : { warnAbove: 0.11, breachAbove: 0.27 };
    const small = {
      windowDays: 4 + 3 * (i % 4),
      maturityDays: 1 + (i % 3),
      minVolume: 2,
      minUniqueCounterparties: 1 + (i % 2),
    };
    return [name, { ...metric, ...limits, ...small, confidence: 0.8 }];
  });
  return {
    ...rulebook,
    holidays: { ...rulebook.holidays, daysPerYearMax: 5 },
    metrics: Object.fromEntries(metrics) as Rulebook['metrics'],
  };
}

/** Facts about the unit of this number: ids stay unique while fast-check shrinks. */
type Numbered = (number: number) => SignalFact[];

const hoursLater = (max: number) => fc.integer({ min: 0, max }).map((h) => h * HOUR_MS + 1);
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined, freq: 3 });

function orderHistory(days: number): fc.Arbitrary<Numbered> {
  return fc
    .record({
      seller: fc.constantFrom(...SELLERS),
      buyer: fc.constantFrom(...BUYERS),
      at: fc.integer({ min: 0, max: days * 24 }).map((h) => START + h * HOUR_MS),
      handling: hoursLater(72),
      transit: hoursLater(120),
      carrier: fc.constantFrom('dhl', 'ups', undefined),
      country: fc.constantFrom('DE', 'BR', undefined),
      shipped: maybe(hoursLater(160)),
      tracked: fc.boolean(),
      shipCarrier: fc.constantFrom('ups', undefined),
      scanned: maybe(hoursLater(120)),
      delivered: maybe(hoursLater(200)),
      cancelled: fc.option(
        fc.record({
          after: hoursLater(120),
          by: fc.constantFrom('seller' as const, 'buyer' as const, 'platform' as const),
        }),
        { freq: 2 },
      ),
      chargebacks: fc.array(fc.record({ after: hoursLater(300), lostBySeller: fc.boolean() }), {
        maxLength: 2,
      }),
    })
    .map((o) => (number) => {
      const both = { orderId: id(`o-${number}`), seller: o.seller, buyer: o.buyer };
      const one = { orderId: both.orderId, seller: o.seller };
      const shipBy = o.at + o.handling;
      const carrier = o.carrier === undefined ? {} : { carrier: o.carrier };
      const country = o.country === undefined ? {} : { country: o.country };
      const facts: SignalFact[] = [
        { kind: 'order', at: o.at, ...both, shipBy, deliverBy: shipBy + o.transit, ...carrier, ...country },
      ];
      if (o.shipped !== undefined) {
        const at = o.at + o.shipped;
        facts.push({
          kind: 'shipped',
          at,
          ...both,
          tracked: o.tracked,
          ...(o.shipCarrier === undefined ? {} : { carrier: o.shipCarrier }),
        });
        if (o.scanned !== undefined) facts.push({ kind: 'scanned', at: at + o.scanned, ...one });
        if (o.delivered !== undefined) facts.push({ kind: 'delivered', at: at + o.delivered, ...one });
      }
      if (o.cancelled !== null)
        facts.push({ kind: 'cancelled', at: o.at + o.cancelled.after, ...both, by: o.cancelled.by });
      for (const c of o.chargebacks)
        facts.push({ kind: 'chargeback', at: o.at + c.after, ...one, lostBySeller: c.lostBySeller });
      return facts;
    });
}

function talkHistory(days: number): fc.Arbitrary<Numbered> {
  return fc
    .record({
      conversation: fc.integer({ min: 0, max: 6 }),
      seller: fc.constantFrom(...SELLERS),
      at: fc.integer({ min: 0, max: days * 24 }).map((h) => START + h * HOUR_MS),
      answered: maybe(hoursLater(60)),
      judged: fc.array(
        fc.record({
          after: hoursLater(90),
          outcome: fc.constantFrom('founded' as const, 'unfounded' as const, 'undetermined' as const),
        }),
        { maxLength: 2 },
      ),
      what: fc.constantFrom('question', 'return', 'complaint'),
    })
    .map((t) => (number): SignalFact[] => {
      // A conversation has one buyer: its number says which.
      const buyer = BUYERS[t.conversation % BUYERS.length] ?? id('b1');
      const { at, seller } = t;
      if (t.what === 'return')
        return [{ kind: 'refund-requested', at, returnId: id(`r-${number}`), seller, buyer }];
      if (t.what === 'complaint') {
        const complaintId = id(`c-${number}`);
        const judged = t.judged.map((j): SignalFact => ({
          kind: 'complaint-judged',
          at: at + j.after,
          complaintId,
          buyer,
          outcome: j.outcome,
        }));
        return [{ kind: 'complaint', at, complaintId, buyer, seller }, ...judged];
      }
      const questionId = id(`q-${number}`);
      const conversationId = id(`t-${seller}-${t.conversation}`);
      const question: SignalFact = { kind: 'question', at, questionId, conversationId, seller, buyer };
      return t.answered === undefined
        ? [question]
        : [question, { kind: 'answered', at: at + t.answered, questionId, seller }];
    });
}

const FOUND = {
  seller: ['not-as-described', 'abuse', 'refusal-to-ship', 'slow-response'],
  buyer: ['false-non-receipt', 'return-misuse', 'retaliation'],
} as const;

/** Findings about units of the history, some of them taken back later. */
function findingsAbout(facts: readonly SignalFact[]): fc.Arbitrary<SignalFact[]> {
  const begun = facts.filter(
    (f) => f.kind === 'order' || f.kind === 'question' || f.kind === 'refund-requested',
  );
  if (begun.length === 0) return fc.constant([]);
  const finding = fc
    .record({
      unit: fc.constantFrom(...begun),
      subject: fc.constantFrom('seller' as const, 'buyer' as const),
      violation: fc.nat(3),
      caseNumber: fc.nat(20),
      after: hoursLater(250),
      outcome: fc.constantFrom(
        'substantiated' as const,
        'substantiated' as const,
        'unsubstantiated' as const,
        'undetermined' as const,
      ),
    })
    .map(({ unit, subject, violation, caseNumber, after, outcome }): FindingFact => {
      const party = unit[subject];
      const counterparty = subject === 'seller' ? unit.buyer : unit.seller;
      const about = unit.kind === 'order' ? 'order' : unit.kind === 'question' ? 'conversation' : 'return';
      const aboutId =
        unit.kind === 'order' ? unit.orderId : unit.kind === 'question' ? unit.conversationId : unit.returnId;
      const names = FOUND[subject];
      return {
        kind: 'finding',
        at: unit.at + after,
        // A case is decided, appealed and over within two months.
        caseId: id(`k-${caseNumber}-${Math.floor(unit.at / (60 * DAY_MS))}`),
        violation: names[violation % names.length] ?? 'abuse',
        outcome,
        subject,
        party,
        counterparty,
        about,
        aboutId,
        // Some producers do not know it.
        ...(caseNumber % 2 === 0 ? {} : { occurredAt: unit.at + Math.floor(after / 5) }),
      };
    });
  return fc.array(finding, { maxLength: 100, size: 'max' });
}

function daysOff(days: number): fc.Arbitrary<SignalFact[]> {
  const span = fc.record({
    at: fc.integer({ min: -5, max: days }),
    ahead: fc.integer({ min: -2, max: 6 }),
    length: fc.integer({ min: 0, max: 7 }),
  });
  const holiday = fc
    .record({ span, seller: fc.constantFrom(...SELLERS) })
    .map(({ span: s, seller }): SignalFact => {
      const from = START + (s.at + s.ahead) * DAY_MS;
      return { kind: 'holiday', at: START + s.at * DAY_MS, seller, from, to: from + s.length * DAY_MS };
    });
  const strike = fc
    .record({
      span,
      carrier: fc.constantFrom('dhl', 'ups', 'all'),
      countries: fc.constantFrom('all' as const, ['DE']),
    })
    .map(({ span: s, carrier, countries }): SignalFact => {
      const from = START + (s.at + s.ahead) * DAY_MS;
      return {
        kind: 'strike',
        at: START + s.at * DAY_MS,
        carrier,
        countries,
        from,
        to: from + s.length * DAY_MS,
      };
    });
  return fc
    .tuple(fc.array(holiday, { maxLength: 4 }), fc.array(strike, { maxLength: 2 }))
    .map((both) => both.flat());
}

/** Whole histories over so many days, in order of time. */
export function histories(days: number, unitsMax: number): fc.Arbitrary<SignalFact[]> {
  const units = fc.tuple(
    fc.array(orderHistory(days), { minLength: 1, maxLength: unitsMax, size: 'max' }),
    fc.array(talkHistory(days), { maxLength: unitsMax, size: 'max' }),
    daysOff(days),
  );
  return units
    .map(([orders, talks, off]) => [
      ...orders.flatMap((o, i) => o(i)),
      ...talks.flatMap((t, i) => t(i)),
      ...off,
    ])
    .chain((facts) =>
      findingsAbout(facts).map((findings) => [...facts, ...findings].toSorted((a, b) => a.at - b.at)),
    );
}

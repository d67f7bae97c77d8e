import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { PartyId } from '../kernel/ids.ts';
import { DAY_MS, HOUR_MS, isoTime } from '../kernel/time.ts';
import { loadRulebook } from '../rulebook/load.ts';
import type { SignalFact } from './fact.ts';
import { Signals } from './signals.ts';

const RULEBOOK = loadRulebook(
  fileURLToPath(new URL('../../rulebooks/cacashop.yaml', import.meta.url)),
).rulebook;
const DAY0 = Date.UTC(2026, 2, 2);
const SELLER = { subject: 'seller', party: 'seller' as PartyId } as const;

/** Ids and parties of a test, made at its edge. */
const id = (text: string) => text as never;

interface OrderStory {
  readonly number: number;
  readonly day: number;
  readonly buyer?: string;
  readonly shippedAfterDays?: number;
  readonly carrier?: string;
}

/** An order to be shipped within two days, scanned when shipped and delivered two days later. */
function order(story: OrderStory): SignalFact[] {
  const at = DAY0 + story.day * DAY_MS + 9 * HOUR_MS;
  const orderId = id(`o${story.number}`);
  const buyer = id(story.buyer ?? `b${story.number}`);
  const both = { orderId, seller: SELLER.party, buyer };
  const carrier = story.carrier === undefined ? {} : { carrier: story.carrier };
  const facts: SignalFact[] = [
    { kind: 'order', at, ...both, shipBy: at + 2 * DAY_MS, deliverBy: at + 6 * DAY_MS, ...carrier },
  ];
  if (story.shippedAfterDays !== undefined) {
    const shipped = at + story.shippedAfterDays * DAY_MS;
    facts.push(
      { kind: 'shipped', at: shipped, ...both, tracked: true },
      { kind: 'scanned', at: shipped, orderId, seller: SELLER.party },
      { kind: 'delivered', at: shipped + 2 * DAY_MS, orderId, seller: SELLER.party },
    );
  }
  return facts;
}

function given(...facts: readonly SignalFact[][]): Signals {
  const signals = new Signals(RULEBOOK);
  for (const fact of facts.flat()) signals.apply(fact);
  return signals;
}

const many = (count: number, story: (i: number) => Omit<OrderStory, 'number'>, from = 0) =>
  Array.from({ length: count }, (_, i) => order({ number: from + i, ...story(i) })).flat();

const onDay = (day: number) => DAY0 + day * DAY_MS + 12 * HOUR_MS;

function late(signals: Signals, day: number) {
  const found = signals.assess(SELLER, onDay(day)).find(({ metric }) => metric === 'late-shipment');
  if (found === undefined) throw new Error('no such metric');
  return found;
}

describe('fair to the small', () => {
  test('one late order of few says nothing', () => {
    const signals = given(
      many(4, (i) => ({ day: i, shippedAfterDays: 1 })),
      order({ number: 9, day: 4, shippedAfterDays: 5 }),
    );
    expect(late(signals, 12)).toMatchObject({ verdict: 'too-little-data', n: 5, k: 1, rate: 0.2 });
  });

  test('two late orders of twenty are not surely above 4 %, though the bare rate is 10 %', () => {
    const signals = given(
      many(18, (i) => ({ day: i % 9, shippedAfterDays: 1 })),
      many(2, () => ({ day: 8, shippedAfterDays: 5 }), 50),
    );
    const found = late(signals, 15);
    expect(found).toMatchObject({ verdict: 'ok', n: 20, k: 2, of: 'defects' });
    expect(found.lower).toBeLessThan(0.04);
    expect(found.defects).toEqual(['o50', 'o51']);
  });

  test('six late orders of one buyer put at risk; of six buyers they are a breach', () => {
    const clean = many(14, (i) => ({ day: i % 9, shippedAfterDays: 1 }));
    const oneBuyer = many(6, () => ({ day: 8, shippedAfterDays: 5, buyer: 'same' }), 50);
    const sixBuyers = many(6, () => ({ day: 8, shippedAfterDays: 5 }), 50);
    expect(late(given(clean, oneBuyer), 15)).toMatchObject({ verdict: 'at-risk', uniqueCounterparties: 1 });
    expect(late(given(clean, sixBuyers), 15)).toMatchObject({
      verdict: 'breach',
      uniqueCounterparties: 6,
      violation: 'repeated-late-shipment',
    });
  });

  test('what is not mature yet is not counted', () => {
    const signals = given(many(12, () => ({ day: 0 })));
    expect(late(signals, 4)).toMatchObject({ n: 0, verdict: 'too-little-data' });
    expect(late(signals, 5)).toMatchObject({ n: 12, k: 12, verdict: 'breach' });
  });

  test('the moment of a breach is reported, once, and so is its end', () => {
    const signals = given(many(12, () => ({ day: 0 })));
    const seen = [];
    for (let day = 4; day < 60; day++)
      seen.push(
        ...signals
          .tick(SELLER, onDay(day))
          .filter((c) => c.metric === 'late-shipment')
          .map((c) => [day, c.from, c.to]),
      );
    expect(seen).toEqual([
      [5, 'too-little-data', 'breach'],
      [35, 'breach', 'too-little-data'],
    ]);
  });
});

describe('exclusions', () => {
  const holiday = (declaredDay: number, from: number, to: number): SignalFact[] => [
    {
      kind: 'holiday',
      at: DAY0 + declaredDay * DAY_MS,
      seller: SELLER.party,
      from: DAY0 + from * DAY_MS,
      to: DAY0 + to * DAY_MS,
    },
  ];
  const unshipped = many(12, () => ({ day: 3 }));

  test('a holiday declared before the orders excuses them, and says which', () => {
    const found = late(given(holiday(0, 4, 10), unshipped), 20);
    expect(found).toMatchObject({ n: 0, verdict: 'too-little-data' });
    expect(found.excluded).toMatchObject([{ reason: 'seller-holiday', count: 12 }]);
  });

  test('a holiday declared afterwards excuses nothing', () => {
    expect(late(given(unshipped, holiday(4, 4, 10)), 20)).toMatchObject({
      n: 12,
      verdict: 'breach',
      excluded: [],
    });
  });

  test('an endless holiday counts for as many days a year as the rulebook grants', () => {
    const endless = holiday(-60, -60, 300);
    expect(late(given(endless, unshipped), 20)).toMatchObject({ n: 12, verdict: 'breach' });
  });

  test("a strike of the orders' carrier excuses them, also when it is reported later", () => {
    const strike: SignalFact = {
      kind: 'strike',
      at: onDay(7),
      carrier: 'dhl',
      countries: 'all',
      from: onDay(4),
      to: onDay(6),
    };
    const signals = given(
      // However a seller writes it.
      many(12, (i) => ({ day: 3, carrier: i % 2 === 0 ? 'dhl' : 'D.H.L.' })),
      many(12, () => ({ day: 3, carrier: 'ups' }), 50),
    );
    signals.tick(SELLER, onDay(20));
    expect(late(signals, 20)).toMatchObject({ n: 24, k: 24 });
    expect(signals.apply(strike, onDay(20))).toEqual([]);
    expect(late(signals, 20)).toMatchObject({
      n: 12,
      k: 12,
      excluded: [{ reason: 'carrier-strike', count: 12 }],
    });
  });

  test('a buyer who cancels in time excuses the seller; one who gives up afterwards does not', () => {
    const cancelled = (number: number, day: number): SignalFact[] => [
      {
        kind: 'cancelled',
        at: onDay(day),
        orderId: id(`o${number}`),
        seller: SELLER.party,
        buyer: id(`b${number}`),
        by: 'buyer',
      },
    ];
    const signals = given(
      many(12, () => ({ day: 3 })),
      cancelled(0, 4),
      cancelled(1, 6),
    );
    const found = signals.assess(SELLER, onDay(30)).find(({ metric }) => metric === 'unshipped');
    expect(found).toMatchObject({ n: 11, k: 11, excluded: [{ reason: 'buyer-cancelled', ids: ['o0'] }] });
  });
});

describe('plans and the way back', () => {
  test('a plan is measured over its own days', () => {
    const signals = given(
      many(12, () => ({ day: 0, shippedAfterDays: 5 })),
      many(12, (i) => ({ day: 10 + i, shippedAfterDays: 1 }), 50),
    );
    const measured = signals.measure(SELLER, 'late-shipment', onDay(10), onDay(38));
    expect(measured).toMatchObject({ n: 12, k: 0, rate: 0 });
    expect(() => signals.measure(SELLER, 'lateness', onDay(10), onDay(38))).toThrow(/no metric lateness/);
  });

  test('"so many on-time shipments restore green on that day", and they do; one fewer does not', () => {
    const facts = [
      ...many(14, (i) => ({ day: i % 9, shippedAfterDays: 1 })),
      ...many(6, () => ({ day: 8, shippedAfterDays: 5 }), 50),
    ];
    const now = onDay(15);
    const projection = given(facts).projection(SELLER, 'late-shipment', now);
    expect(projection).toMatchObject({ verdict: 'breach', green: false, openUnits: 0 });
    for (const way of projection.ways) {
      const after = (count: number) =>
        late(
          given(
            facts,
            many(count, () => ({ day: 13, shippedAfterDays: 2 }), 500),
          ),
          (way.on - DAY0) / DAY_MS,
        ).verdict;
      expect(['ok', 'too-little-data'], isoTime(way.on)).toContain(after(way.cleanUnits));
      if (way.cleanUnits > 0) expect(after(way.cleanUnits - 1)).toMatch(/at-risk|breach/);
    }
    expect(projection.ways[0]).toMatchObject({ on: DAY0 + 18 * DAY_MS });
    expect(projection.ways.at(-1)).toMatchObject({ cleanUnits: 0 });
  });

  test('open orders are taken to end well', () => {
    const signals = given(
      many(12, () => ({ day: 0, shippedAfterDays: 5 })),
      many(3, () => ({ day: 9 }), 50),
    );
    expect(signals.projection(SELLER, 'late-shipment', onDay(10))).toMatchObject({
      verdict: 'breach',
      openUnits: 3,
    });
  });

  test('nothing to restore where nothing is wrong', () => {
    expect(new Signals(RULEBOOK).projection(SELLER, 'late-shipment', onDay(0))).toEqual({
      metric: 'late-shipment',
      verdict: 'too-little-data',
      green: true,
      ways: [],
      openUnits: 0,
    });
  });
});

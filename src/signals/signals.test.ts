import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PartyId } from '../kernel/ids.ts';
import { DAY_MS } from '../kernel/time.ts';
import { loadRulebook } from '../rulebook/load.ts';
import { histories, ROLES, START, tightened } from '../../test/signals/histories.ts';
import { assessSlowly } from '../../test/signals/oracle.ts';
import type { Assessment } from './assess.ts';
import type { PartyDocument } from './document.ts';
import type { SignalFact } from './fact.ts';
import { Signals } from './signals.ts';

const RULEBOOK = loadRulebook(
  fileURLToPath(new URL('../../rulebooks/cacashop.yaml', import.meta.url)),
).rulebook;
const TIGHT = tightened(RULEBOOK);

/** An assessment in the oracle's words. */
function inShort(a: Assessment) {
  const { metric, n, k, uniqueCounterparties, lower, upper, verdict } = a;
  const excluded = a.excluded.flatMap(({ reason, ids }) => ids.map((unit) => `${reason}:${unit}`)).sort();
  return {
    metric,
    n,
    k,
    uniqueCounterparties,
    lower,
    upper,
    verdict,
    excluded,
    defects: [...a.defects].sort(),
  };
}

function standings(signals: Signals, now: number) {
  return ROLES.map((role) => signals.assess(role, now).map(inShort));
}

function slowStandings(rulebook: typeof RULEBOOK, facts: readonly SignalFact[], now: number) {
  return ROLES.map((role) => assessSlowly(rulebook, facts, role, now));
}

/** After the last fact, with everything mature. */
function endOf(facts: readonly SignalFact[]): number {
  return Math.max(START, ...facts.map((f) => f.at)) + DAY_MS;
}

function applied(facts: readonly SignalFact[], signals = new Signals(TIGHT)): Signals {
  for (const fact of facts) signals.apply(fact);
  return signals;
}

describe('signals agree with a slow oracle', () => {
  for (const [name, rulebook] of [
    ['tight windows', TIGHT],
    ['the default rulebook', RULEBOOK],
  ] as const)
    test(`after any history, under ${name}`, () => {
      fc.assert(
        fc.property(histories(25, 80), fc.nat(20), (facts, later) => {
          const now = endOf(facts) + later * DAY_MS;
          expect(standings(applied(facts, new Signals(rulebook)), now)).toEqual(
            slowStandings(rulebook, facts, now),
          );
        }),
        { numRuns: 150 },
      );
    });

  test('every day, also when nothing happens, and the reported changes add up to the verdicts shown', () => {
    fc.assert(
      fc.property(histories(20, 50), (facts) => {
        const signals = new Signals(TIGHT);
        const verdicts = new Map<string, string>();
        const known: SignalFact[] = [];
        let next = 0;
        for (let now = START - 8 * DAY_MS; now < endOf(facts) + 15 * DAY_MS; now += DAY_MS) {
          const note = (changes: ReturnType<Signals['tick']>) => {
            for (const c of changes) {
              expect(verdicts.get(`${c.party} ${c.metric}`) ?? 'too-little-data').toBe(c.from);
              verdicts.set(`${c.party} ${c.metric}`, c.to);
            }
          };
          for (let fact = facts[next]; fact !== undefined && fact.at <= now; fact = facts[++next]) {
            note(signals.apply(fact, now));
            known.push(fact);
          }
          for (const role of ROLES) note(signals.tick(role, now));
          const slow = slowStandings(TIGHT, known, now);
          expect(standings(signals, now)).toEqual(slow);
          for (const [i, role] of ROLES.entries())
            for (const { metric, verdict } of slow[i] ?? [])
              expect(verdicts.get(`${role.party} ${metric}`) ?? 'too-little-data').toBe(verdict);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('over years, while old units are forgotten', () => {
    fc.assert(
      fc.property(histories(1_500, 120), (facts) => {
        const signals = applied(facts);
        const now = endOf(facts);
        expect(standings(signals, now)).toEqual(slowStandings(TIGHT, facts, now));
        for (const role of ROLES) signals.tick(role, now + 800 * DAY_MS);
        for (const role of ROLES) expect(signals.save(role)?.orders ?? []).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

test('what no window can show any more is let go of: a late fact finds it unknown', () => {
  const signals = new Signals(TIGHT);
  const order = (orderId: string, at: number): SignalFact => ({
    kind: 'order',
    at,
    orderId: orderId as never,
    seller: 's1' as PartyId,
    buyer: 'b1' as PartyId,
    shipBy: at + DAY_MS,
    deliverBy: at + 2 * DAY_MS,
  });
  const seller = { subject: 'seller', party: 's1' as PartyId } as const;
  const kept = () => signals.save(seller)?.orders.map(([unit]) => unit[0]);
  const delivered = (at: number): SignalFact => ({
    kind: 'delivered',
    at,
    orderId: 'o-1' as never,
    seller: 's1' as PartyId,
  });
  signals.apply(order('o-1', START));
  // Each moves the clock on, so that what is old is looked for.
  for (const day of [50, 1_000, 2_000]) signals.apply(order(`o-at-${day}`, START + day * DAY_MS));
  expect(kept()).toEqual(['o-at-2000']);
  signals.apply(delivered(START + 2_000 * DAY_MS));
  // Known anew, by this fact alone: had it been kept, it would be known by its order, which is too old.
  expect(kept()).toEqual(['o-at-2000', 'o-1']);
});

describe('the order of arrival does not matter:', () => {
  const shuffled = histories(30, 80).chain((facts) =>
    fc.record({
      facts: fc.constant(facts),
      mixed: fc.shuffledSubarray(facts, { minLength: facts.length, maxLength: facts.length }),
      again: fc.subarray(facts),
    }),
  );

  test('late, early and repeated facts give the same as those in order', () => {
    fc.assert(
      fc.property(shuffled, ({ facts, mixed, again }) => {
        const now = endOf(facts);
        expect(standings(applied([...mixed, ...again]), now)).toEqual(standings(applied(facts), now));
      }),
      { numRuns: 150 },
    );
  });

  test('a saved state is restored as it was, and lags are made good by replaying', () => {
    fc.assert(
      fc.property(histories(30, 60), fc.nat(), fc.nat(), (facts, a, b) => {
        const cut = a % (facts.length + 1);
        const replayFrom = b % (cut + 1);
        const before = applied(facts.slice(0, cut));
        const after = new Signals(TIGHT, before.reportedStrikes());
        for (const role of ROLES) {
          const document = before.save(role);
          if (document !== undefined) after.restore(JSON.parse(JSON.stringify(document)) as PartyDocument);
        }
        for (const role of ROLES) expect(after.save(role)).toEqual(before.save(role));
        const now = endOf(facts);
        expect(standings(applied(facts.slice(replayFrom), after), now)).toEqual(
          standings(applied(facts), now),
        );
      }),
      { numRuns: 150 },
    );
  });
});

import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PartyId } from '../kernel/ids.ts';
import { DAY_MS, dayNumber } from '../kernel/time.ts';
import { loadRulebook } from '../rulebook/load.ts';
import { SUBJECTS } from '../rulebook/terms.ts';
import { histories, ROLES, tightened } from '../../test/signals/histories.ts';
import type { SignalFact } from './fact.ts';
import { History } from './history.ts';
import { Signals } from './signals.ts';
import type { VerdictChange } from './verdicts.ts';

const RULEBOOK = loadRulebook(
  fileURLToPath(new URL('../../rulebooks/cacashop.yaml', import.meta.url)),
).rulebook;
const TIGHT = tightened(RULEBOOK);

/** Late, early and repeated facts too. */
const disordered = histories(30, 80).chain((facts) =>
  fc.tuple(
    fc.shuffledSubarray(facts, { minLength: facts.length, maxLength: facts.length }),
    fc.subarray(facts),
    fc.boolean(),
  ),
);
const anyFacts = disordered.map(([mixed, again, inOrder]): readonly SignalFact[] =>
  inOrder ? mixed.toSorted((a, b) => a.at - b.at) : [...mixed, ...again],
);

/** Changes of different parties come in no order that means anything. */
function byParty(changes: readonly VerdictChange[]) {
  return Object.fromEntries(Map.groupBy(changes, ({ subject, party }) => `${subject} ${party}`));
}

function takenIn(signals: Signals, changes: readonly VerdictChange[]) {
  return { changes: byParty(changes), saved: ROLES.map((role) => signals.save(role)) };
}

function byFacts(facts: readonly SignalFact[], rulebook = TIGHT) {
  const signals = new Signals(rulebook);
  return takenIn(
    signals,
    facts.flatMap((fact) => signals.apply(fact)),
  );
}

function replayed(history: History, rulebook = TIGHT) {
  const signals = new Signals(rulebook, [], history);
  const changes: VerdictChange[] = [];
  signals.replay((change) => changes.push(change));
  return takenIn(signals, changes);
}

const late = histories(30, 60).chain((facts) =>
  fc
    .tuple(fc.subarray(facts), fc.array(fc.integer({ min: 300, max: 1_500 }), { minLength: 1 }))
    .map(([again, days]): readonly SignalFact[] =>
      [
        ...facts,
        ...again.map((fact, i) => ({ ...fact, at: fact.at + (days[i % days.length] ?? 0) * DAY_MS })),
      ].toSorted((a, b) => a.at - b.at),
    ),
);

describe('a history', () => {
  test('replayed is the same as its facts taken in one by one', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        expect(replayed(new History(facts))).toEqual(byFacts(facts));
      }),
      { numRuns: 150 },
    );
  });

  test('also where a fact comes so late that what it is about is just then forgotten', () => {
    fc.assert(
      fc.property(late, (facts) => {
        // Names of a history keep their numbers; those of single facts are forgotten with what they name.
        expect(replayed(new History(facts))).toEqual(byFacts(facts));
      }),
      { numRuns: 150 },
    );
  });

  test('also where somebody’s facts name another one’s units', () => {
    const wrong = fc
      .tuple(late, fc.array(fc.nat(), { minLength: 1, maxLength: 30 }))
      .map(([facts, picks]) => {
        const all = [...facts];
        for (const pick of picks) {
          const i = pick % all.length;
          const fact = all[i];
          if (fact && 'seller' in fact)
            all[i] = { ...fact, seller: (fact.seller === 's1' ? 's2' : 's1') as never };
        }
        return all;
      });
    fc.assert(
      fc.property(wrong, (facts) => {
        expect(replayed(new History(facts))).toEqual(byFacts(facts));
      }),
      { numRuns: 150 },
    );
  });

  test('serves several rulebooks', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const history = new History(facts);
        const both = [TIGHT, RULEBOOK].map((rulebook) => replayed(history, rulebook));
        expect(both).toEqual([byFacts(facts, TIGHT), byFacts(facts, RULEBOOK)]);
      }),
      { numRuns: 60 },
    );
  });

  test('shows each party as it was when it changed', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const look = (signals: Signals, { subject, party, metric, at }: VerdictChange) =>
          signals.assessOne({ subject, party }, metric, at);
        const single = new Signals(TIGHT);
        const seenSingly = facts.flatMap((fact) =>
          // Of several changes by one fact, all are looked at behind it.
          single.apply(fact).map((change) => ({ ...change, found: look(single, change) })),
        );
        const signals = new Signals(TIGHT, [], new History(facts));
        const seen: VerdictChange[] = [];
        signals.replay((change) => seen.push(Object.assign(change, { found: look(signals, change) })));
        expect(byParty(seen)).toEqual(byParty(seenSingly));
      }),
      { numRuns: 60 },
    );
  });

  test('replayed by who lets go of parties tells the same, in any number of rounds', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const history = new History(facts);
        const all: VerdictChange[][] = [];
        for (const letsGo of [false, true, true]) {
          const signals = new Signals(TIGHT, [], history);
          const changes: VerdictChange[] = [];
          signals.replay((change) => changes.push(change), { letsGo });
          all.push(changes);
          // Without strikes nobody is left.
          if (letsGo && history.stretches.length === 1)
            expect(SUBJECTS.flatMap((subject) => signals.parties(subject))).toEqual([]);
        }
        expect(all[1]).toEqual(all[0]);
        expect(all[2]).toEqual(all[0]);
      }),
      { numRuns: 100 },
    );
  });

  test('can be gone on from with facts of one’s own', () => {
    fc.assert(
      fc.property(anyFacts, fc.nat(), (facts, n) => {
        const cut = n % (facts.length + 1);
        const signals = new Signals(TIGHT, [], new History(facts.slice(0, cut)));
        const changes: VerdictChange[] = [];
        signals.replay((change) => changes.push(change));
        for (const fact of facts.slice(cut)) changes.push(...signals.apply(fact));
        expect(takenIn(signals, changes)).toEqual(byFacts(facts));
      }),
      { numRuns: 60 },
    );
  });

  test('is lived through a day at a time as if each had been today', () => {
    const spread = fc.oneof(histories(30, 80), late);
    fc.assert(
      fc.property(spread, fc.nat(40), (facts, later) => {
        const history = new History(facts);
        const lastDay = dayNumber(history.span?.to ?? 0) + later;
        const signals = new Signals(TIGHT, [], history);
        const days: (VerdictChange & { now: number; found: unknown })[] = [];
        const done: number[] = [];
        signals.replayDays(
          lastDay,
          (changes, now) => {
            for (const change of changes)
              days.push({ ...change, now, found: signals.assessOne(change, change.metric, now) });
          },
          { progress: (count, all) => done.push(count / all) },
        );
        const single = new Signals(TIGHT);
        const byDay = daysOf(single, facts, lastDay);
        expect(byParty(days)).toEqual(byParty(byDay));
        expect(ROLES.map((role) => signals.save(role))).toEqual(ROLES.map((role) => single.save(role)));
        expect([done.toSorted((a, b) => a - b), done.at(-1)]).toEqual([done, 1]);
        const again: VerdictChange[] = [];
        const forgetful = new Signals(TIGHT, [], history);
        forgetful.replayDays(lastDay, (changes) => again.push(...changes), { letsGo: true });
        expect(byParty(again)).toEqual(byParty(days.map(plain)));
      }),
      { numRuns: 100 },
    );
  });

  test('tells what a strike has changed at the end of its day', () => {
    const at = Date.UTC(2026, 4, 1, 12);
    const party = 's1' as PartyId;
    const orders = Array.from({ length: 40 }, (_, i): SignalFact[] => {
      const both = { orderId: `o-${i}` as never, seller: party, buyer: `b${1 + (i % 4)}` as PartyId };
      const terms = { shipBy: at + DAY_MS, deliverBy: at + 3 * DAY_MS, carrier: 'dhl', country: 'DE' };
      return [
        { kind: 'order', at, ...both, ...terms },
        { kind: 'shipped', at: at + 3 * DAY_MS, ...both, tracked: true, carrier: 'dhl' },
      ];
    }).flat();
    const strike: SignalFact = {
      kind: 'strike',
      at: at + 6 * DAY_MS,
      carrier: 'dhl',
      countries: 'all',
      from: at,
      to: at + 5 * DAY_MS,
    };
    const facts = [...orders, strike].toSorted((a, b) => a.at - b.at);
    const lastDay = dayNumber(strike.at) + 2;
    const told: (VerdictChange & { now: number })[] = [];
    new Signals(TIGHT, [], new History(facts)).replayDays(lastDay, (changes, now) =>
      told.push(...changes.map((change) => ({ ...change, now }))),
    );
    expect(byParty(told.map(plain))).toEqual(byParty(daysOf(new Signals(TIGHT), facts, lastDay).map(plain)));
    const late = told.filter(({ metric }) => metric === 'late-shipment');
    expect(late.map(({ to, now }) => [to, dayNumber(now) - dayNumber(at)])).toEqual([
      ['breach', 3],
      ['too-little-data', 6],
    ]);
  });

  test('knows when its facts happened, and only those in order of time have days', () => {
    const at = Date.UTC(2026, 4, 1);
    const days = (facts: readonly SignalFact[]) =>
      new Signals(TIGHT, [], new History(facts)).replayDays(dayNumber(at), () => undefined);
    const holiday = (time: number): SignalFact => ({
      kind: 'holiday',
      at: time,
      seller: 's1' as never,
      from: at,
      to: at,
    });
    expect([new History([]).length, new History([]).span]).toEqual([0, undefined]);
    const two = new History([holiday(at), holiday(at - 1)]);
    expect([two.length, two.span]).toEqual([2, { from: at - 1, to: at }]);
    expect(() => days([holiday(at), holiday(at - 1)])).toThrow('order');
    expect(() => days([])).not.toThrow();
    expect(() => days([holiday(at + DAY_MS)])).toThrow('last fact');
    expect(() => new Signals(TIGHT).replay(() => undefined)).toThrow('history');
  });
});

function plain({ subject, party, metric, from, to, at }: VerdictChange): VerdictChange {
  return { subject, party, metric, from, to, at };
}

/** The plain way: everybody’s facts of a day, then everybody’s clock. */
function daysOf(signals: Signals, facts: readonly SignalFact[], lastDay: number) {
  const seen: (VerdictChange & { now: number; found: unknown })[] = [];
  let next = 0;
  for (let day = dayNumber(facts[0]?.at ?? 0); day <= lastDay; day++) {
    const now = (day + 1) * DAY_MS - 1;
    const changes: VerdictChange[] = [];
    for (let fact = facts[next]; fact && dayNumber(fact.at) <= day; fact = facts[++next])
      changes.push(...signals.apply(fact));
    for (const role of ROLES) changes.push(...signals.tick(role, now));
    for (const change of changes)
      seen.push({ ...change, now, found: signals.assessOne(change, change.metric, now) });
  }
  return seen;
}

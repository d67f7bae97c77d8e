import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../kernel/time.ts';
import { loadRulebook } from '../rulebook/load.ts';
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

function takenIn(signals: Signals, changes: Iterable<readonly VerdictChange[]>) {
  return { changes: [...changes].flat(), saved: ROLES.map((role) => signals.save(role)) };
}

function byFacts(facts: readonly SignalFact[], rulebook = TIGHT) {
  const signals = new Signals(rulebook);
  return takenIn(
    signals,
    facts.map((fact) => signals.apply(fact)),
  );
}

describe('a history', () => {
  test('replayed is the same as its facts taken in one by one', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const history = new History(facts);
        const signals = new Signals(TIGHT, [], history);
        expect(
          takenIn(
            signals,
            Array.from(facts, (_, i) => signals.applyAt(i)),
          ),
        ).toEqual(byFacts(facts));
      }),
      { numRuns: 150 },
    );
  });

  test('and the other way round, where a fact comes so late that what it is about is just then forgotten', () => {
    const late = histories(30, 60).chain((facts) =>
      fc.tuple(
        fc.constant(facts),
        fc.subarray(facts),
        fc.array(fc.integer({ min: 300, max: 1_500 }), { minLength: 1 }),
      ),
    );
    fc.assert(
      fc.property(late, ([facts, again, days]) => {
        const all = [
          ...facts,
          ...again.map((fact, i) => ({ ...fact, at: fact.at + (days[i % days.length] ?? 0) * DAY_MS })),
        ].toSorted((a, b) => a.at - b.at);
        const signals = new Signals(TIGHT, [], new History(all));
        // Names of a history keep their numbers; those of single facts are forgotten with what they name.
        expect(byFacts(all)).toEqual(
          takenIn(
            signals,
            Array.from(all, (_, i) => signals.applyAt(i)),
          ),
        );
      }),
      { numRuns: 150 },
    );
  });

  test('serves several rulebooks at once, also when it grows meanwhile', () => {
    fc.assert(
      fc.property(anyFacts, fc.nat(), (facts, n) => {
        const cut = n % (facts.length + 1);
        const history = new History(facts.slice(0, cut));
        const both = [TIGHT, RULEBOOK].map((rulebook) => new Signals(rulebook, [], history));
        const changes: VerdictChange[][] = [[], []];
        for (let i = 0; i < facts.length; i++) {
          if (i >= cut) history.add(facts[i] as SignalFact);
          both.forEach((signals, k) => changes[k]?.push(...signals.applyAt(i)));
        }
        expect(changes).toEqual([byFacts(facts, TIGHT).changes, byFacts(facts, RULEBOOK).changes]);
      }),
      { numRuns: 60 },
    );
  });

  test('can be gone on from with facts of one’s own', () => {
    fc.assert(
      fc.property(anyFacts, fc.nat(), (facts, n) => {
        const cut = n % (facts.length + 1);
        const history = new History(facts.slice(0, cut));
        const signals = new Signals(TIGHT, [], history);
        const changes = facts.map((fact, i) => (i < cut ? signals.applyAt(i) : signals.apply(fact)));
        expect(takenIn(signals, changes)).toEqual(byFacts(facts));
      }),
      { numRuns: 60 },
    );
  });

  test('knows when its facts happened, and has no others', () => {
    const at = Date.UTC(2026, 4, 1);
    const history = new History();
    expect(history.length).toBe(0);
    history.add({ kind: 'holiday', at, seller: 's1' as never, from: at, to: at });
    expect([history.length, history.at(0)]).toEqual([1, at]);
    expect(() => new Signals(TIGHT, [], history).applyAt(1)).toThrow('1');
    expect(() => new Signals(TIGHT).applyAt(0)).toThrow('history');
  });
});

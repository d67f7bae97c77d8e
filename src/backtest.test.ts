import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { histories, ROLES, tightened } from '../test/signals/histories.ts';
import { backtest, type Change, type FirstBreach } from './backtest.ts';
import { DAY_MS, dayNumber } from './kernel/time.ts';
import { loadRulebook } from './rulebook/load.ts';
import type { Rulebook } from './rulebook/schema.ts';
import type { SignalFact } from './signals/fact.ts';
import { Signals } from './signals/signals.ts';

const ACTIVE = tightened(
  loadRulebook(fileURLToPath(new URL('../rulebooks/cacashop.yaml', import.meta.url))).rulebook,
);
/** Stricter with parcels, more lenient with answers, and slower to judge. */
const DRAFT: Rulebook = {
  ...ACTIVE,
  metrics: Object.fromEntries(
    Object.entries(ACTIVE.metrics).map(([name, metric]) => {
      if (name === 'late-shipment') return [name, { ...metric, warnAbove: 0.02, breachAbove: 0.05 }];
      if (name === 'response-time') return [name, { ...metric, minVolume: 4 }];
      return [name, { ...metric, maturityDays: metric.maturityDays + 1 }];
    }),
  ),
};

/** The plain way: everybody's facts of a day, then everybody's clock, then who is in breach for the first time. */
function firstBreaches(facts: readonly SignalFact[], rulebook: Rulebook): Map<string, FirstBreach> {
  const signals = new Signals(rulebook);
  const breaches = new Map<string, FirstBreach>();
  const lastDay =
    dayNumber(facts.at(-1)?.at ?? 0) +
    Math.max(...Object.values(rulebook.metrics).map((m) => m.maturityDays)) +
    1;
  let next = 0;
  for (let day = dayNumber(facts[0]?.at ?? 0); day <= lastDay; day++) {
    const now = (day + 1) * DAY_MS - 1;
    const turned = new Set<string>();
    for (let fact = facts[next]; fact && dayNumber(fact.at) <= day; fact = facts[++next])
      for (const c of signals.apply(fact))
        if (c.to === 'breach') turned.add(`${c.subject}/${c.party}/${c.metric}`);
    for (const role of ROLES)
      for (const c of signals.tick(role, now))
        if (c.to === 'breach') turned.add(`${c.subject}/${c.party}/${c.metric}`);
    for (const { subject, party } of ROLES)
      for (const { metric, verdict, n, k, lower, upper, defects } of signals.assess(
        { subject, party },
        now,
      )) {
        const key = `${subject}/${party}/${metric}`;
        if (verdict === 'breach' && turned.has(key) && !breaches.has(key))
          breaches.set(key, { at: now, n, k, lower, upper, defects });
      }
  }
  return breaches;
}

const keyOf = ({ subject, party, metric }: Change) => `${subject}/${party}/${metric}`;

describe('a backtest', () => {
  test('finds of two rulebooks what living through each day under each of them finds', () => {
    let found = 0;
    fc.assert(
      fc.property(histories(40, 100), (facts) => {
        const result = backtest(facts, ACTIVE, DRAFT, () => undefined);
        const [active, draft] = [firstBreaches(facts, ACTIVE), firstBreaches(facts, DRAFT)];
        found += draft.size;
        expect(result.breaches).toEqual({ active: active.size, draft: draft.size });
        const told = [...result.onlyUnderDraft, ...result.onlyUnderActive, ...result.atAnotherTime];
        const expected = [...new Set([...active.keys(), ...draft.keys()])].filter(
          (key) => active.get(key)?.at !== draft.get(key)?.at,
        );
        expect(new Set(told.map(keyOf))).toEqual(new Set(expected));
        for (const change of told) {
          expect(change.active ?? undefined).toEqual(active.get(keyOf(change)));
          expect(change.draft ?? undefined).toEqual(draft.get(keyOf(change)));
        }
        const times = result.onlyUnderDraft.map((change) => change.draft?.at ?? 0);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      }),
      { numRuns: 40 },
    );
    expect(found).toBeGreaterThan(0);
  });

  test('of nothing finds nothing, and tells how far it is otherwise', () => {
    const done: number[] = [];
    const result = backtest([], ACTIVE, DRAFT, () => done.push(0));
    expect([result.facts, result.days, result.breaches, done]).toEqual([0, 0, { active: 0, draft: 0 }, []]);
    fc.assert(
      fc.property(histories(10, 10), (facts) => {
        const shares: number[] = [];
        backtest(facts, ACTIVE, DRAFT, (so, all) => shares.push(so / all));
        expect(shares).toEqual(shares.toSorted((a, b) => a - b));
        expect(shares.at(-1)).toBe(1);
      }),
      { numRuns: 10 },
    );
  });
});

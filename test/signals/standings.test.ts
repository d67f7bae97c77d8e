import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { madeUpYear } from '../../bench/decisions/history.ts';
import { loadRulebook } from '../../src/rulebook/load.ts';
import { SUBJECTS } from '../../src/rulebook/terms.ts';
import type { SignalFact } from '../../src/signals/fact.ts';
import { Signals } from '../../src/signals/signals.ts';
import type { VerdictChange } from '../../src/signals/verdicts.ts';
import { histories, tightened } from './histories.ts';
import { compareStandings } from './standings.ts';

const RULEBOOK = loadRulebook(
  fileURLToPath(new URL('../../rulebooks/cacashop.yaml', import.meta.url)),
).rulebook;
const TIGHT = tightened(RULEBOOK);

function replayed(rulebook: typeof RULEBOOK, facts: readonly SignalFact[]) {
  const signals = new Signals(rulebook);
  const changes: VerdictChange[] = [];
  for (const fact of facts) changes.push(...signals.apply(fact));
  return { signals, changes };
}

function expectAgreement(rulebook: typeof RULEBOOK, facts: readonly SignalFact[]) {
  const { signals } = replayed(rulebook, facts);
  const { firstDifference, kept, slow } = compareStandings(rulebook, signals, facts, facts.at(-1)?.at ?? 0);
  expect(firstDifference).toBeUndefined();
  expect(kept).toBe(slow);
}

function heldAnew(signals: Signals): void {
  const roles = SUBJECTS.flatMap((subject) => signals.parties(subject).map((party) => ({ subject, party })));
  const saved = roles.flatMap((role) => signals.save(role) ?? []);
  for (const role of roles) signals.release(role);
  // Places are given again last first: in the same order, everybody else's.
  for (const document of saved) signals.restore(document);
}

describe('the standings kept while replaying are those of the slow oracle', () => {
  // What `npm run bench -- decisions` compares over a million facts, small enough for every test run.
  const year = madeUpYear(30_000, 40, 7);

  for (const part of [0.1, 0.5, 1])
    test(`after ${part * 100} % of the year that the bench replays`, () => {
      expectAgreement(RULEBOOK, year.slice(0, Math.floor(year.length * part)));
    });

  test('that year holds every verdict, and buyers of whom nothing is counted', () => {
    const { signals, changes } = replayed(RULEBOOK, year);
    expect(new Set(changes.map((c) => c.to))).toEqual(
      new Set(['too-little-data', 'ok', 'at-risk', 'breach']),
    );
    const buyers = new Set(year.flatMap((f) => ('buyer' in f ? [f.buyer] : [])));
    const early = year.slice(0, 3_000);
    const held = new Set(replayed(RULEBOOK, early).signals.parties('buyer'));
    expect(early.some((f) => f.kind === 'question' && !held.has(f.buyer))).toBe(true);
    expect(signals.parties('buyer').length).toBeLessThanOrEqual(buyers.size);
  });

  test('after parties were saved, let go of and held again, each in the place of another', () => {
    const signals = new Signals(RULEBOOK);
    year.forEach((fact, i) => {
      signals.apply(fact);
      if (i % 7_000 === 6_999) heldAnew(signals);
    });
    const { kept, slow } = compareStandings(RULEBOOK, signals, year, year.at(-1)?.at ?? 0);
    expect(kept).toBe(slow);
  });

  for (const [name, rulebook] of [
    ['tight windows', TIGHT],
    ['the default rulebook', RULEBOOK],
  ] as const)
    test(`after any history, under ${name}`, () => {
      fc.assert(
        fc.property(histories(60, 80), (facts) => expectAgreement(rulebook, facts)),
        { numRuns: 60 },
      );
    });
});

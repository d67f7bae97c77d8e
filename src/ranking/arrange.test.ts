import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PartyId } from '../kernel/ids.ts';
import { loadRulebook } from '../rulebook/load.ts';
import { arrange, type Candidate } from './arrange.ts';
import { attentionAt, exposureOf } from './exposure.ts';

const { budget } = loadRulebook(fileURLToPath(new URL('../../rulebooks/cacashop.yaml', import.meta.url)))
  .rulebook.ranking;

const party = (name: string) => name as PartyId;

let made = 0;
function candidate(of: Partial<Candidate> & { readonly title?: string } = {}): Candidate {
  made += 1;
  const { title = `article number ${made} of its kind`, ...more } = of;
  return {
    id: `lst_${made}`,
    identity: party(`pty_${made}`),
    merit: 1,
    words: new Set(title.split(' ')),
    category: 'music',
    attributes: {},
    allowance: 0,
    lately: { attention: 0, due: 0 },
    ...more,
  };
}

const some = fc.array(
  fc
    .record({
      merit: fc.double({ min: 0, max: 1, noNaN: true }),
      who: fc.nat(9),
      title: fc.constantFrom('red lute', 'blue lute', 'old harp', 'new harp of oak', 'drum'),
      allowance: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 20, noNaN: true })),
      attention: fc.double({ min: 0, max: 50, noNaN: true }),
      due: fc.double({ min: 0, max: 50, noNaN: true }),
    })
    .map(({ who, attention, due, ...of }) =>
      candidate({ ...of, identity: party(`pty_${who}`), lately: { attention, due } }),
    ),
  { maxLength: 48 },
);

/** Share of the discounted gain that is missing, copies worth nothing. */
function lossOf(of: readonly Candidate[], places: ReturnType<typeof arrange>['places']): number {
  const merits = places.map(({ index, moved }) => (moved === 'copy' ? 0 : (of[index]?.merit ?? 0)));
  // A share has no unit; discounted by themselves the smallest numbers there are would be rounded away.
  const gains = merits.map((merit) => merit / (Math.max(...merits) || 1));
  const dcg = (g: readonly number[]) => g.reduce((sum, gain, i) => sum + gain * attentionAt(i + 1), 0);
  const ideal = dcg(gains.toSorted((a, b) => b - a));
  return ideal === 0 ? 0 : 1 - dcg(gains) / ideal;
}

describe('an arrangement', () => {
  test('shows everything once and gives up no more relevance than it may', () => {
    fc.assert(
      fc.property(some, (of) => {
        const { places, loss } = arrange(of, budget);
        expect(places.map((p) => p.index).toSorted((a, b) => a - b)).toEqual([...of.keys()]);
        const really = lossOf(of, places);
        expect(really).toBeLessThanOrEqual(budget.relevanceLossMax + 1e-9);
        // What it says it gave up is never less than what it did.
        expect(loss).toBeGreaterThanOrEqual(really - 1e-9);
        expect(arrange(of, budget)).toEqual({ places, loss });
      }),
      { numRuns: 300 },
    );
  });

  test('gives up no more also of the smallest merits there are', () => {
    const of = [2e-323, 2.5e-323].map((merit, i) => candidate({ merit, lately: { attention: i, due: 0 } }));
    const { places, loss } = arrange(of, budget);
    expect(places.map((p) => p.index)).toEqual([1, 0]);
    expect([loss, lossOf(of, places)]).toEqual([0, 0]);
  });

  test('is the order of merit where nobody is owed anything', () => {
    const of = [0.9, 0.8, 0.5, 0.2].map((merit) => candidate({ merit }));
    expect(arrange(of, budget)).toEqual({
      places: [0, 1, 2, 3].map((index) => ({ index, moved: null })),
      loss: 0,
    });
  });

  test('lets a new verified seller move up, but not to the very top', () => {
    const of = Array.from({ length: 30 }, (_, i) => candidate({ merit: 1 - i * 0.002 }));
    const late = 20;
    of[late] = { ...(of[late] as Candidate), allowance: 20 };
    const { places } = arrange(of, budget);
    const place = places.findIndex((p) => p.index === late);
    expect(place).toBe(budget.exploration.bestPlace - 1);
    expect(places[place]?.moved).toBe('exploration');
    const far = of.map((c, i) => (i === late ? { ...c, merit: 0.1 } : c));
    expect(arrange(far, budget).places.findIndex((p) => p.index === late)).toBe(of.length - 1);
  });

  test('gives one place an identity, however many shops and listings it has', () => {
    const of = Array.from({ length: 30 }, (_, i) =>
      candidate({ merit: 1 - i * 0.001, ...(i >= 20 ? { identity: party('pty_many'), allowance: 20 } : {}) }),
    );
    const moved = arrange(of, budget).places.filter((p) => p.moved === 'exploration');
    expect(moved).toHaveLength(1);
  });

  test('puts copies behind everything else, also those in another shop of the same owner', () => {
    const owner = { identity: party('pty_owner'), title: 'red lute of maple with case' };
    const of = [
      candidate({ ...owner, merit: 1 }),
      candidate({ ...owner, merit: 0.99 }),
      candidate({ merit: 0.2 }),
    ];
    expect(arrange(of, budget).places).toEqual([
      { index: 0, moved: null },
      { index: 2, moved: null },
      { index: 1, moved: 'copy' },
    ]);
    const stranger = of.map((c, i) => (i === 1 ? { ...c, identity: party('pty_other') } : c));
    expect(arrange(stranger, budget).places.map((p) => p.index)).toEqual([0, 1, 2]);
  });

  test('lets equals take turns: over time attention follows merit', () => {
    const people = Array.from({ length: 6 }, () => candidate({ merit: 0.8 }));
    const ledger = people.map(() => ({ attention: 0, due: 0 }));
    for (let round = 0; round < 400; round++) {
      const now = people.map((c, i) => ({ ...c, lately: { ...(ledger[i] as Candidate['lately']) } }));
      const { places } = arrange(now, budget);
      const page = places.map((p) => ({ identity: now[p.index]?.identity as PartyId, merit: 0.8 }));
      for (const [i, given] of exposureOf(page, 1).entries()) {
        const own = ledger[places[i]?.index ?? 0];
        if (!own) continue;
        own.attention += given.attention;
        own.due += given.due;
      }
    }
    for (const { attention, due } of ledger) expect(Math.abs(attention / due - 1)).toBeLessThan(0.1);
  });
});

describe('what a page owes', () => {
  test('is shared out by merit, one share an identity, and adds up to the attention there is', () => {
    const page = [
      { identity: party('a'), merit: 0.9 },
      { identity: party('a'), merit: 0.9 },
      { identity: party('b'), merit: 0.9 },
    ];
    const [first, second, third] = exposureOf(page, 1);
    expect(second?.due).toBe(0);
    expect(first?.due).toBeCloseTo(third?.due ?? 0, 12);
    const total = attentionAt(1) + attentionAt(2) + attentionAt(3);
    expect((first?.due ?? 0) + (third?.due ?? 0)).toBeCloseTo(total, 12);
  });

  test('is what was given where the order is not that of merit', () => {
    for (const { attention, due } of exposureOf([{ identity: party('a'), merit: null }], 7))
      expect(due).toBe(attention);
  });
});

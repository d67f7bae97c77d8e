import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RULEBOOK } from '../../test/rulebook.ts';
import type { CaseId, ListingId, OrderId } from '../kernel/ids.ts';
import { DAY_MS } from '../kernel/time.ts';
import type { Points } from '../standing/standing.ts';
import { measuresOf, type ProposalInput, proposeSanctions, rungAbove } from './ladder.ts';

const AT = Date.UTC(2026, 0, 5);
const caseId = 'case_1' as CaseId;

const points = (violation: string, count: number, expiresAt = AT + DAY_MS): Points => ({
  caseId: 'case_0' as CaseId,
  violation,
  points: count,
  expiresAt,
});
const input = (
  violations: readonly string[],
  before: readonly Points[] = [],
  more: Partial<ProposalInput> = {},
): ProposalInput => ({
  caseId,
  subjectKind: 'seller',
  violations,
  standing: { points: before },
  warnings: [],
  evidence: 1,
  listings: ['lst_1' as ListingId],
  orders: [],
  currency: 'EUR',
  now: AT,
  ...more,
});
const rung = (...args: Parameters<typeof input>) => proposeSanctions(RULEBOOK, input(...args))?.basis.rung;
const WARNED = [{ caseId: 'case_0' as CaseId, from: AT - 60 * DAY_MS, windowEndsAt: AT - DAY_MS }];

describe('the rung', () => {
  test('follows the active points, the new ones included', () => {
    expect(rung(['slow-response'])).toBe('warn');
    expect(rung(['repeated-late-shipment'], [points('abuse', 2)])).toBe('restrict');
    expect(rung(['repeated-late-shipment'], [points('abuse', 20)])).toBe('secure');
    expect(rung(['repeated-late-shipment'], [points('abuse', 20, AT)])).toBe('warn');
  });

  test('is raised by severity, never lowered', () => {
    expect(proposeSanctions(RULEBOOK, input(['refusal-to-ship']))?.basis).toMatchObject({
      rung: 'limit',
      floor: null,
    });
    expect(proposeSanctions(RULEBOOK, input(['counterfeit']))?.basis).toMatchObject({
      rung: 'shut-down',
      floor: null,
    });
    expect(rung(['false-non-receipt'], [], { subjectKind: 'buyer' })).toBe('limit');
  });

  test('a repeat costs more, rounded up, and only while points of the same violation are active', () => {
    const repeated = proposeSanctions(RULEBOOK, input(['slow-response'], [points('slow-response', 1)]));
    expect(repeated?.basis.pointsNew).toMatchObject([{ points: 2, repeat: true }]);
    const lapsed = proposeSanctions(RULEBOOK, input(['slow-response'], [points('slow-response', 1, AT)]));
    expect(lapsed?.basis.pointsNew).toMatchObject([{ points: 1, repeat: false }]);
  });

  test('points that this case gave already are not counted against itself', () => {
    const own = { ...points('abuse', 40), caseId };
    expect(rung(['abuse'], [own])).toBe('warn');
  });

  test('a bar waits for warning and window; until then the rung below', () => {
    const before = [points('abuse', 80)];
    expect(proposeSanctions(RULEBOOK, input(['abuse'], before))).toMatchObject({
      basis: { rung: 'shut-down' },
      withheld: { kind: 'bar', missing: ['earlier-warning', 'elapsed-window'] },
    });
    expect(proposeSanctions(RULEBOOK, input(['abuse'], before, { warnings: WARNED }))).toMatchObject({
      basis: { rung: 'bar' },
      withheld: null,
    });
    expect(rung(['abuse'], before, { warnings: WARNED, evidence: 0 })).toBe('shut-down');
  });

  test('a person may choose a lower one, never a higher', () => {
    const at = (name: string) => proposeSanctions(RULEBOOK, input(['refusal-to-ship']), name)?.basis.rung;
    expect(at('warn')).toBe('warn');
    expect(at('bar')).toBe('limit');
    expect(at('no-such-rung')).toBe('limit');
  });

  test('nothing found, nothing proposed', () => {
    expect(proposeSanctions(RULEBOOK, input([]))).toBeUndefined();
  });
});

describe('what a rung does', () => {
  const restrict = (more: Partial<ProposalInput>) =>
    proposeSanctions(RULEBOOK, input(['repeated-late-shipment'], [points('abuse', 2)], more))?.sanctions.map(
      (s) => s.measure,
    );

  test('one takedown a listing, one compensation an order, capped in its currency', () => {
    const orders = [
      { orderId: 'ord_1' as OrderId, total: { amountMinor: 900_000, currency: 'EUR' as const } },
    ];
    expect(restrict({ orders })).toMatchObject([
      { kind: 'warning', days: null },
      { kind: 'listing-takedown', listingId: 'lst_1', days: 28 },
      { kind: 'demotion', factor: 0.5 },
      { kind: 'compensation', orderId: 'ord_1', amount: { amountMinor: 2_500, currency: 'EUR' } },
    ]);
    expect(restrict({ listings: [] })?.map((m) => m.kind)).toEqual(['warning', 'demotion']);
  });

  test('a compensation of nothing is none', () => {
    const orders = [{ orderId: 'ord_1' as OrderId, total: { amountMinor: 5, currency: 'JPY' as const } }];
    expect(restrict({ orders, listings: [] })?.map((m) => m.kind)).toEqual(['warning', 'demotion']);
  });

  test('a takedown of all listings names none; a deposit is in the seller’s currency', () => {
    const nothing = { listings: [], orders: [], currency: 'JPY' as const };
    expect(
      measuresOf({ kind: 'listing-takedown', scope: 'all', days: 7, approvals: 1 }, nothing),
    ).toMatchObject([{ measure: { days: 7 } }]);
    const deposit = RULEBOOK.ladder.seller.rungs
      .flatMap((r) => r.sanctions)
      .find((s) => s.kind === 'deposit');
    expect(deposit && measuresOf(deposit, nothing)).toMatchObject([
      { measure: { amount: { amountMinor: 80_000, currency: 'JPY' } } },
    ]);
  });

  test('above the last rung there is none', () => {
    expect(rungAbove(RULEBOOK, 'seller', 'warn')?.name).toBe('restrict');
    expect(rungAbove(RULEBOOK, 'seller', 'bar')).toBeUndefined();
    expect(rungAbove(RULEBOOK, 'seller', 'nowhere')).toBeUndefined();
  });
});

describe('properties', () => {
  const violation = (kind: 'seller' | 'buyer') =>
    fc.constantFrom(
      ...Object.entries(RULEBOOK.violations).flatMap(([name, v]) => (v.subject === kind ? [name] : [])),
    );
  const history = fc.array(
    fc
      .record({ violation: violation('seller'), count: fc.nat(40), lapsed: fc.boolean() })
      .map((p) => points(p.violation, p.count, p.lapsed ? AT : AT + DAY_MS)),
    { maxLength: 6 },
  );

  test('more points never mean a lower rung', () => {
    const index = (name: string | undefined) =>
      RULEBOOK.ladder.seller.rungs.findIndex((r) => r.name === name);
    fc.assert(
      fc.property(history, violation('seller'), fc.nat(50), (before, found, more) => {
        const less = index(rung([found], before, { warnings: WARNED }));
        const worse = index(rung([found], [...before, points('abuse', more)], { warnings: WARNED }));
        expect(worse).toBeGreaterThanOrEqual(less);
      }),
    );
  });

  test('a bar is never proposed without evidence, warning and window; terminations always take two', () => {
    const warnings = fc.array(
      fc
        .integer({ min: -90, max: 90 })
        .map((d) => ({ caseId: 'case_0' as CaseId, from: AT - 99 * DAY_MS, windowEndsAt: AT + d * DAY_MS })),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(history, violation('seller'), warnings, fc.nat(2), (before, found, warned, evidence) => {
        const proposal = proposeSanctions(RULEBOOK, input([found], before, { warnings: warned, evidence }));
        const bars = proposal?.sanctions.filter((s) => s.measure.kind === 'bar') ?? [];
        if (bars.length > 0) expect(evidence > 0 && warned.some((w) => w.windowEndsAt <= AT)).toBe(true);
        for (const s of proposal?.sanctions ?? [])
          if (s.measure.kind === 'shutdown' || s.measure.kind === 'bar') expect(s.approvalsNeeded).toBe(2);
        for (const p of proposal?.basis.pointsNew ?? []) expect(p.points).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

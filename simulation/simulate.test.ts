import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { appeals } from '../src/appeals/appeal.ts';
import { cases } from '../src/cases/case.ts';
import { waitsFor } from '../src/cases/clocks.ts';
import type { LedgerLine } from '../src/market/payments/ledger.ts';
import { CONCEPTS } from '../src/concepts.ts';
import { loadRulebook } from '../src/rulebook/load.ts';
import { areTwoPeople, earlierWarnings } from '../src/sanctions/preconditions.ts';
import { rectifications } from '../src/sanctions/rectification.ts';
import { sanctions } from '../src/sanctions/sanction.ts';
import { standings } from '../src/standing/standing.ts';
import { reportOf, type SimulationReport } from './report.ts';
import { pickSeats } from './seats.ts';
import { simulate, type Simulation, type SimulationOptions } from './simulate.ts';
import { trafficOf } from './traffic-report.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const OPTIONS: SimulationOptions = {
  size: 'small',
  seed: 'cacashop',
  days: 120,
  until: Date.UTC(2026, 10, 22, 12),
  book: loadRulebook(fileURLToPath(new URL('../rulebooks/cacashop.yaml', import.meta.url))),
  privacyKey: Buffer.alloc(32, 'simulated'),
};
const LONG_MS = 120_000;

describe('the small demo', () => {
  let simulation: Simulation;
  let report: SimulationReport;

  beforeAll(async () => {
    simulation = await simulate(OPTIONS);
    report = reportOf(simulation);
  }, LONG_MS);

  const sanction = (kind: string, ...states: readonly string[]) =>
    states.reduce((sum, state) => sum + (report.sanctions[kind]?.[state] ?? 0), 0);

  test('has the size it promises', () => {
    const orders = Object.values(report.orders).reduce((a, b) => a + b, 0);
    expect(orders).toBeGreaterThan(1_800);
    expect(orders).toBeLessThanOrEqual(3_000);
    expect(report.parties.sellers).toBeGreaterThanOrEqual(40);
    expect(report.parties.sellers).toBeLessThan(45);
  });

  test('shows every outcome there is to look at', () => {
    const seen = {
      warnings: sanction('warning', 'in-force'),
      suspensions: sanction('suspension', 'in-force', 'ended'),
      shutdowns: sanction('shutdown', 'in-force'),
      bars: sanction('bar', 'in-force'),
      complaintRightsSuspended: sanction('complaint-rights-suspended', 'in-force'),
      rectificationsMet: report.rectifications['met'] ?? 0,
      rectificationsFailed: (report.rectifications['missed'] ?? 0) + (report.rectifications['no-plan'] ?? 0),
      appealsUpheld: report.appeals['upheld'] ?? 0,
      appealsReversed: report.appeals['reversed'] ?? 0,
      complaintsDismissed: report.complaints['dismissed'] ?? 0,
      campaignsDone: report.campaigns['done'] ?? 0,
      heldAccounts: report.held,
    };
    expect(Object.entries(seen).filter(([, count]) => count === 0)).toEqual([]);
  });

  test('has work waiting in the queue of today', () => {
    const waiting = new Set(simulation.market.states(cases).map(waitsFor));
    expect(waiting.size).toBeGreaterThanOrEqual(3);
    expect(report.complaints['filed'] ?? 0).toBeGreaterThan(0);
  });

  test('has somebody to be for every seat', () => {
    const seats = pickSeats(simulation).map((s) => s.seat);
    expect(seats).toEqual([
      'shopper',
      'seller',
      'suspended-seller',
      'representative',
      'investigator',
      'reviewer',
      'reviewer-2',
      'head',
      'inspector',
      'engineer',
    ]);
  });

  test('leaves honest people mostly unharmed, and most of the others not', () => {
    expect(report.sellers.falseActions / report.sellers.honest).toBeLessThan(0.15);
    expect(report.buyers.falseActions / report.buyers.honest).toBeLessThan(0.02);
    expect(report.sellers.recall).toBeGreaterThan(0.7);
    expect(report.sellers.precision).toBeGreaterThan(0.8);
  });

  test('bars nobody without evidence, an earlier warning, an elapsed window and two people', () => {
    const { market } = simulation;
    const { rulebook } = market.book;
    const bars = market.states(sanctions).filter((s) => s.measure.kind === 'bar' && 'from' in s);
    expect(bars.length).toBeGreaterThan(0);
    for (const bar of bars) {
      const decidedAt = bar.approvals.at(-1)?.at ?? 0;
      const cited =
        market.state(cases, bar.caseId)?.allegations.flatMap((a) => a.finding?.evidence ?? []) ?? [];
      expect(cited.length).toBeGreaterThan(0);
      expect(
        areTwoPeople(
          bar.approvals.map((a) => a.by),
          bar.finders,
        ),
      ).toBe(true);
      if (bar.cause.kind === 'emergency') {
        expect(rulebook.emergencies[bar.cause.emergency]?.permits).toContain('bar');
        continue;
      }
      const record = {
        sanctions: market.statesWhere(sanctions, 'party', bar.party),
        rectifications: market.statesWhere(rectifications, 'party', bar.party),
      };
      const warnings = earlierWarnings(record, bar.caseId, rulebook);
      expect(
        warnings.filter((w) => w.from < decidedAt && w.windowEndsAt <= decidedAt).length,
      ).toBeGreaterThan(0);
    }
  });

  test('lets nobody judge an appeal against a decision of their own', () => {
    const { market } = simulation;
    const judged = market.states(appeals).filter((a) => a.status === 'decided');
    expect(judged.length).toBeGreaterThan(0);
    for (const { about, reviewer } of judged) {
      if (about.caseId === null) continue;
      const findings = market.state(cases, about.caseId)?.allegations ?? [];
      const finders = findings.flatMap((a) =>
        [a.finding, ...a.overturned.map((o) => o.finding)].map((f) => f?.by),
      );
      const deciders = market
        .statesWhere(sanctions, 'case_id', about.caseId)
        .filter(
          (s) =>
            about.kind === 'sanctions' && about.sanctionIds.some((id) => market.state(sanctions, id) === s),
        )
        .flatMap((s) => [s.proposedBy, ...s.approvals.map((a) => a.by)]);
      expect([...finders, ...deciders]).not.toContain(reviewer);
    }
  });

  test('restricts nobody on a metric alone', () => {
    const { market } = simulation;
    const bySignals = market.states(sanctions).filter((s) => s.cause.kind === 'signal' && 'from' in s);
    expect(bySignals.map((s) => s.measure.kind).filter((kind) => kind !== 'warning')).toEqual([]);
  });

  test('keeps points from falling below zero', () => {
    const points = simulation.market.states(standings).flatMap((s) => s.points.map((p) => p.points));
    expect(points.length).toBeGreaterThan(0);
    expect(points.filter((p) => p <= 0)).toEqual([]);
  });

  test('balances its books to the minor unit, in every currency', () => {
    expect(report.ledgerSums.postings).toBeGreaterThan(4_000);
    expect(report.ledgerSums.notZero).toBe(0);
    const totals = new Map<string, number>();
    for (const { concept, event } of simulation.market.store.entries) {
      if (
        concept === 'order' ||
        concept === 'return_request' ||
        !('lines' in event) ||
        !('currency' in event)
      )
        continue;
      const currency = event.currency as string;
      for (const [, debit] of event.lines as readonly LedgerLine[])
        totals.set(currency, (totals.get(currency) ?? 0) + debit);
    }
    expect(totals.size).toBeGreaterThan(3);
    expect([...totals.values()].filter((sum) => sum !== 0)).toEqual([]);
  });

  test('puts the trusted where they are bought from, within its budget, and pays nobody for a trick', async () => {
    const traffic = await trafficOf(simulation, 'cacashop');
    const { limit, mean, worst } = traffic.relevanceGivenUp;
    expect(worst).toBeLessThanOrEqual(limit);
    expect(mean).toBeLessThan(limit / 2);
    expect(traffic.trusted.attention).toBeGreaterThanOrEqual(traffic.trusted.merit);
    expect(traffic.trusted.sales).toBeGreaterThan(traffic.trusted.merit);
    expect(traffic.newcomers.impressions).toBeGreaterThan(0.1);
    expect(traffic.gini.attention).toBeLessThan(traffic.gini.merit + 0.05);
    expect(traffic.sybil.length).toBe(3);
    for (const { attentionGain, salesGain } of traffic.sybil)
      expect(Math.max(attentionGain, salesGain)).toBeLessThan(0.005);
    // An order brings an honest shop more than any other.
    const { honest, ...others } = traffic.profit;
    for (const { eurosAnOrder } of Object.values(others))
      expect(eurosAnOrder).toBeLessThan(honest?.eurosAnOrder ?? 0);
  });

  test('is what its events say, stream by stream', () => {
    const { store } = simulation.market;
    const concepts = new Map(CONCEPTS.map((c) => [c.name, c]));
    const replayed = new Map<string, { version: number; state: unknown }>();
    const wrong: string[] = [];
    for (const { concept, stream, version, event } of store.entries) {
      const key = `${concept}/${stream}`;
      const before = replayed.get(key);
      if (version !== (before?.version ?? 0) + 1) wrong.push(`${key} jumps to ${version}`);
      replayed.set(key, { version, state: concepts.get(concept)?.evolve(before?.state, event) });
    }
    for (const [name, table] of store.tables)
      for (const { id, version, doc } of table.values()) {
        const same = replayed.get(`${name}/${id}`);
        const isSame = same?.version === version && isDeepStrictEqual(same.state, doc);
        if (!isSame) wrong.push(`${name}/${id} differs`);
        replayed.delete(`${name}/${id}`);
      }
    expect(wrong).toEqual([]);
    expect([...replayed.keys()]).toEqual([]);
  });
});

describe('a simulation', () => {
  const short = { ...OPTIONS, days: 16 };

  test('with the same seed is the same to the byte', { timeout: LONG_MS }, async () => {
    const first = reportOf(await simulate(short));
    const second = reportOf(await simulate(short));
    expect(second).toEqual(first);
    expect(first.hash).toMatch(/^[0-9a-f]{64}$/);
    const other = reportOf(await simulate({ ...short, seed: 'another' }));
    expect(other.hash).not.toBe(first.hash);
  });

  test('hides from staff what people really are', () => {
    const judging = ['judgement.ts', ...readdirSync(`${HERE}staff`).map((file) => `staff/${file}`)];
    expect(judging.length).toBeGreaterThan(4);
    for (const file of judging) {
      const imports = readFileSync(`${HERE}${file}`, 'utf8').matchAll(/from '([^']+)'/g);
      expect(
        [...imports].map(([, from]) => from).filter((from) => /truth|society|actors\//.test(from ?? '')),
      ).toEqual([]);
    }
  });
});

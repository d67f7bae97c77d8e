import { describe, expect, test } from 'vitest';
import { RULEBOOK, RULEBOOK_HASH } from '../../test/rulebook.ts';
import type { Case } from '../cases/case.ts';
import type { CaseId, ListingId, OrderId, PartyId, PlanId, SanctionId } from '../kernel/ids.ts';
import { DAY_MS } from '../kernel/time.ts';
import type { Assessment } from '../signals/assess.ts';
import { groundsOf, restrictionOf, statementOfReasons, type StatementInput } from './statement.ts';

const AT = Date.UTC(2026, 0, 5);
const caseId = 'case_1' as CaseId;
const sanctionId = 'san_1' as SanctionId;

const CASE: Case = {
  subject: 'pty_seller' as PartyId,
  subjectKind: 'seller',
  source: { kind: 'detection', metric: 'late-shipment' },
  openedAt: AT,
  rulebook: RULEBOOK_HASH,
  priority: 'normal',
  refs: {
    orders: Array.from({ length: 25 }, (_, i) => `ord_${i}` as OrderId),
    listings: ['lst_1' as ListingId],
    conversations: [],
  },
  allegations: [],
  complaints: [],
  evidence: [],
  statements: [
    {
      party: 'pty_seller' as PartyId,
      side: 'subject',
      askedAt: AT,
      dueAt: AT,
      extended: false,
      answer: null,
      missedAt: AT,
    },
  ],
  conflicts: [],
  assignee: null,
  firstLookBy: AT,
  lookedAt: null,
  decideBy: AT,
  escalations: [],
  status: 'found',
};

const LATE: Assessment = {
  metric: 'late-shipment',
  n: 80,
  k: 14,
  uniqueCounterparties: 12,
  of: 'defects',
  rate: 0.175,
  lower: 0.108,
  upper: 0.26,
  confidence: 0.95,
  from: AT - 30 * DAY_MS,
  to: AT - 1,
  defects: [],
  verdict: 'breach',
  warn: 0.04,
  threshold: 0.07,
  minVolume: 10,
  minUniqueCounterparties: 5,
  violation: 'repeated-late-shipment',
  excluded: [{ reason: 'seller-holiday', count: 3, ids: [] }],
};

const INPUT: StatementInput = {
  caseId,
  state: CASE,
  restrictions: [
    restrictionOf(
      sanctionId,
      { kind: 'demotion', days: 28, factor: 0.5 },
      { from: AT, until: AT + 28 * DAY_MS },
    ),
  ],
  sanction: {
    cause: { kind: 'findings' },
    violations: ['repeated-late-shipment'],
    basis: {
      rung: 'restrict',
      pointsBefore: [{ caseId, violation: 'abuse', points: 4 }],
      pointsNew: [{ violation: 'repeated-late-shipment', points: 4, expireDays: 180, repeat: false }],
      floor: null,
    },
    rulebook: RULEBOOK_HASH,
  },
  termsVersion: '2026-11',
  language: 'de',
  independentVoices: 0,
  assessments: [LATE],
  rectification: { planId: 'plan_1' as PlanId, until: AT + 28 * DAY_MS, targets: [] },
  termination: null,
  appealUntil: AT + 181 * DAY_MS,
};
const statement = (more: Partial<StatementInput> = {}) => statementOfReasons(RULEBOOK, { ...INPUT, ...more });

describe('Regulation (EU) 2022/2065, article 17(3), and Regulation (EU) 2019/1150, article 4', () => {
  test('(a) what is restricted, of what kind, where and how long', () => {
    expect(statement().restrictions).toEqual([
      {
        sanctionId,
        kind: 'demotion',
        of: 'visibility',
        scope: 'everything',
        from: AT,
        until: AT + 28 * DAY_MS,
        factor: 0.5,
      },
    ]);
    const takedown = restrictionOf(
      sanctionId,
      { kind: 'listing-takedown', days: 7, listingId: 'lst_1' as ListingId },
      { from: AT, until: null },
    );
    expect(takedown).toMatchObject({ of: 'visibility', scope: { listingId: 'lst_1' } });
    const compensation = restrictionOf(
      sanctionId,
      {
        kind: 'compensation',
        days: null,
        orderId: 'ord_1' as OrderId,
        amount: { amountMinor: 500, currency: 'EUR' },
      },
      { from: AT, until: null },
    );
    expect(compensation).toMatchObject({
      of: 'monetary',
      scope: { orderId: 'ord_1' },
      amount: { amountMinor: 500 },
    });
  });

  test('(b) the facts, with counts and exact bounds; whether somebody complained or we looked ourselves', () => {
    const { facts, source } = statement();
    expect(facts).toContain(
      'Shipped after the ship-by date, December 6, 2025 to January 4, 2026: 14 of 80, with 95.0% confidence at least 10.8%; the limit is above 7.0%; 12 different people; 3 left out as excused.',
    );
    expect(facts.join(' ')).toContain('ord_19 and 5 more');
    expect(facts).toContain('You were asked for a statement once and answered 0 times.');
    expect(source).toEqual({ kind: 'own-initiative' });
    expect(statement({ independentVoices: 3 }).source).toEqual({ kind: 'notice', complaints: 3 });
  });

  test('is written in the language of the addressee where the rulebook knows it', () => {
    const chinese = statement({ language: 'zh-CN' });
    expect(chinese.grounds[0]).toMatchObject({ title: '屡次延迟发货', clause: { title: '发货' } });
    expect(chinese.facts.join(' ')).toContain('2025年12月6日 至 2026年1月4日：');
    expect(chinese.facts.join(' ')).toContain('以 95.0% 的把握至少为 10.8%');
    expect(chinese.facts.join(' ')).not.toMatch(/\b(orders|the|you)\b/i);
    expect(statement({ language: 'pt-BR' }).facts).toContain(
      'Uma declaração foi pedida a você 1 vez e você respondeu 0 vezes.',
    );
    const spanish = statement({ language: 'es' });
    expect(spanish.grounds[0]?.ground).toContain('condiciones');
    expect(spanish.facts.join(' ')).toMatch(/del 6 de diciembre de 2025 al 4 de enero de 2026.*10,8\s%/);
  });

  test('(c) whether machines detected or decided', () => {
    expect(statement()).toMatchObject({ automatedDetection: true, automatedDecision: 'not' });
    const by = (cause: StatementInput['sanction']['cause']) =>
      statement({ sanction: { ...INPUT.sanction, cause } });
    expect(by({ kind: 'signal' }).automatedDecision).toBe('fully');
    expect(by({ kind: 'rectification-failed' }).automatedDecision).toBe('partially');
    expect(by({ kind: 'emergency', emergency: 'danger-to-life' }).emergency).toBe('danger-to-life');
  });

  test('(d) and (e) the ground in law or terms, with the clause of the version that was accepted', () => {
    expect(statement().grounds).toMatchObject([
      {
        basis: 'terms',
        title: 'Repeated late shipment',
        clause: { id: 'C2', termsVersion: '2026-11', text: expect.stringContaining('ship-by date') },
      },
    ]);
    expect(groundsOf(RULEBOOK, ['counterfeit', 'no-such'], '1')).toMatchObject([{ basis: 'law' }]);
  });

  test('(f) redress inside, outside and in court; how to put it right; the points behind the rung', () => {
    expect(statement()).toMatchObject({
      redress: {
        appealUntil: AT + 181 * DAY_MS,
        outOfCourtBody: { url: expect.stringContaining('https://') },
        court: true,
      },
      rectification: { planId: 'plan_1' },
      points: { before: 4, added: 4, rung: 'restrict' },
      rulebook: RULEBOOK_HASH,
    });
  });
});

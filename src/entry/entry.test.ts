import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TestMarket } from '../../test/worlds.ts';
import type { CaseId, PartyId } from '../kernel/ids.ts';
import { DAY_MS, plusMonths } from '../kernel/time.ts';
import type { Standing } from '../standing/standing.ts';
import { keptByErasure, lookAgainAt } from './erasure.ts';
import { entryLimits, probationProgress } from './limits.ts';
import { linksThatHold } from './links.ts';

const { rulebook } = new TestMarket().book;
const party = 'pty_barred' as PartyId;
const now = Date.UTC(2026, 5, 1);

describe('links that hold', () => {
  const marks = Object.keys(rulebook.identity.marks) as (keyof typeof rulebook.identity.marks)[];

  it('each telling mark holds alone; address and device do not, not even both', () => {
    for (const kind of marks) {
      const holds = linksThatHold(rulebook, [{ party, shared: [kind] }]).length > 0;
      expect([kind, holds]).toEqual([kind, kind !== 'address' && kind !== 'device']);
    }
    expect(linksThatHold(rulebook, [{ party, shared: ['address', 'device'] }])).toEqual([]);
  });

  it('strangers who each share a little do not add up', () => {
    fc.assert(
      fc.property(fc.array(fc.subarray(['address', 'device'] as const), { maxLength: 50 }), (shared) => {
        const barred = shared.map((kinds, i) => ({ party: `pty_${i}` as PartyId, shared: kinds }));
        expect(linksThatHold(rulebook, barred)).toEqual([]);
      }),
    );
  });

  it('weights of one barred party add up, where a rulebook lets them', () => {
    const weak = { weight: 0.4, alone: 'never' } as const;
    const identity = { ...rulebook.identity, marks: { ...rulebook.identity.marks, phone: weak } };
    expect(linksThatHold({ identity }, [{ party, shared: ['phone', 'device'] }])).toEqual([]);
    expect(linksThatHold({ identity }, [{ party, shared: ['phone', 'address', 'device'] }])).toEqual([
      { party, marks: ['phone', 'address', 'device'] },
    ]);
  });
});

describe('limits of a stage', () => {
  it('are the rulebook’s on probation, and none afterwards', () => {
    const { openOrdersMax, listingsMax, payoutDelayDays } = rulebook.entry.probation;
    const fresh = { stage: 'probation', points: [] } as const;
    expect(entryLimits(rulebook, fresh, now)).toMatchObject({ openOrdersMax, listingsMax, payoutDelayDays });
    expect(entryLimits(rulebook, undefined, now)).toEqual(entryLimits(rulebook, fresh, now));
    expect(entryLimits(rulebook, { ...fresh, stage: 'established', heldBefore: true }, now)).toEqual({
      openOrdersMax: null,
      listingsMax: null,
      orderValueMinorMax: null,
      payoutDelayDays: 0,
    });
  });

  it('are stricter after a hold, and while points count', () => {
    const { strict } = rulebook.entry.probation;
    const fresh = { stage: 'probation', points: [] } as const;
    const points = (count: number, expiresAt: number) => ({
      ...fresh,
      points: [{ caseId: 'case_1' as CaseId, violation: 'abuse', points: count, expiresAt }],
    });
    expect(entryLimits(rulebook, { ...fresh, heldBefore: true }, now).listingsMax).toBe(strict.listingsMax);
    expect(entryLimits(rulebook, points(strict.fromPoints, now + 1), now).openOrdersMax).toBe(
      strict.openOrdersMax,
    );
    for (const state of [points(strict.fromPoints, now), points(strict.fromPoints - 1, now + 1)])
      expect(entryLimits(rulebook, state, now).openOrdersMax).toBe(rulebook.entry.probation.openOrdersMax);
  });

  it('end when all conditions are met together', () => {
    const standing: Standing = {
      party,
      kind: 'seller',
      stage: 'probation',
      measures: [],
      points: [],
      hold: null,
    };
    const { afterDays, deliveredOrdersMin } = rulebook.entry.probation.lifts;
    const met = {
      standing,
      registeredAt: now - afterDays * DAY_MS,
      identityVerified: true,
      deliveredOrders: deliveredOrdersMin,
      now,
    };
    const missing = (more: object) => probationProgress(rulebook, { ...met, ...more }).missing;
    expect(missing({})).toEqual([]);
    expect(missing({ now: now - 1 })).toEqual(['days']);
    expect(missing({ identityVerified: false })).toEqual(['identity']);
    expect(missing({ deliveredOrders: deliveredOrdersMin - 1 })).toEqual(['delivered-orders']);
    const hold = { reason: 'identity-overdue', at: now, links: [] } as const;
    expect(missing({ standing: { ...standing, hold } })).toEqual(['no-hold']);
    expect(probationProgress(rulebook, met).daysDoneAt).toBe(now);
  });
});

describe('what an erasure keeps', () => {
  const none = { lastNoticeAt: null, lastOrderAt: null, traderUntil: null };
  const facts = { now, hasOpenOrders: false, hasOpenCase: false, ...none };
  const whys = (more: object) => keptByErasure(rulebook, { ...facts, ...more }).map((k) => k.why);

  it('is nothing without a reason, and each reason is named', () => {
    expect(whys({})).toEqual([]);
    const open = { hasOpenOrders: true, hasOpenCase: true };
    expect(whys({ ...open, lastNoticeAt: now, lastOrderAt: now, traderUntil: now })).toEqual([
      'open-case',
      'open-orders',
      'appeal-window',
      'trader-data',
      'retention',
    ]);
  });

  it('ends to the day', () => {
    const { retentionMonths } = rulebook.erasure;
    const end = plusMonths(now, retentionMonths);
    expect(whys({ lastOrderAt: now, now: end - 1 })).toEqual(['retention']);
    expect(whys({ lastOrderAt: now, now: end })).toEqual([]);
    const told = plusMonths(now, rulebook.erasure.traderDataMonths);
    expect(whys({ traderUntil: now, now: told - 1 })).toEqual(['trader-data']);
    expect(whys({ traderUntil: now, now: told })).toEqual([]);
  });

  it('is looked at again when the first reason may be gone', () => {
    const soon = now + rulebook.erasure.lookAgainDays * DAY_MS;
    const kept = (more: object) => keptByErasure(rulebook, { ...facts, ...more });
    expect(lookAgainAt(rulebook, kept({ hasOpenCase: true, lastOrderAt: now }), now)).toBe(soon);
    expect(lookAgainAt(rulebook, kept({ lastOrderAt: now }), now)).toBe(
      plusMonths(now, rulebook.erasure.retentionMonths),
    );
    expect(lookAgainAt(rulebook, [], now)).toBeNull();
  });
});

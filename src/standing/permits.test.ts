import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALWAYS_OPEN, BLOCKED, type StandingName } from '../../test/blocked.ts';
import type { CaseId, ListingId, PartyId, SanctionId, StopId } from '../kernel/ids.ts';
import { ACTIONS, type Action } from './actions.ts';
import { permits } from './permits.ts';
import {
  activePoints,
  evolveStanding,
  type Measure,
  type MeasureKind,
  type Standing,
  type StandingEvent,
} from './standing.ts';

const party = 'pty_1' as PartyId;
const measure = (kind: MeasureKind, over: Partial<Measure> = {}): Measure => ({
  sanctionId: `san_${kind}` as SanctionId,
  caseId: 'case_1' as CaseId,
  kind,
  from: 0,
  until: null,
  ...over,
});

function standing(...events: readonly StandingEvent[]): Standing {
  return events.reduce<Standing>(
    evolveStanding,
    evolveStanding(undefined, { type: 'StandingOpened', at: 0, party, kind: 'seller' }),
  );
}
const applied = (m: Measure): StandingEvent => ({ type: 'MeasureApplied', at: 0, measure: m });
const held: StandingEvent = {
  type: 'AccountHeld',
  at: 0,
  hold: { reason: 'linked-to-barred', at: 0, links: [] },
};

function withStanding(name: StandingName): Standing {
  if (name === 'good') return standing();
  return name === 'held' ? standing(held) : standing(applied(measure(name)));
}

describe.each(Object.keys(BLOCKED) as StandingName[])('permits, standing %s', (name) => {
  it.each(ACTIONS)('%s', (action: Action) => {
    const permit = permits(withStanding(name), action, 10);
    expect(permit.allowed).toBe(!BLOCKED[name].includes(action));
    if (!permit.allowed) expect(permit.why).toMatch(/\w+ .*\./);
  });
});

describe('permits', () => {
  it('allows nothing to a party that does not exist', () => {
    for (const action of ACTIONS) expect(permits(undefined, action, 0)).toMatchObject({ allowed: false });
  });

  it('a measure that has run out stops nothing, even before the sweep has ended it', () => {
    const s = standing(applied(measure('suspension', { until: 100 })));
    expect(permits(s, 'sell', 99).allowed).toBe(false);
    expect(permits(s, 'sell', 100).allowed).toBe(true);
  });

  it('a takedown of one listing stops that one alone', () => {
    const one = 'lst_1' as ListingId;
    const s = standing(applied(measure('listing-takedown', { listingId: one })));
    expect(permits(s, 'listing.show', 0, { listingId: one }).allowed).toBe(false);
    expect(permits(s, 'listing.show', 0, { listingId: 'lst_2' as ListingId }).allowed).toBe(true);
    expect(permits(s, 'listing.publish', 0).allowed).toBe(true);
  });

  it('goods that are stopped for what they are: those alone, until their time is over or they are released', () => {
    const one = 'lst_1' as ListingId;
    const stop = { stopId: 'stp_1' as StopId, because: 'recall', listings: [one], until: 100 } as const;
    const stopped: StandingEvent = { type: 'GoodsStopped', at: 0, stop };
    const s = standing(stopped);
    const ofGoods = ['listing.show', 'sell', 'listing.change', 'listing.publish', 'order.ship'] as const;
    for (const action of ofGoods) {
      expect(permits(s, action, 99, { listingId: one })).toMatchObject({
        allowed: false,
        because: 'recall',
        until: 100,
      });
      expect(permits(s, action, 100, { listingId: one }).allowed).toBe(true);
      expect(permits(s, action, 99, { listingId: 'lst_2' as ListingId }).allowed).toBe(true);
    }
    expect(permits(s, 'payout.receive', 0).allowed).toBe(true);
    expect(permits(s, 'order.refund', 0, { listingId: one }).allowed).toBe(true);
    const free = standing(stopped, { type: 'GoodsReleased', at: 1, stopId: stop.stopId });
    expect(permits(free, 'sell', 99, { listingId: one }).allowed).toBe(true);
  });

  it('who is held for a payout account that is missing can give it, and nothing else', () => {
    const silent: StandingEvent = {
      type: 'AccountHeld',
      at: 0,
      hold: { reason: 'identity-overdue', at: 0, links: [] },
    };
    expect(permits(standing(silent), 'payout.account.change', 0).allowed).toBe(true);
    for (const action of ['sell', 'listing.show', 'payout.receive'] as const)
      expect(permits(standing(silent), action, 0)).toMatchObject({ because: 'held' });
  });

  it('an order cap stops the order that would go over it', () => {
    const s = standing(applied(measure('order-cap', { ordersPerDayMax: 3 })));
    expect(permits(s, 'sell', 0, { ordersToday: 2 }).allowed).toBe(true);
    expect(permits(s, 'sell', 0, { ordersToday: 3 }).allowed).toBe(false);
  });

  it('no combination of measures and holds stops what law and fairness keep open', () => {
    const kinds = Object.keys(BLOCKED).filter((n) => n !== 'good' && n !== 'held') as MeasureKind[];
    fc.assert(
      fc.property(
        fc.subarray(kinds),
        fc.boolean(),
        fc.constantFrom(...ALWAYS_OPEN),
        (some, isHeld, action) => {
          const s = standing(...some.map((k) => applied(measure(k))), ...(isHeld ? [held] : []));
          expect(permits(s, action, 0).allowed).toBe(true);
        },
      ),
    );
  });

  it('more measures never allow more', () => {
    const kinds = Object.keys(BLOCKED).filter((n) => n !== 'good' && n !== 'held') as MeasureKind[];
    fc.assert(
      fc.property(
        fc.subarray(kinds),
        fc.constantFrom(...kinds),
        fc.constantFrom(...ACTIONS),
        (some, more, action) => {
          const fewer = standing(...some.map((k) => applied(measure(k))));
          const all = standing(...some.map((k) => applied(measure(k))), applied(measure(more)));
          if (permits(all, action, 0).allowed) expect(permits(fewer, action, 0).allowed).toBe(true);
        },
      ),
    );
  });
});

describe('points', () => {
  it('count until they expire, are taken back whole, and are never negative', () => {
    const points = (caseId: string, value: number, expiresAt: number): StandingEvent => ({
      type: 'PointsAdded',
      at: 0,
      points: { caseId: caseId as CaseId, violation: 'abuse', points: value, expiresAt },
    });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(20), fc.nat(100), fc.boolean()), {
          maxLength: 12,
        }),
        fc.nat(120),
        (steps, now) => {
          const events = steps.map(([id, value, expiresAt, remove]): StandingEvent =>
            remove
              ? { type: 'PointsRemoved', at: 0, caseId: id as CaseId, violation: 'abuse', why: 'reversed' }
              : points(id, value, expiresAt),
          );
          expect(activePoints(standing(...events), now)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
    expect(activePoints(standing(points('a', 4, 50), points('b', 2, 90)), 60)).toBe(2);
  });
});

import type { Concept } from '../kernel/concept.ts';
import { assert } from '../kernel/decision.ts';
import type { CaseId, ListingId, PartyId, SanctionId, StopId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';

export type PartyKind = 'seller' | 'buyer' | 'staff';

/** What a sanction does while it is in force. Names are those of the rulebook's ladder. */
export type MeasureKind =
  | 'warning'
  | 'listing-takedown'
  | 'demotion'
  | 'order-cap'
  | 'payout-hold'
  | 'compensation'
  | 'deposit'
  | 'suspension'
  | 'shutdown'
  | 'bar'
  | 'return-limits'
  | 'complaint-rights-suspended'
  | 'purchase-hold'
  | 'account-closed';

export interface Measure {
  readonly sanctionId: SanctionId;
  readonly caseId: CaseId;
  readonly kind: MeasureKind;
  readonly from: EpochMs;
  /** `null`: until lifted or reversed. */
  readonly until: EpochMs | null;
  /** Only for `listing-takedown`; absent there: all listings. */
  readonly listingId?: ListingId;
  /** Only for `demotion`: multiplies the trust used in ranking, 0 to 1. */
  readonly factor?: number;
  /** Only for `order-cap`: new orders a day at most. */
  readonly ordersPerDayMax?: number;
  /** Only for `return-limits`: goodwill returns granted at most while it lasts. */
  readonly goodwillReturnsMax?: number;
  /** Only for `deposit`: what has to be paid in, minor units, in the seller's payout currency. */
  readonly depositMinor?: number;
  /** Only for `deposit`: set once it is paid in, and publishing is free again. */
  readonly depositPaid?: true;
}

export interface Points {
  readonly caseId: CaseId;
  readonly violation: string;
  readonly points: number;
  readonly expiresAt: EpochMs;
}

/** How far a party has come in being known; limits of each stage are in the rulebook's `entry`. */
export type Stage = 'probation' | 'established';

export interface Hold {
  readonly reason: 'linked-to-barred' | 'identity-overdue' | 'identity-rejected';
  readonly at: EpochMs;
  /** Barred parties that this account shares identity marks with, and which kinds of mark; never the values. */
  readonly links: readonly {
    readonly party: PartyId;
    readonly marks: readonly string[];
    /** The decisions about them that hold it: with the last of these it is free. Absent in holds from before that was noted. */
    readonly by?: readonly SanctionId[];
  }[];
  /** One of them was shut out as a buyer: buying waits as well, or opening another account would be all it takes. */
  readonly buying?: true;
}

/** Why goods are off the market whoever sells them: the goods are at fault, not their seller. */
export const STOP_CAUSES = ['recall', 'authority-order', 'lot-rejected', 'lot-on-hold', 'defects'] as const;
export type StopCause = (typeof STOP_CAUSES)[number];

/** Goods of this seller that nobody may show or sell now. */
export interface GoodsStop {
  readonly stopId: StopId;
  readonly because: StopCause;
  readonly listings: readonly ListingId[];
  /** `null`: until released. */
  readonly until: EpochMs | null;
}

/** One row a party: the lock that every changing path and every verdict meet at. */
export interface Standing {
  readonly party: PartyId;
  readonly kind: PartyKind;
  readonly stage: Stage;
  readonly measures: readonly Measure[];
  readonly points: readonly Points[];
  readonly hold: Hold | null;
  /** A hold was looked into and ended: trade goes on, with the stricter limits of a new seller. */
  readonly heldBefore?: true;
  /** Absent where none is. */
  readonly goodsStops?: readonly GoodsStop[];
}

export type StandingEvent =
  | {
      readonly type: 'StandingOpened';
      readonly at: EpochMs;
      readonly party: PartyId;
      readonly kind: PartyKind;
    }
  | { readonly type: 'StageReached'; readonly at: EpochMs; readonly stage: Stage; readonly why: string }
  | { readonly type: 'MeasureApplied'; readonly at: EpochMs; readonly measure: Measure }
  | {
      readonly type: 'MeasureEnded';
      readonly at: EpochMs;
      readonly sanctionId: SanctionId;
      readonly why: 'expired' | 'lifted' | 'reversed' | 'replaced' | 'unconfirmed';
    }
  /** The deposit that this sanction asks for is paid in whole. */
  | { readonly type: 'DepositPaid'; readonly at: EpochMs; readonly sanctionId: SanctionId }
  /** The seller's bank has taken it back: what it freed is stopped again. */
  | { readonly type: 'DepositTakenBack'; readonly at: EpochMs; readonly sanctionId: SanctionId }
  | { readonly type: 'PointsAdded'; readonly at: EpochMs; readonly points: Points }
  | {
      readonly type: 'PointsRemoved';
      readonly at: EpochMs;
      readonly caseId: CaseId;
      readonly violation: string;
      readonly why: 'reversed';
    }
  | { readonly type: 'AccountHeld'; readonly at: EpochMs; readonly hold: Hold }
  | { readonly type: 'HoldReleased'; readonly at: EpochMs; readonly by: PartyId; readonly why: string }
  | { readonly type: 'GoodsStopped'; readonly at: EpochMs; readonly stop: GoodsStop }
  | { readonly type: 'GoodsReleased'; readonly at: EpochMs; readonly stopId: StopId };

export function evolveStanding(state: Standing | undefined, event: StandingEvent): Standing {
  if (event.type === 'StandingOpened') {
    const { party, kind } = event;
    return {
      party,
      kind,
      stage: kind === 'seller' ? 'probation' : 'established',
      measures: [],
      points: [],
      hold: null,
    };
  }
  assert(state, `${event.type} before StandingOpened`);
  switch (event.type) {
    case 'StageReached':
      return { ...state, stage: event.stage };
    case 'MeasureApplied':
      return { ...state, measures: [...state.measures, event.measure] };
    case 'MeasureEnded':
      return { ...state, measures: state.measures.filter((m) => m.sanctionId !== event.sanctionId) };
    case 'DepositPaid':
      return {
        ...state,
        measures: state.measures.map((m) =>
          m.sanctionId === event.sanctionId ? { ...m, depositPaid: true } : m,
        ),
      };
    case 'DepositTakenBack':
      return {
        ...state,
        measures: state.measures.map((m) => {
          const { depositPaid: _, ...unpaid } = m;
          return m.sanctionId === event.sanctionId ? unpaid : m;
        }),
      };
    case 'PointsAdded':
      return { ...state, points: [...state.points, event.points] };
    case 'PointsRemoved':
      return {
        ...state,
        points: state.points.filter((p) => p.caseId !== event.caseId || p.violation !== event.violation),
      };
    case 'AccountHeld':
      return { ...state, hold: event.hold };
    case 'HoldReleased':
      // Data that came late and are there now say nothing about risk.
      return state.hold?.reason === 'identity-overdue'
        ? { ...state, hold: null }
        : { ...state, hold: null, heldBefore: true };
    case 'GoodsStopped':
      return { ...state, goodsStops: [...(state.goodsStops ?? []), event.stop] };
    case 'GoodsReleased':
      return { ...state, goodsStops: (state.goodsStops ?? []).filter((s) => s.stopId !== event.stopId) };
    default:
      return event satisfies never;
  }
}

/** Points that still count. Never negative: points are only added whole and removed whole. */
export function activePoints(state: Pick<Standing, 'points'>, now: EpochMs): number {
  return state.points.reduce((total, p) => (p.expiresAt > now ? total + p.points : total), 0);
}

export function activeMeasures(state: Pick<Standing, 'measures'>, now: EpochMs): readonly Measure[] {
  return state.measures.filter((m) => m.until === null || m.until > now);
}

const SHUTS_OUT: ReadonlySet<MeasureKind> = new Set(['shutdown', 'bar', 'account-closed']);

/** By which two people have ended what this party may do here, for good: a new account of the same person is looked at first. */
export function shutOutBy(state: Standing | undefined): readonly SanctionId[] {
  const ending = state?.measures.filter((m) => SHUTS_OUT.has(m.kind) && m.until === null) ?? [];
  return ending.map((m) => m.sanctionId);
}

const STOPS_TRADE: ReadonlySet<MeasureKind> = new Set(['suspension', 'shutdown', 'bar', 'account-closed']);

/** The heaviest word for a standing, for lists and filters. */
export function standingWord(state: Standing): 'good' | 'held' | 'restricted' | 'stopped' | 'barred' {
  if (state.measures.some((m) => m.kind === 'bar')) return 'barred';
  if (state.measures.some((m) => STOPS_TRADE.has(m.kind))) return 'stopped';
  if (state.hold) return 'held';
  return state.measures.some((m) => m.kind !== 'warning') ? 'restricted' : 'good';
}

/**
 * One stream a party, under the party's own id. A measure stops working at its `until`, whoever asks; the sweep of the
 * sanction it belongs to takes it off the list.
 */
export const standings: Concept<Standing, StandingEvent, 'word' | 'kind'> = {
  name: 'standing',
  revision: 2,
  announce: true,
  evolve: evolveStanding,
  columns: {
    word: { type: 'text', of: standingWord },
    kind: { type: 'text', of: (s) => s.kind },
  },
};

import type { Concept } from '../kernel/concept.ts';
import { assert } from '../kernel/decision.ts';
import type { ListingId, PartyId, StopId, UploadId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';
import type { Level, SamplingPlan } from './sampling.ts';

export const LOT_CAUSES = ['routine', 'defects', 'authority', 'complaint', 'new-supplier'] as const;
export type LotCause = (typeof LOT_CAUSES)[number];

/** `critical`: may hurt somebody; one is enough to reject the lot. */
export const UNIT_RESULTS = ['conforming', 'nonconforming', 'critical'] as const;
export type UnitResult = (typeof UNIT_RESULTS)[number];

export interface InspectedUnit {
  /** Its number in the lot, from 1. */
  readonly unit: number;
  readonly result: UnitResult;
  readonly photos: readonly UploadId[];
  /** What was found, in the inspector's words. */
  readonly note: Commitment | null;
  readonly by: PartyId;
  readonly at: EpochMs;
}

export type LotVerdict = 'accept' | 'reject' | 'hold';

/** What is inspected, by which plan, and which units the seed has drawn. */
export interface LotFacts {
  readonly listingId: ListingId;
  readonly seller: PartyId;
  readonly title: string;
  readonly cause: LotCause;
  readonly lotSize: number;
  readonly level: Level;
  readonly aqlPercent: number;
  readonly plan: SamplingPlan;
  /** Draws the same units again, for whoever doubts the draw. */
  readonly seed: string;
  readonly drawn: readonly number[];
  readonly openedBy: PartyId;
  readonly openedAt: EpochMs;
  readonly rulebook: string;
  readonly units: readonly InspectedUnit[];
  /** Since when it is overdue, and the head of service told. */
  readonly lateSince: EpochMs | null;
}

export type Lot = LotFacts &
  (
    | { readonly status: 'inspecting'; readonly judgeBy: EpochMs }
    | {
        readonly status: 'on-hold';
        readonly judgeBy: EpochMs;
        readonly why: Commitment;
        readonly by: PartyId;
        readonly stopId: StopId | null;
      }
    | {
        readonly status: 'accepted' | 'rejected';
        readonly judgedAt: EpochMs;
        readonly why: Commitment;
        readonly by: PartyId;
        readonly stopId: StopId | null;
      }
  );

export type LotEvent =
  | ({ readonly type: 'LotOpened'; readonly at: EpochMs; readonly judgeBy: EpochMs } & Omit<
      LotFacts,
      'openedAt' | 'units' | 'lateSince'
    >)
  | ({ readonly type: 'UnitInspected' } & InspectedUnit)
  | {
      readonly type: 'LotHeld';
      readonly at: EpochMs;
      readonly by: PartyId;
      readonly why: Commitment;
      readonly judgeBy: EpochMs;
      readonly stopId: StopId | null;
    }
  | {
      readonly type: 'LotJudged';
      readonly at: EpochMs;
      readonly by: PartyId;
      readonly verdict: Exclude<LotVerdict, 'hold'>;
      readonly why: Commitment;
      readonly stopId: StopId | null;
    }
  | { readonly type: 'LotOverdue'; readonly at: EpochMs };

export interface LotTally {
  readonly inspected: number;
  readonly nonconforming: number;
  readonly critical: number;
}

/** Critical units are nonconforming too. */
export function tallyOf({ units }: Pick<LotFacts, 'units'>): LotTally {
  return {
    inspected: units.length,
    nonconforming: units.filter((u) => u.result !== 'conforming').length,
    critical: units.filter((u) => u.result === 'critical').length,
  };
}

function facts(state: Lot): LotFacts {
  const { listingId, seller, title, cause, lotSize, level, aqlPercent, plan, seed, drawn } = state;
  const { openedBy, openedAt, rulebook, units, lateSince } = state;
  return {
    listingId,
    seller,
    title,
    cause,
    lotSize,
    level,
    aqlPercent,
    plan,
    seed,
    drawn,
    openedBy,
    openedAt,
    rulebook,
    units,
    lateSince,
  };
}

export function evolveLot(state: Lot | undefined, event: LotEvent): Lot {
  if (event.type === 'LotOpened') {
    const { type: _, at: openedAt, judgeBy, ...rest } = event;
    return { ...rest, openedAt, units: [], lateSince: null, status: 'inspecting', judgeBy };
  }
  assert(state, `${event.type} before LotOpened`);
  switch (event.type) {
    case 'UnitInspected': {
      const { type: _, ...unit } = event;
      return { ...state, units: [...state.units.filter((u) => u.unit !== unit.unit), unit] };
    }
    case 'LotHeld': {
      const { by, why, judgeBy, stopId } = event;
      return { ...facts(state), lateSince: null, status: 'on-hold', by, why, judgeBy, stopId };
    }
    case 'LotJudged': {
      const { at: judgedAt, by, why, stopId } = event;
      const status = event.verdict === 'accept' ? 'accepted' : 'rejected';
      return { ...facts(state), status, judgedAt, by, why, stopId };
    }
    case 'LotOverdue':
      return { ...state, lateSince: event.at };
    default:
      return event satisfies never;
  }
}

/** Stream id `lot_...`. Due once a clock: when nobody has judged it in time the head of service is told. */
export const lots: Concept<Lot, LotEvent, 'listing' | 'seller' | 'status' | 'opened_at' | 'late'> = {
  name: 'inspection_lot',
  revision: 1,
  evolve: evolveLot,
  columns: {
    listing: { type: 'text', of: (l) => l.listingId },
    seller: { type: 'text', of: (l) => l.seller },
    status: { type: 'text', of: (l) => l.status },
    opened_at: { type: 'bigint', of: (l) => l.openedAt },
    late: { type: 'boolean', of: (l) => l.lateSince !== null },
  },
  due: (l) => ('judgeBy' in l && l.lateSince === null ? l.judgeBy : undefined),
};

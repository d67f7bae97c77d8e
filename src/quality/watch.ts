import type { Concept } from '../kernel/concept.ts';
import { assert, type Decision, refuse } from '../kernel/decision.ts';
import type { ListingId, PartyId, StopId } from '../kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import { boundsOf, type DayOfUnits, runOver, SequentialTest } from './sequential.ts';

/** What made a person look: the sequential test, the exact bound above the limit, or a report of danger. */
export type Trigger = 'sequential-test' | 'above-limit' | 'safety-report';

/** What the counts said at that moment. Shares are of units that have been with their owners long enough. */
export interface Figures {
  readonly units: number;
  readonly defects: number;
  /** Different people who reported them. */
  readonly buyers: number;
  readonly safetyReports: number;
  readonly lower: number;
  readonly upper: number;
  /** Logarithm of the likelihood ratio, and where it raises an alarm. */
  readonly ratio: number;
  readonly alarmAt: number;
  readonly clearAt: number;
}

export const WATCH_OUTCOMES = ['no-defect', 'inspect', 'recall'] as const;
export type WatchOutcome = (typeof WATCH_OUTCOMES)[number];

interface WatchFacts {
  readonly listingId: ListingId;
  readonly seller: PartyId;
  readonly alarms: number;
}

/** Goods under watch since the first alarm over them. */
export type Watch = WatchFacts &
  (
    | {
        readonly status: 'alarmed';
        readonly trigger: Trigger;
        readonly figures: Figures;
        readonly alarmedAt: EpochMs;
        readonly reviewBy: EpochMs;
        readonly lateSince: EpochMs | null;
        /** The stop until a person has looked; `null` where the goods are still sold. */
        readonly stopId: StopId | null;
      }
    | {
        readonly status: 'reviewed';
        readonly figures: Figures;
        /** Counting begins anew here: what was looked at is not held against the goods twice. */
        readonly reviewedAt: EpochMs;
        readonly outcome: WatchOutcome;
        readonly by: PartyId;
        readonly why: Commitment;
      }
  );

export type WatchEvent =
  | {
      readonly type: 'DefectsSuspected';
      readonly at: EpochMs;
      readonly listingId: ListingId;
      readonly seller: PartyId;
      readonly trigger: Trigger;
      readonly figures: Figures;
      readonly reviewBy: EpochMs;
      readonly stopId: StopId | null;
    }
  | {
      readonly type: 'SuspicionReviewed';
      readonly at: EpochMs;
      readonly by: PartyId;
      readonly outcome: WatchOutcome;
      readonly why: Commitment;
    }
  | { readonly type: 'ReviewOverdue'; readonly at: EpochMs };

export function evolveWatch(state: Watch | undefined, event: WatchEvent): Watch {
  if (event.type === 'DefectsSuspected') {
    const { type: _, at: alarmedAt, ...facts } = event;
    return { ...facts, alarmedAt, alarms: (state?.alarms ?? 0) + 1, lateSince: null, status: 'alarmed' };
  }
  assert(state?.status === 'alarmed', `${event.type} without an alarm`);
  switch (event.type) {
    case 'SuspicionReviewed': {
      const { at: reviewedAt, by, outcome, why } = event;
      const { listingId, seller, alarms, figures } = state;
      return { listingId, seller, alarms, figures, status: 'reviewed', reviewedAt, by, outcome, why };
    }
    case 'ReviewOverdue':
      return { ...state, lateSince: event.at };
    default:
      return event satisfies never;
  }
}

/** What is known of goods from orders, complaints, returns and tickets. */
export interface Counts {
  readonly days: readonly DayOfUnits[];
  readonly buyers: number;
  readonly safetyReports: number;
}

/** What the counts say under the rulebook, and whether that is reason to look. */
export function judgeCounts(
  { days, buyers, safetyReports }: Counts,
  { quality }: Pick<Rulebook, 'quality'>,
): { readonly figures: Figures; readonly trigger: Trigger | null } {
  const { watch } = quality;
  const test = new SequentialTest(watch);
  const run = runOver(test, days);
  const units = days.reduce((sum, d) => sum + d.units, 0);
  const defects = days.reduce((sum, d) => sum + d.defects, 0);
  const { lower, upper } = boundsOf(defects, units, watch.confidence);
  const { ratio } = run;
  const { alarmAt, clearAt } = test;
  const figures = { units, defects, buyers, safetyReports, lower, upper, ratio, alarmAt, clearAt };
  return { figures, trigger: triggerOf(figures, watch) };
}

/** Counts of few people raise no alarm, however many they are: one person may have bought and reported all of them. */
function triggerOf(figures: Figures, watch: Rulebook['quality']['watch']): Trigger | null {
  if (figures.buyers >= watch.uniqueBuyersMin) {
    if (figures.lower > watch.stopAboveShare) return 'above-limit';
    if (figures.ratio >= figures.alarmAt) return 'sequential-test';
  }
  return figures.safetyReports > 0 ? 'safety-report' : null;
}

/** Queues a review; nothing while one is queued, unless the limit is passed now and was not then. */
export function suspectDefects(
  state: Watch | undefined,
  command: {
    readonly listingId: ListingId;
    readonly seller: PartyId;
    readonly trigger: Trigger;
    readonly figures: Figures;
    readonly stopId: StopId | null;
    readonly at: EpochMs;
  },
  { quality }: Pick<Rulebook, 'quality'>,
): Decision<WatchEvent> {
  const isWorse = command.trigger === 'above-limit' && state?.status === 'alarmed' && state.stopId === null;
  if (state?.status === 'alarmed' && !isWorse)
    return refuse('review-queued', 'A person looks at these goods already.');
  const reviewBy = command.at + quality.watch.reviewWithinDays * DAY_MS;
  return [{ type: 'DefectsSuspected', ...command, reviewBy }];
}

export function reviewSuspicion(
  state: Watch,
  command: {
    readonly by: PartyId;
    readonly outcome: WatchOutcome;
    readonly why: Commitment;
    readonly at: EpochMs;
  },
): Decision<WatchEvent> {
  if (state.status !== 'alarmed') return refuse('nothing-to-review', 'No review of these goods is queued.');
  return [{ type: 'SuspicionReviewed', ...command }];
}

export function reviewLate(state: Watch, at: EpochMs): Decision<WatchEvent> {
  if (state.status !== 'alarmed' || state.lateSince !== null || state.reviewBy > at) return refuse('not-due');
  return [{ type: 'ReviewOverdue', at }];
}

/** Stream id `wch_` and the listing's; due once an alarm. */
export const watches: Concept<Watch, WatchEvent, 'listing' | 'seller' | 'status' | 'since'> = {
  name: 'product_watch',
  revision: 1,
  evolve: evolveWatch,
  columns: {
    listing: { type: 'text', of: (w) => w.listingId },
    seller: { type: 'text', of: (w) => w.seller },
    status: { type: 'text', of: (w) => w.status },
    since: { type: 'bigint', of: (w) => (w.status === 'alarmed' ? w.alarmedAt : w.reviewedAt) },
  },
  due: (w) => (w.status === 'alarmed' && w.lateSince === null ? w.reviewBy : undefined),
};

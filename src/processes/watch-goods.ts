import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { ListingId, PartyId, WatchId } from '../kernel/ids.ts';
import { DAY_MS } from '../kernel/time.ts';
import { listings } from '../market/listings/listing.ts';
import {
  type Counts,
  judgeCounts,
  reviewLate,
  reviewSuspicion,
  suspectDefects,
  type Watch,
  type WatchOutcome,
  watches,
} from '../quality/watch.ts';
import { ownsAnyOf } from './judge-conflict.ts';
import { releaseGoods, stopGoods } from './stop-goods.ts';
import type { World } from './world.ts';

export function watchIdOf(listingId: ListingId): WatchId {
  return `wch_${listingId}` as WatchId;
}

/**
 * Judges what is counted of goods. An alarm queues a review; above the rulebook's limit sales rest as well, until a person
 * has looked or the time for it is over. Numbers alone never decide more. `undefined`: no reason to look.
 */
export async function watchGoods(
  world: World,
  input: { readonly listingId: ListingId; readonly counts: Counts },
): Promise<Watch | Refusal | undefined> {
  const { unit, rulebook } = world;
  const { listingId, counts } = input;
  const { figures, trigger } = judgeCounts(counts, rulebook);
  if (trigger === null) return undefined;
  const listing = await unit.load(listings, listingId);
  if (!listing) return refuse('not-found', 'There is no such listing.');
  const watchId = watchIdOf(listingId);
  const state = await unit.load(watches, watchId);
  const command = { listingId, seller: listing.seller, trigger, figures, stopId: null, at: unit.now };
  const allowed = suspectDefects(state, command, rulebook);
  if (isRefusal(allowed)) return allowed;
  if (trigger !== 'above-limit') return unit.append(watches, watchId, allowed);
  const { units, defects, buyers, lower } = figures;
  const placed = await stopGoods(world, {
    listings: [listingId],
    because: 'defects',
    ref: watchId,
    until: unit.now + rulebook.quality.watch.stopDaysMax * DAY_MS,
    figures: { units, defects, buyers, lower },
  });
  if (isRefusal(placed)) return placed;
  const events = suspectDefects(state, { ...command, stopId: placed[0] ?? null }, rulebook);
  return isRefusal(events) ? events : unit.append(watches, watchId, events);
}

/**
 * A person has looked. Without a defect the goods are free at once; before an inspection or a recall the stop stays, and ends
 * with its time or is replaced by theirs.
 */
export async function reviewWatch(
  world: World,
  input: {
    readonly listingId: ListingId;
    readonly outcome: WatchOutcome;
    readonly words: string;
    readonly by: PartyId;
  },
): Promise<Watch | Refusal> {
  const { unit } = world;
  const { listingId, outcome, words, by } = input;
  const watchId = watchIdOf(listingId);
  const state = await unit.load(watches, watchId);
  if (!state) return refuse('not-found', 'These goods are not under review.');
  const own = await ownsAnyOf(world, [state.seller], by);
  if (own) return own;
  const why = unit.keep({ party: state.seller, kind: 'decision-words', value: words });
  const events = reviewSuspicion(state, { by, outcome, why, at: unit.now });
  if (isRefusal(events)) return events;
  if (state.status === 'alarmed' && state.stopId !== null && outcome === 'no-defect') {
    const released = await releaseGoods(world, state.stopId, { why: 'released', by });
    if (isRefusal(released)) return released;
  }
  return unit.append(watches, watchId, events);
}

/** Nobody has looked in time: the head of service is told. */
export async function expireWatch({ unit }: World, watchId: string): Promise<Watch | Refusal> {
  const state = await unit.load(watches, watchId);
  if (!state) return refuse('not-due');
  const events = reviewLate(state, unit.now);
  return isRefusal(events) ? events : unit.append(watches, watchId, events);
}

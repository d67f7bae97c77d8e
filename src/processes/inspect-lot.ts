import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { ListingId, LotId, PartyId, UploadId } from '../kernel/ids.ts';
import { DAY_MS } from '../kernel/time.ts';
import { listings } from '../market/listings/listing.ts';
import {
  inspectUnit as decideUnit,
  judgeLot as decideVerdict,
  markOverdue,
  openLot,
} from '../quality/decide-lot.ts';
import { type Lot, type LotCause, lots, type LotVerdict, tallyOf, type UnitResult } from '../quality/lot.ts';
import { ownsAnyOf } from './judge-conflict.ts';
import { ownUploads, useUploads } from './keep-upload.ts';
import { releaseGoods, stopGoods } from './stop-goods.ts';
import type { World } from './world.ts';

type Outcome = Promise<{ readonly lotId: LotId; readonly lot: Lot } | Refusal>;

/** Opens an inspection lot of a seller's goods. The seed is drawn here and logged, so that the draw can be repeated. */
export async function openInspection(
  world: World,
  input: {
    readonly listingId: ListingId;
    readonly lotSize: number;
    readonly cause: LotCause;
    readonly by: PartyId;
  },
): Outcome {
  const { unit, rulebook, rulebookHash } = world;
  const { listingId, by, ...asked } = input;
  const listing = await unit.load(listings, listingId);
  if (!listing) return refuse('not-found', 'There is no such listing.', { field: 'listingId' });
  const { seller, title } = listing;
  const own = await ownsAnyOf(world, [seller], by);
  if (own) return own;
  const lotId: LotId = unit.ids.next('lot');
  const seed = unit.ids.next('seed');
  const events = openLot(
    undefined,
    { listingId, seller, title, ...asked, seed, openedBy: by, at: unit.now, rulebookHash },
    rulebook,
  );
  if (isRefusal(events)) return events;
  return { lotId, lot: unit.append(lots, lotId, events) };
}

/** Records what an inspector found of one drawn unit, with photos of their own. */
export async function inspectUnit(
  world: World,
  input: {
    readonly lotId: LotId;
    readonly unit: number;
    readonly result: UnitResult;
    readonly note?: string | undefined;
    readonly photos: readonly UploadId[];
    readonly by: PartyId;
  },
): Outcome {
  const { unit, rulebook } = world;
  const { lotId, by, result } = input;
  const state = await unit.load(lots, lotId);
  if (!state) return notFound();
  const files = await ownUploads(world, by, input.photos);
  if (isRefusal(files)) return files;
  const text = input.note?.trim() ?? '';
  const note = text === '' ? null : unit.keep({ party: state.seller, kind: 'inspection-note', value: text });
  const events = decideUnit(
    state,
    { unit: input.unit, result, photos: input.photos, note, by, at: unit.now },
    rulebook,
  );
  if (isRefusal(events)) return events;
  useUploads(world, files, lotId);
  return { lotId, lot: unit.append(lots, lotId, events) };
}

/**
 * Judges a lot by its plan. A rejected lot takes the goods off the market until an appeal, or a better lot, lets them back; a
 * lot on hold does so for the time being. An accepted one frees goods that waited for it.
 */
export async function judgeLot(
  world: World,
  input: {
    readonly lotId: LotId;
    readonly verdict: LotVerdict;
    readonly words: string;
    readonly by: PartyId;
  },
): Outcome {
  const { unit, rulebook } = world;
  const { lotId, verdict, words, by } = input;
  const state = await unit.load(lots, lotId);
  if (!state) return notFound();
  const own = await ownsAnyOf(world, [state.seller], by);
  if (own) return own;
  const why = unit.keep({ party: state.seller, kind: 'decision-words', value: words });
  const command = { verdict, why, by, at: unit.now, stopId: null };
  const allowed = decideVerdict(state, command, rulebook);
  if (isRefusal(allowed)) return allowed;
  // Waiting goods are free, or stopped for good in the same unit.
  if (state.status === 'on-hold' && state.stopId !== null)
    await releaseGoods(world, state.stopId, { why: verdict === 'accept' ? 'released' : 'replaced', by });
  const stopId = verdict === 'accept' ? null : await stopLot(world, lotId, state, verdict, words);
  if (isRefusal(stopId)) return stopId;
  const events = decideVerdict(state, { ...command, stopId }, rulebook);
  if (isRefusal(events)) return events;
  return { lotId, lot: unit.append(lots, lotId, events) };
}

async function stopLot(world: World, lotId: LotId, state: Lot, verdict: 'reject' | 'hold', words: string) {
  const { unit, rulebook } = world;
  const { inspected, nonconforming, critical } = tallyOf(state);
  const { accept, sampleSize } = state.plan;
  const placed = await stopGoods(world, {
    listings: [state.listingId],
    because: verdict === 'reject' ? 'lot-rejected' : 'lot-on-hold',
    ref: lotId,
    until: verdict === 'reject' ? null : unit.now + rulebook.quality.inspection.holdDays * DAY_MS,
    figures: { inspected, nonconforming, critical, accept, sampleSize, lotSize: state.lotSize },
    words,
  });
  return isRefusal(placed) ? placed : (placed[0] ?? null);
}

/** Nobody has judged it in time: the head of service is told. */
export async function expireLot({ unit }: World, lotId: string): Promise<Lot | Refusal> {
  const state = await unit.load(lots, lotId);
  if (!state) return refuse('not-due');
  const events = markOverdue(state, unit.now);
  return isRefusal(events) ? events : unit.append(lots, lotId, events);
}

function notFound(): Refusal {
  return refuse('not-found', 'There is no such inspection lot.');
}

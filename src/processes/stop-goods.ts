import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { ListingId, PartyId, StopId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import { type Listing, listings } from '../market/listings/listing.ts';
import { endStop, type Stop, type StopEnd, stops } from '../quality/stop.ts';
import { type StopCause, standings } from '../standing/standing.ts';
import type { CashierCalls } from './cashier.ts';
import { appealUntil, giveNotice } from './give-notice.ts';
import { endStoppedOrders } from './stopped-orders.ts';
import type { World } from './world.ts';

interface Goods {
  readonly listingId: ListingId;
  readonly listing: Listing;
}

/** Listings by their sellers, in order of seller: whoever locks several standings does so in that order. */
export async function goodsOf(
  { unit }: Pick<World, 'unit'>,
  ids: readonly ListingId[],
): Promise<ReadonlyMap<PartyId, readonly Goods[]> | Refusal> {
  await unit.prefetch(listings, ids);
  const goods: Goods[] = [];
  for (const [i, listingId] of [...new Set(ids)].entries()) {
    const listing = await unit.load(listings, listingId);
    if (!listing) return refuse('not-found', `There is no listing ${listingId}.`, { field: `listings.${i}` });
    goods.push({ listingId, listing });
  }
  const bySeller = Map.groupBy(goods, ({ listing }) => listing.seller);
  return new Map([...bySeller].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Takes goods off the market at once: the standing of each seller is locked, so that from the commit on nobody sees, adds
 * or buys them. Each seller is told why and how to disagree. Goods that are stopped for the same thing already are passed
 * over.
 */
export async function stopGoods(
  world: World,
  input: {
    readonly listings: readonly ListingId[];
    readonly because: StopCause;
    /** The recall, lot, watch or order that it rests on. */
    readonly ref: string;
    readonly until: EpochMs | null;
    readonly figures: Readonly<Record<string, number>>;
    readonly words?: string | undefined;
  },
): Promise<readonly StopId[] | Refusal> {
  const { unit, rulebook, rulebookHash } = world;
  const { because, ref, until, figures, words } = input;
  const bySeller = await goodsOf(world, input.listings);
  if (isRefusal(bySeller)) return bySeller;
  const placed: StopId[] = [];
  for (const [seller, all] of bySeller) {
    const standing = await unit.lock(standings, seller, 'update');
    const before = await unit.find(stops, { seller, ref, status: 'in-force' });
    const goods = all.filter(({ listingId }) => !before.some((s) => s.state.listings.includes(listingId)));
    if (!standing || goods.length === 0) continue;
    const stopId = unit.ids.next<'Stop'>('stp');
    const noticeId = unit.ids.next<'Notice'>('ntc');
    const ids = goods.map(({ listingId }) => listingId);
    const lastDay = appealUntil(world);
    const { outOfCourtBody } = rulebook.appeals;
    unit.append(standings, seller, [
      { type: 'GoodsStopped', at: unit.now, stop: { stopId, because, listings: ids, until } },
    ]);
    unit.append(stops, stopId, [
      {
        type: 'StopPlaced',
        at: unit.now,
        seller,
        listings: ids,
        because,
        ref,
        by: unit.by,
        until,
        noticeId,
        appealUntil: lastDay,
        rulebook: rulebookHash,
      },
    ]);
    giveNotice(world, {
      to: seller,
      noticeId,
      words,
      body: {
        kind: 'goods-stopped',
        stopId,
        because,
        listings: goods.map(({ listingId, listing }) => ({ listingId, title: listing.title })),
        until,
        figures,
        clause: rulebook.quality.relisting.clause,
        redress: { appealUntil: lastDay, outOfCourtBody, court: true },
        rulebook: rulebookHash,
      },
    });
    placed.push(stopId);
  }
  return placed;
}

/** Lets goods back on the market, and tells their seller. What other stops hold stays stopped. */
export async function releaseGoods(
  world: World,
  stopId: StopId,
  { why, by }: { readonly why: StopEnd; readonly by: string },
): Promise<Stop | Refusal> {
  const { unit } = world;
  const state = await unit.load(stops, stopId);
  if (!state) return refuse('not-found', 'There is no such stop.');
  const events = endStop(state, { why, by, at: unit.now });
  if (isRefusal(events) || events.length === 0) return isRefusal(events) ? events : state;
  await unit.lock(standings, state.seller, 'update');
  unit.append(standings, state.seller, [{ type: 'GoodsReleased', at: unit.now, stopId }]);
  const goods: { listingId: ListingId; title: string }[] = [];
  for (const listingId of state.listings)
    goods.push({ listingId, title: (await unit.load(listings, listingId))?.title ?? listingId });
  giveNotice(world, { to: state.seller, body: { kind: 'goods-released', stopId, listings: goods, why } });
  return unit.append(stops, stopId, events);
}

/** A stop for the time being has run out without a verdict: the goods are free again. Before, orders that wait are ended. */
export async function expireStop(world: World, id: string, cashier: CashierCalls): Promise<Stop | Refusal> {
  const stopId = id as StopId;
  const state = await world.unit.load(stops, stopId);
  if (state?.status !== 'in-force') return refuse('not-due');
  return state.until !== null && state.until <= world.unit.now
    ? releaseGoods(world, stopId, { why: 'expired', by: 'system:deadline' })
    : endStoppedOrders(world, stopId, state, cashier);
}

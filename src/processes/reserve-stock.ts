import { assert, isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { ListingId, OrderId } from '../kernel/ids.ts';
import { decideReserve } from '../market/listings/decide.ts';
import { type Listing, listings } from '../market/listings/listing.ts';
import type { World } from './world.ts';

/**
 * Takes pieces out of stock for an order. Refuses `not-found`, `listing-not-live` and `out-of-stock`. Whether the
 * seller may sell is the caller's question to `permits`. Callers with several listings reserve in order of id, so
 * that two checkouts never wait for each other.
 */
export async function reserveStock(
  { unit }: World,
  listingId: ListingId,
  quantity: number,
  orderId?: OrderId,
): Promise<Listing | Refusal> {
  assert(Number.isSafeInteger(quantity) && quantity > 0, `reserving ${quantity} pieces`);
  const listing = await unit.lock(listings, listingId, 'update');
  if (!listing) return refuse('not-found', 'There is no such listing.');
  const decision = decideReserve(listing, { at: unit.now, quantity, ...(orderId ? { orderId } : {}) });
  return isRefusal(decision) ? decision : unit.append(listings, listingId, decision);
}

/** Puts back what was reserved, after a cancellation; also when the listing is no longer on offer. */
export async function returnStock(
  { unit }: World,
  listingId: ListingId,
  quantity: number,
  orderId?: OrderId,
): Promise<void> {
  assert(Number.isSafeInteger(quantity) && quantity > 0, `returning ${quantity} pieces`);
  const listing = await unit.lock(listings, listingId, 'update');
  assert(listing, `returning stock to the unknown listing ${listingId}`);
  unit.append(listings, listingId, [
    { type: 'StockReturned', at: unit.now, quantity, ...(orderId ? { orderId } : {}) },
  ]);
}

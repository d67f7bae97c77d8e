import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { ListingId, PartyId } from '../kernel/ids.ts';
import { type Cart, carts } from '../market/carts/cart.ts';
import { setCartLine } from '../market/carts/decide.ts';
import { listings } from '../market/listings/listing.ts';
import { permits } from '../standing/permits.ts';
import { standings } from '../standing/standing.ts';
import type { World } from './world.ts';

/**
 * Sets how many pieces of a listing are in a buyer's cart; 0 takes it out. Putting more in asks whether its seller
 * may show and sell it now; taking out never does. Refuses `not-found` for what is not on offer to anybody.
 */
export async function changeCart(
  world: World,
  input: { readonly buyer: PartyId; readonly listingId: ListingId; readonly quantity: number },
): Promise<Cart | Refusal> {
  const { unit, rulebook } = world;
  const { buyer, listingId, quantity } = input;
  const [cart] = await Promise.all([unit.load(carts, buyer), unit.load(listings, listingId)]);
  const events = setCartLine(cart, { at: unit.now, listingId, quantity }, rulebook.orders);
  if (isRefusal(events)) return events;
  const before = cart?.lines.find((l) => l.listingId === listingId)?.quantity ?? 0;
  const stopped = quantity > before ? await stoppedAtSeller(world, listingId, quantity) : undefined;
  if (stopped) return stopped;
  return events.length === 0 ? (cart ?? { lines: [] }) : unit.append(carts, buyer, events);
}

async function stoppedAtSeller(
  { unit }: World,
  listingId: ListingId,
  quantity: number,
): Promise<Refusal | undefined> {
  const listing = await unit.load(listings, listingId);
  const standing = listing && (await unit.lock(standings, listing.seller, 'share'));
  const shown =
    listing?.status === 'live' && permits(standing, 'listing.show', unit.now, { listingId }).allowed;
  // As on its page: what is not shown is not there, and why is not everybody's business.
  if (!shown) return refuse('not-found', 'This article is not on offer.');
  if (!permits(standing, 'sell', unit.now, { listingId }).allowed)
    return refuse('not-sold-now', `“${listing.title}” can't be bought right now.`);
  if (listing.stock < quantity)
    return refuse(
      'out-of-stock',
      listing.stock === 0
        ? `“${listing.title}” is sold out.`
        : `Only ${listing.stock} of “${listing.title}” are left.`,
      { field: 'quantity', facts: { available: listing.stock } },
    );
  return undefined;
}

import type { ListingId, PartyId } from '../../src/kernel/ids.ts';
import { countedIds } from '../../src/kernel/ids.ts';
import { carts } from '../../src/market/carts/cart.ts';
import { listings } from '../../src/market/listings/listing.ts';
import { parties, type PartyName } from '../../src/market/parties/party.ts';
import type { Commitment, Unit } from '../../src/kernel/unit.ts';
import { MemoryStore } from '../../src/platform/unit-memory.ts';
import { type PartyKind, standings } from '../../src/standing/standing.ts';
import { ARCHETYPES } from '../../simulation/catalogue/archetypes.ts';
import { makeListing } from '../../simulation/listings.ts';
import { Random } from '../../simulation/random.ts';

export interface Shelves {
  readonly store: MemoryStore;
  readonly listingIds: readonly ListingId[];
  /** Each with one article in the cart, as somebody who goes to the checkout next. */
  readonly buyers: readonly PartyId[];
}

const LISTINGS_A_UNIT = 1_000;

/** A seeded market in memory: established sellers whose goods differ in words, prices and attributes, and buyers with carts. */
export async function fillShelves(
  size: { readonly listings: number; readonly sellers: number; readonly buyers: number },
  at: number,
): Promise<Shelves> {
  const store = new MemoryStore();
  const random = new Random('storefront-bench');
  const ids = countedIds('bench');
  const unit = <T>(work: (unit: Unit) => Promise<T>) =>
    store.transact({ now: at, ids, by: 'system:bench', privacyKey: Buffer.alloc(32, 7) }, work);
  const sellers = await unit((u) => openParties(u, at, 'seller', size.sellers));
  const listingIds: ListingId[] = [];
  while (listingIds.length < size.listings)
    await unit(async (u) => {
      for (let i = 0; i < LISTINGS_A_UNIT && listingIds.length < size.listings; i++) {
        const n = listingIds.length;
        const seller = sellers[n % sellers.length] as PartyId;
        const shop = `Shop ${n % sellers.length}`;
        const style = {
          shop,
          brand: shop,
          country: 'DE',
          handlingDays: 2,
          priceLevel: 1,
          euroMax: 900,
        } as const;
        const content = makeListing(random, style, random.pick(ARCHETYPES));
        const id: ListingId = u.ids.next('lst');
        u.append(listings, id, [
          { type: 'ListingPublished', at: at - n * 60_000, seller, stock: 1_000, content },
        ]);
        listingIds.push(id);
      }
      return {};
    });
  const buyers = await unit((u) => openParties(u, at, 'buyer', size.buyers));
  await unit(async (u) => {
    for (const buyer of buyers) {
      const listingId = random.pick(listingIds);
      u.append(carts, buyer, [{ type: 'CartLineSet', at, listingId, quantity: 1 }]);
    }
    return {};
  });
  return { store, listingIds, buyers };
}

async function openParties(
  unit: Unit,
  at: number,
  kind: Exclude<PartyKind, 'staff'>,
  count: number,
): Promise<readonly PartyId[]> {
  const opened: PartyId[] = [];
  for (let i = 0; i < count; i++) {
    const id: PartyId = unit.ids.next('pty');
    const name: PartyName =
      kind === 'seller' ? { shop: `Shop ${i}` } : { person: `nobody ${i}` as Commitment };
    unit.append(parties, id, [
      {
        type: 'PartyRegistered',
        at,
        kind,
        name,
        country: 'DE',
        language: 'en',
        currency: 'EUR',
        login: null,
      },
    ]);
    unit.append(standings, id, [
      { type: 'StandingOpened', at, party: id, kind },
      // A new seller may have few orders at once; these have sold for years.
      ...(kind === 'seller'
        ? ([{ type: 'StageReached', at, stage: 'established', why: 'bench' }] as const)
        : []),
    ]);
    opened.push(id);
  }
  return opened;
}

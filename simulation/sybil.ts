import type { ListingId, PartyId } from '../src/kernel/ids.ts';
import { attentionAt } from '../src/ranking/exposure.ts';
import { RankedSearch } from '../src/ranking/ranked-search.ts';
import type { SellerTrust, TrustBoard } from '../src/ranking/trust-board.ts';
import type { Country } from './calendar.ts';
import { MemoryExposure } from './memory-exposure.ts';
import { MemorySearch, type Offer } from './memory-search.ts';
import { Random } from './random.ts';
import { PAGE, type Shelf, WISHES } from './shelf.ts';

/** What somebody may try in order to be seen more than their goods deserve. */
const TRICKS = ['copied-listings', 'copies-in-three-shops', 'goods-split-over-three-shops'] as const;

export interface Trick {
  readonly trick: (typeof TRICKS)[number];
  /** Of attention, and of what shoppers take, beyond what the same person has honestly; below 0 is a loss. */
  readonly attentionGain: number;
  readonly salesGain: number;
}

const SEARCHES = 4_000;
const SEARCHES_A_DAY = 250;
const COUNTRIES: readonly Country[] = ['DE', 'US', 'BR', 'FR', 'GB'];
const COPIES = 3;

/**
 * Paired runs on the goods of the last day: the same searches by the same shoppers, once with a seller as it is and once with
 * each trick. All shops of the trick have one owner, as their marks of identity say.
 */
export async function sybilGains(shelf: Shelf, seller: PartyId, seed: string): Promise<readonly Trick[]> {
  const honest = await outcome(shelf, shelf.offers, { seller, shops: [seller], seed });
  const tricks: Trick[] = [];
  for (const trick of TRICKS) {
    const { offers, shops } = played(trick, shelf.offers, seller);
    const { attention, sales } = await outcome(shelf, offers, { seller, shops, seed });
    tricks.push({
      trick,
      attentionGain: rounded(attention / honest.attention - 1),
      salesGain: rounded(sales / honest.sales - 1),
    });
  }
  return tricks;
}

function played(trick: Trick['trick'], offers: readonly Offer[], seller: PartyId) {
  const shops = Array.from({ length: COPIES }, (_, i) => (i === 0 ? seller : (`${seller}~${i}` as PartyId)));
  const own = offers.filter((offer) => offer.listing.seller === seller);
  const others = offers.filter((offer) => offer.listing.seller !== seller);
  const at = (offer: Offer, shop: number, copy: number): Offer => ({
    ...offer,
    id: (copy === 0 ? offer.id : `${offer.id}~${copy}`) as ListingId,
    listing: { ...offer.listing, seller: shops[shop] ?? seller },
  });
  const copied = (shopOf: (copy: number) => number) =>
    own.flatMap((offer) => shops.map((_, copy) => at(offer, shopOf(copy), copy)));
  switch (trick) {
    case 'copied-listings':
      return { shops: [seller], offers: [...others, ...copied(() => 0)] };
    case 'copies-in-three-shops':
      return { shops, offers: [...others, ...copied((copy) => copy)] };
    case 'goods-split-over-three-shops':
      return { shops, offers: [...others, ...own.map((offer, i) => at(offer, i % COPIES, 0))] };
    default:
      return trick satisfies never;
  }
}

async function outcome(
  shelf: Shelf,
  offers: readonly Offer[],
  {
    seller,
    shops,
    seed,
  }: { readonly seller: PartyId; readonly shops: readonly PartyId[]; readonly seed: string },
): Promise<{ readonly attention: number; readonly sales: number }> {
  const { ranking } = shelf.market.book.rulebook;
  const board = ownedBy(shelf.trust, seller, shops);
  const ledger = new MemoryExposure(ranking.budget);
  const inner = new MemorySearch(board, () => 1);
  inner.stock(offers);
  const search = new RankedSearch({ inner, trust: board, ledger, ranking });
  const random = new Random(`${seed} tricks`);
  const own = new Set(shops);
  let attention = 0;
  let sales = 0;
  for (let i = 0; i < SEARCHES; i++) {
    const { category } = random.pick(shelf.offers).listing;
    const country = random.pick(COUNTRIES);
    const text = `wish ${random.int(1, WISHES)}`;
    const found = await search.find({
      text,
      category,
      country,
      sort: 'relevance',
      offset: 0,
      limit: PAGE,
      now: shelf.market.now,
    });
    const hits = found.filter((hit) => hit.moved?.why !== 'copy');
    const page = hits.map(({ listing, score }) => ({
      identity: board.of(listing.seller).identity,
      merit: score?.merit ?? null,
    }));
    ledger.shown(page, Math.floor(i / SEARCHES_A_DAY));
    // Whoever is drawn to a shop is drawn to the owner's other shops alike; what is expected is counted, not drawn by lot.
    const drawn = hits.map(
      ({ listing }, place) =>
        attentionAt(place + 1) * shelf.appeal(own.has(listing.seller) ? seller : listing.seller, country),
    );
    const all = drawn.reduce((a, b) => a + b, 0);
    for (const [place, { listing }] of hits.entries()) {
      if (!own.has(listing.seller)) continue;
      attention += attentionAt(place + 1);
      if (all > 0) sales += (drawn[place] ?? 0) / all;
    }
  }
  return { attention, sales };
}

/** The same trust in each shop of one owner: it is the person's. */
function ownedBy(trust: TrustBoard, seller: PartyId, shops: readonly PartyId[]): TrustBoard {
  const owner: SellerTrust = trust.of(seller);
  return {
    newcomer: trust.newcomer,
    of: (asked) => (shops.includes(asked) ? owner : trust.of(asked)),
  };
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}

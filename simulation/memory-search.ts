import type { ListingId, PartyId } from '../src/kernel/ids.ts';
import type { Listing } from '../src/market/listings/listing.ts';
import type {
  Facets,
  ListingHit,
  ListingQuery,
  ListingSearch,
  Stars,
} from '../src/market/listings/search.ts';
import type { TrustBoard } from '../src/ranking/trust-board.ts';

/** A listing as shoppers here find it. */
export interface Offer {
  readonly id: ListingId;
  readonly listing: Listing;
  readonly quality: number;
  readonly rating: Stars | null;
}

/**
 * Search over goods in memory, through the port that the shop searches through: the same trust, quality and step of
 * arranging behind it. Words are only stood for: how well a listing fits a wish is drawn from both by a hash, once for good.
 */
export class MemorySearch implements ListingSearch {
  private readonly trust: TrustBoard;
  /** What a measure in force multiplies the trust in a seller with. */
  private readonly demotionOf: (seller: PartyId) => number;
  private byCategory = new Map<string, readonly Offer[]>();

  constructor(trust: TrustBoard, demotionOf: (seller: PartyId) => number) {
    this.trust = trust;
    this.demotionOf = demotionOf;
  }

  stock(offers: readonly Offer[]): void {
    this.byCategory = Map.groupBy(offers, (offer) => offer.listing.category);
  }

  async find({ text, category, country, offset, limit }: ListingQuery): Promise<readonly ListingHit[]> {
    const offers = this.byCategory.get(category ?? '') ?? [];
    const demotions = new Map<PartyId, number>();
    const demotionOf = (seller: PartyId) => demotions.getOrInsertComputed(seller, this.demotionOf);
    return offers
      .filter(({ listing }) => listing.zones.some((zone) => zone.countries.includes(country ?? '')))
      .map((offer) => this.hitOf(offer, text, demotionOf(offer.listing.seller)))
      .toSorted((a, b) => b.score.merit - a.score.merit || (a.id < b.id ? -1 : 1))
      .slice(offset, offset + limit);
  }

  facets(): Promise<Facets> {
    throw new Error('nobody counts facets here');
  }

  spelling(): Promise<null> {
    return Promise.resolve(null);
  }

  private hitOf({ id, listing, quality, rating }: Offer, wish: string, demotion: number) {
    const { trust } = this.trust.of(listing.seller);
    const relevance = fit(wish, id);
    const score = { relevance, trust, quality, merit: relevance * trust * quality * demotion };
    return { id, listing, sellerName: '', rating, demotion, score };
  }
}

/** From .5 to 1. Copies of an article fit as it does: what follows a tilde in an id tells them apart. */
function fit(wish: string, id: string): number {
  let hash = 0x811c9dc5;
  const text = `${wish} ${id.split('~', 1)[0]}`;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return 0.5 + (hash >>> 1) / 0x1_0000_0000;
}

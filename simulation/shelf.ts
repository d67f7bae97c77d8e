import type { ListingId, PartyId } from '../src/kernel/ids.ts';
import { dayNumber } from '../src/kernel/time.ts';
import { type Listing, listings } from '../src/market/listings/listing.ts';
import type { Stars } from '../src/market/listings/search.ts';
import { reviews } from '../src/market/reviews/review.ts';
import { attentionAt } from '../src/ranking/exposure.ts';
import { qualityOf } from '../src/ranking/quality.ts';
import { RankedSearch } from '../src/ranking/ranked-search.ts';
import { permits } from '../src/standing/permits.ts';
import { activeMeasures, standings } from '../src/standing/standing.ts';
import type { Country } from './calendar.ts';
import { distance } from './carriers.ts';
import type { SimulatedMarket } from './market.ts';
import { MemoryExposure } from './memory-exposure.ts';
import { MemorySearch, type Offer } from './memory-search.ts';
import { MemoryTrust } from './memory-trust.ts';
import { HOMES } from './people.ts';
import type { Random } from './random.ts';
import { Sightings } from './sightings.ts';

/** What a shopper needs to know of a shop: where it is and how well known. */
export interface ShopFront {
  readonly country: Country;
  readonly popularity: number;
}

/** So many different wishes there are in a category; and so many results are looked through. */
export const WISHES = 12;
export const PAGE = 24;

/**
 * What shoppers see: a page of search in the order of the shop itself. They look at what stands further up more, and of what
 * they look at they take what is near and from a shop that people know.
 */
export class Shelf {
  readonly trust: MemoryTrust;
  readonly sightings: Sightings;
  readonly exposure: MemoryExposure;
  offers: readonly Offer[] = [];
  readonly market: SimulatedMarket;
  private readonly front: (seller: PartyId) => ShopFront | undefined;
  private readonly inner: MemorySearch;
  private readonly search: RankedSearch;
  private day = 0;

  constructor(market: SimulatedMarket, front: (seller: PartyId) => ShopFront | undefined) {
    const { ranking } = market.book.rulebook;
    this.market = market;
    this.front = front;
    this.trust = new MemoryTrust(market);
    this.exposure = new MemoryExposure(ranking.budget);
    this.sightings = new Sightings(this.trust);
    this.inner = new MemorySearch(this.trust, (seller) => this.demotionOf(seller));
    this.search = new RankedSearch({
      inner: this.inner,
      trust: this.trust,
      ledger: this.exposure,
      ranking,
      arranged: ({ loss }) => this.sightings.lost(loss),
    });
  }

  async pick(random: Random, country: Country): Promise<Offer | undefined> {
    this.arrange();
    if (this.offers.length === 0) return undefined;
    const { category } = random.pick(this.offers).listing;
    const text = `wish ${random.int(1, WISHES)}`;
    const { now } = this.market;
    const query = { text, category, country, sort: 'relevance', offset: 0, limit: PAGE, now } as const;
    const hits = (await this.search.find(query)).filter(({ id, listing, moved }) => {
      if (moved?.why === 'copy') return false;
      const standing = this.market.state(standings, listing.seller);
      return permits(standing, 'listing.show', now, { listingId: id }).allowed;
    });
    const page = hits.map(({ listing, score }) => ({
      identity: this.trust.of(listing.seller).identity,
      merit: score?.merit ?? null,
    }));
    const given = this.exposure.shown(page, this.day);
    this.sightings.seen(
      hits.map((hit) => hit.listing.seller),
      given,
    );
    const weights = hits.map(({ listing }, i) => attentionAt(i + 1) * this.appeal(listing.seller, country));
    if (weights.every((weight) => weight === 0)) return undefined;
    const taken = hits[random.weighted(weights)];
    const offer = this.offers.find((o) => o.id === taken?.id);
    if (offer) this.sightings.taken(offer.listing.seller);
    return offer;
  }

  /** How much a shop draws somebody who lives there. */
  appeal(seller: PartyId, country: Country): number {
    const front = this.front(seller);
    return front ? front.popularity * nearness(front.country, country) : 0;
  }

  private demotionOf(seller: PartyId): number {
    const standing = this.market.state(standings, seller);
    return activeMeasures(standing ?? { measures: [] }, this.market.now).reduce(
      (factor, m) => factor * (m.factor ?? 1),
      1,
    );
  }

  /** Once a day: what is on offer, and how it is rated. */
  private arrange(): void {
    const { now } = this.market;
    if (dayNumber(now) === this.day) return;
    this.day = dayNumber(now);
    this.trust.follow(now);
    this.offers = this.onOffer();
    this.inner.stock(this.offers);
  }

  private onOffer(): readonly Offer[] {
    const { store, book } = this.market;
    const offers: Offer[] = [];
    const families = new Set<string>();
    const stars = this.starsByListing();
    for (const { id, doc } of store.table(listings).values()) {
      const listing = doc as Listing;
      const { seller, images, description, attributes, stock } = listing;
      if (!this.front(seller) || listing.status !== 'live' || stock < 3) continue;
      // Of an article in several colours, shoppers here know the first.
      const family = listing.variant ? `${seller} ${listing.variant.group}` : id;
      if (families.has(family)) continue;
      families.add(family);
      const rating = stars.get(id as ListingId) ?? null;
      const told = {
        pictures: images.length,
        textCharacters: description.length,
        attributes: Object.keys(attributes).length,
        rating,
        inStock: true,
      };
      const quality = qualityOf(told, book.rulebook.ranking.quality).value;
      offers.push({ id: id as ListingId, listing, quality, rating });
    }
    return offers;
  }

  private starsByListing(): ReadonlyMap<ListingId, Stars> {
    const byListing = Map.groupBy(this.market.states(reviews), (review) => review.listingId);
    return new Map(
      [...byListing].map(([id, all]) => {
        const average = all.reduce((sum, { rating }) => sum + rating, 0) / all.length;
        return [id, { count: all.length, average }];
      }),
    );
  }
}

/** People buy at home, in their own money, or where it is cheap. */
function nearness(from: Country, to: Country): number {
  if (HOMES[from].currency === HOMES[to].currency) return 1;
  return distance(from, to) === 'region' ? 0.3 : 0.1;
}

import type { ListingId, PartyId } from '../src/kernel/ids.ts';
import { dayNumber } from '../src/kernel/time.ts';
import { type Listing, listings } from '../src/market/listings/listing.ts';
import { permits } from '../src/standing/permits.ts';
import { activeMeasures, type Standing, standings } from '../src/standing/standing.ts';
import type { Country } from './calendar.ts';
import { distance } from './carriers.ts';
import type { SimulatedMarket } from './market.ts';
import { HOMES } from './people.ts';
import type { Random } from './random.ts';

interface Offer {
  readonly listingId: ListingId;
  readonly seller: PartyId;
  readonly from: Country;
  /** How much it draws a shopper who lives next door. */
  readonly pull: number;
}

/** What a shopper needs to know of a shop: where it is and how well known. */
export interface ShopFront {
  readonly country: Country;
  readonly popularity: number;
}

/** What shoppers see, as weights: near goods and popular shops first, demoted ones further down. Arranged every day. */
export class Shelf {
  private readonly market: SimulatedMarket;
  private readonly front: (seller: PartyId) => ShopFront | undefined;
  private readonly sums = new Map<Country, Float64Array>();
  private offers: readonly Offer[] = [];
  private day = 0;

  constructor(market: SimulatedMarket, front: (seller: PartyId) => ShopFront | undefined) {
    this.market = market;
    this.front = front;
  }

  pick(random: Random, country: Country): Offer | undefined {
    const sums = this.sumsFor(country);
    const total = sums.at(-1) ?? 0;
    if (total === 0) return undefined;
    const wanted = random.next() * total;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sums[middle] ?? 0) <= wanted) low = middle + 1;
      else high = middle;
    }
    return this.offers[low];
  }

  private sumsFor(country: Country): Float64Array {
    const today = dayNumber(this.market.now);
    if (today !== this.day) {
      this.sums.clear();
      this.day = today;
      this.offers = this.arrange();
    }
    let sums = this.sums.get(country);
    if (!sums) {
      let sum = 0;
      sums = Float64Array.from(this.offers, (offer) => (sum += offer.pull * nearness(offer.from, country)));
      this.sums.set(country, sums);
    }
    return sums;
  }

  private arrange(): readonly Offer[] {
    const { store, now } = this.market;
    const offers: Offer[] = [];
    const families = new Set<string>();
    for (const { id, doc } of store.table(listings).values()) {
      const listing = doc as Listing;
      const { seller } = listing;
      const front = this.front(seller);
      if (!front || listing.status !== 'live' || listing.stock < 3) continue;
      // Of an article in several colours, shoppers here know the first.
      const family = listing.variant ? `${seller} ${listing.variant.group}` : id;
      if (families.has(family)) continue;
      families.add(family);
      const standing = this.market.state(standings, seller);
      const listingId = id as ListingId;
      if (!permits(standing, 'listing.show', now, { listingId }).allowed) continue;
      const pull = front.popularity * trust(standing, now);
      offers.push({ listingId, seller, from: front.country, pull });
    }
    return offers;
  }
}

function trust(standing: Standing | undefined, now: number): number {
  return activeMeasures(standing ?? { measures: [] }, now).reduce((t, m) => t * (m.factor ?? 1), 1);
}

/** People buy at home, in their own money, or where it is cheap. */
function nearness(from: Country, to: Country): number {
  if (HOMES[from].currency === HOMES[to].currency) return 1;
  return distance(from, to) === 'region' ? 0.3 : 0.1;
}

import type { ListingId, PartyId } from '../src/kernel/ids.ts';
import { dayNumber } from '../src/kernel/time.ts';
import { type Listing, listings, zoneFor } from '../src/market/listings/listing.ts';
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
}

/** What a shopper sees, as weights: near goods and popular shops first, demoted ones further down. Made anew every day. */
export class Shelf {
  private readonly market: SimulatedMarket;
  private readonly popularity: (seller: PartyId) => number;
  private readonly byCountry = new Map<Country, { offers: readonly Offer[]; sums: Float64Array }>();
  private readonly near = new WeakMap<Listing['zones'], Partial<Record<Country, number>>>();
  private day = 0;

  constructor(market: SimulatedMarket, popularity: (seller: PartyId) => number) {
    this.market = market;
    this.popularity = popularity;
  }

  pick(random: Random, country: Country): Offer | undefined {
    const { offers, sums } = this.shownIn(country);
    const total = sums.at(-1) ?? 0;
    if (total === 0) return undefined;
    const wanted = random.next() * total;
    let low = 0;
    let high = offers.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sums[middle] ?? 0) <= wanted) low = middle + 1;
      else high = middle;
    }
    return offers[low];
  }

  private shownIn(country: Country) {
    const today = dayNumber(this.market.now);
    if (today !== this.day) {
      this.byCountry.clear();
      this.day = today;
    }
    let shown = this.byCountry.get(country);
    if (!shown) this.byCountry.set(country, (shown = this.arrange(country)));
    return shown;
  }

  /** Zones keep their identity until the seller changes them, so it is worked out once for each. */
  private nearness(listing: Listing, country: Country): number {
    const known = this.near.get(listing.zones) ?? {};
    this.near.set(listing.zones, known);
    return (known[country] ??= nearness(listing, country));
  }

  private arrange(country: Country) {
    const { store, now } = this.market;
    const offers: Offer[] = [];
    const weights: number[] = [];
    for (const { id, doc } of store.table(listings).values()) {
      const listing = doc as Listing;
      const listingId = id as ListingId;
      if (listing.status !== 'live' || listing.stock < 3) continue;
      const near = this.nearness(listing, country);
      if (near === 0) continue;
      const standing = store.table(standings).get(listing.seller)?.doc as Standing | undefined;
      if (!permits(standing, 'listing.show', now, { listingId }).allowed) continue;
      offers.push({ listingId, seller: listing.seller });
      weights.push(this.popularity(listing.seller) * trust(standing, now) * near);
    }
    let sum = 0;
    return { offers, sums: Float64Array.from(weights, (w) => (sum += w)) };
  }
}

function trust(standing: Standing | undefined, now: number): number {
  return activeMeasures(standing ?? { measures: [] }, now).reduce((t, m) => t * (m.factor ?? 1), 1);
}

/** People buy at home, in their own money, or where it is cheap. */
function nearness(listing: Listing, country: Country): number {
  if (!zoneFor(listing, country)) return 0;
  if (listing.price.currency === HOMES[country].currency) return 1;
  const from = Object.values(HOMES).find((home) => home.currency === listing.price.currency);
  if (!from) return 0.05;
  return distance(from.country, country) === 'region' ? 0.3 : 0.1;
}

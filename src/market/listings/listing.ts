import type { Concept } from '../../kernel/concept.ts';
import { assert } from '../../kernel/decision.ts';
import type { OrderId, PartyId } from '../../kernel/ids.ts';
import type { Money } from '../../kernel/money.ts';
import type { EpochMs } from '../../kernel/time.ts';
import { articleNumbers } from './article-number.ts';

/** Where a listing is delivered to, and what that costs. Prices are in the listing's currency. */
export interface ShippingZone {
  readonly name: string;
  /** ISO 3166 alpha-2; no country is in two zones of a listing. */
  readonly countries: readonly string[];
  /** For the first item of a parcel. */
  readonly priceMinor: number;
  /** For each further item in the same parcel. */
  readonly extraItemMinor: number;
  /** Calendar days from shipment to delivery, as the seller estimates. */
  readonly transitDays: number;
}

/** Which variant of an article a listing is. Each has its own stock and price; search shows one of a group. */
export interface Variant {
  /** The seller's own name for the article; the same in all its variants. */
  readonly group: string;
  /** What tells it from the others, such as `colour: black`. */
  readonly options: Readonly<Record<string, string>>;
}

/** What a seller says about the goods: public, and part of the contract of every order made under it. */
export interface ListingContent {
  /** The seller's own number for it, once in a shop; not shown to others. */
  readonly sku?: string;
  readonly title: string;
  readonly description: string;
  readonly category: string;
  readonly price: Money;
  /** Days from payment to shipment; 0 is the same day. */
  readonly handlingDays: number;
  readonly zones: readonly ShippingZone[];
  /** File ids, first is the main picture. */
  readonly images: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
  /** One of several listings of the same seller that are variants of one article. */
  readonly variant?: Variant | null;
}

/** Which rule on goods stopped a listing, in the rulebook's words. */
export interface GoodsObjection {
  readonly rule: string;
  readonly title: string;
  readonly clause: string;
  /** The word or category that matched, as the rulebook writes it. */
  readonly matched: string;
}

export type ListingStatus = 'live' | 'in-review' | 'withdrawn' | 'refused';

export interface Listing extends ListingContent {
  readonly seller: PartyId;
  readonly status: ListingStatus;
  readonly stock: number;
  /** Counts changes of content, so that an order can name what it was made under. */
  readonly edition: number;
  readonly createdAt: EpochMs;
  readonly changedAt: EpochMs;
  /** Set while `in-review` or `refused`. */
  readonly objection: GoodsObjection | null;
  /** Why a person refused it; absent otherwise. */
  readonly refusedWhy?: string;
}

export type ListingEvent =
  | {
      readonly type: 'ListingPublished';
      readonly at: EpochMs;
      readonly seller: PartyId;
      readonly content: ListingContent;
      readonly stock: number;
      /** Present when a person has to look first. */
      readonly objection?: GoodsObjection;
    }
  | {
      readonly type: 'ListingChanged';
      readonly at: EpochMs;
      readonly changes: Partial<ListingContent>;
      readonly objection?: GoodsObjection;
    }
  | { readonly type: 'ListingCleared'; readonly at: EpochMs; readonly by: PartyId; readonly why: string }
  | { readonly type: 'ListingRefused'; readonly at: EpochMs; readonly by: PartyId; readonly why: string }
  | { readonly type: 'ListingWithdrawn'; readonly at: EpochMs }
  | { readonly type: 'ListingRepublished'; readonly at: EpochMs; readonly objection?: GoodsObjection }
  | { readonly type: 'StockSet'; readonly at: EpochMs; readonly stock: number }
  | {
      readonly type: 'StockReserved';
      readonly at: EpochMs;
      readonly quantity: number;
      readonly orderId?: OrderId;
    }
  | {
      readonly type: 'StockReturned';
      readonly at: EpochMs;
      readonly quantity: number;
      readonly orderId?: OrderId;
    };

export function evolveListing(state: Listing | undefined, event: ListingEvent): Listing {
  if (event.type === 'ListingPublished') {
    const { at, seller, content, stock, objection } = event;
    const status = objection ? 'in-review' : 'live';
    return {
      ...content,
      seller,
      status,
      stock,
      edition: 1,
      createdAt: at,
      changedAt: at,
      objection: objection ?? null,
    };
  }
  assert(state, `${event.type} before ListingPublished`);
  switch (event.type) {
    case 'ListingChanged':
      return {
        ...state,
        ...event.changes,
        // A withdrawn one stays withdrawn: it is judged again when it comes back.
        ...(event.objection && state.status !== 'withdrawn'
          ? { status: 'in-review', objection: event.objection }
          : {}),
        edition: state.edition + 1,
        changedAt: event.at,
      };
    case 'ListingCleared':
      return { ...state, status: 'live', objection: null, changedAt: event.at };
    case 'ListingRefused':
      return { ...state, status: 'refused', refusedWhy: event.why, changedAt: event.at };
    case 'ListingWithdrawn':
      return { ...state, status: 'withdrawn', changedAt: event.at };
    case 'ListingRepublished':
      return {
        ...state,
        status: event.objection ? 'in-review' : 'live',
        objection: event.objection ?? null,
        changedAt: event.at,
      };
    case 'StockSet':
      return { ...state, stock: event.stock };
    case 'StockReserved':
      return { ...state, stock: state.stock - event.quantity };
    case 'StockReturned':
      return { ...state, stock: state.stock + event.quantity };
    default:
      return event satisfies never;
  }
}

/** The zone that delivers to a country, or nothing: then it can't be bought from there. */
export function zoneFor(listing: Pick<ListingContent, 'zones'>, country: string): ShippingZone | undefined {
  return listing.zones.find((z) => z.countries.includes(country));
}

/** Price of sending this many pieces of one listing in one parcel, in minor units of the listing's currency. */
export function shippingMinor(zone: ShippingZone, quantity: number): number {
  return zone.priceMinor + zone.extraItemMinor * (quantity - 1);
}

/** Stream id `lst_...`. Whether a live listing may be shown is up to `permits` on its seller's standing. */
export const listings: Concept<
  Listing,
  ListingEvent,
  'seller' | 'status' | 'category' | 'countries' | 'sku' | 'gtins'
> = {
  name: 'listing',
  revision: 4,
  evolve: evolveListing,
  columns: {
    seller: { type: 'text', of: (l) => l.seller },
    status: { type: 'text', of: (l) => l.status },
    category: { type: 'text', of: (l) => l.category },
    sku: { type: 'text', of: (l) => l.sku ?? null },
    /** By which a recall finds the same goods at other sellers. */
    gtins: { type: 'text[]', of: (l) => articleNumbers(l.attributes) },
    /** Where it is delivered to, for search. */
    countries: { type: 'text[]', of: (l) => l.zones.flatMap((z) => z.countries) },
  },
};

import type { ListingId, PartyId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Listing } from './listing.ts';

export const SORTS = ['relevance', 'newest', 'price-asc', 'price-desc', 'rating'] as const;
export type Sort = (typeof SORTS)[number];

/** What is looked for. Filters of one kind widen each other, those of different kinds narrow. */
export interface ListingFilters {
  /** Words, as typed. Empty: everything. */
  readonly text: string;
  readonly category?: string | undefined;
  /** Delivered to this country, ISO 3166. */
  readonly country?: string | undefined;
  readonly seller?: PartyId | undefined;
  /** In euro cents, both included; prices in other currencies are compared at the rulebook's rates. */
  readonly priceMin?: number | undefined;
  readonly priceMax?: number | undefined;
  readonly inStock?: boolean | undefined;
  /** Of sellers who are past probation. */
  readonly established?: boolean | undefined;
  /** Average stars at least. */
  readonly ratingMin?: number | undefined;
  /** First put on sale then or later. */
  readonly since?: EpochMs | undefined;
  /** Values by name, such as colour: black or white. */
  readonly attributes?: ReadonlyMap<string, readonly string[]> | undefined;
}

export interface ListingQuery extends ListingFilters {
  readonly sort: Sort;
  readonly offset: number;
  readonly limit: number;
  /** Measures of sellers are judged as of now. */
  readonly now: EpochMs;
}

/** Stars that buyers gave. */
export interface Stars {
  readonly count: number;
  readonly average: number;
}

/** What the order of relevance is made of. Only for that order. */
export interface Score {
  readonly relevance: number;
  /** 0 to 1, of the seller. */
  readonly trust: number;
  /** Above 0, at most 1, of the listing. */
  readonly quality: number;
  /** Their product, and the factor of a measure in force. */
  readonly merit: number;
}

export const REASONS = [
  'title',
  'text',
  'trust',
  'new-seller',
  'reviews',
  'no-reviews',
  'sold-out',
  'demoted',
  'exploration',
  'balance',
  'copy',
  'newest',
  'price',
  'rating',
] as const;

/** Why a hit stands where it does: one part of what the order was made of, and which way it moved the hit. */
export interface Reason {
  readonly code: (typeof REASONS)[number];
  readonly effect: 'up' | 'down' | 'none';
  /** The average stars of `reviews` and `rating`. */
  readonly value?: number;
}

/** Not where its merit alone would have put it. */
export interface Move {
  readonly why: 'exploration' | 'balance' | 'copy';
  /** So many places up; negative: down. */
  readonly places: number;
}

export interface ListingHit {
  readonly id: ListingId;
  readonly listing: Omit<Listing, 'description'>;
  readonly sellerName: string;
  readonly rating: Stars | null;
  /** What the seller's rank was multiplied with; 1 without a measure. */
  readonly demotion: number;
  readonly score: Score | null;
  readonly moved?: Move;
  /** Tier of the seller, a name in the rulebook. */
  readonly tier?: string;
  readonly why?: readonly Reason[];
}

export interface Count {
  readonly value: string;
  readonly count: number;
}

/**
 * How many there are of each kind, with the filters of all other kinds applied; `total` counts variants of an article once.
 * Proposals too: hidden goods may be counted.
 */
export interface Facets {
  readonly total: number;
  /** Once one is chosen, that one. */
  readonly categories: readonly Count[];
  readonly countries: readonly Count[];
  /** One for each span between the bounds asked for, the lowest first. */
  readonly prices: readonly number[];
  readonly inStock: number;
  readonly established: number;
  /** With 4 stars or more. */
  readonly wellRated: number;
  readonly attributes: readonly { readonly name: string; readonly values: readonly Count[] }[];
}

/**
 * Finds live listings; of those that are variants of one article, the best placed. What it returns is a proposal: an index may
 * be behind, so that whoever shows it asks `permits` for each hit. Fewer hits than `limit` mean that there are no more.
 */
export interface ListingSearch {
  find(query: ListingQuery): Promise<readonly ListingHit[]>;
  /** `priceBounds` in euro cents, rising. */
  facets(filters: ListingFilters, priceBounds: readonly number[]): Promise<Facets>;
  /** Words that are in the market and close to those that found nothing; `null` without any. */
  spelling(text: string): Promise<string | null>;
}

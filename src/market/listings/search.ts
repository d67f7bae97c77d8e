import type { ListingId, PartyId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Listing } from './listing.ts';

export const SORTS = ['relevance', 'newest', 'price-asc', 'price-desc'] as const;
export type Sort = (typeof SORTS)[number];

export interface ListingQuery {
  /** Words, as typed. Empty: everything. */
  readonly text: string;
  readonly category?: string | undefined;
  /** Delivered to this country, ISO 3166. */
  readonly country?: string | undefined;
  readonly seller?: PartyId | undefined;
  readonly sort: Sort;
  readonly offset: number;
  readonly limit: number;
  /** Measures of sellers are judged as of now. */
  readonly now: EpochMs;
}

export interface ListingHit {
  readonly id: ListingId;
  readonly listing: Listing;
  readonly sellerName: string;
}

/**
 * Finds live listings. What it returns is a proposal: an index may be behind, so that whoever shows it asks
 * `permits` for each hit. Fewer hits than `limit` mean that there are no more.
 */
export interface ListingSearch {
  find(query: ListingQuery): Promise<readonly ListingHit[]>;
}

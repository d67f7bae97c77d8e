import type { ListingId, PartyId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';

/** What the index keeps of a listing. Nothing that is shown: an index proposes ids. */
export interface IndexedListing {
  readonly id: ListingId;
  readonly seller: PartyId;
  readonly category: string;
  /** Delivered to, ISO 3166. */
  readonly countries: readonly string[];
  /** Euro cents, at the rulebook's rates. */
  readonly priceMinor: number;
  readonly createdAt: EpochMs;
  readonly inStock: boolean;
  readonly reviews: number;
  /** Sum of the stars of all reviews. */
  readonly stars: number;
  /** The article that it is a variant of, in the seller's own words. */
  readonly group: string | null;
  /** What may be chosen by, such as `colour:black`. */
  readonly attributes: readonly string[];
  /** How much each term speaks for it, above 0, at most 1. */
  readonly impacts: ReadonlyMap<string, number>;
  /** Above 0, at most 1. */
  readonly quality: number;
}

/** What changes often and changes no words. */
export type Adjustment = Partial<
  Pick<IndexedListing, 'priceMinor' | 'inStock' | 'reviews' | 'stars' | 'quality'>
>;

const LEVELS = 255;

/** An impact as it is stored, in 8 bits: what is scored with is `level / 255`. */
export function impactLevel(impact: number): number {
  return Math.min(LEVELS, Math.max(1, Math.round(impact * LEVELS)));
}

/** Impact by level. */
export const IMPACT: Float64Array = Float64Array.from({ length: LEVELS + 1 }, (_, level) => level / LEVELS);

/**
 * Relevance x trust x quality. The one place where they are multiplied, in this order, so that whoever computes a score
 * again gets the same bits; trust and quality are kept as 32-bit floats.
 */
export function scoreOf(relevance: number, trust: number, quality: number): number {
  return relevance * (trust * quality);
}

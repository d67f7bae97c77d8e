import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import type { Stars } from '../market/listings/search.ts';
import type { Rulebook } from '../rulebook/schema.ts';

/** What of a listing its quality depends on. */
export interface Told {
  readonly pictures: number;
  readonly textCharacters: number;
  readonly attributes: number;
  readonly rating: Stars | null;
  readonly inStock: boolean;
}

export const QUALITY_PARTS = ['pictures', 'text', 'attributes', 'rating'] as const;

export interface QualityPart {
  readonly name: (typeof QUALITY_PARTS)[number];
  /** Its part in what lies between the floor and 1. */
  readonly share: number;
  /** 0 to 1. */
  readonly fill: number;
}

export interface Quality {
  /** Multiplier, above 0 and at most 1. */
  readonly value: number;
  readonly parts: readonly QualityPart[];
}

/** How well a listing tells what it offers, as the multiplier that search uses. */
export function qualityOf(told: Told, rules: Rulebook['ranking']['quality']): Quality {
  const { pictures, text, attributes, rating, floor, soldOut } = rules;
  const parts: readonly QualityPart[] = [
    { name: 'pictures', share: pictures.share, fill: filled(told.pictures, pictures.fullFrom) },
    { name: 'text', share: text.share, fill: filled(told.textCharacters, text.fullFromCharacters) },
    { name: 'attributes', share: attributes.share, fill: filled(told.attributes, attributes.fullFrom) },
    { name: 'rating', share: rating.share, fill: ratingBound(told.rating, rating) },
  ];
  const fill = parts.reduce((sum, p) => sum + p.share * p.fill, 0);
  return { value: (floor + (1 - floor) * fill) * (told.inStock ? 1 : soldOut), parts };
}

function filled(has: number, fullFrom: number): number {
  return Math.min(1, has / fullFrom);
}

const BOUNDS = new Map<string, number>();
const BOUNDS_MAX = 50_000;

/**
 * The stars that are surely deserved, from 0 (one star) to 1 (five): lower bound of a beta posterior in which a review of s
 * stars is (s - 1) / 4 of a success.
 */
function ratingBound(rating: Stars | null, rules: Rulebook['ranking']['quality']['rating']): number {
  const { prior, confidence } = rules;
  const count = rating?.count ?? 0;
  const average = rating?.average ?? 1;
  const key = `${count} ${average} ${prior.stars} ${prior.strength} ${confidence}`;
  const known = BOUNDS.get(key);
  if (known !== undefined) return known;
  const good = (prior.strength * (prior.stars - 1) + count * (average - 1)) / 4;
  const bad = prior.strength + count - good;
  const bound = bad <= 0 ? 1 : good <= 0 ? 0 : betaQuantile(1 - confidence, good, bad);
  // Most listings have no reviews, or few: the same bounds again and again.
  if (BOUNDS.size >= BOUNDS_MAX) BOUNDS.clear();
  BOUNDS.set(key, bound);
  return bound;
}

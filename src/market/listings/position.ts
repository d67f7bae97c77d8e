import type { ListingHit, ListingQuery } from './search.ts';

export const REASONS = [
  'title',
  'text',
  'reviews',
  'no-reviews',
  'sold-out',
  'demoted',
  'newest',
  'price',
  'rating',
] as const;

/** Why a hit stands where it does: what the order was made of, and which way each part moved it. */
export interface Reason {
  readonly code: (typeof REASONS)[number];
  readonly effect: 'up' | 'down' | 'none';
  /** The average stars of `reviews` and `rating`. */
  readonly value?: number;
}

/** Below this average, reviews pull a listing down (see `listing_quality` of the search table). */
const NEUTRAL_STARS = 4;

export function reasonsOf(
  { listing, rating, demotion }: ListingHit,
  { sort, text }: ListingQuery,
): readonly Reason[] {
  if (sort === 'newest') return [{ code: 'newest', effect: 'none' }];
  if (sort === 'price-asc' || sort === 'price-desc') return [{ code: 'price', effect: 'none' }];
  const reviews: Reason = rating
    ? {
        code: 'reviews',
        effect: rating.average >= NEUTRAL_STARS ? 'up' : 'down',
        value: round(rating.average),
      }
    : { code: 'no-reviews', effect: 'none' };
  if (sort === 'rating')
    return [rating ? { code: 'rating', effect: 'none', value: round(rating.average) } : reviews];
  return [
    ...(text === '' ? [] : [wordsOf(listing.title, text)]),
    reviews,
    ...(listing.stock === 0 ? [{ code: 'sold-out', effect: 'down' } as const] : []),
    ...(demotion < 1 ? [{ code: 'demoted', effect: 'down' } as const] : []),
  ];
}

/** Words of the title weigh most, so whether they are there is what moved it. */
function wordsOf(title: string, text: string): Reason {
  const said = wordList(title);
  const asked = wordList(text);
  // Word forms count as the word: lamps finds a lamp.
  const isSaid = (word: string) =>
    said.some((s) => s === word || s.startsWith(word) || (s.length > 3 && word.startsWith(s)));
  return asked.some(isSaid) ? { code: 'title', effect: 'up' } : { code: 'text', effect: 'none' };
}

function wordList(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function round(stars: number): number {
  return Math.round(stars * 10) / 10;
}

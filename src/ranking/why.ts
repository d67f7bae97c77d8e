import { wordsOf } from './title-words.ts';
import type { ListingHit, ListingQuery, Reason } from '../market/listings/search.ts';

/** Reviews like these are what is expected of a listing without any. */
const NEUTRAL_STARS = 4;
/** Trust that differs by less from a newcomer's says nothing worth telling. */
const TRUST_DIFFERENCE_MIN = 0.01;

/** Why a hit stands where it does: what the order was made of, and which way each part moved it. */
export function reasonsOf(
  hit: ListingHit,
  { sort, text }: ListingQuery,
  newcomerTrust: number,
): readonly Reason[] {
  const { listing, rating, demotion, moved } = hit;
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
    ...(text === '' ? [] : [matchOf(listing.title, text)]),
    ...trustReason(hit, newcomerTrust),
    reviews,
    ...(listing.stock === 0 ? [{ code: 'sold-out', effect: 'down' } as const] : []),
    ...(demotion < 1 ? [{ code: 'demoted', effect: 'down' } as const] : []),
    ...(moved ? [{ code: moved.why, effect: moved.places > 0 ? 'up' : 'down' } as const] : []),
  ];
}

function trustReason({ score }: ListingHit, newcomerTrust: number): readonly Reason[] {
  if (!score) return [];
  const difference = score.trust - newcomerTrust;
  if (Math.abs(difference) < TRUST_DIFFERENCE_MIN) return [{ code: 'new-seller', effect: 'none' }];
  return [{ code: 'trust', effect: difference > 0 ? 'up' : 'down' }];
}

/** Words of the title weigh most, so whether they are there is what moved it. */
function matchOf(title: string, text: string): Reason {
  const said = wordsOf(title);
  const asked = wordsOf(text);
  // Word forms count as the word: lamps finds a lamp.
  const isSaid = (word: string) =>
    said.some((s) => s === word || s.startsWith(word) || (s.length > 3 && word.startsWith(s)));
  return asked.some(isSaid) ? { code: 'title', effect: 'up' } : { code: 'text', effect: 'none' };
}

function round(stars: number): number {
  return Math.round(stars * 10) / 10;
}

import type { OtherTerm, QueryWord } from './query.ts';
import { idf } from './relevance.ts';

/** The terms of an index. */
export interface Vocabulary {
  /** How many listings there are. */
  readonly listings: number;
  /** How many listings have this term; 0 of a term that is in none. */
  listingsWith(term: string): number;
  /** Terms that begin so, those in the most listings first, at most so many. */
  startingWith(prefix: string, max: number): Iterable<string>;
  /** Terms no further from this one than `distanceMax` (see `isWithinDistance`), at most so many, those in the most listings first. */
  closeTo(term: string, distanceMax: number, max: number): Iterable<string>;
}

/** A term to score with: a listing gains `boost` x impact for it. */
export interface BoostedTerm {
  readonly term: string;
  readonly boost: number;
}

export const EXPANSION = {
  prefixWeight: 0.4,
  prefixesMax: 12,
  typoWeight: 0.35,
  typosMax: 8,
  /** Found in so many listings or more, a word is taken as meant as typed. */
  knownFrom: 2,
} as const;
export type Expansion = { readonly [Name in keyof typeof EXPANSION]: number };

/**
 * The terms that stand for a word, the strongest first; of those that a listing has, the best counts. None means that no listing
 * has the word. A rarer term does not count more than what was typed: nobody asked for `casio` who typed `cas`.
 */
export function boostedTerms(
  word: QueryWord,
  vocabulary: Vocabulary,
  expansion: Expansion = EXPANSION,
): readonly BoostedTerm[] {
  const weights = new Map<string, number>();
  const put = ({ term, weight }: OtherTerm) => {
    if ((weights.get(term) ?? 0) < weight && vocabulary.listingsWith(term) > 0) weights.set(term, weight);
  };
  put({ term: word.term, weight: 1 });
  for (const other of word.others) put(other);
  const { prefix, typosMax } = word;
  if (prefix !== null)
    for (const term of vocabulary.startingWith(prefix, expansion.prefixesMax))
      put({ term, weight: expansion.prefixWeight * (prefix.length / Math.max(term.length, prefix.length)) });
  const listingsWithTyped = vocabulary.listingsWith(word.term);
  if (typosMax > 0 && listingsWithTyped < expansion.knownFrom)
    for (const term of vocabulary.closeTo(word.term, typosMax, expansion.typosMax))
      put({ term, weight: expansion.typoWeight });
  return [...weights]
    .map(([term, weight]) => ({
      term,
      boost: weight * idf(vocabulary.listings, Math.max(vocabulary.listingsWith(term), listingsWithTyped)),
    }))
    .toSorted((a, b) => b.boost - a.boost);
}

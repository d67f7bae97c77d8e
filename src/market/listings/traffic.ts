import type { ListingId, PartyId } from '../../kernel/ids.ts';

/** A hit as it was shown. */
export interface SeenHit {
  readonly listing: ListingId;
  readonly seller: PartyId;
  /** What the order was made of; `null` in another order. */
  readonly merit: number | null;
}

/** How often listings are seen. Counts for sellers to learn from; nobody is judged by them. */
export interface Traffic {
  /** A page of search results, whose first hit stands at `first` (1 is the top). */
  shown(page: readonly SeenHit[], first: number, words: string): void;
  viewed(listing: ListingId): void;
  /** Put into a cart. */
  added(listing: ListingId): void;
}

const WORDS_MAX = 60;

/**
 * What was searched for as it is counted, or nothing where it could name a person: addresses and numbers that may be
 * somebody's are not kept.
 */
export function countedWords(typed: string): string {
  const words = typed.toLowerCase().replaceAll(/\s+/g, ' ').trim();
  return words.length > WORDS_MAX || words.includes('@') || /\d[\d -]{5,}/.test(words) ? '' : words;
}

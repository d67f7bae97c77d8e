/** What the storefront reads from the API. */
import type { Money } from '../../kernel/money.ts';

export interface ListingCard {
  readonly id: string;
  readonly title: string;
  readonly price: Money;
  readonly category: string;
  readonly seller: { readonly id: string; readonly name: string };
}

export interface ListingPage extends ListingCard {
  readonly text: string;
  readonly available: number;
  readonly shipsWithinDays: number | null;
}

export interface SearchResult {
  readonly listings: readonly ListingCard[];
  readonly next: string | null;
}

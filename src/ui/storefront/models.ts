/** What the storefront reads from the API. */
import type { Money } from '../../kernel/money.ts';
import type { EpochMs } from '../../kernel/time.ts';

export interface ListingCard {
  readonly id: string;
  readonly title: string;
  readonly price: Money;
  readonly category: string;
  readonly available: number;
  readonly seller: { readonly id: string; readonly name: string };
}

export interface Rating {
  readonly count: number;
  readonly average: number;
}

export interface ListingPage extends ListingCard {
  readonly text: string;
  readonly shipsWithinDays: number;
  readonly zones: readonly {
    readonly name: string;
    readonly countries: readonly string[];
    readonly priceMinor: number;
    readonly transitDays: number;
  }[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly rating: Rating | null;
}

export interface ReviewItem {
  readonly reviewId: string;
  readonly rating: number;
  readonly text: string | null;
  readonly postedAt: EpochMs;
  readonly answer: { readonly text: string | null } | null;
}

export interface SearchResult {
  readonly listings: readonly ListingCard[];
  readonly next: string | null;
}

export interface ShopPage {
  readonly sellerId: string;
  readonly name: string;
  readonly country: string;
  readonly since: EpochMs;
  readonly open: boolean;
  /** Why nothing is on offer. */
  readonly notice: string | null;
  readonly about: string;
  readonly rating: Rating | null;
  readonly listings: readonly ListingCard[];
}

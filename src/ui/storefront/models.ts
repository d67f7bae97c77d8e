/** What the storefront reads from the API. */
import type { Rates } from '../../kernel/exchange.ts';
import type { Money } from '../../kernel/money.ts';
import type { EpochMs } from '../../kernel/time.ts';

export interface Rating {
  readonly count: number;
  readonly average: number;
}

export interface ListingCard {
  readonly id: string;
  readonly title: string;
  readonly price: Money;
  readonly category: string;
  readonly image: string | null;
  readonly available: number;
  readonly seller: {
    readonly id: string;
    readonly name: string;
    /** Name of a tier of the rulebook. */
    readonly badge: string | null;
  };
  readonly rating: Rating | null;
  /** To the country asked about. */
  readonly delivery: Money | null;
  readonly variants: boolean;
}

export interface Reason {
  readonly code:
    | 'title'
    | 'text'
    | 'trust'
    | 'new-seller'
    | 'exploration'
    | 'balance'
    | 'copy'
    | 'reviews'
    | 'no-reviews'
    | 'sold-out'
    | 'demoted'
    | 'newest'
    | 'price'
    | 'rating';
  readonly effect: 'up' | 'down' | 'none';
  readonly value?: number;
}

/** What the order was made of in numbers; for the seller of the listing alone. */
export interface Score {
  readonly relevance: number;
  readonly trust: number;
  readonly quality: number;
  readonly merit: number;
}

export interface FoundCard extends ListingCard {
  readonly why: readonly Reason[];
  readonly score?: Score;
}

export interface Zone {
  readonly name: string;
  readonly countries: readonly string[];
  readonly priceMinor: number;
  readonly extraItemMinor: number;
  readonly transitDays: number;
}

export interface Sibling {
  readonly id: string;
  readonly options: Readonly<Record<string, string>>;
  readonly price: Money;
  readonly available: number;
  readonly image: string | null;
}

export interface ListingPage extends ListingCard {
  readonly text: string;
  readonly shipsWithinDays: number;
  readonly zones: readonly Zone[];
  readonly images: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly siblings: readonly Sibling[];
}

export interface ReviewItem {
  readonly reviewId: string;
  readonly rating: number;
  readonly text: string | null;
  readonly postedAt: EpochMs;
  readonly answer: { readonly text: string | null } | null;
}

export interface ReviewPage {
  readonly rating: Rating | null;
  /** How many gave 1, 2, ... 5 stars. */
  readonly spread: readonly number[];
  readonly reviews: readonly ReviewItem[];
  readonly next: string | null;
}

export interface Count {
  readonly value: string;
  readonly count: number;
}

export interface Facets {
  readonly categories: readonly Count[];
  readonly countries: readonly Count[];
  readonly prices: readonly {
    readonly min: Money | null;
    readonly max: Money | null;
    readonly count: number;
  }[];
  readonly inStock: number;
  readonly established: number;
  readonly wellRated: number;
  readonly attributes: readonly { readonly name: string; readonly values: readonly Count[] }[];
}

export interface SearchResult {
  readonly listings: readonly FoundCard[];
  readonly next: string | null;
  readonly total?: number;
  readonly facets?: Facets;
  readonly spelling?: string | null;
}

export interface ShopPage {
  readonly sellerId: string;
  readonly name: string;
  readonly country: string;
  readonly since: EpochMs;
  readonly open: boolean;
  readonly badge: string | null;
  readonly about: string;
  /** Last day of the holiday that is on. */
  readonly away: EpochMs | null;
  readonly rating: Rating | null;
  /** Shares that went well, of enough orders to say so. */
  readonly rates: readonly { readonly metric: string; readonly share: number; readonly n: number }[];
  /** Who stands behind the shop, for those who are signed in. */
  readonly trader:
    | readonly { readonly field: string; readonly value: unknown; readonly verified: boolean | null }[]
    | null;
  readonly listings: readonly FoundCard[];
}

/** What every page of the shop has at hand. */
export interface ShopFrame {
  readonly categories: readonly string[];
  /** Pieces in the reader's cart; `null` for those who have none. */
  readonly cartCount: number | null;
  /** Only for readers who want prices in their own currency. */
  readonly rates: Rates | null;
}

/** What is on offer, the largest category first. */
export interface CategoryList {
  readonly categories: readonly Count[];
}

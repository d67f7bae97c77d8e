/** What the pages of a shop's daily work read from the API. */
import type { Currency, Money } from '../../kernel/money.ts';
import type { EpochMs } from '../../kernel/time.ts';

export const SALES_STATES = ['to-ship', 'late', 'shipped', 'delivered', 'undelivered', 'cancelled'] as const;
export type SalesState = (typeof SALES_STATES)[number];

export interface Sale {
  readonly id: string;
  readonly status: 'placed' | 'part-shipped' | 'shipped' | 'delivered' | 'undelivered' | 'cancelled';
  readonly buyer: { readonly id: string; readonly name: string };
  readonly placedAt: EpochMs;
  readonly shipBy: EpochMs;
  readonly deliverBy: EpochMs;
  readonly country: string;
  readonly currency: Currency;
  readonly totalMinor: number;
  readonly lines: readonly {
    readonly listingId: string;
    readonly title: string | null;
    readonly quantity: number;
  }[];
  readonly paid: boolean;
  readonly mayDo: readonly string[];
}

export interface SheetFault {
  readonly column: string | null;
  readonly code: string;
  readonly message: string;
}

export const LISTING_STATES = ['live', 'in-review', 'withdrawn', 'refused'] as const;
export type ListingState = (typeof LISTING_STATES)[number];

export interface OwnListing {
  readonly id: string;
  readonly status: ListingState;
  readonly sku?: string;
  readonly title: string;
  readonly description: string;
  readonly category: string;
  readonly price: Money;
  readonly handlingDays: number;
  readonly stock: number;
  readonly zones: readonly {
    readonly name: string;
    readonly countries: readonly string[];
    readonly priceMinor: number;
    readonly extraItemMinor: number;
    readonly transitDays: number;
  }[];
  readonly images: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly variant?: { readonly group: string; readonly options: Readonly<Record<string, string>> } | null;
  readonly objection: { readonly title: string; readonly clause: string; readonly matched: string } | null;
  readonly refusedWhy?: string;
  readonly changedAt: EpochMs;
}

/** The last characters of an order's number, as its label shows them. */
export function shortNumber(orderId: string): string {
  return orderId.slice(-8).toUpperCase();
}

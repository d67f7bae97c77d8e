/** A page of results: from its address to the API's filters. What is in the address is what the reader chose. */
import { minorDigits } from '../../kernel/exchange.ts';
import { CURRENCIES, type Currency } from '../../kernel/money.ts';
import { get, getOr, type PageArgs, query } from '../api.ts';
import { pageContext } from '../page-context.ts';
import type { SearchResult, ShopPage } from './models.ts';

export const SORTS = ['relevance', 'rating', 'newest', 'price-asc', 'price-desc'] as const;

/** In an address: everywhere, though the reader has a country. */
export const ANYWHERE = 'any';

export interface Chosen {
  readonly q: string;
  readonly category: string | null;
  readonly seller: string | null;
  /** ISO 3166, or null for everywhere. */
  readonly country: string | null;
  /** Whole units of `currency`. */
  readonly min: number | null;
  readonly max: number | null;
  readonly currency: Currency;
  readonly inStock: boolean;
  readonly established: boolean;
  readonly stars: number | null;
  /** `name:value`. */
  readonly attributes: readonly string[];
  readonly sort: string;
}

export interface FoundPage extends SearchResult {
  readonly chosen: Chosen;
  /** Name of the seller whose goods alone are looked at. */
  readonly sellerName: string | null;
}

/** `category`: of a category's own page. What makes no sense in an address is left out, not refused. */
export async function findPage(args: PageArgs, category?: string): Promise<FoundPage> {
  const search = args.url.searchParams;
  const chosen = chosenOf(search, args, category);
  const minor = (amount: number | null) =>
    amount === null ? null : amount * 10 ** minorDigits(chosen.currency);
  const path = `/search${query({
    q: chosen.q,
    category: chosen.category,
    seller: chosen.seller,
    country: chosen.country,
    priceMin: minor(chosen.min),
    priceMax: minor(chosen.max),
    currency: chosen.currency,
    inStock: chosen.inStock ? 'true' : null,
    established: chosen.established ? 'true' : null,
    ratingMin: chosen.stars,
    attributes: chosen.attributes.join('|'),
    sort: chosen.sort,
    cursor: search.get('cursor'),
    facets: 'true',
  })}`;
  const [found, shop] = await Promise.all([
    get<SearchResult>(args, path),
    chosen.seller === null
      ? undefined
      : getOr<ShopPage>(args, `/sellers/${encodeURIComponent(chosen.seller)}`, [404, 422]),
  ]);
  return { ...found, chosen, sellerName: shop?.name ?? null };
}

function chosenOf(search: URLSearchParams, args: PageArgs, category: string | undefined): Chosen {
  const { preferences } = args.context.get(pageContext);
  const country = search.get('country') ?? preferences.country;
  const sort = search.get('sort');
  return {
    q: search.get('q')?.trim().slice(0, 200) ?? '',
    category: category ?? matching(search.get('category'), /^[a-z0-9]+(-[a-z0-9]+)*$/),
    seller: matching(search.get('seller'), /^pty_[\w-]+$/),
    country: matching(country, /^[A-Z]{2}$/),
    min: wholeOf(search.get('min')),
    max: wholeOf(search.get('max')),
    currency: CURRENCIES.find((known) => known === preferences.currency) ?? 'EUR',
    inStock: search.get('stock') === '1',
    established: search.get('established') === '1',
    stars: search.get('stars') === '4' ? 4 : null,
    attributes: search.getAll('a').filter((token) => /^[^:|]+:[^|]+$/.test(token)),
    sort: SORTS.find((known) => known === sort) ?? 'relevance',
  };
}

function matching(value: string | null, form: RegExp): string | null {
  return value !== null && form.test(value) ? value : null;
}

const AMOUNT_MAX = 10_000_000;

function wholeOf(value: string | null): number | null {
  const amount = Number(value === null || value.trim() === '' ? Number.NaN : value.replace(',', '.'));
  return amount >= 0 && amount <= AMOUNT_MAX ? Math.floor(amount) : null;
}

import { z } from 'zod';
import {
  country,
  currency,
  cursor,
  limit,
  listingId,
  money,
  offsetCursor,
  offsetOf,
  partyId,
} from '../../door/fields.ts';
import { type AnyRoute, read, type Reader } from '../../door/route.ts';
import { refuse } from '../../kernel/decision.ts';
import { about } from '../../kernel/exchange.ts';
import type { Currency } from '../../kernel/money.ts';
import { money as moneyOf } from '../../kernel/money.ts';
import type { TrustBoard } from '../../ranking/trust-board.ts';
import { card, category, placed, rating, zone } from './fields-routes.ts';
import { priceBounds, priceSpans } from './price-spans.ts';
import { type ListingFilters, type ListingSearch, SORTS } from './search.ts';
import type { Traffic } from './traffic.ts';
import { searchListings, shownListing } from './views.ts';

interface SearchPorts {
  readonly search: ListingSearch;
  readonly traffic: Traffic;
  readonly trust: TrustBoard;
}

const ATTRIBUTES_MAX = 30;
const minor = z.coerce.number().int('whole minor units, such as cents').min(0).max(100_000_000_00);
const yes = z.literal('true').transform(() => true as const);

/** `colour:black|colour:white|size:m`: values of one name widen, names narrow. */
const attributes = z
  .string()
  .max(2_000)
  .refine((t) => t.isWellFormed() && !t.includes('\0'))
  .transform((text, context) => {
    const chosen = new Map<string, string[]>();
    const tokens = text.split('|').filter((t) => t !== '');
    for (const token of tokens.slice(0, ATTRIBUTES_MAX)) {
      const at = token.indexOf(':');
      if (at < 1) context.addIssue({ code: 'custom', message: 'name:value, several of them joined by |' });
      else chosen.getOrInsertComputed(token.slice(0, at), () => []).push(token.slice(at + 1).toLowerCase());
    }
    return chosen;
  });

const query = z.strictObject({
  q: z
    .string()
    .trim()
    .max(200)
    .refine((t) => t.isWellFormed() && !t.includes('\0'))
    .default(''),
  category: category.optional(),
  country: country.optional(),
  seller: partyId.optional(),
  /** Minor units of `currency`; prices in other currencies are compared at about today's rates. */
  priceMin: minor.optional(),
  priceMax: minor.optional(),
  currency: currency.default('EUR'),
  inStock: yes.optional(),
  established: yes.optional(),
  ratingMin: z.coerce.number().min(1).max(5).optional(),
  attributes: attributes.optional(),
  sort: z.enum(SORTS).default('relevance'),
  limit: limit.default(24),
  /** Either a page number from 1, or `next` of the page before; the latter misses and repeats nothing. */
  page: z.coerce.number().int().min(1).max(400).default(1),
  cursor: cursor.optional(),
  /** Ask for `total` and `facets`. */
  facets: yes.optional(),
});
type Query = z.infer<typeof query>;

const counts = z.array(z.object({ value: z.string(), count: z.int() }));
const facets = z.object({
  categories: counts,
  countries: counts,
  prices: z.array(z.object({ min: money.nullable(), max: money.nullable(), count: z.int() })),
  inStock: z.int(),
  established: z.int(),
  wellRated: z.int(),
  attributes: z.array(z.object({ name: z.string(), values: counts })),
});

function searchRoute({ search, traffic }: SearchPorts) {
  return read({
    path: '/search',
    summary: 'Search what is on offer',
    tag: 'listings',
    access: { who: ['anyone'] },
    query,
    response: z.object({
      listings: z.array(placed),
      next: z.string().nullable(),
      /** Present when asked for. Counts are about right: goods that a standing hides may be among them. */
      total: z.int().optional(),
      facets: facets.optional(),
      /** When nothing was found: words that would find something. */
      spelling: z.string().nullable().optional(),
    }),
    handle: async (reader, { query: asked }) => {
      const { sort, limit: most, cursor: from } = asked;
      const filters = filtersOf(reader, asked);
      const offset = from === undefined ? (asked.page - 1) * most : offsetOf(from);
      const [found, counted] = await Promise.all([
        searchListings(reader, search, { ...filters, sort, limit: most, offset, now: reader.now }),
        asked.facets ? facetsOf(reader, search, filters, asked.currency) : undefined,
      ]);
      traffic.shown(found.seen, offset + 1, filters.text);
      const nothing = found.cards.length === 0 && offset === 0 && filters.text !== '';
      return {
        listings: found.cards,
        next: found.nextOffset === null ? null : offsetCursor(found.nextOffset),
        ...counted,
        ...(nothing ? { spelling: await search.spelling(filters.text) } : {}),
      };
    },
  });
}

function filtersOf({ rulebook }: Reader, asked: Query): ListingFilters {
  const { q: text, category: of, country: to, seller, inStock, established, ratingMin } = asked;
  const inEuro = (amountMinor: number | undefined) =>
    amountMinor === undefined
      ? undefined
      : about(moneyOf(amountMinor, asked.currency), 'EUR', rulebook.exchange).amountMinor;
  return {
    text,
    category: of,
    country: to,
    seller,
    priceMin: inEuro(asked.priceMin),
    priceMax: inEuro(asked.priceMax),
    inStock,
    established,
    ratingMin,
    attributes: asked.attributes,
  };
}

async function facetsOf({ rulebook }: Reader, search: ListingSearch, filters: ListingFilters, of: Currency) {
  const bounds = priceBounds(of, rulebook.exchange);
  const inEuro = bounds.map((bound) => about(bound, 'EUR', rulebook.exchange).amountMinor);
  const { total, prices, ...rest } = await search.facets(filters, inEuro);
  return { total, facets: { ...rest, prices: priceSpans(bounds, prices) } };
}

/** What every page's navigation is made of: asked for more often than anything else, so that no hits come along. */
function categoriesRoute({ search }: SearchPorts) {
  return read({
    path: '/categories',
    summary: 'Categories with something on offer, the largest first',
    tag: 'listings',
    access: { who: ['anyone'] },
    response: z.object({ categories: counts }),
    handle: async () => {
      const { categories } = await search.facets({ text: '' }, []);
      return { categories };
    },
  });
}

function readOne({ traffic, trust }: Pick<SearchPorts, 'traffic' | 'trust'>) {
  return read({
    path: '/listings/{listingId}',
    summary: 'One article on offer',
    tag: 'listings',
    access: { who: ['anyone'] },
    params: z.strictObject({ listingId }),
    query: z.strictObject({ country: country.optional() }),
    response: card.extend({
      text: z.string(),
      shipsWithinDays: z.int(),
      zones: z.array(zone),
      images: z.array(z.string()),
      attributes: z.record(z.string(), z.string()),
      edition: z.int(),
      createdAt: z.int(),
      rating,
      /** Of the same article, itself among them; empty if it comes in one. */
      siblings: z.array(
        z.object({
          id: listingId,
          options: z.record(z.string(), z.string()),
          price: money,
          available: z.int(),
          image: z.string().nullable(),
        }),
      ),
    }),
    handle: async (reader, { params, query: { country: to } }) => {
      const listing = await shownListing(reader, trust, params.listingId, to);
      // Why it is gone is between the seller and us; a shopper needs to know that it is not for sale.
      if (!listing) return refuse('not-found', 'This article is not on offer at the moment.');
      const { actor } = reader;
      const isOwn = actor.kind !== 'anonymous' && actor.partyId === listing.seller.id;
      if (!isOwn) traffic.viewed(params.listingId);
      return listing;
    },
  });
}

const readRates = read({
  path: '/rates',
  summary: 'About what currencies are worth, for showing prices in another one; nothing is charged by it',
  tag: 'listings',
  access: { who: ['anyone'] },
  response: z.object({ asOf: z.string(), perEuro: z.record(currency, z.number()) }),
  handle: async ({ rulebook: { exchange } }) => ({ asOf: exchange.asOf, perEuro: exchange.perEuro }),
});

export function searchRoutes(ports: SearchPorts): readonly AnyRoute[] {
  return [searchRoute(ports), categoriesRoute(ports), readOne(ports), readRates];
}

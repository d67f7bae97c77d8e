import type { Count, Facets, ListingFilters } from '../market/listings/search.ts';
import type { SphinxIndex } from './sphinx-index-store.ts';
import { countryNamed } from './sphinx-names.ts';
import { type Asked, countStatement } from './sphinx-statement.ts';

const NAMES_MAX = 6;
const VALUES_MAX = 12;
const WELL_RATED = '4.0';

interface Counted {
  readonly value: string | number;
  readonly n: string | number;
}

type Options = Parameters<typeof countStatement>[2];

/** Counts of choices, each with the filters of all other kinds applied: a statement a kind. */
export async function facetsBy(
  index: SphinxIndex,
  asked: Asked,
  { filters, priceBounds }: { readonly filters: ListingFilters; readonly priceBounds: readonly number[] },
): Promise<Facets> {
  const counts = (options: Options) => index.rows<Counted>(countStatement(asked, filters, options));
  const one = async (options: Options) => Number((await counts(options))[0]?.n ?? 0);
  const spans = priceBounds.length === 0 ? undefined : `interval(price, ${priceBounds.join(', ')})`;
  const [total, categories, countries, prices, inStock, established, wellRated, attributes] =
    await Promise.all([
      one({}),
      counts({ by: 'category' }),
      counts({ by: 'countries', without: 'country' }),
      counts({ without: 'price', ...(spans === undefined ? {} : { by: spans }) }),
      one({ without: 'stock', also: 'in_stock = 1' }),
      one({ without: 'established', also: 'established = 1' }),
      one({ without: 'rating', also: `average >= ${WELL_RATED}` }),
      attributeCounts(index, filters, counts),
    ]);
  const inSpan = new Map(prices.map(({ value, n }) => [spans === undefined ? 0 : Number(value), Number(n)]));
  return {
    total,
    categories: mostFirst(categories.map(({ value, n }) => ({ value: String(value), count: Number(n) }))),
    countries: mostFirst(
      countries.map(({ value, n }) => ({ value: countryNamed(Number(value)), count: Number(n) })),
    ),
    prices: Array.from({ length: priceBounds.length + 1 }, (_, i) => inSpan.get(i) ?? 0),
    inStock,
    established,
    wellRated,
    attributes,
  };
}

/** A chosen name leaves its own values countable: it is counted in a statement of its own. */
async function attributeCounts(
  index: SphinxIndex,
  filters: ListingFilters,
  counts: (options: Options) => Promise<readonly Counted[]>,
): Promise<Facets['attributes']> {
  const chosen = [...(filters.attributes?.keys() ?? [])];
  const [others, ...own] = await Promise.all([
    counts({ by: 'attributes' }),
    ...chosen.map((name) => counts({ by: 'attributes', without: `attribute:${name}` })),
  ]);
  const texts = await index.valuesOf([...new Set([others, ...own].flat().map(({ value }) => String(value)))]);
  const named = (rows: readonly Counted[], isWanted: (name: string) => boolean) =>
    rows.flatMap(({ value, n }) => {
      const text = texts.get(String(value)) ?? '';
      const name = text.slice(0, text.indexOf(':'));
      return isWanted(name) ? [{ name, value: text.slice(name.length + 1), count: Number(n) }] : [];
    });
  const all = [
    ...named(others ?? [], (name) => name !== '' && !chosen.includes(name)),
    ...chosen.flatMap((name, i) => named(own[i] ?? [], (found) => found === name)),
  ];
  return (
    [...Map.groupBy(all, ({ name }) => name)]
      .map(([name, found]) => ({
        name,
        values: mostFirst(found.map(({ value, count }) => ({ value, count }))).slice(0, VALUES_MAX),
        all: found.reduce((sum, { count }) => sum + count, 0),
      }))
      // One value that everything has helps nobody to choose.
      .filter(({ values }) => values.length > 1)
      .toSorted((a, b) => b.all - a.all || (a.name < b.name ? -1 : 1))
      .slice(0, NAMES_MAX)
      .map(({ name, values }) => ({ name, values }))
  );
}

function mostFirst(counts: readonly Count[]): readonly Count[] {
  return counts.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

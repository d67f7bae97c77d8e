import type { Count, Facets, ListingFilters } from './search.ts';

/** A condition in SQL. */
export type Part = string;

/** One kind of filter each, so that each can be left out where its own choices are counted. */
export interface Conditions {
  /** Text, seller and category: what is looked for, never left out. */
  readonly base: readonly Part[];
  readonly country: readonly Part[];
  readonly price: readonly Part[];
  readonly stock: readonly Part[];
  readonly established: readonly Part[];
  readonly rating: readonly Part[];
  readonly attributes: readonly Part[];
}

type KindOfFilter = Exclude<keyof Conditions, 'base' | 'attributes'>;

/** Filters as conditions on `listing_search l`, with their values; `words` is the text search, if there is one. */
export function conditionsOf(filters: ListingFilters): {
  readonly conditions: Conditions;
  readonly values: unknown[];
  readonly words: string | undefined;
} {
  const { text, category, country, seller, priceMin, priceMax, inStock, established, ratingMin, attributes } =
    filters;
  const values: unknown[] = [];
  const given = (value: unknown, part: (parameter: string) => Part): readonly Part[] =>
    value === undefined ? [] : [part(`$${values.push(value)}`)];
  const textAt = text === '' ? undefined : `$${values.push(text)}`;
  const words =
    textAt && `(websearch_to_tsquery('simple', ${textAt}) || websearch_to_tsquery('english', ${textAt}))`;
  const conditions: Conditions = {
    base: [
      ...(words ? [`l.words @@ ${words}`] : []),
      ...given(seller, (p) => `l.seller = ${p}`),
      ...given(category, (p) => `l.category = ${p}`),
    ],
    country: given(country, (p) => `l.countries @> array[${p}::text]`),
    price: [
      ...given(priceMin, (p) => `l.price_eur >= ${p}`),
      ...given(priceMax, (p) => `l.price_eur <= ${p}`),
    ],
    stock: inStock ? ['l.in_stock'] : [],
    established: established
      ? [`exists (select from concept_standing e where e.id = l.seller and ${ESTABLISHED})`]
      : [],
    rating: given(ratingMin, (p) => `l.reviews > 0 and l.stars >= ${p}::float8 * l.reviews`),
    attributes: [...(attributes ?? [])].map(([name, chosen]) => {
      const tokens = values.push(chosen.map((value) => `${name}:${value}`));
      return `l.attributes && $${tokens}::text[]`;
    }),
  };
  return { conditions, values, words };
}

const ESTABLISHED = `e.doc->>'stage' = 'established' and e.word = 'good'`;

export interface FacetRow {
  readonly kind:
    | 'total'
    | 'category'
    | 'country'
    | 'price'
    | 'stock'
    | 'established'
    | 'rating'
    | 'attribute';
  readonly value: string;
  readonly count: number;
}

/** Counts each choice with all other kinds of filters applied, in one pass over what the text finds. */
export function facetStatement(
  filters: ListingFilters,
  priceBounds: readonly number[],
): { readonly statement: string; readonly values: unknown[] } {
  const { conditions, values } = conditionsOf(filters);
  const bounds = `$${values.push(priceBounds)}::bigint[]`;
  const chosen = [...(filters.attributes?.keys() ?? [])];
  const names = chosen.map((name) => `$${values.push(name)}::text`);
  const kinds = ['country', 'price', 'stock', 'established', 'rating'] as const;
  const flag = (kind: KindOfFilter) => `${conditions[kind].join(' and ') || 'true'} as by_${kind}`;
  // Names of chosen attributes that a row does not have: a value of the name itself is counted all the same.
  const missed = conditions.attributes.map((part, i) => `case when ${part} then null else ${names[i]} end`);
  const others = (kind?: KindOfFilter) =>
    ['missed = 0', ...kinds.filter((k) => k !== kind && conditions[k].length > 0).map((k) => `by_${k}`)].join(
      ' and ',
    );
  return {
    statement: `
      with base as materialized (
        select l.family, l.family <> l.id as is_variant, l.category, l.price_eur, l.in_stock, l.attributes, l.countries, l.reviews, l.stars, l.seller,
          ${kinds.map(flag).join(', ')},
          array_remove(array[${missed.join(', ')}]::text[], null) as missing
        from listing_search l
        where ${['true', ...conditions.base].join(' and ')} and not exists (
          select from concept_standing t where t.id = l.seller and t.word in ('held', 'stopped', 'barred'))),
      b as (select base.*, cardinality(missing) as missed from base),
      wide as (select * from b where ${others().replace('missed = 0', 'missed <= 1')})
      ${counted('total', "''", others())}
      union all ${counted('category', 'category', others())}
      -- Sellers deliver to few different sets of countries: each set is taken apart once.
      union all select 'country', c, sum(count)::int from (${counted('country', 'countries', others('country'))}) s
        cross join unnest(s.value) c group by c
      union all ${counted('price', `width_bucket(price_eur, ${bounds})::text`, others('price'))}
      union all ${counted('stock', "''", `in_stock and ${others('stock')}`)}
      union all ${counted('established', "''", `${others('established')} and exists (select from concept_standing e where e.id = b.seller and ${ESTABLISHED})`)}
      union all ${counted('rating', "''", `reviews > 0 and stars >= 4 * reviews and ${others('rating')}`)}
      union all (select * from (${counted('attribute', 'token', "missed = 0 or missing[1] = split_part(token, ':', 1)", 'wide cross join unnest(attributes) token')}) a
        order by count desc limit ${TOKENS_MAX})`,
    values,
  };
}

/** Counts by value; variants of an article count once where they have the same. Few listings are variants: only they are sorted out. */
function counted(kind: FacetRow['kind'], value: string, condition: string, from = 'b'): string {
  return `select '${kind}' as kind, value, sum(n)::int as count from (
      select ${value} as value, count(*) as n from ${from} where not is_variant and (${condition}) group by 1
      union all select value, count(*) from (
        select distinct ${value} as value, family from ${from} where is_variant and (${condition})) f group by value) ${kind}_counts
    group by value`;
}

const TOKENS_MAX = 200;
const NAMES_MAX = 6;
const VALUES_MAX = 12;

/** Puts the counted rows in order, the most frequent first. */
export function facetsOf(rows: readonly FacetRow[], spans: number): Facets {
  const of = (kind: FacetRow['kind']) => rows.filter((r) => r.kind === kind);
  const one = (kind: FacetRow['kind']) => of(kind)[0]?.count ?? 0;
  const most = (counts: readonly Count[]) =>
    counts
      .map(({ value, count }) => ({ value, count }))
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  const prices = new Map(of('price').map((r) => [Number(r.value), r.count]));
  const tokens = Map.groupBy(of('attribute'), (r) => r.value.slice(0, r.value.indexOf(':')));
  const attributes = [...tokens]
    .map(([name, found]) => ({
      name,
      values: most(found.map((r) => ({ value: r.value.slice(name.length + 1), count: r.count }))).slice(
        0,
        VALUES_MAX,
      ),
      all: found.reduce((sum, r) => sum + r.count, 0),
    }))
    // One value that everything has helps nobody to choose.
    .filter(({ values }) => values.length > 1)
    .toSorted((a, b) => b.all - a.all)
    .slice(0, NAMES_MAX)
    .map(({ name, values }) => ({ name, values }));
  return {
    total: one('total'),
    categories: most(of('category')),
    countries: most(of('country')),
    prices: Array.from({ length: spans }, (_, i) => prices.get(i) ?? 0),
    inStock: one('stock'),
    established: one('established'),
    wellRated: one('rating'),
    attributes,
  };
}

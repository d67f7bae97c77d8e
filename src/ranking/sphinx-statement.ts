import type { ListingFilters, ListingQuery, Sort } from '../market/listings/search.ts';
import { countryNumber, keywordOf, numberOf, quoted } from './sphinx-names.ts';
import { EXPANSION } from './text/expansion.ts';
import type { ParsedQuery, QueryWord } from './text/query.ts';

/** Impacts are kept in so many steps, each a field of its own: Sphinx scores by field. */
export const IMPACT_FIELDS = 16;
/** More results of one query are not kept, at any offset. */
export const RESULTS_MAX = 20_000;
/** Weights are whole numbers there. */
const WEIGHT_SCALE = 1_000;
/** The weight of a listing in which every word has the largest impact, by idf as Sphinx counts it, which is a number of its own. */
export const WEIGHT_OF_ONE = WEIGHT_SCALE * IMPACT_FIELDS;
const PREFIX_LENGTH_MIN = 3;
const VALUES_MAX = 1_000;

/** Kinds of filters, each left out where its own choices are counted. */
type FilterKind = 'country' | 'price' | 'stock' | 'established' | 'rating' | `attribute:${string}`;

/** What a text asks for. */
export interface Asked extends ParsedQuery {
  readonly match: 'all' | 'any';
  /** Terms that no listing has: what is nearly written so is looked for in their place. */
  readonly unknown: ReadonlySet<string>;
}

/**
 * Relevance as in our own engine: each term stands once, in the field of its impact, so that the sum over fields of idf x field
 * weight is the sum over words of idf x impact.
 */
const RANKING = `ranker=expr('sum(tf_idf*user_weight)*${WEIGHT_SCALE}'), idf='plain,tfidf_unnormalized', field_weights=(${Array.from(
  { length: IMPACT_FIELDS },
  (_, i) => `i${i + 1}=${i + 1}`,
).join(', ')})`;

const ORDER: Readonly<Record<Sort, string>> = {
  relevance: 'score desc, created desc',
  newest: 'created desc, score desc',
  'price-asc': 'price asc, created desc',
  'price-desc': 'price desc, created desc',
  rating: 'rated desc, reviews desc',
};

/** The best so many, with what each is made of. */
export function findStatement(asked: Asked, query: ListingQuery, limit: number): string {
  return `select listing, seller_id, family, weight() as w, quality, w*quality*trust as score, created, reviews, stars,
    if(reviews > 0, (stars + 20.0) / (reviews + 5.0), 0.0) as rated
    from listing where ${conditions(asked, query)} order by ${ORDER[query.sort]} limit ${limit}
    option max_matches=${limit}, ${RANKING}`;
}

/** How many articles have each value, with the filters of one kind left out. */
export function countStatement(
  asked: Asked,
  filters: ListingFilters,
  options: { readonly by?: string; readonly without?: FilterKind; readonly also?: string } = {},
): string {
  const { by, without, also } = options;
  const where = [conditions(asked, filters, without), ...(also === undefined ? [] : [also])].join(' and ');
  const value =
    by === undefined ? '' : `${by.startsWith('interval') ? `${by} as span, ` : ''}groupby() as value, `;
  const group =
    by === undefined
      ? ''
      : ` group by ${by.startsWith('interval') ? 'span' : by} order by n desc limit ${VALUES_MAX}`;
  return `select ${value}count(distinct family) as n from listing where ${where}${group} option max_matches=${RESULTS_MAX}`;
}

/** Filters as conditions; there is always one. */
function conditions(asked: Asked, filters: ListingFilters, without?: FilterKind): string {
  const { seller, category, country, priceMin, priceMax, inStock, established, ratingMin, since } = filters;
  const parts = ['quality > 0.0'];
  const words = matchOf(asked);
  if (words !== null) parts.unshift(`match(${quoted(words)})`);
  if (seller !== undefined) parts.push(`seller = ${numberOf(seller)}`);
  if (category !== undefined) parts.push(`category = ${quoted(category)}`);
  if (country !== undefined && without !== 'country') parts.push(`countries = ${countryNumber(country)}`);
  if (without !== 'price') {
    if (priceMin !== undefined) parts.push(`price >= ${priceMin}`);
    if (priceMax !== undefined) parts.push(`price <= ${priceMax}`);
  }
  if (inStock && without !== 'stock') parts.push('in_stock = 1');
  if (established && without !== 'established') parts.push('established = 1');
  if (ratingMin !== undefined && without !== 'rating') parts.push(`average >= ${ratingMin.toFixed(4)}`);
  if (since !== undefined) parts.push(`created >= ${since}`);
  for (const [name, values] of filters.attributes ?? [])
    if (without !== `attribute:${name}`)
      parts.push(`attributes in (${values.map((value) => numberOf(`${name}:${value}`)).join(', ')})`);
  return parts.join(' and ');
}

/** The words in Sphinx's language; null without any, when everything is meant. */
function matchOf({ words, excluded, match, unknown }: Asked): string | null {
  if (words.length === 0) return null;
  const groups = words.map((word) => `(${alternatives(word, unknown.has(word.term)).join(' | ')})`);
  const unwanted = excluded.map((term) => ` -${keywordOf(term)}`).join('');
  return `(${groups.join(match === 'any' ? ' | ' : ' ')})${unwanted}`;
}

function alternatives({ term, others, prefix, typosMax }: QueryWord, isUnknown: boolean): readonly string[] {
  const asTyped = keywordOf(term);
  const found = new Map<string, number>([[asTyped, 1]]);
  for (const other of others) found.set(keywordOf(other.term), other.weight);
  if (prefix !== null) found.set(`${keywordOf(prefix)}*`, EXPANSION.prefixWeight);
  if (isUnknown && typosMax > 0)
    for (const like of misspelt(asTyped)) if (!found.has(like)) found.set(like, EXPANSION.typoWeight);
  return [...found].map(([keyword, weight]) => (weight === 1 ? keyword : `${keyword}^${weight}`));
}

/** One letter wrong, missing or too many after the first three: `%` is any letter or none. */
function misspelt(term: string): readonly string[] {
  if (term.startsWith('_')) return [];
  return Array.from({ length: Math.max(0, term.length - PREFIX_LENGTH_MIN) }, (_, i) => {
    const at = i + PREFIX_LENGTH_MIN;
    return [`${term.slice(0, at)}%${term.slice(at)}`, `${term.slice(0, at)}%${term.slice(at + 1)}`];
  }).flat();
}

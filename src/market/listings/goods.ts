import type { Rulebook } from '../../rulebook/schema.ts';
import type { GoodsObjection, ListingContent } from './listing.ts';
import { spellings } from './spelling.ts';

type GoodsRule = Rulebook['prohibitedGoods'][number];

/** A rule that stops a listing, or lets a person look first. */
export interface GoodsVerdict extends GoodsObjection {
  readonly action: 'refuse' | 'review';
  /** The markets concerned, out of those that it would be delivered to. */
  readonly markets: readonly string[];
}

type Judged = Pick<ListingContent, 'title' | 'description' | 'category' | 'attributes' | 'zones'>;

/**
 * The first rule on goods that a listing falls under in a market that it would be delivered to or sold from;
 * rules that refuse go before rules that ask for a look. Words are compared as they sound to a reader, not as
 * they are typed: see `spellings`.
 */
export function goodsVerdict(
  rules: readonly GoodsRule[],
  content: Judged,
  sellerCountry: string,
): GoodsVerdict | undefined {
  const markets = [...new Set([sellerCountry, ...content.zones.flatMap((z) => z.countries)])];
  const written = spellings(textOf(content));
  const verdicts = rules.flatMap((rule) => {
    const concerned = markets.filter((market) => isConcerned(rule, market));
    if (concerned.length === 0) return [];
    const matched = matchOf(rule, content.category, written);
    if (matched === undefined) return [];
    const { name, title, clause, action } = rule;
    return [{ rule: name, title, clause, matched, action, markets: concerned }];
  });
  return verdicts.find((v) => v.action === 'refuse') ?? verdicts[0];
}

function textOf({ title, description, attributes }: Judged): string {
  return [title, description, ...Object.values(attributes)].join(' | ');
}

function isConcerned({ markets }: GoodsRule, market: string): boolean {
  return markets === 'all' || markets.includes(market);
}

type Banning = Pick<Rulebook, 'prohibitedGoods'>;

/**
 * By edition of a listing, the rules that refuse it somewhere; for each rulebook, which a market loads for itself: ids are
 * a market's own, and several of them may live in one process.
 */
const BANS = new WeakMap<Banning, Map<string, readonly GoodsRule[]>>();
const BANS_MAX = 50_000;

/**
 * The title of the rule by which goods may not be brought to a country now, though they are listed: the rules may have
 * changed since. Asked at each checkout, so that the answer for an edition of a listing is kept.
 */
export function bannedIn(
  rulebook: Banning,
  listing: Judged & { readonly edition: number },
  listingId: string,
  country: string,
): string | undefined {
  const known = BANS.getOrInsertComputed(rulebook, () => new Map());
  if (known.size >= BANS_MAX) known.clear();
  const bans = known.getOrInsertComputed(`${listingId} ${listing.edition}`, () => {
    const written = spellings(textOf(listing));
    return rulebook.prohibitedGoods.filter(
      (rule) => rule.action === 'refuse' && matchOf(rule, listing.category, written) !== undefined,
    );
  });
  return bans.find((rule) => isConcerned(rule, country))?.title;
}

function matchOf(rule: GoodsRule, category: string, written: readonly string[]): string | undefined {
  if (rule.categories.includes(category)) return category;
  return rule.keywords.find((keyword) =>
    keywordSpellings(keyword).some((wanted) => written.some((text) => containsWords(text, wanted))),
  );
}

/** A rulebook has some hundred keywords, and each meets every listing. */
const SPELLINGS = new Map<string, readonly string[]>();

function keywordSpellings(keyword: string): readonly string[] {
  return SPELLINGS.getOrInsertComputed(keyword, () => spellings(keyword));
}

/** Whole words, a plural s allowed. Scripts without spaces between words are searched inside. */
function containsWords(text: string, words: string): boolean {
  const wanted = words.trim();
  if (wanted === '') return false;
  if (/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u.test(wanted)) return text.includes(wanted);
  return text.includes(` ${wanted} `) || text.includes(` ${wanted}s `);
}

import { impactLevel, scoreOf } from '../../src/ranking/listing.ts';
import { idf, impactsOf } from '../../src/ranking/text/relevance.ts';
import { madeUpListings, type MadeUpQuery, madeUpTrust, type Mode, TOP } from './corpus.ts';

const LEVELS = 255;

/** Best of each query, without an index: every listing is read, once, and each query scored on all that have one of its words. */
export function oracle(
  listings: number,
  queries: readonly MadeUpQuery[],
  modes: readonly Mode[],
): readonly (readonly (readonly number[])[])[] {
  const trust = madeUpTrust();
  const wanted = new Set(queries.flatMap((query) => query.words));
  const having = new Map([...wanted].map((word) => [word, 0]));
  const categories = new Set(queries.map((query) => query.category));
  /** By category, listings that have any word, with the impact of each. */
  const read = new Map<number, { number: number; trust: number; impacts: Map<string, number> }[]>();
  for (const { number, title, category, seller } of madeUpListings(listings)) {
    const found = new Map<string, number>();
    for (const [term, impact] of impactsOf({ title, label: '', description: '' })) {
      if (!wanted.has(term)) continue;
      having.set(term, (having.get(term) ?? 0) + 1);
      found.set(term, impactLevel(impact) / LEVELS);
    }
    if (found.size > 0 && categories.has(category))
      read
        .getOrInsertComputed(category, () => [])
        .push({ number, trust: trust[seller] ?? 0, impacts: found });
  }
  const best = ({ words, category }: MadeUpQuery, mode: Mode) => {
    const weights = words.map((word) => idf(listings, having.get(word) ?? 0));
    const scored = (read.get(category) ?? []).flatMap((l) => {
      const has = words.map((word) => l.impacts.get(word) ?? 0);
      const isFound = mode === 'and' ? has.every((i) => i > 0) : has.some((i) => i > 0);
      const relevance = has.reduce((sum, impact, i) => sum + impact * (weights[i] ?? 0), 0);
      return isFound ? [{ number: l.number, score: scoreOf(relevance, l.trust, 1) }] : [];
    });
    // The newer first where scores are the same: numbers rise with time.
    return scored
      .toSorted((a, b) => b.score - a.score || b.number - a.number)
      .slice(0, TOP)
      .map((l) => l.number);
  };
  return modes.map((mode) => queries.map((query) => best(query, mode)));
}

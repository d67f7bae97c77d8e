import type { ListingId } from '../kernel/ids.ts';
import type { RankingEngine } from './engine.ts';
import { boostedTerms } from './text/expansion.ts';
import { parseQuery } from './text/query.ts';
import { term as termOf } from './text/terms.ts';
import { wordsOf } from './text/words.ts';

/** A short word with two letters wrong is another word. */
const TWO_WRONG_FROM = 6;
const LENGTH_MIN = 4;

/** What a searcher may have meant, in terms of the index; a term is no word yet. */
export interface Meant {
  /** Listings in whose titles the words may be. */
  readonly titles: readonly ListingId[];
  inWords(titles: ReadonlyMap<ListingId, string>): string;
}

/** Each unknown word replaced by the closest known one; nothing if there is none for some word, or none is unknown. */
export function spellingOf(text: string, engine: RankingEngine): Meant | undefined {
  const { vocabulary } = engine;
  const parts: { readonly word: string; readonly listing?: ListingId | undefined }[] = [];
  let isOther = false;
  for (const word of parseQuery(text).words) {
    const typed = word.prefix ?? word.term;
    if (boostedTerms(word, vocabulary).length > 0) {
      parts.push({ word: typed });
      continue;
    }
    const distance = typed.length < TWO_WRONG_FROM ? 1 : 2;
    const [close] = typed.length < LENGTH_MIN ? [] : vocabulary.closeTo(word.term, distance, 1);
    if (close === undefined) return undefined;
    const words = [[{ term: close, boost: 1 }]];
    const [hit] = engine.find({
      words,
      excluded: [],
      match: 'all',
      filters: {},
      sort: 'relevance',
      limit: 1,
    });
    parts.push({ word: close, listing: hit?.id });
    isOther = true;
  }
  if (!isOther) return undefined;
  return {
    titles: parts.flatMap(({ listing }) => (listing === undefined ? [] : [listing])),
    inWords: (titles) =>
      parts.map(({ word, listing }) => asWritten(word, listing && titles.get(listing))).join(' '),
  };
}

/** A term as somebody has written it. */
function asWritten(term: string, title: string | undefined): string {
  for (const { whole } of wordsOf(title ?? '')) if (termOf(whole) === term) return whole;
  return term;
}

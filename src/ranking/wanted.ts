import { type BoostedTerm, boostedTerms, type Vocabulary } from './text/expansion.ts';
import { parseQuery } from './text/query.ts';

/** A query in terms of the index. */
export interface Wanted {
  readonly words: readonly (readonly BoostedTerm[])[];
  readonly excluded: readonly string[];
}

/** What a text asks for: each word with all that may stand for it. */
export function wantedIn(text: string, vocabulary: Vocabulary): Wanted {
  const { words, excluded } = parseQuery(text);
  return { words: words.map((word) => boostedTerms(word, vocabulary)), excluded };
}

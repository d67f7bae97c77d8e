import type { EngineQuery } from './engine.ts';
import type { CompiledFilters } from './filters.ts';
import type { Names } from './names.ts';
import { OpenSegment, PackedSegment, type Segment, SELLER_TERMS } from './segment.ts';

/** A term of the index with what it counts; a word of a query is one or several, of which the best counts. */
export interface WeightedTerm {
  readonly term: number;
  readonly boost: number;
}

export interface Matched {
  readonly words: readonly (readonly WeightedTerm[])[];
  /** All words or any of them. */
  readonly match: 'all' | 'any';
  /** Of these lists everything has to be on each; they count nothing. */
  readonly required: readonly number[];
  readonly excluded: readonly number[];
  /** Number of the category, if one is asked for. */
  readonly category: number | undefined;
}

/** Documents of a segment among which all of a category are. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** Those of the category, a bit each, where they do not lie side by side. */
  readonly chosen: Uint32Array | undefined;
}

/** Nothing if the segment has none of the category; all without one. */
export function spanOf(segment: Segment, category: number | undefined): Span | undefined {
  if (category === undefined) return { from: 0, to: segment.documents, chosen: undefined };
  if (segment instanceof PackedSegment) {
    const from = segment.startOf(category);
    const to = segment.startOf(category + 1);
    return from === to ? undefined : { from, to, chosen: undefined };
  }
  const chosen = segment instanceof OpenSegment ? segment.documentsIn(category) : undefined;
  return chosen && { from: 0, to: segment.documents, chosen };
}

/** A query in numbers of the index. */
export function matchedBy(
  { words, excluded, match }: EngineQuery,
  { seller, category }: CompiledFilters,
  { terms }: Names,
): Matched {
  const known = (list: EngineQuery['words'][number]) =>
    list.flatMap(({ term, boost }) => {
      const n = terms.numberOf(term);
      return n === -1 ? [] : [{ term: n, boost }];
    });
  return {
    words: words.map(known),
    match,
    required: seller === undefined ? [] : [SELLER_TERMS + seller],
    excluded: excluded.map((term) => terms.numberOf(term)).filter((n) => n !== -1),
    category,
  };
}

/** Whether each word is one term, and nothing else is asked of the terms. */
export function isPlain({ words, required, excluded }: Matched): boolean {
  return (
    words.length > 0 &&
    required.length === 0 &&
    excluded.length === 0 &&
    words.every((terms) => terms.length < 2)
  );
}

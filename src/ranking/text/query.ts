import { fold } from './stem.ts';
import { synonymsOf } from './synonyms.ts';
import { hasDigit, term } from './terms.ts';
import { unitNamed } from './units.ts';
import { segmentsOf, type Word, wordsOf } from './words.ts';

export interface OtherTerm {
  readonly term: string;
  /** Beside 1 for the word as typed. */
  readonly weight: number;
}

/** One word of a query, with all that may stand for it. A listing has the word if it has any of these. */
export interface QueryWord {
  readonly term: string;
  readonly others: readonly OtherTerm[];
  /** Terms that begin so may be what is meant; null: none. */
  readonly prefix: string | null;
  /** Letters that may be wrong. */
  readonly typosMax: 0 | 1 | 2;
}

export interface ParsedQuery {
  readonly words: readonly QueryWord[];
  /** Listings with one of these are not wanted. */
  readonly excluded: readonly string[];
}

/** What is read of a query: nobody looks for more, and whoever sends more must not keep us busy. */
const QUERY_LENGTH_MAX = 300;
const WORDS_MAX = 12;
const PREFIX_LENGTH_MIN = 3;
const TYPO_LENGTH_MIN = 5;
const TWO_TYPOS_LENGTH_MIN = 9;
/** A word written in one where it was typed in two, or the other way round, is nearly the same. */
const JOINED_WEIGHT = 0.9;
const JOINED_LENGTH_MAX = 30;

/** Words that are in every text of a language and say nothing; they count only if a query has no others. */
const EMPTY_WORDS = new Set(
  `a an and at by for from in of on or the to with
   con de del el en la las los para por sin un una y
   ao com da das do dos e em na no o os ou sem um uma
   am aus der das den dem ein eine fur im mit oder und von zu
   的 了 和 与 或`.split(/\s+/),
);

/** A word that is not wanted: `-case`, at the beginning or after a space. */
const EXCLUDED = /(?<=^|\s)-(?=["“«]?[\p{L}\p{N}])(\S+)/gu;

/** Any text whatsoever, read in bounded time; one without letters and digits has no words. */
export function parseQuery(text: string): ParsedQuery {
  const read = text.length > QUERY_LENGTH_MAX ? text.slice(0, QUERY_LENGTH_MAX) : text;
  const excluded = [...read.matchAll(EXCLUDED)].flatMap(([, word = '']) =>
    typedWords(word).map((w) => w.term),
  );
  const words = typedWords(read.replaceAll(EXCLUDED, ' '));
  const telling = words.filter(({ surface }) => !EMPTY_WORDS.has(surface));
  const kept = (telling.length > 0 ? telling : words).slice(0, WORDS_MAX);
  return {
    words: distinct(kept.map((word, i) => queryWord(word, kept[i - 1], kept[i + 1]))),
    excluded: excluded.slice(0, WORDS_MAX),
  };
}

interface Typed {
  /** As typed, without accents. */
  readonly surface: string;
  readonly term: string;
  /** Of a compound, its whole. */
  readonly whole: string | null;
  readonly isUnspaced: boolean;
  readonly isNumber: boolean;
}

function typedWords(text: string): readonly Typed[] {
  return [...wordsOf(text)].flatMap((word) => (word.isUnspaced ? unspaced(word.whole) : spaced(word)));
}

const CHINESE = new Intl.Segmenter('zh', { granularity: 'word' });

/** Words as a dictionary cuts them, each by its pairs of characters: what a listing is found under. */
function unspaced(run: string): readonly Typed[] {
  return [...CHINESE.segment(run)].flatMap(({ segment }) => {
    const characters = Array.from(segment);
    if (characters.length === 1) return [plainly(segment)];
    return characters.slice(1).map((character, i) => plainly(`${characters[i] ?? ''}${character}`));
  });
}

function plainly(surface: string): Typed {
  return { surface, term: surface, whole: null, isUnspaced: true, isNumber: false };
}

/** A compound is looked for by its pieces, each of which its whole may stand for. */
function spaced({ whole, pieces, isNumber, hasInchMark }: Word): readonly Typed[] {
  const parts = pieces.length > 1 ? pieces.filter((piece) => piece !== 's') : wordAndNumber(whole);
  if (hasInchMark) return [{ ...typed(whole, null), term: `${whole}in` }];
  if (isNumber || parts.length < 2) return [typed(whole, null, isNumber)];
  return parts.map((part) => typed(part, term(whole)));
}

/** `iphone12` may be written in two, `xm4` not. */
function wordAndNumber(whole: string): readonly string[] {
  const [letters = '', ...rest] = segmentsOf(whole);
  const isWord = letters.length >= PREFIX_LENGTH_MIN && !hasDigit(letters) && rest.length > 0;
  return isWord ? [letters, rest.join('')] : [whole];
}

function typed(word: string, whole: string | null, isNumber = /^\d+$/.test(word)): Typed {
  return { surface: fold(word), term: term(word), whole, isUnspaced: false, isNumber };
}

function queryWord(word: Typed, before: Typed | undefined, after: Typed | undefined): QueryWord {
  const { surface, term: asTyped, whole, isUnspaced } = word;
  const others = new Map<string, number>();
  const put = (other: string | null, weight: number) => {
    if (other !== null && other !== asTyped) others.set(other, Math.max(others.get(other) ?? 0, weight));
  };
  for (const synonym of synonymsOf(asTyped)) put(synonym.term, synonym.weight);
  put(whole, 1);
  put(joined(before, word), JOINED_WEIGHT);
  put(joined(word, after), JOINED_WEIGHT);
  put(amount(before, word), 1);
  put(amount(word, after), 1);
  const hasLetters = !/\d/.test(surface);
  return {
    term: asTyped,
    others: [...others].map(([term, weight]) => ({ term, weight })),
    prefix: !isUnspaced && surface.length >= PREFIX_LENGTH_MIN ? surface : null,
    typosMax:
      isUnspaced || !hasLetters || surface.length < TYPO_LENGTH_MIN
        ? 0
        : surface.length < TWO_TYPOS_LENGTH_MIN
          ? 1
          : 2,
  };
}

function joined(a: Typed | undefined, b: Typed | undefined): string | null {
  if (!a || !b || a.isUnspaced || b.isUnspaced) return null;
  const both = a.surface + b.surface;
  return both.length <= JOINED_LENGTH_MAX ? term(both) : null;
}

function amount(a: Typed | undefined, b: Typed | undefined): string | null {
  const unit = a?.isNumber && b ? unitNamed(b.surface) : undefined;
  return a && unit !== undefined ? `${a.surface}${unit}` : null;
}

function distinct(words: readonly QueryWord[]): readonly QueryWord[] {
  return [...new Map(words.map((word) => [word.term, word])).values()];
}

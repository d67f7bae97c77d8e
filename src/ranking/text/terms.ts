import { fold, stem } from './stem.ts';
import { unitNamed } from './units.ts';
import { segmentsOf, type Word, wordsOf } from './words.ts';

/** Texts are read so far; what comes later in a description says little about the goods. */
const TEXT_LENGTH_MAX = 20_000;
/** A part of a model name that is shorter says nothing: the `4` of `xm4`. */
const PART_LENGTH_MIN = 2;
const LETTERS_PART_MIN = 3;

/**
 * The terms under which a text is found, in order, each as often as it occurs. A compound is found whole and in pieces
 * (`wi-fi`: wifi, wi, fi), a model name also from each change between letters and digits on (`1000xm4`, `xm4`; its beginnings
 * are found as prefixes), an amount also with its unit (`256 GB`: 256, gb, 256gb), Chinese by single characters and pairs.
 */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  let number: string | undefined;
  for (const word of wordsOf(text.length > TEXT_LENGTH_MAX ? text.slice(0, TEXT_LENGTH_MAX) : text)) {
    const unit = number === undefined ? undefined : unitAt(word);
    if (number !== undefined && unit !== undefined) terms.push(`${number}${unit}`);
    if (word.isUnspaced) pushCharacters(word.whole, terms);
    else pushWord(word, terms);
    if (word.hasInchMark) terms.push(`${word.whole}in`);
    number = word.isNumber && !word.hasInchMark ? word.whole : undefined;
  }
  return terms;
}

/** The unit that a word after a number is or, in a script without spaces, begins with. */
function unitAt(word: Word): string | undefined {
  if (!word.isUnspaced) return unitNamed(fold(word.whole));
  return unitNamed(word.whole.slice(0, 2)) ?? unitNamed(word.whole.slice(0, 1));
}

function pushCharacters(run: string, terms: string[]): void {
  const characters = Array.from(run);
  characters.forEach((character, i) => {
    terms.push(character);
    const next = characters[i + 1];
    if (next !== undefined) terms.push(character + next);
  });
}

/** What follows an apostrophe and is a form, not a word: `men's`. */
const POSSESSIVE = 's';

function pushWord({ whole, pieces, isNumber }: Word, terms: string[]): void {
  if (isNumber || (pieces.length === 1 && !hasDigit(whole))) {
    terms.push(term(whole));
    return;
  }
  const found = new Set([term(whole)]);
  for (const piece of pieces) if (piece !== POSSESSIVE) found.add(term(piece));
  for (const part of partsOf(whole)) found.add(part);
  terms.push(...found);
}

/** A model name from each change between letters and digits on, and the word that it begins with. */
function partsOf(whole: string): readonly string[] {
  const segments = segmentsOf(whole);
  const [first = ''] = segments;
  if (segments.length < 2) return [];
  const parts = segments
    .map((_, i) => segments.slice(i).join(''))
    .slice(1)
    .filter((part) => part.length >= PART_LENGTH_MIN)
    .map(term);
  return first.length >= LETTERS_PART_MIN && !hasDigit(first) ? [term(first), ...parts] : parts;
}

export function hasDigit(word: string): boolean {
  return /\d/.test(word);
}

const STEMS = new Map<string, string>();
const STEMS_MAX = 200_000;

/** The term for one plain word. Few words make most of all texts: their stems are kept. */
export function term(word: string): string {
  const known = STEMS.get(word);
  if (known !== undefined) return known;
  if (STEMS.size >= STEMS_MAX) STEMS.clear();
  const stemmed = stem(word);
  STEMS.set(word, stemmed);
  return stemmed;
}

import { randomFrom } from '../random.ts';

/**
 * A made-up market of any size: always the same for the same size, in every process. Words follow Zipf's law, a few
 * sellers have most listings, and a query's words stand together in some listing, as people look for what there is.
 */

export const CATEGORIES = 200;
export const SELLERS = 20_000;
const WORDS = 50_000;
const TITLE_WORDS_MIN = 5;
const TITLE_WORDS_MAX = 11;
const QUERIES = 500;
const TERMS_MAX = 3;
const SEED = 20_260_131;

export interface MadeUpListing {
  /** From 0. */
  readonly number: number;
  readonly title: string;
  readonly category: number;
  readonly seller: number;
}

export interface MadeUpQuery {
  readonly words: readonly string[];
  readonly category: number;
}

export type Mode = 'and' | 'or';
export const MODES: readonly Mode[] = ['and', 'or'];
/** How many a query asks for. */
export const TOP = 20;

/** Draws 0 most often, 1 half as often, and so on, in a table of cumulative shares. */
function zipf(size: number, exponent: number): (random: () => number) => number {
  const upTo = new Float64Array(size);
  let sum = 0;
  for (let i = 0; i < size; i++) upTo[i] = sum += (i + 1) ** -exponent;
  return (random) => {
    const wanted = random() * sum;
    let [low, high] = [0, size - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

const CONSONANTS = 'bdfgklmnprstvz';
const VOWELS = 'aeio';

/** A word of its own for every number, which no analyser changes: ours, the peers', none stems a final u. */
function word(number: number): string {
  let text = '';
  for (let rest = number + CONSONANTS.length * VOWELS.length; rest > 0;) {
    text += CONSONANTS[rest % CONSONANTS.length] ?? '';
    rest = Math.floor(rest / CONSONANTS.length);
    text += VOWELS[rest % VOWELS.length] ?? '';
    rest = Math.floor(rest / VOWELS.length);
  }
  return `${text}xu`;
}

const VOCABULARY = Array.from({ length: WORDS }, (_, i) => word(i));
const WORD_OF = zipf(WORDS, 1);
const SELLER_OF = zipf(SELLERS, 0.5);
const CATEGORY_OF = zipf(CATEGORIES, 0.5);

export function* madeUpListings(count: number): Generator<MadeUpListing> {
  const random = randomFrom(SEED);
  for (let number = 0; number < count; number++) yield madeUpListing(number, random);
}

/** The listing of a number, out of a source of its own: for changes while it is searched. */
export function changedListing(number: number, round: number): MadeUpListing {
  return madeUpListing(number, randomFrom(SEED + 7 * round + number));
}

function madeUpListing(number: number, random: () => number): MadeUpListing {
  const length = TITLE_WORDS_MIN + Math.floor(random() * (TITLE_WORDS_MAX - TITLE_WORDS_MIN + 1));
  let title = VOCABULARY[WORD_OF(random)] ?? '';
  for (let i = 1; i < length; i++) title += ` ${VOCABULARY[WORD_OF(random)] ?? ''}`;
  return { number, title, category: CATEGORY_OF(random), seller: SELLER_OF(random) };
}

export function madeUpQueries(listings: number): readonly MadeUpQuery[] {
  const random = randomFrom(SEED + 1);
  const asked = new Set(Array.from({ length: QUERIES }, () => Math.floor(random() * listings)));
  const found: MadeUpQuery[] = [];
  for (const { number, title, category } of madeUpListings(listings)) {
    if (!asked.has(number)) continue;
    const words = new Set<string>();
    const all = title.split(' ');
    const terms = 1 + Math.floor(random() * TERMS_MAX);
    for (let i = 0; i < terms; i++) words.add(all[Math.floor(random() * all.length)] ?? '');
    found.push({ words: [...words], category });
  }
  return found;
}

/** Trust of each seller, from .2 to 1. */
export function madeUpTrust(): Float32Array {
  const random = randomFrom(SEED + 2);
  return Float32Array.from({ length: SELLERS }, () => 0.2 + 0.8 * random());
}

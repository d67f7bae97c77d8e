import { Minhash } from 'minhash';

/** How goods look and read, short enough to be kept for good and compared with all that is offered later. */
export interface Prints {
  /** Article numbers (GTIN, MPN with brand), as given. */
  readonly gtins: readonly string[];
  /** Minhash of title and description; empty if they are too short to tell goods apart. */
  readonly text: readonly number[];
  /** File ids of pictures: the same id is the same file of the same seller. */
  readonly pictures: readonly string[];
  /** Blockhash of each picture that could be opened, 256 bits as hex. */
  readonly looks: readonly string[];
}

const HASHES = 64;
const SEED = 1;
/** A description is as long as its seller likes; its beginning tells goods apart. */
const CHARACTERS_MAX = 4_000;
const SHINGLES_MIN = 8;

/** Pieces of three words; scripts without spaces are cut into words first, by the rules of Unicode. */
export function textPrint(title: string, description: string): readonly number[] {
  const text = `${title} ${description}`.slice(0, CHARACTERS_MAX).normalize('NFKC').toLowerCase();
  const words = [...SEGMENTER.segment(text)].filter((s) => s.isWordLike).map((s) => s.segment);
  if (words.length < SHINGLES_MIN + 2) return [];
  const minhash = new Minhash({ numPerm: HASHES, seed: SEED });
  for (let i = 0; i + 2 < words.length; i++) minhash.update(`${words[i]} ${words[i + 1]} ${words[i + 2]}`);
  return minhash.hashvalues;
}

const SEGMENTER = new Intl.Segmenter('en', { granularity: 'word' });

/** Estimated Jaccard similarity of the pieces, 0 to 1; 0 where either text is too short. */
export function textLikeness(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || a.length !== b.length) return 0;
  return a.reduce((same, hash, i) => (hash === b[i] ? same + 1 : same), 0) / a.length;
}

/** Bits by which two picture hashes differ; `Infinity` if they are of different lengths. */
export function lookDistance(a: string, b: string): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let bits = 0;
  for (let i = 0; i < a.length; i++)
    bits += ONES[Number.parseInt(a[i] ?? '0', 16) ^ Number.parseInt(b[i] ?? '0', 16)] ?? 0;
  return bits;
}

/** Set bits of each hexadecimal digit. */
const ONES = [0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4] as const;

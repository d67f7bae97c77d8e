/** Words of a text: where they begin and end, in lower case, whatever the script. */

/** A stretch of letters and digits, with the signs that hold a compound or a number together. */
const RUN =
  /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[-_./,'’&+·][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*(?:["″](?![\p{L}\p{N}]))?/gu;
const CONNECTOR = /[-_./,'’&+·]/;
/** Numbers with a decimal sign or thousands: one word, not several. */
const NUMBER = /^\d+(?:[.,]\d+)+$/;
const THOUSANDS = /^\d{1,3}(?:[.,]\d{3})+$/;
const SEGMENT = /\d+|[^\d]+/g;
/** Scripts that put no spaces between words. */
export const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]+/u;
const UNSPACED_OR_NOT =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]+|[^\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]+/gu;
const HIGHEST_SPACED = 0x2e7f;

/** What makes a word of any length a bounded key. */
const WORD_LENGTH_MAX = 40;
const PIECES_MAX = 6;
const SEGMENTS_MAX = 6;

/**
 * One word as it stands in a text. `wh-1000xm4` is one word of two pieces; `43,2` is one number; of `17"` the inch mark is
 * the unit.
 */
export interface Word {
  /** In lower case, accents kept, without connectors: `wh1000xm4`. */
  readonly whole: string;
  /** Between connectors: `wh`, `1000xm4`. A single one equals `whole`. */
  readonly pieces: readonly string[];
  readonly isNumber: boolean;
  /** A run of a script without spaces; its pieces are for the caller to cut. */
  readonly isUnspaced: boolean;
  readonly hasInchMark: boolean;
}

/** Compatibility forms (full width, ligatures, superscripts) become plain ones, invisible signs go. */
function plain(text: string): string {
  // Most texts are ASCII, where there is nothing to do.
  if (!/[^\x20-\x7e]/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}]/gu, '')
    .toLowerCase();
}

export function* wordsOf(text: string): Generator<Word> {
  for (const [found] of plain(text).matchAll(RUN)) {
    if (!hasUnspaced(found)) yield spacedWord(found);
    else
      for (const [part] of found.matchAll(UNSPACED_OR_NOT))
        if (/[\p{L}\p{N}]/u.test(part)) yield partOf(part);
  }
}

function hasUnspaced(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > HIGHEST_SPACED) return UNSPACED.test(text);
  return false;
}

function partOf(part: string): Word {
  if (!UNSPACED.test(part)) return spacedWord(part);
  return { whole: part, pieces: [part], isNumber: false, isUnspaced: true, hasInchMark: false };
}

function spacedWord(found: string): Word {
  if (isLetters(found)) {
    const whole = cut(found);
    return { whole, pieces: [whole], isNumber: false, isUnspaced: false, hasInchMark: false };
  }
  const hasInchMark = /\d["″]$/.test(found);
  const run = found.replace(/["″]$/, '');
  if (NUMBER.test(run)) {
    const whole = THOUSANDS.test(run) ? run.replaceAll(/[.,]/g, '') : run.replaceAll(',', '.');
    return { whole: cut(whole), pieces: [cut(whole)], isNumber: true, isUnspaced: false, hasInchMark };
  }
  const pieces = run.split(CONNECTOR).filter((piece) => piece !== '');
  const whole = pieces.length > PIECES_MAX ? (pieces[0] ?? '') : pieces.join('');
  return {
    whole: cut(whole),
    pieces: pieces.length === 1 ? [cut(whole)] : pieces.map(cut),
    isNumber: /^\d+$/.test(whole),
    isUnspaced: false,
    hasInchMark,
  };
}

/** As most words are: nothing in them is to be taken apart. */
function isLetters(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 97 || code > 122) return false;
  }
  return true;
}

function cut(word: string): string {
  return word.length > WORD_LENGTH_MAX ? word.slice(0, WORD_LENGTH_MAX) : word;
}

/** Letters and digits of a model name apart: `1000xm4` is `1000`, `xm`, `4`. A plain word is one segment. */
export function segmentsOf(word: string): readonly string[] {
  const segments = word.match(SEGMENT) ?? [];
  return segments.length > SEGMENTS_MAX ? [word] : segments;
}

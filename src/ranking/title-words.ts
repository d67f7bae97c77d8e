const WORDS = new Map<string, readonly string[]>();
const TEXTS_MAX = 50_000;

/** Words of a title or query in lower case, kept: the same few thousand titles are on most pages. */
export function wordsOf(text: string): readonly string[] {
  const known = WORDS.get(text);
  if (known) return known;
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (WORDS.size >= TEXTS_MAX) WORDS.clear();
  WORDS.set(text, words);
  return words;
}

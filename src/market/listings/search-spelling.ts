/** What a searcher may have meant, when nothing was found. */

const DISTANCE_MAX = 2;

/** Words of a query worth correcting: not what it excludes, nor short ones. */
export function wordsIn(text: string): readonly string[] {
  return text.toLowerCase().match(/(?<![\p{L}-])\p{L}{4,40}/gu) ?? [];
}

/**
 * The query with each unknown word replaced by the closest known one, of equally close ones the most frequent;
 * `null` if there is none for some word, or none is unknown.
 */
export function closestWords(words: readonly string[], known: ReadonlyMap<string, number>): string | null {
  if (words.every((word) => known.has(word))) return null;
  const meant: string[] = [];
  for (const word of words) {
    const best = known.has(word) ? word : closest(word, known);
    if (best === undefined) return null;
    meant.push(best);
  }
  return meant.join(' ');
}

function closest(word: string, known: ReadonlyMap<string, number>): string | undefined {
  let best: { word: string; distance: number; count: number } | undefined;
  // A short word with two letters wrong is another word.
  const most = word.length < 6 ? 1 : DISTANCE_MAX;
  for (const [candidate, count] of known) {
    if (Math.abs(candidate.length - word.length) > most) continue;
    const distance = editDistance(word, candidate);
    if (distance > most) continue;
    if (!best || distance < best.distance || (distance === best.distance && count > best.count))
      best = { word: candidate, distance, count };
  }
  return best?.word;
}

/** Letters put in, left out, replaced or swapped with their neighbour (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next.push(least);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

import type { Dictionary } from './dictionary.ts';
import { isWithinDistance } from './text/distance.ts';
import type { Vocabulary } from './text/expansion.ts';

/** Terms that have come since they were last put in order are looked through one by one, up to so many or this part of all. */
const UNSORTED_MAX = 4_096;
const UNSORTED_SHARE = 1 / 16;
/** Of terms with the same beginning, so many are looked at. */
const PREFIX_SCAN_MAX = 20_000;

/** The terms of an index, and in how many listings each is. Copies that were replaced count until the next merge. */
export class TermTable implements Vocabulary {
  private readonly dictionary: Dictionary;
  private counts: Uint32Array = new Uint32Array(64);
  /** Which letters a term has, a bit each: two terms that differ in many are far apart. */
  private letters: Uint32Array = new Uint32Array(64);
  private lettersKnown = 0;
  /** Numbers of terms in the order of their texts. */
  private sorted: Uint32Array;
  listings = 0;

  constructor(dictionary: Dictionary, kept?: { readonly counts: Uint32Array; readonly sorted: Uint32Array }) {
    this.dictionary = dictionary;
    this.sorted = kept?.sorted ?? new Uint32Array(0);
    if (kept) this.counts = kept.counts;
  }

  parts(): { readonly counts: Uint32Array; readonly sorted: Uint32Array } {
    this.sort();
    return { counts: this.counts.subarray(0, this.dictionary.size), sorted: this.sorted };
  }

  count(term: number, more: number): void {
    if (term >= this.counts.length) this.counts = grown(this.counts, term + 1);
    this.counts[term] = (this.counts[term] as number) + more;
  }

  listingsWith(term: string): number {
    const n = this.dictionary.numberOf(term);
    return n === -1 ? 0 : (this.counts[n] ?? 0);
  }

  startingWith(prefix: string, max: number): readonly string[] {
    if (
      this.dictionary.size - this.sorted.length >
      Math.max(UNSORTED_MAX, this.sorted.length * UNSORTED_SHARE)
    )
      this.sort();
    const { sorted, dictionary } = this;
    const found: number[] = [];
    const take = (n: number) => {
      if ((this.counts[n] as number) > 0 && dictionary.startsWith(n, prefix)) found.push(n);
    };
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (dictionary.compareText(sorted[middle] as number, prefix) < 0) low = middle + 1;
      else high = middle;
    }
    const end = Math.min(sorted.length, low + PREFIX_SCAN_MAX);
    for (let i = low; i < end && dictionary.startsWith(sorted[i] as number, prefix); i++)
      take(sorted[i] as number);
    for (let n = sorted.length; n < dictionary.size; n++) take(n);
    return this.most(found, max);
  }

  closeTo(term: string, distanceMax: number, max: number): readonly string[] {
    this.readLetters();
    const { dictionary, letters, counts } = this;
    const wanted = lettersOf(term);
    // A letter beside the English ones is several bytes.
    const lengthRoom = distanceMax * (isAscii(term) ? 1 : 3);
    const length = dictionary.bytesOf(term);
    const found: number[] = [];
    for (let n = 0; n < dictionary.size; n++) {
      if (ones((letters[n] as number) ^ wanted) > distanceMax * 2) continue;
      if ((counts[n] as number) === 0 || Math.abs(dictionary.lengthOf(n) - length) > lengthRoom) continue;
      if (isWithinDistance(term, dictionary.textOf(n), distanceMax)) found.push(n);
    }
    return this.most(found, max);
  }

  private most(found: number[], max: number): readonly string[] {
    const { counts, dictionary } = this;
    const byCount = (a: number, b: number) =>
      (counts[b] as number) - (counts[a] as number) || dictionary.compare(a, dictionary, b);
    return found
      .toSorted(byCount)
      .slice(0, max)
      .map((n) => dictionary.textOf(n));
  }

  /** Sorts what has come and merges it with what was in order. */
  private sort(): void {
    const { dictionary, sorted } = this;
    if (sorted.length === dictionary.size) return;
    const come = Array.from({ length: dictionary.size - sorted.length }, (_, i) => sorted.length + i);
    come.sort((a, b) => dictionary.compare(a, dictionary, b));
    const all = new Uint32Array(dictionary.size);
    let i = 0;
    let j = 0;
    for (let at = 0; at < all.length; at++) {
      const old = sorted[i];
      const fresh = come[j];
      if (old !== undefined && (fresh === undefined || dictionary.compare(old, dictionary, fresh) < 0)) {
        all[at] = old;
        i += 1;
      } else {
        all[at] = fresh as number;
        j += 1;
      }
    }
    this.sorted = all;
  }

  private readLetters(): void {
    const { size } = this.dictionary;
    if (size > this.letters.length) this.letters = grown(this.letters, size);
    if (size > this.counts.length) this.counts = grown(this.counts, size);
    for (let n = this.lettersKnown; n < size; n++) this.letters[n] = lettersOf(this.dictionary.textOf(n));
    this.lettersKnown = size;
  }
}

function lettersOf(text: string): number {
  let letters = 0;
  for (let i = 0; i < text.length; i++) letters |= 1 << (text.charCodeAt(i) & 31);
  return letters >>> 0;
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

/** Bits that are set (Hacker's Delight, 5-1). */
function ones(value: number): number {
  let v = value - ((value >>> 1) & 0x5555_5555);
  v = (v & 0x3333_3333) + ((v >>> 2) & 0x3333_3333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

function grown(from: Uint32Array, size: number): Uint32Array {
  const larger = new Uint32Array(Math.max(size, from.length * 2));
  larger.set(from);
  return larger;
}

import { QUALITY_BLOCK } from './columns.ts';
import { IMPACT } from './listing.ts';
import type { Segment } from './segment.ts';

/** Documents that are looked at together; values of one word then stay in the processor's cache. */
export const WINDOW = 4_096;
export const WINDOW_WORDS = WINDOW / 32;
/** Words of bits that are looked at together with one bound of quality. */
const STEP_WORDS = QUALITY_BLOCK / 32;

/** So many words of bits are used of a window from `base` to `end`: often few, and what is behind them is left as it is. */
export function wordsUsed(base: number, end: number): number {
  return Math.ceil((end - base) / QUALITY_BLOCK) * STEP_WORDS;
}

/** One list of postings and how far it was read. */
export interface Cursor {
  postings: Uint32Array;
  at: number;
  end: number;
  boost: number;
  /** No value on it is larger. */
  max: number;
  /** Where it begins. */
  start: number;
  /** In the document that is looked at. */
  value: number;
}

/** One word of a query in one window. */
export interface WordState {
  readonly cursors: Cursor[];
  readonly bits: Uint32Array;
  readonly values: Float64Array;
  /** Bound of its value in this segment. */
  max: number;
  /** Postings left. */
  length: number;
  /** Whether its values were put down for the whole window, or are to be looked up. */
  isRead: boolean;
}

export function newState(): WordState {
  return {
    cursors: [],
    bits: new Uint32Array(WINDOW_WORDS),
    values: new Float64Array(WINDOW),
    max: 0,
    length: 0,
    isRead: true,
  };
}

export function cursorOf(segment: Segment, term: number, boost: number, from: number, to: number): Cursor {
  return cursorIn(segment, segment.listOf(term), boost, from, to);
}

/** Of a list by its number, -1 for none: what of it lies between two documents. */
export function cursorIn(segment: Segment, list: number, boost: number, from: number, to: number): Cursor {
  const { postings } = segment;
  if (list === -1) return { postings, at: 0, end: 0, boost, max: 0, start: 0, value: 0 };
  const start = segment.listStart(list);
  const stop = segment.listEnd(list);
  const at = from === 0 ? start : lowerBound(postings, start, stop, from * 256);
  // A document has one posting at most.
  const end =
    to === segment.documents ? stop : lowerBound(postings, at, Math.min(stop, at + to - from), to * 256);
  const max = boost * (IMPACT[segment.levelMax(list)] as number);
  return { postings, at, end, boost, max, start: at, value: 0 };
}

/** Moves a cursor to the first document from this one on, and names it. */
export function documentAt(cursor: Cursor, doc: number): number {
  advance(cursor, doc);
  return cursor.at === cursor.end ? Infinity : (cursor.postings[cursor.at] as number) >>> 8;
}

export function advance(cursor: Cursor, doc: number): void {
  const { postings, end } = cursor;
  const wanted = doc * 256;
  let { at } = cursor;
  if (at === end || (postings[at] as number) >= wanted) return;
  // In growing steps, then between the last two.
  let step = 1;
  while (at + step < end && (postings[at + step] as number) < wanted) {
    at += step;
    step *= 2;
  }
  cursor.at = lowerBound(postings, at + 1, Math.min(at + step, end), wanted);
}

function lowerBound(postings: Uint32Array, from: number, to: number, wanted: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((postings[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Puts down the values of a word from `base` to `end` that are at least `needed`, and returns how many postings had one. */
export function read(state: WordState, base: number, end: number, needed: number): number {
  const { bits, values, cursors } = state;
  bits.fill(0, 0, wordsUsed(base, end));
  const isSingle = cursors.length === 1;
  if (!isSingle) values.fill(0, 0, end - base);
  let found = 0;
  for (const cursor of cursors) {
    advance(cursor, base);
    const { postings, boost } = cursor;
    const stop = cursor.end;
    const limit = end * 256;
    let { at } = cursor;
    for (; at < stop; at++) {
      const posting = postings[at] as number;
      if (posting >= limit) break;
      const value = boost * (IMPACT[posting & 255] as number);
      if (value < needed) continue;
      const i = (posting >>> 8) - base;
      if (isSingle || value > (values[i] as number)) values[i] = value;
      bits[i >> 5] = (bits[i >> 5] as number) | (1 << (i & 31));
      found += 1;
    }
    cursor.at = at;
  }
  return found;
}

/** As `read`, only of what is set in `wanted`, in rising order. */
export function searchFor(state: WordState, wanted: Uint32Array, base: number, end: number): number {
  state.bits.fill(0, 0, wordsUsed(base, end));
  const words = (end - base + 31) >> 5;
  let found = 0;
  for (let j = 0; j < words; j++) {
    let left = wanted[j] as number;
    while (left !== 0) {
      const bit = 31 - Math.clz32(left & -left);
      left &= left - 1;
      const i = j * 32 + bit;
      if (lookUp(state, base + i, i)) found += 1;
    }
  }
  return found;
}

/** Looks a document up in all lists of a word; documents are asked for in rising order. */
export function lookUp(state: WordState, doc: number, i: number): boolean {
  let best = 0;
  let isFound = false;
  for (const cursor of state.cursors) {
    if (documentAt(cursor, doc) !== doc) continue;
    isFound = true;
    best = Math.max(best, cursor.boost * (IMPACT[(cursor.postings[cursor.at] as number) & 255] as number));
  }
  if (!isFound) return false;
  state.values[i] = best;
  state.bits[i >> 5] = (state.bits[i >> 5] as number) | (1 << (i & 31));
  return true;
}

export function mark(bits: Uint32Array, cursor: Cursor, base: number, end: number): void {
  bits.fill(0);
  advance(cursor, base);
  const { postings } = cursor;
  const limit = end * 256;
  for (; cursor.at < cursor.end; cursor.at++) {
    const posting = postings[cursor.at] as number;
    if (posting >= limit) return;
    const i = (posting >>> 8) - base;
    bits[i >> 5] = (bits[i >> 5] as number) | (1 << (i & 31));
  }
}

import {
  type Cursor,
  cursorOf,
  documentAt,
  lookUp,
  mark,
  newState,
  read,
  searchFor,
  WINDOW,
  WINDOW_WORDS,
  wordsUsed,
  type WordState,
} from './cursor.ts';
import type { Matched, Span, WeightedTerm } from './matched.ts';
import type { Segment } from './segment.ts';
import { qualityMaxOf } from './segment.ts';
import { QUALITY_BLOCK } from './columns.ts';

/** Bounds are added up in another order than scores: no rounding may make one too small. */
export const BOUND_ROOM = 1 + 1e-9;
/** How much longer a list has to be than what is left for it to be searched instead of read. */
const SEARCH_FROM = 24;

/** Is given what matches, a window after the other. */
export interface Taker {
  /** Sums of words below it need not be given. */
  sumNeeded(segment: Segment, qualityMax: number): number;
  /** Document `base + i` matches where bit i is set; `matcher.sumAt(i)` says how well. */
  take(segment: Segment, base: number, bits: Uint32Array, matcher: Matcher): void;
}

/**
 * Finds the documents that match, window by window. A window whose best possible score is below the worst of the best is skipped
 * (block-max), in others the words that can't lift a document by themselves are only looked up for documents
 * that others have found (MaxScore, Turtle and Flood 1995); both bounds use the largest trust and the largest quality.
 */
export class Matcher {
  private readonly states: WordState[] = [];
  private readonly bits = new Uint32Array(WINDOW_WORDS);
  private readonly other = new Uint32Array(WINDOW_WORDS);
  /** The first words of `bits`, by how many of them are used. */
  private readonly used = new Map<number, Uint32Array>();
  private words = 0;
  private count = 0;
  private base = 0;
  private max = 1;
  /** What the words that are not read may add. */
  private openMax = 0;
  /** Documents of the category that is asked for, a bit each, where they do not lie side by side. */
  private chosen: Uint32Array | undefined;
  /** Words in the order in which they are read, by their index. */
  private order: number[] = [];

  /** Gives all that match in a segment to the taker. */
  run(segment: Segment, query: Matched, span: Span, taker: Taker): void {
    const { from, to, chosen } = span;
    this.chosen = chosen;
    if (!this.prepare(segment, query, from, to)) return;
    const required = query.required.map((term) => cursorOf(segment, term, 0, from, to));
    const excluded = query.excluded.map((term) => cursorOf(segment, term, 0, from, to));
    if (required.some((cursor) => cursor.at === cursor.end)) return;
    for (let next = from; ;) {
      next = this.nextDocument(query, required, next);
      if (next >= to) return;
      const base = next - (next % QUALITY_BLOCK);
      const end = Math.min(base + WINDOW, to);
      const needed = taker.sumNeeded(segment, qualityMaxOf(segment.columns, next, end));
      if (this.fill(query, base, end, needed)) {
        for (const cursor of required) this.keepListed(cursor, base, end);
        for (const cursor of excluded) this.dropListed(cursor, base, end);
        this.keepLive(segment, base, next, end);
        taker.take(segment, base, this.usedBits(), this);
      }
      next = end;
    }
  }

  private usedBits(): Uint32Array {
    return this.used.getOrInsertComputed(this.words, (words) => this.bits.subarray(0, words));
  }

  /** No sum in this segment is larger. */
  get sumMax(): number {
    return this.max;
  }

  /** What the words of document i of this window add up to, in the order of the query. 0 words: 1. */
  sumAt(i: number): number {
    if (this.count === 0) return 1;
    let sum = 0;
    for (let w = 0; w < this.count; w++) {
      const state = this.states[w] as WordState;
      if (((state.bits[i >> 5] as number) >>> (i & 31)) & 1) sum += state.values[i] as number;
    }
    return sum;
  }

  /** What it may add up to at most, before all of it is looked up. */
  sumMaxAt(i: number): number {
    return (this.sumAt(i) + this.openMax) * BOUND_ROOM;
  }

  /** Looks up what was only searched for where it may matter; documents are asked for in rising order. */
  lookUpAll(i: number): void {
    if (this.openMax === 0) return;
    for (let w = 0; w < this.count; w++) {
      const state = this.states[w] as WordState;
      if (!state.isRead) lookUp(state, this.base + i, i);
    }
  }

  private prepare(segment: Segment, query: Matched, from: number, to: number): boolean {
    this.count = query.words.length;
    let found = 0;
    let sum = 0;
    for (let w = 0; w < this.count; w++) {
      const state = (this.states[w] ??= newState());
      state.cursors.length = 0;
      state.max = 0;
      state.length = 0;
      for (const { term, boost } of query.words[w] as readonly WeightedTerm[]) {
        const cursor = cursorOf(segment, term, boost, from, to);
        if (cursor.at === cursor.end) continue;
        state.cursors.push(cursor);
        state.max = Math.max(state.max, cursor.max);
        state.length += cursor.end - cursor.at;
      }
      if (state.cursors.length > 0) found += 1;
      else if (query.match === 'all') return false;
      sum += state.max;
    }
    if (this.count > 0 && found === 0) return false;
    const { states } = this;
    this.max = this.count === 0 ? 1 : sum;
    const length = (w: number) => (states[w] as WordState).length;
    const max = (w: number) => (states[w] as WordState).max;
    // All: the rarest first, the others only have to confirm. Any: those that count most first.
    this.order = Array.from({ length: this.count }, (_, w) => w).sort(
      query.match === 'all' ? (a, b) => length(a) - length(b) : (a, b) => max(b) - max(a),
    );
    return true;
  }

  /** The next document that can match, from this one on. */
  private nextDocument(query: Matched, required: readonly Cursor[], from: number): number {
    let next = from;
    for (const cursor of required) next = Math.max(next, documentAt(cursor, next));
    if (this.count === 0) return next;
    if (query.match === 'all') {
      for (const w of this.order) next = Math.max(next, this.documentOf(w, next));
      return next;
    }
    let least = Infinity;
    for (const w of this.order) least = Math.min(least, this.documentOf(w, next));
    return least;
  }

  private documentOf(w: number, from: number): number {
    let next = Infinity;
    for (const cursor of (this.states[w] as WordState).cursors)
      next = Math.min(next, documentAt(cursor, from));
    return next;
  }

  /** Puts what the words find from `base` to `end` into `bits`; false if nothing there reaches what is needed. */
  private fill(query: Matched, base: number, end: number, needed: number): boolean {
    const { bits } = this;
    this.base = base;
    this.words = wordsUsed(base, end);
    if (this.count === 0) {
      if (BOUND_ROOM < needed) return false;
      bits.fill(0xffff_ffff);
      return true;
    }
    this.openMax = 0;
    const rest = this.max;
    if (rest * BOUND_ROOM < needed) return false;
    return query.match === 'all'
      ? this.fillAll(base, end, needed, rest)
      : this.fillAny(base, end, needed, rest);
  }

  private fillAll(base: number, end: number, needed: number, rest: number): boolean {
    const { bits, order } = this;
    for (let i = 0; i < order.length; i++) {
      const state = this.states[order[i] as number] as WordState;
      state.isRead = true;
      if (i === 0) {
        const found = read(state, base, end, needed / BOUND_ROOM - (rest - state.max));
        if (found === 0) return false;
        bits.set(state.bits);
        continue;
      }
      const first = this.states[order[0] as number] as WordState;
      const found =
        state.length > first.length * SEARCH_FROM
          ? searchFor(state, bits, base, end)
          : read(state, base, end, -Infinity);
      if (found === 0) return false;
      for (let j = 0; j < this.words; j++) bits[j] = (bits[j] as number) & (state.bits[j] as number);
    }
    return true;
  }

  private fillAny(base: number, end: number, needed: number, rest: number): boolean {
    const { bits, order } = this;
    bits.fill(0, 0, this.words);
    let left = rest;
    let found = 0;
    for (let i = 0; i < order.length; i++) {
      const state = this.states[order[i] as number] as WordState;
      // What none of the words so far has, these can't lift: they are looked up.
      state.isRead = left * BOUND_ROOM >= needed;
      left -= state.max;
      if (!state.isRead) {
        this.openMax += state.max;
        state.bits.fill(0, 0, this.words);
        continue;
      }
      // A single word that is read has to reach by itself what the others can't add.
      found += read(
        state,
        base,
        end,
        i === 0 && left * BOUND_ROOM < needed ? needed / BOUND_ROOM - left : -Infinity,
      );
      for (let j = 0; j < this.words; j++) bits[j] = (bits[j] as number) | (state.bits[j] as number);
    }
    return found > 0;
  }

  private keepListed(cursor: Cursor, base: number, end: number): void {
    const { bits, other } = this;
    mark(other, cursor, base, end);
    for (let i = 0; i < this.words; i++) bits[i] = (bits[i] as number) & (other[i] as number);
  }

  private dropListed(cursor: Cursor, base: number, end: number): void {
    const { bits, other } = this;
    mark(other, cursor, base, end);
    for (let i = 0; i < this.words; i++) bits[i] = (bits[i] as number) & ~(other[i] as number);
  }

  /** Leaves out the dead, what is of another category and what is outside of the range. */
  private keepLive(segment: Segment, base: number, from: number, end: number): void {
    const { bits, chosen } = this;
    const { live } = segment.columns;
    const first = base >> 5;
    const last = (end - 1) >> 5;
    for (let i = 0; i < this.words; i++)
      bits[i] = first + i > last ? 0 : (bits[i] as number) & (live[first + i] as number);
    if (chosen)
      for (let i = 0; i < this.words && first + i <= last; i++)
        bits[i] = (bits[i] as number) & (chosen[first + i] as number);
    const begun = (from - base) >> 5;
    bits.fill(0, 0, begun);
    bits[begun] = (bits[begun] as number) & (-1 << (from & 31));
    if ((end & 31) !== 0) bits[last - first] = (bits[last - first] as number) & ~(-1 << (end & 31));
  }
}

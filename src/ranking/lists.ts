import { type Columns, QUALITY_BLOCK } from './columns.ts';
import { advance, type Cursor, cursorIn, documentAt } from './cursor.ts';
import type { CompiledFilters } from './filters.ts';
import { IMPACT, scoreOf } from './listing.ts';
import type { Matched, Span, WeightedTerm } from './matched.ts';
import { BOUND_ROOM } from './matcher.ts';
import { qualityMaxOf, type Segment } from './segment.ts';
import type { Top } from './top.ts';

/** The only list of a word of the query. */
type WordList = Cursor;

const LEVELS = 255;
const NO_LIST = -1;

/**
 * Ranks what a plain query finds, list by list: one is read through, and the others are looked into only for a document that
 * could have a place by all that is known of it so far, its impact, its seller's trust and its quality (MaxScore, Turtle and
 * Flood 1995). Of all words the rarest is read. Of any words each is, those that count most first, as long as the words from
 * there on can lift a document by themselves; what one before it has was looked at with that.
 */
export class ListRanker {
  private readonly top: Top;
  private readonly filters: CompiledFilters;
  private readonly shown: Float32Array;
  private readonly trustMax: number;
  private segment!: Segment;
  private columns!: Columns;
  private chosen: Uint32Array | undefined;
  private readonly isAll: boolean;
  /** The only term of each word. */
  private readonly terms: readonly (WeightedTerm | undefined)[];
  /** Words by their place in the query: what a segment most likely lacks is looked up first. */
  private readonly rarestFirst: readonly number[];
  /** Which list of the segment is each word's. */
  private readonly numbers: number[];
  /** In the order of the query: scores are added up in it. */
  private inQuery: WordList[] = [];
  private lists: WordList[] = [];
  /** Which list is read, and what those behind it may add. */
  private reading = 0;
  private rest = 0;

  constructor(options: {
    readonly query: Matched;
    readonly top: Top;
    readonly filters: CompiledFilters;
    readonly shown: Float32Array;
    readonly trustMax: number;
  }) {
    this.top = options.top;
    this.filters = options.filters;
    this.shown = options.shown;
    this.trustMax = options.trustMax;
    const { words, match } = options.query;
    this.isAll = match === 'all';
    this.terms = words.map(([term]) => term);
    this.numbers = words.map(() => NO_LIST);
    const boostOf = (word: number) => this.terms[word]?.boost ?? Infinity;
    this.rarestFirst = words.map((_, word) => word).sort((a, b) => boostOf(b) - boostOf(a));
  }

  run(segment: Segment, { from, to, chosen }: Span): void {
    for (const word of this.rarestFirst) {
      const term = this.terms[word];
      const list = term ? segment.listOf(term.term) : NO_LIST;
      if (list === NO_LIST && this.isAll) return;
      this.numbers[word] = list;
    }
    const lists: WordList[] = [];
    let sum = 0;
    for (let word = 0; word < this.numbers.length; word++) {
      const list = this.numbers[word] as number;
      if (list === NO_LIST) continue;
      const cursor = cursorIn(segment, list, this.terms[word]?.boost ?? 0, from, to);
      if (cursor.at < cursor.end) {
        lists.push(cursor);
        sum += cursor.max;
      } else if (this.isAll) return;
    }
    if (lists.length === 0) return;
    const worthMax = this.trustMax * qualityMaxOf(segment.columns, from, to) * BOUND_ROOM;
    if (sum * worthMax < this.top.least) return;
    this.segment = segment;
    this.columns = segment.columns;
    this.chosen = chosen;
    this.inQuery = lists;
    this.lists = lists.length < 2 ? lists : lists.toSorted(this.isAll ? byLength : byMax);
    this.rest = sum;
    const reads = this.isAll ? 1 : lists.length;
    for (this.reading = 0; this.reading < reads && this.rest * worthMax >= this.top.least; this.reading++) {
      const list = this.lists[this.reading] as WordList;
      this.rest -= list.max;
      if (this.reading > 0) for (const other of lists) other.at = other.start;
      this.read(list);
    }
  }

  private read(list: WordList): void {
    const { top, trustMax, rest, shown } = this;
    const { qualityMax, seller } = this.columns;
    const { postings, boost, end, max } = list;
    let { least } = top;
    let blockEnd = 0;
    let levelMin = 0;
    let qualityRoom = 1;
    let { at } = list;
    while (at < end) {
      const posting = postings[at] as number;
      const doc = posting >>> 8;
      if (doc >= blockEnd || top.least !== least) {
        ({ least } = top);
        const block = Math.floor(doc / QUALITY_BLOCK);
        blockEnd = (block + 1) * QUALITY_BLOCK;
        qualityRoom = (qualityMax[block] as number) * BOUND_ROOM;
        const worthMax = trustMax * qualityRoom;
        if ((max + rest) * worthMax < least) {
          list.at = at;
          advance(list, blockEnd);
          ({ at } = list);
          continue;
        }
        levelMin = levelNeeded(least / worthMax - rest, boost);
      }
      at += 1;
      const level = posting & 255;
      if (level < levelMin) continue;
      const value = boost * (IMPACT[level] as number);
      // Most fail here: nothing else of them is read.
      if ((value + rest) * (shown[seller[doc] as number] as number) * qualityRoom < least) continue;
      list.value = value;
      this.consider(doc, list);
    }
  }

  private consider(doc: number, list: WordList): void {
    const { columns, top, chosen, lists, reading, isAll } = this;
    const bit = 1 << (doc & 31);
    if (((columns.live[doc >> 5] as number) & bit) === 0) return;
    if (chosen && ((chosen[doc >> 5] as number) & bit) === 0) return;
    const trust = this.shown[columns.seller[doc] as number] as number;
    const quality = columns.quality[doc] as number;
    const worth = trust * quality * BOUND_ROOM;
    let most = list.value + this.rest;
    if (trust < 0 || most * worth < top.least) return;
    for (let i = reading + 1; i < lists.length; i++) {
      const other = lists[i] as WordList;
      other.value = 0;
      if (documentAt(other, doc) === doc)
        other.value = other.boost * (IMPACT[(other.postings[other.at] as number) & LEVELS] as number);
      else if (isAll) return;
      most += other.value - other.max;
      if (most * worth < top.least) return;
    }
    for (let i = 0; i < reading; i++) {
      const before = lists[i] as WordList;
      if (documentAt(before, doc) === doc) return;
      before.value = 0;
    }
    let relevance = 0;
    for (const word of this.inQuery) relevance += word.value;
    const key = scoreOf(relevance, trust, quality);
    if (key < top.least || !this.filters.passes(columns, doc)) return;
    top.put(
      key,
      columns.createdAt[doc] as number,
      this.segment,
      doc,
      relevance,
      columns.family[doc] as number,
    );
  }
}

/** The lowest level of impact at which this boost gives what is needed, or one below it. */
function levelNeeded(needed: number, boost: number): number {
  // Where nothing is worth anything, everything is as good as the rest.
  return needed > 0 ? Math.floor((needed / boost) * LEVELS) : 0;
}

function byLength(a: WordList, b: WordList): number {
  return a.end - a.at - (b.end - b.at);
}

function byMax(a: WordList, b: WordList): number {
  return b.max - a.max;
}

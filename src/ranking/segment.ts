import { Columns, QUALITY_BLOCK } from './columns.ts';
import type { Dictionary } from './dictionary.ts';
import { impactLevel, type IndexedListing } from './listing.ts';
import type { Names } from './names.ts';
import type { TermTable } from './vocabulary.ts';

/** Terms from here on are sellers: a list of each seller's documents, with the lists of words. */
export const SELLER_TERMS = 0x8000_0000;

/**
 * Some documents and, for each term, which of them have it. A posting is `document * 256 + impact level`; those of one term
 * lie side by side in rising order.
 */
export interface Segment {
  readonly documents: number;
  readonly columns: Columns;
  readonly postings: Uint32Array;
  /** Documents are in order of category, of one category best quality first. */
  readonly isSorted: boolean;
  /** Where a term's list is in `listStart` and so on; -1 if it is in no document. */
  listOf(term: number): number;
  listStart(list: number): number;
  listEnd(list: number): number;
  /** No impact of the list is higher. */
  levelMax(list: number): number;
  /** Its terms, rising. */
  terms(): Uint32Array;
  /** The document of an id, -1 if there is none; it may be dead. */
  documentOf(id: string): number;
  idOf(doc: number): string;
  /** Order of two ids, for ties. */
  compareIds(doc: number, other: Segment, otherDoc: number): number;
}

/** Documents that came last, in order of coming; the only segment that grows. */
export class OpenSegment implements Segment {
  readonly isSorted = false;
  readonly columns: Columns;
  documents = 0;
  postings: Uint32Array;
  private readonly capacity: number;
  private readonly ids: string[] = [];
  private readonly latest = new Map<string, number>();
  private readonly lists = new Map<number, number>();
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private readonly rooms: number[] = [];
  private readonly levels: number[] = [];
  /** A bit a document, by category. */
  private readonly inCategory = new Map<number, Uint32Array>();
  private used = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.columns = new Columns(capacity, capacity * 4);
    this.postings = new Uint32Array(capacity * 16);
  }

  get postingCount(): number {
    return this.ends.reduce((sum, end, list) => sum + end - (this.starts[list] as number), 0);
  }

  get isFull(): boolean {
    return this.documents === this.capacity;
  }

  add(listing: IndexedListing, names: Names, vocabulary: TermTable): void {
    const doc = this.documents++;
    this.columns.write(doc, listing, names);
    this.ids.push(listing.id);
    this.latest.set(listing.id, doc);
    for (const [text, impact] of listing.impacts) {
      const term = names.terms.add(text);
      vocabulary.count(term, 1);
      this.append(term, doc, impactLevel(impact));
    }
    this.append(SELLER_TERMS + (this.columns.seller[doc] as number), doc, 1);
    const words = Math.ceil(this.capacity / 32);
    const bits = this.inCategory.getOrInsertComputed(
      this.columns.category[doc] as number,
      () => new Uint32Array(words),
    );
    bits[doc >> 5] = (bits[doc >> 5] as number) | (1 << (doc & 31));
  }

  /** Its documents of a category, a bit each; nothing if there are none. */
  documentsIn(category: number): Uint32Array | undefined {
    return this.inCategory.get(category);
  }

  private append(term: number, doc: number, level: number): void {
    let list = this.lists.get(term);
    if (list === undefined) {
      list = this.starts.length;
      this.lists.set(term, list);
      this.starts.push(this.used);
      this.ends.push(this.used);
      this.rooms.push(1);
      this.levels.push(0);
      this.reserve(1);
    }
    let end = this.ends[list] as number;
    const start = this.starts[list] as number;
    if (end - start === this.rooms[list]) {
      // Moves to twice the room at the end; what it leaves is given back with the segment.
      const moved = this.used;
      this.reserve((end - start) * 2);
      this.postings.copyWithin(moved, start, end);
      this.starts[list] = moved;
      this.rooms[list] = (end - start) * 2;
      end = moved + end - start;
    }
    this.postings[end] = doc * 256 + level;
    this.ends[list] = end + 1;
    if (level > (this.levels[list] as number)) this.levels[list] = level;
  }

  private reserve(room: number): void {
    this.used += room;
    if (this.used <= this.postings.length) return;
    const larger = new Uint32Array(Math.max(this.postings.length * 2, this.used));
    larger.set(this.postings);
    this.postings = larger;
  }

  listOf(term: number): number {
    return this.lists.get(term) ?? -1;
  }

  listStart(list: number): number {
    return this.starts[list] as number;
  }

  listEnd(list: number): number {
    return this.ends[list] as number;
  }

  levelMax(list: number): number {
    return this.levels[list] as number;
  }

  terms(): Uint32Array {
    return Uint32Array.from(this.lists.keys()).sort();
  }

  documentOf(id: string): number {
    return this.latest.get(id) ?? -1;
  }

  idOf(doc: number): string {
    return this.ids[doc] as string;
  }

  compareIds(doc: number, other: Segment, otherDoc: number): number {
    return compareTexts(this.idOf(doc), other.idOf(otherDoc));
  }
}

export interface PackedParts {
  readonly columns: Columns;
  readonly ids: Dictionary;
  readonly postings: Uint32Array;
  /** Rising. */
  readonly terms: Uint32Array;
  /** Postings of `terms[i]` are from `starts[i]` to `starts[i + 1]`. */
  readonly starts: Uint32Array;
  readonly levels: Uint8Array;
}

const IDS_KEPT = 1 << 14;

/** Documents in order of category and quality; words do not change in it, other facts may, and documents may die. */
export class PackedSegment implements Segment {
  readonly isSorted = true;
  readonly documents: number;
  readonly columns: Columns;
  readonly postings: Uint32Array;
  readonly parts: PackedParts;
  /** By category; behind the last, the end. */
  private readonly categoryStarts: Uint32Array;
  /** Ids that were asked for lately, each in the slot of its document. */
  private readonly keptIds: string[];
  private readonly keptDocuments: Int32Array;

  constructor(parts: PackedParts) {
    this.parts = parts;
    this.columns = parts.columns;
    this.postings = parts.postings;
    this.documents = parts.ids.size;
    const kept = Math.max(1, Math.min(IDS_KEPT, this.documents));
    this.keptIds = Array.from({ length: kept }, () => '');
    this.keptDocuments = new Int32Array(kept).fill(-1);
    this.categoryStarts = startsOf(parts.columns.category, this.documents);
  }

  listOf(term: number): number {
    const { terms } = this.parts;
    // A term has its own number's place or one before it, and what is frequent came first: it is looked for from there down.
    let high = Math.min(term, terms.length - 1);
    let low = high;
    for (let step = 1; low > 0 && (terms[low] as number) > term; step *= 2) {
      high = low - 1;
      low = Math.max(0, low - step);
    }
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = terms[middle] as number;
      if (found === term) return middle;
      if (found < term) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  listStart(list: number): number {
    return this.parts.starts[list] as number;
  }

  listEnd(list: number): number {
    return this.parts.starts[list + 1] as number;
  }

  levelMax(list: number): number {
    return this.parts.levels[list] as number;
  }

  terms(): Uint32Array {
    return this.parts.terms;
  }

  /** The first document whose category is this one or comes after it. */
  startOf(category: number): number {
    const { categoryStarts } = this;
    return categoryStarts[Math.min(category, categoryStarts.length - 1)] as number;
  }

  documentOf(id: string): number {
    return this.parts.ids.numberOf(id);
  }

  /** The same string for a while: whoever looks up what is shown again and again need not hash it again. */
  idOf(doc: number): string {
    const slot = doc % this.keptDocuments.length;
    if (this.keptDocuments[slot] !== doc) {
      this.keptDocuments[slot] = doc;
      this.keptIds[slot] = this.parts.ids.textOf(doc);
    }
    return this.keptIds[slot] as string;
  }

  compareIds(doc: number, other: Segment, otherDoc: number): number {
    if (other instanceof PackedSegment) return this.parts.ids.compare(doc, other.parts.ids, otherDoc);
    return compareTexts(this.idOf(doc), other.idOf(otherDoc));
  }
}

/** Ids are plain letters and digits. */
function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Where each category begins, of documents in their order. */
function startsOf(categories: Uint16Array, documents: number): Uint32Array {
  const last = documents === 0 ? -1 : (categories[documents - 1] as number);
  const starts = new Uint32Array(last + 2);
  let doc = 0;
  for (let category = 0; category <= last; category++) {
    starts[category] = doc;
    while (doc < documents && categories[doc] === category) doc += 1;
  }
  starts[last + 1] = documents;
  return starts;
}

/** The best quality from one document up to another, or more. */
export function qualityMaxOf({ qualityMax }: Columns, from: number, to: number): number {
  let max = 0;
  const last = Math.floor((to - 1) / QUALITY_BLOCK);
  for (let block = Math.floor(from / QUALITY_BLOCK); block <= last; block++)
    if ((qualityMax[block] as number) > max) max = qualityMax[block] as number;
  return max;
}

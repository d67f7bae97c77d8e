import { Columns } from './columns.ts';
import { Dictionary } from './dictionary.ts';
import { OpenSegment, PackedSegment, type Segment } from './segment.ts';

/** Where a document has no place: it was dead. */
export const GONE = 0xffff_ffff;

export interface Merged {
  readonly segment: PackedSegment;
  /** Of each source, the new number of each of its documents, or `GONE`. */
  readonly places: readonly Uint32Array[];
  /** Terms of documents that are gone, with how many had them. */
  readonly lost: ReadonlyMap<number, number>;
}

/** What is done before others get their turn, in documents or postings. */
const WORK_A_TURN = 4_000;
/** To look at a document is cheaper. */
const SEEN_A_TURN = 40_000;
/** To sort is dearer. */
const SORTED_A_TURN = 2_000;
const QUALITY_STEPS = 4_095;
const INDEX_ROOM = 2 ** 32;

/**
 * One segment of several, without their dead, in order of category and quality. Yields again and again, so that queries are
 * answered meanwhile; the sources stay as they are. What changes in them after it has begun is up to whoever waits for it.
 */
export function* merge(sources: readonly Segment[]): Generator<void, Merged> {
  const { order, places, attributes } = yield* inOrder(sources);
  const offsets = offsetsOf(sources);
  const columns = new Columns(order.length, attributes);
  const ids = new Dictionary(
    order.length,
    sources.reduce((sum, s) => sum + idBytes(s), 0),
  );
  for (let doc = 0; doc < order.length; doc++) {
    const index = (order[doc] as number) % INDEX_ROOM;
    let s = offsets.length - 1;
    while ((offsets[s] as number) > index) s -= 1;
    const source = sources[s] as Segment;
    const from = index - (offsets[s] as number);
    columns.copy(doc, source.columns, from);
    if (source instanceof PackedSegment) ids.addFrom(source.parts.ids, from);
    else ids.add(source.idOf(from));
    (places[s] as Uint32Array)[from] = doc;
    if (doc % WORK_A_TURN === WORK_A_TURN - 1) yield;
  }
  const { lost, ...lists } = yield* mergedLists(sources, places);
  return { segment: new PackedSegment({ columns, ids, ...lists }), places, lost };
}

function offsetsOf(sources: readonly Segment[]): readonly number[] {
  let sum = 0;
  return sources.map(({ documents }) => (sum += documents) - documents);
}

function idBytes(source: Segment): number {
  if (source instanceof PackedSegment) return source.parts.ids.parts().letters.length;
  return source.documents === 0 ? 0 : source.documents * (source.idOf(0).length + 1);
}

/** All live documents as `quality, falling * 2^32 + index over all sources`, in order of category and then of that. */
function* inOrder(
  sources: readonly Segment[],
): Generator<
  void,
  { readonly order: Float64Array; readonly places: readonly Uint32Array[]; readonly attributes: number }
> {
  const sizes: number[] = [];
  let live = 0;
  let attributes = 0;
  // As they are now: others may die between two turns.
  const alive = sources.map(({ columns }) => columns.live.slice());
  const isLive = (s: number, doc: number) =>
    (((alive[s] as Uint32Array)[doc >> 5] as number) >>> (doc & 31)) & 1;
  for (const [s, { columns, documents }] of sources.entries())
    for (let doc = 0; doc < documents; doc++) {
      if (doc % SEEN_A_TURN === SEEN_A_TURN - 1) yield;
      if (isLive(s, doc) === 0) continue;
      const category = columns.category[doc] as number;
      sizes[category] = (sizes[category] ?? 0) + 1;
      live += 1;
      attributes += (columns.attributeStarts[doc + 1] as number) - (columns.attributeStarts[doc] as number);
    }
  const order = new Float64Array(live);
  const ends: number[] = [];
  let end = 0;
  for (let category = 0; category < sizes.length; category++) {
    ends[category] = end;
    end += sizes[category] ?? 0;
  }
  const offsets = offsetsOf(sources);
  for (const [s, { columns, documents }] of sources.entries())
    for (let doc = 0; doc < documents; doc++) {
      if (doc % SEEN_A_TURN === SEEN_A_TURN - 1) yield;
      if (isLive(s, doc) === 0) continue;
      const category = columns.category[doc] as number;
      const step = QUALITY_STEPS - Math.round(Math.min(columns.quality[doc] as number, 1) * QUALITY_STEPS);
      const at = ends[category] as number;
      order[at] = step * INDEX_ROOM + (offsets[s] as number) + doc;
      ends[category] = at + 1;
    }
  for (let category = 0; category < sizes.length; category++) {
    const to = ends[category] as number;
    const from = to - (sizes[category] ?? 0);
    order.subarray(from, to).sort();
    // Most categories are small: one turn does many of them.
    if (Math.floor(to / SORTED_A_TURN) > Math.floor(from / SORTED_A_TURN)) yield;
  }
  const places = sources.map(({ documents }) => new Uint32Array(documents).fill(GONE));
  return { order, places, attributes };
}

interface Lists {
  readonly postings: Uint32Array;
  readonly terms: Uint32Array;
  readonly starts: Uint32Array;
  readonly levels: Uint8Array;
  readonly lost: ReadonlyMap<number, number>;
}

/** One term of one source, whose postings are to be put behind those of the others. */
interface Head {
  readonly source: Segment;
  readonly places: Uint32Array;
  readonly terms: Uint32Array;
  at: number;
}

function* mergedLists(sources: readonly Segment[], places: readonly Uint32Array[]): Generator<void, Lists> {
  const heads: Head[] = sources.map((source, s) => ({
    source,
    places: places[s] as Uint32Array,
    terms: source.terms(),
    at: 0,
  }));
  const termsMax = heads.reduce((sum, { terms }) => sum + terms.length, 0);
  const writer = new ListWriter(
    sources.reduce((sum, source) => sum + postingsOf(source), 0),
    termsMax,
  );
  for (let turn = WORK_A_TURN; ;) {
    let term = Infinity;
    for (const { terms, at } of heads)
      if (at < terms.length && (terms[at] as number) < term) term = terms[at] as number;
    if (term === Infinity) break;
    for (const head of heads) if (head.terms[head.at] === term) writer.take(head, term);
    writer.finish(term);
    if (writer.used > turn) {
      turn = writer.used + WORK_A_TURN;
      yield;
    }
  }
  return writer.lists();
}

function postingsOf(source: Segment): number {
  return source instanceof OpenSegment ? source.postingCount : source.postings.length;
}

class ListWriter {
  used = 0;
  private readonly postings: Uint32Array;
  private readonly terms: Uint32Array;
  private readonly starts: Uint32Array;
  private readonly levels: Uint8Array;
  private readonly lost = new Map<number, number>();
  private count = 0;
  private begun = 0;
  private isRising = true;
  private level = 0;

  constructor(postingsMax: number, termsMax: number) {
    this.postings = new Uint32Array(postingsMax);
    this.terms = new Uint32Array(termsMax);
    this.starts = new Uint32Array(termsMax + 1);
    this.levels = new Uint8Array(termsMax);
  }

  take(head: Head, term: number): void {
    const { source, places } = head;
    const from = source.postings;
    const { postings } = this;
    const list = source.isSorted ? head.at : source.listOf(term);
    head.at += 1;
    let { used, level } = this;
    let last = used > this.begun ? (postings[used - 1] as number) : -1;
    let gone = 0;
    const end = source.listEnd(list);
    for (let i = source.listStart(list); i < end; i++) {
      const posting = from[i] as number;
      const place = places[posting >>> 8] as number;
      if (place === GONE) {
        gone += 1;
        continue;
      }
      const moved = place * 256 + (posting & 255);
      if (moved < last) this.isRising = false;
      if ((posting & 255) > level) level = posting & 255;
      last = moved;
      postings[used++] = moved;
    }
    this.used = used;
    this.level = level;
    if (gone > 0) this.lost.set(term, (this.lost.get(term) ?? 0) + gone);
  }

  finish(term: number): void {
    if (this.used > this.begun) {
      if (!this.isRising) sort(this.postings, this.begun, this.used);
      this.terms[this.count] = term;
      this.levels[this.count] = this.level;
      this.count += 1;
      this.starts[this.count] = this.used;
    }
    this.begun = this.used;
    this.isRising = true;
    this.level = 0;
  }

  lists(): Lists {
    const { postings, used, count, lost } = this;
    return {
      // Copied only where that gives much back.
      postings: used < postings.length * 0.95 ? postings.slice(0, used) : postings.subarray(0, used),
      terms: this.terms.slice(0, count),
      starts: this.starts.slice(0, count + 1),
      levels: this.levels.slice(0, count),
      lost,
    };
  }
}

const INSERT_UP_TO = 24;

/** Most lists are short, and a call of the built-in sort costs more than to sort them. */
function sort(values: Uint32Array, from: number, to: number): void {
  if (to - from > INSERT_UP_TO) {
    values.subarray(from, to).sort();
    return;
  }
  for (let i = from + 1; i < to; i++) {
    const value = values[i] as number;
    let at = i;
    while (at > from && (values[at - 1] as number) > value) {
      values[at] = values[at - 1] as number;
      at -= 1;
    }
    values[at] = value;
  }
}

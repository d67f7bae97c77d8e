import type { ListingId, PartyId } from '../kernel/ids.ts';
import { DOCUMENTS_MAX } from './columns.ts';
import { FacetCounter, type FacetCounts } from './facets.ts';
import { CompiledFilters, type Filters } from './filters.ts';
import { type Adjustment, type IndexedListing, scoreOf } from './listing.ts';
import { ListRanker } from './lists.ts';
import { isPlain, type Matched, matchedBy, spanOf } from './matched.ts';
import { Matcher, type Taker } from './matcher.ts';
import { GONE, merge, type Merged } from './merge.ts';
import { Names } from './names.ts';
import { type EngineSort, Ranker } from './rank.ts';
import { OpenSegment, PackedSegment, type Segment, SELLER_TERMS } from './segment.ts';
import { Sellers } from './sellers.ts';
import type { BoostedTerm } from './text/expansion.ts';
import { type Placed, Top } from './top.ts';
import { TermTable } from './vocabulary.ts';

export interface EngineQuery {
  /** Of the terms of one word the best counts: boost x impact. None at all: everything. */
  readonly words: readonly (readonly BoostedTerm[])[];
  readonly excluded: readonly string[];
  readonly match: 'all' | 'any';
  readonly filters: Filters;
}

export interface EngineHit {
  readonly id: ListingId;
  readonly seller: PartyId;
  /** Sum over the words; 1 without any. */
  readonly relevance: number;
  readonly trust: number;
  readonly quality: number;
  /** The same of variants of one article; 0 if it comes in one. */
  readonly family: number;
  readonly reviews: number;
  /** Sum of their stars. */
  readonly stars: number;
  /** relevance x (trust x quality) */
  readonly score: number;
}

/**
 * What comes in is gathered in a segment of so many before it is merged with others. It is in no order, so that each query reads
 * its lists to the end: four times as many cost queries twice as much while listings change, and fewer mean more segments.
 */
const OPEN_DOCUMENTS = 512;
/** A segment is merged with those that came after it once they are this part of it. */
const MERGE_SHARE = 1 / 10;

export interface MergeState {
  /** Parts that each query looks through. */
  readonly segments: number;
  /** Listings that came lately and are not merged with the others yet. */
  readonly waiting: number;
  readonly isMerging: boolean;
}

interface Merging {
  readonly sources: readonly Segment[];
  readonly steps: Generator<void, Merged>;
  /** Documents of the sources that have changed since. */
  readonly changed: [Segment, number][];
}

/**
 * The index in memory: finds the best listings, exactly, and takes changes while it does. One process holds it and nothing in
 * it waits: a change or a query is done when the call returns. Merges go on step by step in between.
 */
export class RankingEngine {
  readonly names: Names;
  readonly sellers: Sellers;
  readonly vocabulary: TermTable;
  private segments: Segment[];
  private open: OpenSegment;
  private merging: Merging | undefined;
  private readonly matcher = new Matcher();
  private readonly openDocuments: number;
  private live = 0;

  constructor(
    options: {
      readonly openDocuments?: number;
      /** What a snapshot held. */
      readonly kept?: {
        readonly names: Names;
        readonly vocabulary: TermTable;
        readonly segments: readonly PackedSegment[];
        readonly live: number;
      };
    } = {},
  ) {
    const { openDocuments = OPEN_DOCUMENTS, kept } = options;
    this.openDocuments = openDocuments;
    this.names = kept?.names ?? new Names();
    this.vocabulary = kept?.vocabulary ?? new TermTable(this.names.terms);
    this.sellers = new Sellers(this.names);
    this.sellers.makeRoom();
    this.live = kept?.live ?? 0;
    this.open = new OpenSegment(openDocuments);
    this.segments = [...(kept?.segments ?? []), this.open];
  }

  /** Listings that can be found. */
  get size(): number {
    return this.live;
  }

  get merges(): MergeState {
    const isFilled = (segment: Segment) => segment.documents > 0;
    const waiting = this.segments.filter((segment) => segment instanceof OpenSegment);
    return {
      segments: this.segments.filter(isFilled).length,
      waiting: waiting.reduce((sum, { documents }) => sum + documents, 0),
      isMerging: this.merging !== undefined,
    };
  }

  /** Brings a listing in, in place of what was known of it. */
  put(listing: IndexedListing): void {
    this.remove(listing.id);
    if (this.vocabulary.listings >= DOCUMENTS_MAX) throw new RangeError('the index is full');
    if (this.open.isFull) this.freeze();
    this.open.add(listing, this.names, this.vocabulary);
    this.vocabulary.listings += 1;
    this.sellers.makeRoom();
    this.live += 1;
  }

  remove(id: ListingId): void {
    const found = this.placeOf(id);
    if (!found) return;
    const [segment, doc] = found;
    segment.columns.kill(doc);
    this.live -= 1;
    this.merging?.changed.push(found);
  }

  /** Changes what is no word, where it is; false if the listing is not known. */
  adjust(id: ListingId, adjustment: Adjustment): boolean {
    const found = this.placeOf(id);
    if (!found) return false;
    const [{ columns }, doc] = found;
    const { priceMinor, inStock, reviews, stars, quality } = adjustment;
    if (priceMinor !== undefined) columns.priceMinor[doc] = priceMinor;
    if (inStock !== undefined) columns.setInStock(doc, inStock);
    if (reviews !== undefined) columns.reviews[doc] = reviews;
    if (stars !== undefined) columns.stars[doc] = stars;
    if (quality !== undefined) columns.setQuality(doc, quality);
    this.merging?.changed.push(found);
    return true;
  }

  has(id: ListingId): boolean {
    return this.placeOf(id) !== undefined;
  }

  setTrust(seller: PartyId, trust: number): void {
    this.sellers.setTrust(seller, trust);
  }

  /** The best, in order; variants of an article stand where the best of them does. */
  find(query: EngineQuery & { readonly sort: EngineSort; readonly limit: number }): readonly EngineHit[] {
    const top = new Top(query.limit);
    const filters = new CompiledFilters(query.filters, this.names, this.sellers.isEstablished);
    const matched = matchedBy(query, filters, this.names);
    if (query.sort === 'relevance' && isPlain(matched)) this.readLists(matched, filters, top);
    else this.run(matched, filters, new Ranker({ top, filters, sellers: this.sellers, sort: query.sort }));
    return top.sorted().map((placed) => this.hitOf(placed));
  }

  facets(query: EngineQuery, priceBounds: readonly number[]): FacetCounts {
    const { names, sellers } = this;
    const filters = new CompiledFilters(query.filters, names, sellers.isEstablished);
    const counter = new FacetCounter({ filters, names, sellers, priceBounds });
    this.run(matchedBy(query, filters, this.names), filters, counter);
    return counter.result();
  }

  private run(matched: Matched, filters: CompiledFilters, taker: Taker): void {
    if (!filters.isPossible) return;
    for (const segment of this.segments) {
      const span = spanOf(segment, matched.category);
      if (span) this.matcher.run(segment, matched, span, taker);
    }
  }

  private readLists(matched: Matched, filters: CompiledFilters, top: Top): void {
    if (!filters.isPossible) return;
    const { shown } = this.sellers;
    const ranker = new ListRanker({ query: matched, top, filters, shown, trustMax: this.sellers.trustMax() });
    for (const segment of this.segments) {
      const span = spanOf(segment, matched.category);
      if (span) ranker.run(segment, span);
    }
  }

  private hitOf({ segment, doc, relevance }: Placed): EngineHit {
    const seller = segment.columns.seller[doc] as number;
    const trust = this.sellers.shown[seller] as number;
    const quality = segment.columns.quality[doc] as number;
    return {
      id: segment.idOf(doc) as ListingId,
      seller: this.names.sellerNamed(seller) as PartyId,
      relevance,
      trust,
      quality,
      family: segment.columns.family[doc] as number,
      reviews: segment.columns.reviews[doc] as number,
      stars: segment.columns.stars[doc] as number,
      score: scoreOf(relevance, trust, quality),
    };
  }

  private placeOf(id: ListingId): [Segment, number] | undefined {
    for (let s = this.segments.length - 1; s >= 0; s--) {
      const segment = this.segments[s] as Segment;
      const doc = segment.documentOf(id);
      if (doc !== -1 && segment.columns.isLive(doc)) return [segment, doc];
    }
    return undefined;
  }

  private freeze(): void {
    this.open = new OpenSegment(this.openDocuments);
    this.segments.push(this.open);
  }

  /** Goes on with what is to be merged; false if there is nothing to do. */
  mergeStep(): boolean {
    this.merging ??= this.nextMerge();
    if (!this.merging) return false;
    const step = this.merging.steps.next();
    if (step.done) this.install(this.merging, step.value);
    return true;
  }

  /** Merges all into one now. */
  compact(): void {
    this.startCompaction();
    while (this.merging) this.mergeStep();
  }

  /** The same step by step: `mergeStep` goes on with it. */
  startCompaction(): void {
    while (this.merging) this.mergeStep();
    this.freeze();
    this.merging = this.begin(this.segments.slice(0, -1));
  }

  /** All but what has just come in, once that is packed: for a snapshot. */
  packed(): readonly PackedSegment[] {
    while (this.mergeStep());
    if (this.open.documents > 0) {
      this.freeze();
      this.merging = this.begin(this.segments.slice(-2, -1));
      while (this.merging) this.mergeStep();
    }
    return this.segments.filter((segment) => segment instanceof PackedSegment);
  }

  private nextMerge(): Merging | undefined {
    const closed = this.segments.slice(0, -1);
    if (!closed.some((segment) => segment instanceof OpenSegment)) return undefined;
    let from = closed.length - 1;
    let sum = closed[from]?.documents ?? 0;
    while (from > 0 && (closed[from - 1] as Segment).documents * MERGE_SHARE <= sum) {
      from -= 1;
      sum += (closed[from] as Segment).documents;
    }
    const firstOpen = closed.findIndex((segment) => segment instanceof OpenSegment);
    return this.begin(closed.slice(Math.min(from, firstOpen)));
  }

  private begin(sources: readonly Segment[]): Merging {
    return { sources, steps: merge(sources), changed: [] };
  }

  private install({ sources, changed }: Merging, { segment, places, lost }: Merged): void {
    for (const [source, doc] of changed) {
      const place = places[sources.indexOf(source)]?.[doc] ?? GONE;
      if (place !== GONE) segment.columns.copyChanging(place, source.columns, doc);
    }
    const at = this.segments.indexOf(sources[0] as Segment);
    this.segments.splice(at, sources.length, segment);
    const documents = sources.reduce((sum, source) => sum + source.documents, 0);
    this.vocabulary.listings -= documents - segment.documents;
    for (const [term, count] of lost) if (term < SELLER_TERMS) this.vocabulary.count(term, -count);
    this.merging = undefined;
  }
}

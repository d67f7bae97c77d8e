import type { CompiledFilters } from './filters.ts';
import { scoreOf } from './listing.ts';
import { QUALITY_BLOCK } from './columns.ts';
import { BOUND_ROOM, type Matcher, type Taker } from './matcher.ts';
import type { Sellers } from './sellers.ts';
import type { Segment } from './segment.ts';
import type { Top } from './top.ts';

export type EngineSort = 'relevance' | 'newest' | 'price-asc' | 'price-desc' | 'rating';

/** Ratings pull towards four stars from as many reviews, so that one of five stars does not beat a hundred of four and a half. */
const PRIOR_REVIEWS = 5;
const PRIOR_STARS = 20;

const WORDS_A_BLOCK = QUALITY_BLOCK / 32;

/** Puts what matches and passes the filters among the best. */
export class Ranker implements Taker {
  private readonly top: Top;
  private readonly filters: CompiledFilters;
  private readonly sellers: Sellers;
  private readonly sort: EngineSort;
  private readonly trustMax: number;

  constructor(options: { top: Top; filters: CompiledFilters; sellers: Sellers; sort: EngineSort }) {
    this.top = options.top;
    this.filters = options.filters;
    this.sellers = options.sellers;
    this.sort = options.sort;
    this.trustMax = options.sellers.trustMax();
  }

  sumNeeded(_: Segment, qualityMax: number): number {
    if (this.sort !== 'relevance') return -Infinity;
    const { least } = this.top;
    return least === -Infinity ? -Infinity : least / (this.trustMax * qualityMax);
  }

  take(segment: Segment, base: number, bits: Uint32Array, matcher: Matcher): void {
    if (this.sort === 'relevance') this.rankAll(segment, base, bits, matcher);
    else
      for (let j = 0; j < bits.length; j++) {
        let left = bits[j] as number;
        while (left !== 0) {
          const i = j * 32 + 31 - Math.clz32(left & -left);
          left &= left - 1;
          this.place(segment, base + i, matcher, i);
        }
      }
  }

  /** Block by block, as long as the best of a block could still have a place. */
  private rankAll(segment: Segment, base: number, bits: Uint32Array, matcher: Matcher): void {
    const { top, trustMax } = this;
    const { qualityMax, quality } = segment.columns;
    for (let block = 0; block < bits.length; block += WORDS_A_BLOCK) {
      const best = trustMax * (qualityMax[(base + block * 32) / QUALITY_BLOCK] ?? 0);
      if (matcher.sumMax * best * BOUND_ROOM < top.least) continue;
      for (let j = block; j < block + WORDS_A_BLOCK; j++) {
        let left = bits[j] as number;
        while (left !== 0) {
          const i = j * 32 + 31 - Math.clz32(left & -left);
          left &= left - 1;
          const most = matcher.sumMaxAt(i);
          if (most * best < top.least || most * trustMax * (quality[base + i] as number) < top.least)
            continue;
          this.rank(segment, base + i, i, most, matcher);
        }
      }
    }
  }

  private rank(segment: Segment, doc: number, i: number, most: number, matcher: Matcher): void {
    const { columns } = segment;
    const trust = this.sellers.shown[columns.seller[doc] as number] as number;
    const quality = columns.quality[doc] as number;
    const { top } = this;
    if (trust < 0 || most * trust * quality * BOUND_ROOM < top.least) return;
    matcher.lookUpAll(i);
    const relevance = matcher.sumAt(i);
    const key = scoreOf(relevance, trust, quality);
    if (key < top.least || !this.filters.passes(columns, doc)) return;
    const second = columns.createdAt[doc] as number;
    top.put(key, second, segment, doc, relevance, columns.family[doc] as number);
  }

  private place(segment: Segment, doc: number, matcher: Matcher, i: number): void {
    const { columns } = segment;
    if ((this.sellers.shown[columns.seller[doc] as number] as number) < 0) return;
    let key = 0;
    let second = 0;
    if (this.sort === 'newest') key = columns.createdAt[doc] as number;
    else if (this.sort === 'price-asc') key = -(columns.priceMinor[doc] as number);
    else if (this.sort === 'price-desc') key = columns.priceMinor[doc] as number;
    else {
      second = columns.reviews[doc] as number;
      key = second === 0 ? 0 : ((columns.stars[doc] as number) + PRIOR_STARS) / (second + PRIOR_REVIEWS);
    }
    if (key < this.top.least || !this.filters.passes(columns, doc)) return;
    const relevance = matcher.sumAt(i);
    this.top.put(key, second, segment, doc, relevance, columns.family[doc] as number);
  }
}

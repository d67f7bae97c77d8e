import type {
  Facets,
  ListingFilters,
  ListingHit,
  ListingQuery,
  ListingSearch,
} from '../market/listings/search.ts';
import { spreadOf } from '../kernel/spread.ts';
import type { PartyId } from '../kernel/ids.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import { arrange, type Arrangement, type Candidate } from './arrange.ts';
import type { ExposureLedger } from './exposure.ts';
import { wordsOf } from './title-words.ts';
import type { SellerTrust, TrustBoard } from './trust-board.ts';
import { reasonsOf } from './why.ts';

/**
 * Search by merit, and attention shared out within the rulebook's budget: a step on top of any search that says what its
 * order is made of. Blocks of results are arranged each by itself, so that pages of any length fit together. Orders that
 * a shopper asked for (by price, date, stars) are left alone.
 */
export class RankedSearch implements ListingSearch {
  private readonly inner: ListingSearch;
  private readonly trust: TrustBoard;
  private readonly ledger: ExposureLedger;
  private readonly ranking: Rulebook['ranking'];
  private readonly kept = new Map<
    string,
    { readonly hits: readonly ListingHit[]; readonly arrangement: Arrangement; readonly turn: number }
  >();
  private readonly editionsKept: number;
  /** Told of each arrangement: what it cost, for those who keep watch. */
  private readonly arranged: ((arrangement: Arrangement) => void) | undefined;

  constructor(options: {
    readonly inner: ListingSearch;
    readonly trust: TrustBoard;
    readonly ledger: ExposureLedger;
    readonly ranking: Rulebook['ranking'];
    readonly arranged?: (arrangement: Arrangement) => void;
    /** For how many editions of the ledger an order stands still; each query has its own turn, so that not all change at once. */
    readonly editionsKept?: number;
  }) {
    this.editionsKept = options.editionsKept ?? 1;
    this.inner = options.inner;
    this.trust = options.trust;
    this.ledger = options.ledger;
    this.ranking = options.ranking;
    this.arranged = options.arranged;
  }

  async find(query: ListingQuery): Promise<readonly ListingHit[]> {
    // One shop's own page is nobody's competition.
    const inOwnOrder = query.sort !== 'relevance' || query.seller !== undefined;
    const hits = inOwnOrder ? await this.inner.find(query) : await this.findArranged(query);
    return hits.map((hit) => ({
      ...hit,
      tier: this.trust.of(hit.listing.seller).tier,
      why: reasonsOf(hit, query, this.trust.newcomer),
    }));
  }

  private async findArranged(query: ListingQuery): Promise<readonly ListingHit[]> {
    const { blockSize } = this.ranking.budget;
    const from = Math.floor(query.offset / blockSize) * blockSize;
    const until = Math.ceil((query.offset + query.limit) / blockSize) * blockSize;
    const hits = await this.inner.find({ ...query, offset: from, limit: until - from });
    const blocks: ListingHit[] = [];
    for (let at = 0; at < hits.length; at += blockSize)
      blocks.push(...this.arrangeBlock(hits.slice(at, at + blockSize), query));
    return blocks.slice(query.offset - from, query.offset - from + query.limit);
  }

  facets(filters: ListingFilters, priceBounds: readonly number[]): Promise<Facets> {
    return this.inner.facets(filters, priceBounds);
  }

  spelling(text: string): Promise<string | null> {
    return this.inner.spelling(text);
  }

  private arrangeBlock(hits: readonly ListingHit[], query: ListingQuery): readonly ListingHit[] {
    const { places } = this.arrangementOf(hits, `${hits[0]?.id} ${query.text}`);
    return places.map(({ index, moved }, place) => {
      const hit = hits[index] as ListingHit;
      return moved === null ? hit : { ...hit, moved: { why: moved, places: index - place } };
    });
  }

  /** As before, where the same hits with the same merit are asked for again and their turn is not over. */
  private arrangementOf(hits: readonly ListingHit[], key: string): Arrangement {
    const { editionsKept } = this;
    const turn = Math.floor((this.ledger.edition + spreadOf(key, editionsKept)) / editionsKept);
    const kept = this.kept.get(key);
    if (kept?.turn === turn && areSame(kept.hits, hits)) return kept.arrangement;
    const candidates = hits.map((hit) => this.candidate(hit));
    const arrangement = arrange(candidates, this.ranking.budget);
    this.arranged?.(arrangement);
    if (this.kept.size >= KEPT_MAX) this.kept.clear();
    this.kept.set(key, { hits, arrangement, turn });
    return arrangement;
  }

  private candidate(hit: ListingHit): Candidate {
    const { listing } = hit;
    const seller = this.trust.of(listing.seller);
    const { identity } = seller;
    const { attention, due } = this.ledger.lately(identity);
    return {
      id: hit.id,
      identity,
      merit: hit.score?.merit ?? 0,
      words: new Set(wordsOf(listing.title)),
      category: listing.category,
      attributes: listing.attributes,
      allowance: listing.stock > 0 && hit.demotion === 1 ? this.allowanceOf(seller, identity) : 0,
      lately: { attention, due: due * (1 + this.bonusOf(seller)) },
    };
  }

  /** What a verified newcomer is still owed today: the less, the more is known of it. */
  private allowanceOf({ orders, verified }: SellerTrust, identity: PartyId): number {
    const { attentionPerDay, strengthOrders } = this.ranking.budget.exploration;
    if (!verified) return 0;
    const unknown = strengthOrders / (strengthOrders + orders);
    const { attention, due } = this.ledger.today(identity);
    // What it gets by merit alone is its own: only what comes on top is taken from the allowance.
    return unknown < UNKNOWN_MIN ? 0 : Math.max(0, attentionPerDay * unknown - Math.max(0, attention - due));
  }

  private bonusOf({ tier }: SellerTrust): number {
    return this.ranking.tiers.find(({ name }) => name === tier)?.attentionBonus ?? 0;
  }
}

/** A seller of whom less than this share is unknown is no newcomer. */
const UNKNOWN_MIN = 1 / 3;

/** Arrangements kept while it is their turn, some seconds. */
const KEPT_MAX = 5_000;

function areSame(before: readonly ListingHit[], now: readonly ListingHit[]): boolean {
  return (
    before.length === now.length &&
    before.every((hit, i) => {
      const other = now[i];
      return (
        hit.id === other?.id &&
        hit.score?.merit === other.score?.merit &&
        hit.demotion === other.demotion &&
        hit.listing.stock > 0 === other.listing.stock > 0
      );
    })
  );
}

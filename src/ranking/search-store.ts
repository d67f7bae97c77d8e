import type { Pool } from 'pg';
import type { PartyId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import type {
  Facets,
  ListingFilters,
  ListingHit,
  ListingQuery,
  ListingSearch,
} from '../market/listings/search.ts';
import { type Card, CardStore } from './card-store.ts';
import type { EngineHit, RankingEngine } from './engine.ts';
import type { ListingIndex } from './index-store.ts';
import { SearchCache } from './search-cache.ts';
import { SellerBook } from './seller-book.ts';
import { spellingOf } from './spelling.ts';
import { StandingReader } from './standing-store.ts';
import { type Wanted, wantedIn } from './wanted.ts';

/** So many that have all the words are enough; with fewer, those that have some of them follow. */
const ENOUGH = 12;
const FACETS_KEPT_FOR = 10;
const CARDS_KEPT_FOR = 12;

interface Asked extends Wanted {
  /** Whether all words have to be there. */
  readonly match: 'all' | 'any';
}

/**
 * Search by the index in memory. Each query is answered from it as it is; only what a text asks for, the counts of choices and
 * what is shown of a listing are kept for `freshMs` or some times that.
 */
export class EngineSearch implements ListingSearch {
  private readonly index: ListingIndex;
  private readonly now: () => EpochMs;
  private readonly freshMs: number;
  private readonly cards: CardStore;
  private readonly asked: SearchCache<Asked>;
  private readonly counted: SearchCache<Facets>;
  private readonly book: SellerBook;
  private readonly standings: StandingReader;

  constructor(options: {
    readonly pool: Pool;
    readonly index: ListingIndex;
    readonly now: () => EpochMs;
    /** 0: nothing is kept, and what was written is read before each answer. */
    readonly freshMs: number;
  }) {
    const { pool, index, now, freshMs } = options;
    this.index = index;
    this.now = now;
    this.freshMs = freshMs;
    this.cards = new CardStore({ pool, freshMs: freshMs * CARDS_KEPT_FOR });
    this.asked = new SearchCache({ freshMs, entriesMax: 5_000 });
    this.counted = new SearchCache({ freshMs: freshMs * FACETS_KEPT_FOR, entriesMax: 2_000 });
    this.book = new SellerBook(index.engine.sellers);
    this.standings = new StandingReader({ pool, now, book: this.book });
    index.changed = (ids) => this.cards.drop(ids);
    index.isTakenDown = (seller, id) => this.book.isTakenDown(seller, id);
  }

  /** A standing has changed, or any may have. Called before the change is acknowledged. */
  standingChanged(seller: PartyId | 'everything'): void {
    this.standings.note(seller);
  }

  /** Trust without measures. */
  setTrust(seller: PartyId, trust: number): void {
    this.book.setTrust(seller, trust);
  }

  setNewcomerTrust(trust: number): void {
    this.book.setNewcomer(trust);
  }

  async find(query: ListingQuery): Promise<readonly ListingHit[]> {
    await this.fresh(query.now);
    const asked = await this.read(query.text);
    const hits = placesOf(this.index.engine, asked, query);
    const ids = hits.map((hit) => hit.id);
    const kept = this.cards.keptOf(ids);
    const isRanked = query.sort === 'relevance';
    if (kept) return hits.map((hit, i) => this.hitOf(hit, kept[i] as Card, isRanked));
    const cards = await this.cards.of(ids);
    return hits.flatMap((hit) => {
      const card = cards.get(hit.id);
      return card ? this.hitOf(hit, card, isRanked) : [];
    });
  }

  private hitOf(hit: EngineHit, { id, listing, sellerName }: Card, isRanked: boolean): ListingHit {
    const { seller, reviews, stars, relevance, quality } = hit;
    return {
      id,
      listing,
      sellerName,
      rating: reviews === 0 ? null : { count: reviews, average: stars / reviews },
      demotion: this.book.demotionOf(seller),
      score: isRanked ? { relevance, quality, trust: this.book.trustOf(seller), merit: hit.score } : null,
    };
  }

  async facets(filters: ListingFilters, priceBounds: readonly number[]): Promise<Facets> {
    await this.fresh(this.now());
    const key = JSON.stringify([priceBounds, { ...filters, attributes: [...(filters.attributes ?? [])] }]);
    return this.counted.get(key, async () => {
      const asked = await this.read(filters.text);
      return this.index.engine.facets({ ...asked, filters }, priceBounds);
    });
  }

  async spelling(text: string): Promise<string | null> {
    const { engine } = this.index;
    const meant = spellingOf(text, engine);
    if (!meant) return null;
    const cards = await this.cards.of(meant.titles);
    return meant.inWords(new Map([...cards].map(([id, card]) => [id, card.listing.title])));
  }

  private async fresh(now: EpochMs): Promise<void> {
    const waiting = this.standings.fresh();
    if (waiting) await waiting;
    this.book.pass(now);
    const moved = this.book.takeMoved();
    if (moved.length > 0) await this.index.readAgain(moved);
    if (this.freshMs === 0) await this.index.catchUp();
  }

  private read(text: string): Promise<Asked> {
    return this.asked.get(text, () => Promise.resolve(askedFor(text, this.index.engine)));
  }
}

/** Decided by the words alone, so that filters and pages of one text fit together. */
function askedFor(text: string, engine: RankingEngine): Asked {
  const wanted = wantedIn(text, engine.vocabulary);
  if (wanted.words.length < 2) return { ...wanted, match: 'all' };
  const all = engine.find({ ...wanted, match: 'all', filters: {}, sort: 'newest', limit: ENOUGH });
  return { ...wanted, match: all.length < ENOUGH ? 'any' : 'all' };
}

/** The places that a page shows; what has all the words comes first. */
function placesOf(engine: RankingEngine, asked: Asked, query: ListingQuery): readonly EngineHit[] {
  const { offset, limit: most, sort } = query;
  const limit = offset + most;
  const hits = engine.find({ ...asked, filters: query, sort, limit });
  if (asked.match === 'all' || sort !== 'relevance') return hits.slice(offset);
  const first = engine.find({ ...asked, match: 'all', filters: query, sort, limit });
  const ids = new Set(first.map((hit) => hit.id));
  const families = new Set(first.map((hit) => hit.family).filter((family) => family !== 0));
  const others = hits.filter((hit) => !ids.has(hit.id) && !families.has(hit.family));
  return [...first, ...others].slice(offset, limit);
}

import type { Pool } from 'pg';
import type { ListingId, PartyId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import type {
  Facets,
  ListingFilters,
  ListingHit,
  ListingQuery,
  ListingSearch,
} from '../market/listings/search.ts';
import { CardStore } from './card-store.ts';
import { scoreOf } from './listing.ts';
import { Names } from './names.ts';
import { SearchCache } from './search-cache.ts';
import { SellerBook } from './seller-book.ts';
import { Sellers } from './sellers.ts';
import { facetsBy } from './sphinx-facets-store.ts';
import type { SphinxIndex } from './sphinx-index-store.ts';
import { type Asked, countStatement, findStatement, RESULTS_MAX, WEIGHT_OF_ONE } from './sphinx-statement.ts';
import { StandingReader } from './standing-store.ts';
import { isWithinDistance } from './text/distance.ts';
import { parseQuery, type QueryWord } from './text/query.ts';
import { term as termOf } from './text/terms.ts';
import { wordsOf } from './text/words.ts';

/** So many that have all the words are enough; with fewer, those that have some of them follow. */
const ENOUGH = 12;
/** What is fetched beyond what is shown, since some of it is gated here or moves. */
const MORE = 3;
const MORE_AT_LEAST = 60;
const TITLES_READ = 100;
/** A short word with two letters wrong is another word. */
const TWO_WRONG_FROM = 6;
const START_LENGTH = 3;
/** Trust in who may not be shown. */
const HIDDEN = -1;
const CARDS_KEPT_FOR = 12;
const FACETS_KEPT_FOR = 10;

interface Row {
  readonly listing: ListingId;
  readonly seller_id: PartyId;
  readonly created: string;
  readonly family: string;
  readonly w: number;
  readonly quality: number;
  readonly reviews: number;
  readonly stars: number;
}

interface Place extends Row {
  readonly sellerId: PartyId;
  readonly relevance: number;
  readonly trust: number;
  readonly merit: number;
}

/**
 * Search by a Sphinx server, for more listings than a process holds. The server proposes more than is asked for; who may be
 * shown, and how much each seller is trusted, is known here as fresh as the lease promises, and decides what of it is left
 * and in which order.
 */
export class SphinxSearch implements ListingSearch {
  private readonly index: SphinxIndex;
  private readonly cards: CardStore;
  private readonly asked: SearchCache<Asked>;
  private readonly counted: SearchCache<Facets>;
  private readonly names = new Names();
  private readonly sellers = new Sellers(this.names);
  private readonly book = new SellerBook(this.sellers);
  private readonly standings: StandingReader;

  constructor(options: {
    readonly pool: Pool;
    readonly index: SphinxIndex;
    readonly now: () => EpochMs;
    /** How old an answer may be; 0: nothing is kept. */
    readonly freshMs: number;
  }) {
    const { pool, index, now, freshMs } = options;
    this.index = index;
    this.cards = new CardStore({ pool, freshMs: freshMs * CARDS_KEPT_FOR });
    this.asked = new SearchCache({ freshMs, entriesMax: 5_000 });
    this.counted = new SearchCache({ freshMs: freshMs * FACETS_KEPT_FOR, entriesMax: 2_000 });
    this.standings = new StandingReader({ pool, now, book: this.book });
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
    const places = await this.places(asked, query);
    const cards = await this.cards.of(places.map((place) => place.listing));
    return places.flatMap(({ listing, sellerId, reviews, stars, relevance, trust, quality, merit }) => {
      const card = cards.get(listing);
      if (!card) return [];
      const demotion = this.book.demotionOf(sellerId);
      return {
        ...card,
        rating: reviews === 0 ? null : { count: reviews, average: stars / reviews },
        demotion,
        score: query.sort === 'relevance' ? { relevance, trust: trust / demotion, quality, merit } : null,
      };
    });
  }

  async facets(filters: ListingFilters, priceBounds: readonly number[]): Promise<Facets> {
    const key = JSON.stringify([priceBounds, { ...filters, attributes: [...(filters.attributes ?? [])] }]);
    return this.counted.get(key, async () =>
      facetsBy(this.index, await this.read(filters.text), { filters, priceBounds }),
    );
  }

  async spelling(text: string): Promise<string | null> {
    const asked = await this.read(text);
    const meant: string[] = [];
    for (const word of asked.words) {
      const isFound = !asked.unknown.has(word.term) || (await this.count({ ...asked, words: [word] })) > 0;
      const close = isFound ? (word.prefix ?? word.term) : await this.closeTo(word);
      if (close === undefined) return null;
      meant.push(close);
    }
    const typed = asked.words.map((word) => word.prefix ?? word.term);
    return meant.every((word, i) => word === typed[i]) ? null : meant.join(' ');
  }

  /** Standings as fresh as the lease promises. */
  private async fresh(now: EpochMs): Promise<void> {
    await this.standings.fresh();
    this.book.pass(now);
  }

  /** Which of the words nothing has, and whether enough listings have all the others. */
  private read(text: string): Promise<Asked> {
    return this.asked.get(text, async () => {
      const parsed = parseQuery(text);
      const plain = (words: readonly QueryWord[]): Asked => ({
        ...parsed,
        words,
        match: 'all',
        unknown: new Set(),
      });
      const counts = await Promise.all(parsed.words.map((word) => this.count(plain([word]))));
      const unknown = new Set(parsed.words.filter((_, i) => counts[i] === 0).map((word) => word.term));
      const all: Asked = { ...parsed, match: 'all', unknown };
      const isEnough = parsed.words.length < 2 || (await this.count(all)) >= ENOUGH;
      return isEnough ? all : { ...all, match: 'any' };
    });
  }

  private async count(asked: Asked): Promise<number> {
    const [row] = await this.index.rows<{ n: number | string }>(countStatement(asked, { text: '' }));
    return Number(row?.n ?? 0);
  }

  /** The places that a page shows; what has all the words comes first. */
  private async places(asked: Asked, query: ListingQuery): Promise<readonly Place[]> {
    const { offset, limit: most } = query;
    const limit = offset + most;
    const first = await this.best({ ...asked, match: 'all' }, query, limit);
    if (asked.match === 'all' || query.sort !== 'relevance' || first.length >= limit)
      return (
        asked.match === 'all' || query.sort === 'relevance' ? first : await this.best(asked, query, limit)
      ).slice(offset, limit);
    const families = new Set(first.map((place) => place.family));
    const others = (await this.best(asked, query, limit)).filter((place) => !families.has(place.family));
    return [...first, ...others].slice(offset, limit);
  }

  /** Asks for ever more until so many are left, or there are no more. */
  private async best(asked: Asked, query: ListingQuery, limit: number): Promise<readonly Place[]> {
    for (let most = limit * MORE + MORE_AT_LEAST; ; most *= MORE) {
      const asking = Math.min(most, RESULTS_MAX);
      const rows = await this.index.rows<Row>(findStatement(asked, query, asking));
      const places = this.gated(rows, asked, query);
      if (places.length >= limit || rows.length < asking || asking === RESULTS_MAX)
        return places.slice(0, limit);
    }
  }

  /** What may be shown, by what is known here; of each family the best. */
  private gated(rows: readonly Row[], asked: Asked, query: ListingQuery): readonly Place[] {
    const places = rows.flatMap((row): readonly Place[] => {
      const sellerId = row.seller_id;
      const n = this.names.sellers.numberOf(sellerId);
      const trust = n === -1 ? this.book.trustOf(sellerId) : (this.sellers.shown[n] ?? HIDDEN);
      if (trust < 0 || this.book.isTakenDown(sellerId, row.listing)) return [];
      if (query.established && this.sellers.isEstablished[n] !== 1) return [];
      const relevance = asked.words.length === 0 ? 1 : row.w / WEIGHT_OF_ONE;
      return [{ ...row, sellerId, relevance, trust, merit: scoreOf(relevance, trust, row.quality) }];
    });
    if (query.sort === 'relevance')
      places.sort(
        (a, b) =>
          b.merit - a.merit || Number(b.created) - Number(a.created) || (a.listing < b.listing ? -1 : 1),
      );
    const families = new Set<string>();
    return places.filter(({ family }) => !families.has(family) && families.add(family));
  }

  /** A word of a title that begins alike and is nearly written so, the most frequent. */
  private async closeTo({ term }: QueryWord): Promise<string | undefined> {
    if (term.length < TWO_WRONG_FROM) return undefined;
    const start = term.slice(0, START_LENGTH);
    const words = [{ term: start, others: [], prefix: start, typosMax: 0 }] as const;
    const asked: Asked = { words, excluded: [], match: 'all', unknown: new Set() };
    const query = { text: '', sort: 'relevance', offset: 0, limit: TITLES_READ, now: 0 } as const;
    const rows = await this.index.rows<Row>(findStatement(asked, query, TITLES_READ));
    const cards = await this.cards.of(rows.map((row) => row.listing));
    const titles = [...cards.values()].flatMap((card) => [...wordsOf(card.listing.title)]);
    const close = titles
      .map(({ whole }) => whole)
      .filter((whole) => isWithinDistance(termOf(whole), term, 2));
    const counts = [...Map.groupBy(close, (whole) => whole)].toSorted(([, a], [, b]) => b.length - a.length);
    return counts[0]?.[0];
  }
}

import { base32, type ListingId, type PartyId } from '../../src/kernel/ids.ts';
import { type EngineHit, type EngineQuery, RankingEngine } from '../../src/ranking/engine.ts';
import type { IndexedListing } from '../../src/ranking/listing.ts';
import { idf, impactsOf } from '../../src/ranking/text/relevance.ts';
import { wantedIn } from '../../src/ranking/wanted.ts';
import { type MadeUpListing, type MadeUpQuery, madeUpTrust, type Mode, TOP } from './corpus.ts';
import type { Engine } from './engine.ts';

/** As long as the ids of a real market are. */
const ID_DIGITS = 26;
const FIRST_AT = Date.UTC(2026, 0, 1);
const PREFIX = 'lst_';

export function listingIdOf(number: number): ListingId {
  return `${PREFIX}${base32(BigInt(number), ID_DIGITS)}` as ListingId;
}

/** Digits of our ids, which leave out letters that look like others. */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const DIGIT_OF = new Uint8Array(128);
for (let i = 0; i < DIGITS.length; i++) DIGIT_OF[DIGITS.charCodeAt(i)] = i;

/** Without a string in between: the peers answer in numbers as they are. */
function numberOf(id: ListingId): number {
  let number = 0;
  for (let i = PREFIX.length; i < id.length; i++)
    number = number * DIGITS.length + (DIGIT_OF[id.charCodeAt(i)] as number);
  return number;
}

export function sellerIdOf(seller: number): PartyId {
  return `sel_${base32(BigInt(seller), ID_DIGITS)}` as PartyId;
}

/** As it comes from the database: with ids, its texts not analysed yet. */
export interface ToldListing extends MadeUpListing {
  readonly id: ListingId;
  readonly sellerId: PartyId;
}

export function told(listing: MadeUpListing): ToldListing {
  return { ...listing, id: listingIdOf(listing.number), sellerId: sellerIdOf(listing.seller) };
}

export function indexed({ id, sellerId, number, title, category }: ToldListing): IndexedListing {
  return {
    id,
    seller: sellerId,
    category: `c${category}`,
    countries: ['DE', 'FR'],
    priceMinor: 100 + (number % 10_000),
    createdAt: FIRST_AT + number,
    inStock: true,
    reviews: number % 7,
    stars: (number % 7) * 4,
    group: null,
    attributes: [`colour:${number % 12}`],
    impacts: impactsOf({ title, label: '', description: '' }),
    quality: 1,
  };
}

/** Our engine. The same work as the peers: exact terms, category, trust, top 20. */
export class Ours implements Engine {
  readonly name = 'Cacashop';
  readonly how = 'exact terms';
  readonly engine: RankingEngine;

  constructor(engine = new RankingEngine()) {
    this.engine = engine;
  }

  build(listings: Iterable<MadeUpListing>, trust: Float32Array): Promise<void> {
    for (const listing of listings) {
      this.engine.put(indexed(told(listing)));
      while (this.engine.mergeStep());
    }
    this.engine.compact();
    this.setAllTrust(trust);
    return Promise.resolve();
  }

  setAllTrust(trust = madeUpTrust()): void {
    trust.forEach((value, seller) => this.engine.setTrust(sellerIdOf(seller), value));
  }

  search(query: MadeUpQuery, mode: Mode): readonly number[] {
    return this.hits(query, mode).map(({ id }) => numberOf(id));
  }

  hits({ words, category }: MadeUpQuery, mode: Mode): readonly EngineHit[] {
    const { vocabulary } = this.engine;
    const terms = words.map((term) => [
      { term, boost: idf(vocabulary.listings, vocabulary.listingsWith(term)) },
    ]);
    return this.find(terms, category, mode);
  }

  /** As the shop does: parsed, with beginnings, other words and typos. */
  searchTyped({ words, category }: MadeUpQuery, mode: Mode): readonly number[] {
    const { words: wanted } = wantedIn(words.join(' '), this.engine.vocabulary);
    return this.find(wanted, category, mode).map(({ id }) => numberOf(id));
  }

  private find(words: EngineQuery['words'], category: number, mode: Mode): readonly EngineHit[] {
    const match = mode === 'and' ? 'all' : 'any';
    const filters = { category: `c${category}` };
    return this.engine.find({ words, excluded: [], match, filters, sort: 'relevance', limit: TOP });
  }

  setTrust(seller: number, trust: number): void {
    this.engine.setTrust(sellerIdOf(seller), trust);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

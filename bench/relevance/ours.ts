import type { ListingId, PartyId } from '../../src/kernel/ids.ts';
import { RankingEngine } from '../../src/ranking/engine.ts';
import { type Formula, impactsOf } from '../../src/ranking/text/relevance.ts';
import { wantedIn } from '../../src/ranking/wanted.ts';
import type { Product } from './judgements.ts';

const RANKS = 10;

/** The products as listings of our engine; suppliers are the sellers. */
export class OurShop {
  private readonly engine = new RankingEngine();

  constructor(products: readonly Product[], formula: Formula) {
    for (const product of products) this.put(product, formula);
    this.engine.compact();
  }

  private put({ id, title, name, shortDescription, supplier }: Product, formula: Formula): void {
    this.engine.put({
      id: id as ListingId,
      seller: supplier as PartyId,
      category: 'all',
      countries: [],
      priceMinor: 0,
      createdAt: 0,
      inStock: true,
      reviews: 0,
      stars: 0,
      group: null,
      attributes: [],
      impacts: impactsOf({ title, label: `${name} ${supplier}`, description: shortDescription }, formula),
      quality: 1,
    });
  }

  setTrust(supplier: string, trust: number): void {
    this.engine.setTrust(supplier as PartyId, trust);
  }

  /** As the shop answers: what has all words, then what has some. */
  search(text: string): readonly string[] {
    const { words, excluded } = wantedIn(text, this.engine.vocabulary);
    const found = (['all', 'any'] as const).flatMap((match) =>
      this.engine.find({ words, excluded, match, filters: {}, sort: 'relevance', limit: RANKS }),
    );
    return [...new Set(found.map((hit) => hit.id))].slice(0, RANKS);
  }
}

import MiniSearch from 'minisearch';
import type { MadeUpListing, MadeUpQuery, Mode } from './corpus.ts';
import { TOP } from './corpus.ts';
import type { Engine } from './engine.ts';

interface Stored {
  readonly id: number;
  readonly title: string;
  readonly category: number;
  readonly seller: number;
}

/** MiniSearch, exact terms alone; the category is tested at each match, which is the way it offers. */
export class MiniSearchEngine implements Engine {
  readonly name = 'MiniSearch';
  readonly how = 'exact terms, filter and boostDocument by stored fields';
  private readonly index = new MiniSearch<Stored>({ fields: ['title'], storeFields: ['category', 'seller'] });
  private trust = new Float32Array();

  build(listings: Iterable<MadeUpListing>, trust: Float32Array): Promise<void> {
    this.trust = Float32Array.from(trust);
    for (const { number, ...l } of listings) this.index.add({ id: number, ...l });
    return Promise.resolve();
  }

  search({ words, category }: MadeUpQuery, mode: Mode): readonly number[] {
    const found = this.index.search(words.join(' '), {
      combineWith: mode === 'and' ? 'AND' : 'OR',
      filter: (result) => result['category'] === category,
      // 0 leaves a listing out before it is scored.
      boostDocument: (_, __, stored) =>
        stored?.['category'] === category ? (this.trust[Number(stored['seller'])] ?? 0) : 0,
    });
    return found.slice(0, TOP).map((result) => Number(result.id));
  }

  setTrust(seller: number, trust: number): void {
    this.trust[seller] = trust;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ListingId, PartyId } from '../kernel/ids.ts';
import { type EngineQuery, RankingEngine } from './engine.ts';
import type { Filters } from './filters.ts';
import { IMPACT, impactLevel, type IndexedListing, scoreOf } from './listing.ts';
import type { EngineSort } from './rank.ts';
import { wantedIn } from './wanted.ts';

const WORDS = ['oak', 'chair', 'lamp', 'red', 'desk', 'shelf', 'rug', 'tall'];
const CATEGORIES = ['home', 'garden', 'toys'];
const SELLERS = ['pty_a', 'pty_b', 'pty_c', 'pty_d'] as PartyId[];
const SORTS: readonly EngineSort[] = ['relevance', 'newest', 'price-asc', 'price-desc', 'rating'];

const content = fc.record({
  seller: fc.constantFrom(...SELLERS),
  category: fc.constantFrom(...CATEGORIES),
  countries: fc.subarray(['DE', 'FR', 'BR'], { minLength: 1 }),
  priceMinor: fc.integer({ min: 1, max: 20 }),
  createdAt: fc.integer({ min: 1, max: 6 }),
  inStock: fc.boolean(),
  reviews: fc.integer({ min: 0, max: 3 }),
  stars: fc.integer({ min: 0, max: 15 }),
  group: fc.option(fc.constantFrom('g1', 'g2')),
  attributes: fc.subarray(['colour:red', 'colour:blue', 'size:s', 'size:m']),
  impacts: fc
    .dictionary(fc.constantFrom(...WORDS), fc.integer({ min: 1, max: 8 }), { maxKeys: 5 })
    .map((d) => new Map(Object.entries(d).map(([word, n]) => [word, n / 8]))),
  quality: fc.constantFrom(0.25, 0.5, 0.75, 1),
});

type Change =
  | { readonly do: 'put'; readonly id: number; readonly content: Omit<IndexedListing, 'id'> }
  | { readonly do: 'remove'; readonly id: number }
  | { readonly do: 'adjust'; readonly id: number; readonly priceMinor: number; readonly quality: number }
  | { readonly do: 'trust'; readonly seller: PartyId; readonly trust: number }
  | { readonly do: 'hide'; readonly seller: PartyId; readonly isHidden: boolean }
  | { readonly do: 'merge'; readonly steps: number };

const id = fc.integer({ min: 0, max: 30 });
const seller = fc.constantFrom(...SELLERS);
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ do: fc.constant('put' as const), id, content }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), id }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('adjust' as const),
      id,
      priceMinor: fc.integer({ min: 1, max: 20 }),
      quality: fc.constantFrom(0.25, 0.5, 1),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('trust' as const),
      seller,
      trust: fc.constantFrom(0, 0.1, 0.5, 0.9, 1),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hide' as const), seller, isHidden: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('merge' as const), steps: fc.integer({ min: 1, max: 12 }) }),
  },
);

const boosted = fc.record({
  term: fc.constantFrom(...WORDS, 'nowhere'),
  boost: fc.constantFrom(0.3, 1, 2.5),
});
const filters: fc.Arbitrary<Filters> = fc.record(
  {
    category: fc.constantFrom(...CATEGORIES),
    country: fc.constantFrom('DE', 'FR', 'BR', 'US'),
    seller,
    priceMin: fc.integer({ min: 1, max: 10 }),
    priceMax: fc.integer({ min: 8, max: 20 }),
    inStock: fc.constant(true),
    ratingMin: fc.constantFrom(2, 4),
    attributes: fc.constantFrom(
      new Map([['colour', ['red']]]),
      new Map([
        ['colour', ['red', 'blue']],
        ['size', ['s']],
      ]),
    ),
  },
  { requiredKeys: [] },
);
const query = fc.record({
  words: fc.array(fc.array(boosted, { minLength: 1, maxLength: 3 }), { maxLength: 3 }),
  excluded: fc.subarray(['tall', 'rug'], { maxLength: 1 }),
  match: fc.constantFrom('all' as const, 'any' as const),
  filters,
  sort: fc.constantFrom(...SORTS),
  limit: fc.integer({ min: 1, max: 12 }),
});

/** The whole market as plain objects, looked through one by one. */
class Oracle {
  readonly listings = new Map<string, IndexedListing>();
  readonly trust = new Map<PartyId, number>();
  readonly hidden = new Set<PartyId>();

  matching({ words, excluded, match, filters: f }: EngineQuery) {
    return [...this.listings.values()].flatMap((listing) => {
      const values = words.map((terms) =>
        Math.max(
          0,
          ...terms.map(({ term, boost }) => {
            const impact = listing.impacts.get(term);
            return impact === undefined ? 0 : boost * (IMPACT[impactLevel(impact)] as number);
          }),
        ),
      );
      const found = values.filter((v) => v > 0).length;
      const isFound = words.length === 0 || (match === 'all' ? found === words.length : found > 0);
      if (!isFound || excluded.some((term) => listing.impacts.has(term)) || this.hidden.has(listing.seller))
        return [];
      const passes =
        (f.category === undefined || f.category === listing.category) &&
        (f.seller === undefined || f.seller === listing.seller) &&
        (f.country === undefined || listing.countries.includes(f.country)) &&
        (f.priceMin === undefined || listing.priceMinor >= f.priceMin) &&
        (f.priceMax === undefined || listing.priceMinor <= f.priceMax) &&
        (!f.inStock || listing.inStock) &&
        (f.ratingMin === undefined ||
          (listing.reviews > 0 && listing.stars >= f.ratingMin * listing.reviews)) &&
        [...(f.attributes ?? [])].every(([name, chosen]) =>
          chosen.some((value) => listing.attributes.includes(`${name}:${value}`)),
        );
      if (!passes) return [];
      const relevance = words.length === 0 ? 1 : values.reduce((sum, v) => sum + v, 0);
      return [{ listing, relevance }];
    });
  }

  find(asked: EngineQuery & { sort: EngineSort; limit: number }) {
    const placed = this.matching(asked).map(({ listing, relevance }) => {
      const trust = Math.fround(this.trust.get(listing.seller) ?? 1);
      const score = scoreOf(relevance, trust, Math.fround(listing.quality));
      const { priceMinor, createdAt, reviews, stars } = listing;
      const keys: Record<EngineSort, readonly [number, number]> = {
        relevance: [score, createdAt],
        newest: [createdAt, 0],
        'price-asc': [-priceMinor, 0],
        'price-desc': [priceMinor, 0],
        rating: [reviews === 0 ? 0 : (stars + 20) / (reviews + 5), reviews],
      };
      return { listing, score, keys: keys[asked.sort] };
    });
    placed.sort(
      (a, b) => b.keys[0] - a.keys[0] || b.keys[1] - a.keys[1] || (a.listing.id < b.listing.id ? -1 : 1),
    );
    const families = new Set<string>();
    return placed
      .filter(({ listing: { group, seller } }) => {
        if (group === null) return true;
        const family = `${seller}:${group}`;
        return !families.has(family) && families.add(family);
      })
      .slice(0, asked.limit)
      .map(({ listing, score }) => ({ id: listing.id, score }));
  }
}

function apply(engine: RankingEngine, oracle: Oracle, changes: readonly Change[]): void {
  for (const c of changes)
    switch (c.do) {
      case 'put': {
        const listing = { ...c.content, id: `lst_${c.id}` as ListingId };
        engine.put(listing);
        oracle.listings.set(listing.id, listing);
        break;
      }
      case 'remove':
        engine.remove(`lst_${c.id}` as ListingId);
        oracle.listings.delete(`lst_${c.id}`);
        break;
      case 'adjust': {
        const { priceMinor, quality } = c;
        const known = oracle.listings.get(`lst_${c.id}`);
        expect(engine.adjust(`lst_${c.id}` as ListingId, { priceMinor, quality })).toBe(known !== undefined);
        if (known) oracle.listings.set(known.id, { ...known, priceMinor, quality });
        break;
      }
      case 'trust':
        engine.setTrust(c.seller, c.trust);
        oracle.trust.set(c.seller, c.trust);
        break;
      case 'hide':
        engine.sellers.hide(c.seller, c.isHidden);
        if (c.isHidden) oracle.hidden.add(c.seller);
        else oracle.hidden.delete(c.seller);
        break;
      case 'merge':
        for (let i = 0; i < c.steps; i++) engine.mergeStep();
        break;
      default:
        c satisfies never;
    }
}

const found = (engine: RankingEngine, asked: Parameters<RankingEngine['find']>[0]) =>
  engine.find(asked).map(({ id, score }) => ({ id, score }));

describe('the engine beside an oracle that looks at everything', () => {
  test('finds the same, in the same order, with the same scores to the last bit, while it is changed and merged', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ changes: fc.array(change, { maxLength: 15 }), query }), { maxLength: 8 }),
        (rounds) => {
          const engine = new RankingEngine({ openDocuments: 4 });
          const oracle = new Oracle();
          for (const { changes, query: asked } of rounds) {
            apply(engine, oracle, changes);
            expect(found(engine, asked)).toEqual(withScores(oracle, asked));
            expect(engine.size).toBe(oracle.listings.size);
          }
          engine.compact();
          for (const { query: asked } of rounds)
            expect(found(engine, asked)).toEqual(withScores(oracle, asked));
          // After a merge nothing that is gone is counted.
          for (const word of WORDS)
            expect(engine.vocabulary.listingsWith(word)).toBe(
              [...oracle.listings.values()].filter((l) => l.impacts.has(word)).length,
            );
        },
      ),
      { numRuns: 400 },
    );
  });

  /** Of other orders than that of relevance the engine tells the score all the same. */
  const withScores = (oracle: Oracle, asked: Parameters<RankingEngine['find']>[0]) => oracle.find(asked);

  test('does so across many windows and blocks, where it skips', () => {
    const random = generator(7);
    const engine = new RankingEngine({ openDocuments: 1_000 });
    const oracle = new Oracle();
    for (let n = 0; n < 30_000; n++) {
      const words = WORDS.filter((_, i) => random() < 0.6 / (i + 1));
      const listing: IndexedListing = {
        id: `lst_${n}` as ListingId,
        seller: `pty_${Math.floor(random() * 200)}` as PartyId,
        category: CATEGORIES[Math.floor(random() * 3)] as string,
        countries: ['DE'],
        priceMinor: 100,
        createdAt: n,
        inStock: true,
        reviews: 0,
        stars: 0,
        group: null,
        attributes: [],
        impacts: new Map(words.map((word) => [word, random()])),
        quality: 0.25 + 0.75 * random(),
      };
      engine.put(listing);
      oracle.listings.set(listing.id, listing);
      if (n % 10 === 0) engine.mergeStep();
    }
    for (let s = 0; s < 200; s++) {
      const trust = random() ** 2;
      engine.setTrust(`pty_${s}` as PartyId, trust);
      oracle.trust.set(`pty_${s}` as PartyId, trust);
    }
    for (const match of ['all', 'any'] as const)
      for (let n = 0; n < 40; n++) {
        const words = WORDS.filter(() => random() < 0.35).map((term) => [
          { term, boost: 0.2 + random() * 5 },
        ]);
        const filters = n % 2 === 0 ? {} : { category: CATEGORIES[n % 3] };
        const asked = { words, excluded: [], match, filters, sort: 'relevance', limit: 20 } as const;
        expect(found(engine, asked)).toEqual(oracle.find(asked));
      }
  });
});

describe('counts of choices', () => {
  test('are those of looking at everything', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), query, (changes, asked) => {
        const engine = new RankingEngine({ openDocuments: 4 });
        const oracle = new Oracle();
        apply(engine, oracle, changes);
        const counts = engine.facets(asked, [5, 10]);
        const families = (without: keyof Filters | null) =>
          new Set(
            oracle
              .matching({
                ...asked,
                filters: without ? { ...asked.filters, [without]: undefined } : asked.filters,
              })
              .map(({ listing: l }) => (l.group === null ? l.id : `${l.seller}:${l.group}`)),
          ).size;
        expect(counts.total).toBe(families(null));
        const inStock = oracle.matching({ ...asked, filters: { ...asked.filters, inStock: true } });
        expect(counts.inStock > 0).toBe(inStock.length > 0);
        const byCountry = counts.countries.find(({ value }) => value === 'DE')?.count ?? 0;
        const german = oracle.matching({ ...asked, filters: { ...asked.filters, country: 'DE' } });
        expect(byCountry > 0).toBe(german.length > 0);
        if (!oracle.matching(asked).some(({ listing }) => listing.group !== null)) {
          const categories = Map.groupBy(oracle.matching(asked), ({ listing }) => listing.category);
          expect(new Map(counts.categories.map(({ value, count }) => [value, count]))).toEqual(
            new Map([...categories].map(([category, all]) => [category, all.length])),
          );
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the vocabulary', () => {
  test('completes and corrects words, those in the most listings first', () => {
    const engine = new RankingEngine();
    const put = (n: number, ...words: string[]) =>
      engine.put({
        id: `lst_${n}` as ListingId,
        seller: 'pty_a' as PartyId,
        category: 'home',
        countries: [],
        priceMinor: 1,
        createdAt: n,
        inStock: true,
        reviews: 0,
        stars: 0,
        group: null,
        attributes: [],
        impacts: new Map(words.map((w) => [w, 0.5])),
        quality: 1,
      });
    put(1, 'lamp', 'lampshade', 'лампа', '台灯');
    put(2, 'lampshade');
    put(3, 'lamps', 'lampshade');
    expect(engine.vocabulary.startingWith('lamp', 2)).toEqual(['lampshade', 'lamp']);
    expect(engine.vocabulary.startingWith('лам', 9)).toEqual(['лампа']);
    expect(engine.vocabulary.closeTo('lampsahde', 1, 5)).toEqual(['lampshade']);
    expect(engine.vocabulary.closeTo('лампы', 1, 5)).toEqual(['лампа']);
    expect(engine.vocabulary.listingsWith('lampshade')).toBe(3);
    const { words, excluded } = wantedIn('lampshdae -лампа', engine.vocabulary);
    expect(words.map((terms) => terms.map(({ term }) => term))).toEqual([['lampshade']]);
    const asked = { words, excluded, match: 'all', filters: {}, sort: 'newest', limit: 9 } as const;
    expect(engine.find(asked).map((hit) => hit.id)).toEqual(['lst_3', 'lst_2']);
    engine.remove('lst_2' as ListingId);
    engine.compact();
    expect(engine.vocabulary.listingsWith('lampshade')).toBe(2);
    expect(engine.vocabulary.listings).toBe(2);
  });
});

/** Park and Miller's: the same numbers in every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

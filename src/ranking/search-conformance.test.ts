import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ListingId, PartyId } from '../kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../kernel/time.ts';
import type { ListingContent } from '../market/listings/listing.ts';
import type { ListingQuery, ListingSearch } from '../market/listings/search.ts';
import { type Rating, reviews } from '../market/reviews/review.ts';
import { sealAll } from '../platform/log.ts';
import { must } from '../runtime.ts';
import { standings } from '../standing/standing.ts';
import { type TestServer, testServer } from '../../test/market.ts';
import { applyMeasure, newBuyer, newListing, newSeller, type Runs } from '../../test/people.ts';
import { sphinxServer } from '../../test/sphinx.ts';
import { ListingIndex } from './index-store.ts';
import { EngineSearch } from './search-store.ts';
import { SphinxIndex } from './sphinx-index-store.ts';
import { SphinxKeeper } from './sphinx-keeper-store.ts';
import { SphinxSearch } from './sphinx-search-store.ts';

/** What every implementation of the port has to do, whatever it is made of. */
interface Subject {
  readonly search: ListingSearch & {
    standingChanged(seller: PartyId | 'everything'): void;
    setTrust(seller: PartyId, trust: number): void;
  };
  /** Lets it hear of everything that was written. */
  catchUp(): Promise<void>;
  close(): Promise<void>;
}

const KINDS: Readonly<Record<string, (server: TestServer) => Promise<Subject | string>>> = {
  'our own engine': async (server) => {
    const { market } = server;
    const now = () => server.now();
    const index = await ListingIndex.open({ pool: market.db.pool, rules: rulesOf(market) });
    return {
      search: new EngineSearch({ pool: market.db.pool, index, now, freshMs: 0 }),
      catchUp: async () => void (await index.catchUp()),
      close: () => Promise.resolve(),
    };
  },
  Sphinx: async (server) => {
    const { market } = server;
    const now = () => server.now();
    const sphinx = await sphinxServer();
    if (typeof sphinx === 'string') return sphinx;
    const { pool } = market.db;
    const index = new SphinxIndex(sphinx.url);
    const keeper = new SphinxKeeper({ pool, index, rules: rulesOf(market), trustOf: () => 1 });
    await keeper.step();
    return {
      search: new SphinxSearch({ pool, index, now, freshMs: 0 }),
      catchUp: async () => {
        await sealAll(pool);
        while ((await keeper.step()) > 0);
      },
      close: async () => {
        await index.close();
        await sphinx.stop();
      },
    };
  },
};

function rulesOf({ book: { rulebook } }: TestServer['market']) {
  return { rates: rulebook.exchange, quality: rulebook.ranking.quality };
}

const EUROS = (amountMinor: number) => ({ amountMinor, currency: 'EUR' }) as const;
/** A server may have to be installed first. */
const LONG_MS = 120_000;

describe.each(Object.entries(KINDS))('search by %s', (name, open) => {
  let server: TestServer;
  let runs: Runs;
  let subject: Subject | string;
  let good: PartyId;
  let other: PartyId;
  const goods: Record<string, ListingId> = {};
  const listedAt: Record<string, EpochMs> = {};

  beforeAll(async () => {
    server = await testServer();
    runs = { must: (by, work) => must(server.market.run(by, work)) };
    good = await newSeller(runs, { name: 'Elbe Lutes' });
    other = await newSeller(runs, { name: 'Isar Lutes' });
    await runs.must('test', async ({ unit }) => {
      await unit.lock(standings, good, 'update');
      unit.append(standings, good, [
        { type: 'StageReached', at: unit.now, stage: 'established', why: 'test' },
      ]);
      return {};
    });
    for (const [key, [by, content, stock]] of Object.entries(OFFERED)) {
      server.pass(1_000);
      listedAt[key] = server.now();
      goods[key] = await newListing(runs, by === 'good' ? good : other, content, stock);
    }
    await review('chair', 5);
    await review('armchair', 3);
    subject = await open(server);
    if (typeof subject === 'string') {
      process.stderr.write(`search by ${name} is not tested: ${subject}\n`);
      return;
    }
    const { search } = subject;
    server.market.standings.onChange((changed) => search.standingChanged(changed));
    await subject.catchUp();
  }, LONG_MS);

  afterAll(async () => {
    if (typeof subject !== 'string') await subject.close();
    await server[Symbol.asyncDispose]();
  });

  /** A review without the order that it would belong to. */
  async function review(key: string, rating: Rating): Promise<void> {
    const buyer = await newBuyer(runs);
    const listingId = goods[key] as ListingId;
    await runs.must(buyer, async ({ unit }) => {
      const ids = { orderId: unit.ids.next<'Order'>('ord'), line: 0, listingId, seller: good, buyer };
      unit.append(reviews, unit.ids.next('rev'), [
        { type: 'ReviewPosted', at: unit.now, ...ids, rating, text: null },
      ]);
      return {};
    });
  }

  /** Names of what is found. */
  async function found(query: Partial<ListingQuery>): Promise<readonly string[]> {
    if (typeof subject === 'string') throw new Error(subject);
    const all = { text: '', sort: 'relevance', offset: 0, limit: 24, now: server.now(), ...query } as const;
    const hits = await subject.search.find(all);
    const names = new Map(Object.entries(goods).map(([key, id]) => [id, key]));
    return hits.map((hit) => names.get(hit.id) ?? hit.id);
  }

  const inAnyOrder = async (query: Partial<ListingQuery>) => (await found(query)).toSorted();
  const given = (what: string, run: (subject: Subject) => Promise<void>) =>
    test(what, async (context) => {
      if (typeof subject === 'string') context.skip(subject);
      else await run(subject);
    });

  for (const [text, names] of Object.entries(FOUND))
    given(`finds for ${JSON.stringify(text)}: ${names.join(', ') || 'nothing'}`, async () => {
      expect(await inAnyOrder({ text })).toEqual(names.toSorted());
    });

  given('takes any text', async () => {
    for (const text of HOSTILE) expect(Array.isArray(await found({ text }))).toBe(true);
  });

  given('filters', async () => {
    const text = 'chair';
    expect(await inAnyOrder({ text, category: 'music' })).toEqual(['armchair']);
    expect(await inAnyOrder({ text, country: 'FR' })).toEqual(['armchair', 'chair', 'stool']);
    expect(await inAnyOrder({ text, country: 'US' })).toEqual(['shipped']);
    expect(await inAnyOrder({ text, seller: other })).toEqual(['shipped', 'stool']);
    expect(await inAnyOrder({ text, priceMin: 10_000, priceMax: 20_000 })).toEqual(['armchair']);
    expect(await inAnyOrder({ text, priceMin: 9_900, priceMax: 9_900 })).toEqual(['chair', 'shipped']);
    expect(await inAnyOrder({ text, inStock: true })).toEqual(['armchair', 'chair', 'shipped']);
    expect(await inAnyOrder({ text, established: true })).toEqual(['armchair', 'chair']);
    expect(await inAnyOrder({ text, ratingMin: 4 })).toEqual(['chair']);
    expect(await inAnyOrder({ text, since: listedAt['stool'] })).toEqual(['shipped', 'stool']);
    expect(await inAnyOrder({ text, since: server.now() + DAY_MS })).toEqual([]);
    const attributes = (values: Record<string, string[]>) => ({
      text,
      attributes: new Map(Object.entries(values)),
    });
    expect(await inAnyOrder(attributes({ wood: ['oak'] }))).toEqual(['chair', 'shipped']);
    expect(await inAnyOrder(attributes({ wood: ['oak', 'ash'] }))).toEqual(['armchair', 'chair', 'shipped']);
    expect(await inAnyOrder(attributes({ wood: ['oak'], size: ['xl'] }))).toEqual([]);
  });

  given('sorts', async () => {
    const text = 'chair';
    expect(await found({ text, sort: 'newest' })).toEqual(['shipped', 'stool', 'armchair', 'chair']);
    expect((await found({ text, sort: 'price-asc' }))[0]).toBe('stool');
    expect((await found({ text, sort: 'price-desc' }))[0]).toBe('armchair');
    expect((await found({ text, sort: 'rating' })).slice(0, 2)).toEqual(['chair', 'armchair']);
  });

  given('puts first what has a word in its title', async () => {
    expect((await found({ text: 'theorbo' })).slice(0, 2)).toEqual(['theorbo', 'strings']);
  });

  given('puts what has all the words before what has some', async () => {
    expect((await found({ text: 'renaissance lute' }))[0]).toBe('lute');
    expect(await inAnyOrder({ text: 'renaissance lute' })).toEqual(['lute', 'lutecase', 'recorder']);
  });

  given('shows one of the variants of an article', async () => {
    expect(await found({ text: 'hurdygurdy' })).toHaveLength(1);
    expect(await found({ text: 'hurdygurdy', attributes: new Map([['colour', ['white']]]) })).toEqual([
      'gurdyWhite',
    ]);
  });

  given('leafs without a gap or a repetition', async () => {
    const all = await found({ limit: 24 });
    const pages = [...(await found({ limit: 5 })), ...(await found({ offset: 5, limit: 19 }))];
    expect(pages).toEqual(all);
    expect(new Set(all).size).toBe(all.length);
    expect(await found({ offset: 100, limit: 5 })).toEqual([]);
  });

  given('says what a hit is', async ({ search }) => {
    const query = { text: 'chair', sort: 'relevance', offset: 0, limit: 24, now: server.now() } as const;
    const hits = await search.find(query);
    const hit = hits.find(({ id }) => id === goods['chair']);
    expect(hit).toMatchObject({ sellerName: 'Elbe Lutes', rating: { count: 1, average: 5 }, demotion: 1 });
    expect(hit?.listing.title).toBe('Oak chair');
    const { relevance = 0, trust = 0, quality = 0, merit = 0 } = hit?.score ?? {};
    expect(relevance * trust * quality).toBeCloseTo(merit, 6);
    expect(merit).toBeGreaterThan(0);
    expect((await search.find({ ...query, sort: 'newest' }))[0]?.score).toBeNull();
  });

  given('counts what each choice would leave', async ({ search }) => {
    const facets = await search.facets({ text: 'chair' }, [5_000, 12_000]);
    expect(facets).toMatchObject({ total: 4, prices: [1, 2, 1], inStock: 3, established: 2, wellRated: 1 });
    expect(facets.categories).toEqual([
      { value: 'furniture', count: 3 },
      { value: 'music', count: 1 },
    ]);
    expect(facets.countries).toContainEqual({ value: 'FR', count: 3 });
    expect(facets.countries).toContainEqual({ value: 'US', count: 1 });
    expect(facets.attributes.find((a) => a.name === 'wood')?.values).toEqual([
      { value: 'oak', count: 2 },
      { value: 'ash', count: 1 },
      { value: 'pine', count: 1 },
    ]);
    const chosen = new Map([['wood', ['ash']]]);
    const ash = await search.facets({ text: 'chair', attributes: chosen }, []);
    expect(ash.total).toBe(1);
    expect(ash.attributes.find((a) => a.name === 'wood')?.values).toHaveLength(3);
    expect(ash.prices).toEqual([1]);
  });

  given('says how a word is spelt', async ({ search }) => {
    expect(await search.spelling('chaiirr')).toBe('chair');
    expect(await search.spelling('arm chaiirr')).toBe('arm chair');
    // What finds something as it is, needs no other spelling.
    expect(await search.spelling('recordet')).toBe(null);
    expect(await search.spelling('zzzzzzzz')).toBe(null);
  });

  given('trusts a seller less in the very next query', async ({ search }) => {
    const order = async () => (await found({ text: 'sackbut' })).join();
    search.setTrust(good, 0.9);
    search.setTrust(other, 0.3);
    expect(await order()).toBe('sackbut,sackbutOther');
    search.setTrust(other, 0.9);
    search.setTrust(good, 0.3);
    expect(await order()).toBe('sackbutOther,sackbut');
    search.setTrust(good, 0.9);
  });

  given(
    'shows a demoted seller further down, a suspended one never, in the very next query',
    async ({ search }) => {
      await applyMeasure(runs, good, 'demotion', { factor: 0.2 });
      expect(await found({ text: 'sackbut' })).toEqual(['sackbutOther', 'sackbut']);
      const query = { text: 'sackbut', sort: 'relevance', offset: 1, limit: 1, now: server.now() } as const;
      const [hit] = await search.find(query);
      expect(hit).toMatchObject({ demotion: 0.2 });
      expect(hit?.score?.trust).toBeCloseTo(0.9, 5);
      await applyMeasure(runs, good, 'suspension', { until: server.now() + 1_000 });
      expect(await found({ text: 'sackbut' })).toEqual(['sackbutOther']);
      expect(await found({ text: 'sackbut', limit: 1 })).toEqual(['sackbutOther']);
      server.pass(2_000);
      expect(await found({ text: 'sackbut' })).toHaveLength(2);
    },
  );

  given('leaves out a single listing that was taken down', async () => {
    await applyMeasure(runs, other, 'listing-takedown', { listingId: goods['sackbutOther'] as ListingId });
    expect(await found({ text: 'sackbut' })).toEqual(['sackbut']);
    expect(await found({ text: 'recorder' })).toContain('recorder');
  });

  given('follows the log', async (subject) => {
    goods['late'] = await newListing(runs, other, { title: 'Serpent' });
    const gone = await newListing(runs, other, { title: 'Serpent gone' });
    await subject.catchUp();
    expect(await inAnyOrder({ text: 'serpent' })).toEqual([goods['late'] && 'late', gone].toSorted());
    const seller = { kind: 'seller', partyId: other } as const;
    expect((await server.ask(seller, 'post', `/listings/${gone}/withdraw`, {})).status).toBe(200);
    expect((await server.ask(seller, 'patch', `/listings/${goods['late']}`, { stock: 0 })).status).toBe(200);
    await subject.catchUp();
    expect(await found({ text: 'serpent', inStock: true })).toEqual([]);
    await review('late', 5);
    await subject.catchUp();
    expect(await found({ text: 'serpent', ratingMin: 5 })).toEqual(['late']);
  });
});

test(
  'the shop searches by the server that SEARCH_URL names',
  async (context) => {
    const sphinx = await sphinxServer();
    if (typeof sphinx === 'string') {
      context.skip(sphinx);
      return;
    }
    vi.stubEnv('SEARCH_URL', sphinx.url);
    const server = await testServer();
    try {
      const runs: Runs = { must: (by, work) => must(server.market.run(by, work)) };
      const seller = await newSeller(runs);
      const listing = await newListing(runs, seller, { title: 'Crumhorn' });
      const found = async () => {
        const answer = await server.ask({ kind: 'anonymous' }, 'get', '/search?q=crumhorn');
        return (answer.body as { listings: { id: ListingId }[] }).listings.map(({ id }) => id);
      };
      await expect
        .poll(async () => (await server.market.seal(), found()), { timeout: 15_000 })
        .toEqual([listing]);
      expect(server.market.search.state).toBeUndefined();
      await applyMeasure(runs, seller, 'suspension');
      expect(await found()).toEqual([]);
    } finally {
      vi.unstubAllEnvs();
      await server[Symbol.asyncDispose]();
      await sphinx.stop();
    }
  },
  LONG_MS,
);

/** By whom, what, and how many there are. */
const OFFERED: Readonly<Record<string, readonly ['good' | 'other', Partial<ListingContent>, number]>> = {
  chair: ['good', { title: 'Oak chair' }, 10],
  armchair: [
    'good',
    { title: 'Arm chair', price: EUROS(15_000), category: 'music', attributes: { wood: 'ash' } },
    10,
  ],
  stool: ['other', { title: 'Stool and chair', price: EUROS(900), attributes: { wood: 'pine' } }, 0],
  shipped: [
    'other',
    {
      title: 'Chair for far away',
      zones: [{ name: 'far', countries: ['US'], priceMinor: 1, extraItemMinor: 1, transitDays: 9 }],
    },
    10,
  ],
  theorbo: ['good', { title: 'Theorbo', description: 'Large.', category: 'music' }, 1],
  strings: ['good', { title: 'Strings', description: 'For a theorbo.', category: 'music' }, 1],
  lute: ['good', { title: 'Renaissance lute', category: 'music', description: 'Ten courses.' }, 1],
  lutecase: ['good', { title: 'Case of a lute', category: 'music', description: 'Hard shell.' }, 1],
  recorder: ['other', { title: 'Renaissance recorder', category: 'music', description: 'Alto.' }, 1],
  gurdyBlack: [
    'good',
    { title: 'Hurdygurdy', attributes: { colour: 'black' }, variant: { group: 'hg', options: {} } },
    1,
  ],
  gurdyWhite: [
    'good',
    { title: 'Hurdygurdy', attributes: { colour: 'white' }, variant: { group: 'hg', options: {} } },
    1,
  ],
  sackbut: ['good', { title: 'Sackbut', description: 'Brass.' }, 1],
  sackbutOther: ['other', { title: 'Sackbut', description: 'Brass.' }, 1],
  sony: ['other', { title: 'Sony WH-1000XM4', description: 'Black', category: 'electronics' }, 1],
  funda: ['other', { title: 'Botões e ratón inalámbrico', description: 'x', category: 'electronics' }, 1],
  earphones: ['other', { title: '无线蓝牙耳机', description: '降噪', category: 'electronics' }, 1],
};

const FOUND: Readonly<Record<string, readonly string[]>> = {
  chairs: ['chair', 'armchair', 'stool', 'shipped'],
  'CHAIR -arm': ['chair', 'stool', 'shipped'],
  theorb: ['theorbo', 'strings'],
  theorbi: ['theorbo', 'strings'],
  xm4: ['sony'],
  wh1000xm4: ['sony'],
  'sony wh-1000xm4': ['sony'],
  ratones: ['funda'],
  botao: ['funda'],
  蓝牙耳机: ['earphones'],
  耳机: ['earphones'],
  zzzzzzz: [],
};

const HOSTILE: readonly string[] = [
  '',
  '"',
  `'); drop table listing; --`,
  '\\',
  'a'.repeat(10_000),
  'chair '.repeat(2_000),
  '@i16 chair ^2 chair$ "chair chair"~3 chair/2 << chair !chair -chair | (',
  '\u202echair\u202c',
  '🎧🪑',
  '耳'.repeat(5_000),
  'select\u0001from',
  '-chair',
];

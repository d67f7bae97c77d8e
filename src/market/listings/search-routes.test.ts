import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../door/actor.ts';
import type { ListingId, PartyId } from '../../kernel/ids.ts';
import { type Rating, reviews } from '../reviews/review.ts';
import { must } from '../../runtime.ts';
import { standings } from '../../standing/standing.ts';
import { type TestServer, testServer } from '../../../test/market.ts';
import { applyMeasure, newBuyer, newListing, newSeller, type Runs } from '../../../test/people.ts';
import type { ListingContent } from './listing.ts';
import { ListingIndex } from '../../ranking/index-store.ts';
import { EngineSearch } from '../../ranking/search-store.ts';
import { searchListings } from './views.ts';

let server: TestServer;
let runs: Runs;
let seller: PartyId;
let other: PartyId;

const nobody: Actor = { kind: 'anonymous' };
const EUROS = (amountMinor: number) => ({ amountMinor, currency: 'EUR' }) as const;

interface Card {
  readonly id: ListingId;
  readonly [more: string]: unknown;
}

async function search(query: Record<string, string | number>) {
  const text = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  const answer = await server.ask(nobody, 'get', `/search?${text}`);
  expect(answer.status).toBe(200);
  return answer.body as { listings: Card[]; total?: number; spelling?: string | null; facets: any }; // oxlint-disable-line typescript/no-explicit-any -- read member by member
}

const ids = async (query: Record<string, string | number>) => (await search(query)).listings.map((l) => l.id);
const offer = (content: Partial<ListingContent>, stock = 10, by = seller) =>
  newListing(runs, by, content, stock);

/** A review without the order that it would belong to. */
async function review(listingId: ListingId, rating: Rating): Promise<void> {
  const buyer = await newBuyer(runs);
  await runs.must(buyer, async ({ unit }) => {
    const orderId = unit.ids.next<'Order'>('ord');
    unit.append(reviews, unit.ids.next('rev'), [
      { type: 'ReviewPosted', at: unit.now, orderId, line: 0, listingId, seller, buyer, rating, text: null },
    ]);
    return {};
  });
}

const establish = (party: PartyId) =>
  runs.must('test', async ({ unit }) => {
    await unit.lock(standings, party, 'update');
    unit.append(standings, party, [
      { type: 'StageReached', at: unit.now, stage: 'established', why: 'test' },
    ]);
    return {};
  });

beforeAll(async () => {
  server = await testServer();
  runs = { must: (by, work) => must(server.market.run(by, work)) };
  seller = await newSeller(runs, { name: 'Elbe Lutes' });
  other = await newSeller(runs, { name: 'Isar Lutes' });
  await establish(seller);
});
afterAll(() => server[Symbol.asyncDispose]());

describe('filters of search', () => {
  test('each narrows, and each choice says how many it would leave', async () => {
    const title = 'Archlute';
    const cheap = await offer({ title, price: EUROS(900), attributes: { colour: 'black', size: 'S' } });
    const dear = await offer({
      title,
      price: EUROS(60_000),
      category: 'music',
      attributes: { colour: 'white', size: 'S' },
    });
    const gone = await offer(
      { title, price: EUROS(3_000), attributes: { colour: 'black', size: 'M' } },
      0,
      other,
    );
    await review(dear, 5);

    const q = title.toLowerCase();
    expect((await ids({ q, priceMax: 2_000 })).toSorted()).toEqual([cheap]);
    expect((await ids({ q, priceMin: 3_000 })).toSorted()).toEqual([dear, gone].toSorted());
    expect((await ids({ q, inStock: 'true' })).toSorted()).toEqual([cheap, dear].toSorted());
    expect((await ids({ q, established: 'true' })).toSorted()).toEqual([cheap, dear].toSorted());
    expect(await ids({ q, ratingMin: 4 })).toEqual([dear]);
    expect((await ids({ q, attributes: 'colour:black' })).toSorted()).toEqual([cheap, gone].toSorted());
    expect(await ids({ q, attributes: 'colour:black|size:m' })).toEqual([gone]);
    expect((await ids({ q, attributes: 'colour:black|colour:white|size:s' })).toSorted()).toEqual(
      [cheap, dear].toSorted(),
    );

    const all = await search({ q, facets: 'true' });
    expect(all.total).toBe(3);
    expect(all.facets).toMatchObject({
      categories: [
        { value: 'furniture', count: 2 },
        { value: 'music', count: 1 },
      ],
      inStock: 2,
      established: 2,
      wellRated: 1,
    });
    expect(all.facets.countries).toContainEqual({ value: 'FR', count: 3 });
    expect(all.facets.prices.map((p: { count: number }) => p.count)).toEqual([1, 0, 1, 0, 0, 0, 1]);
    expect(all.facets.attributes.find((a: { name: string }) => a.name === 'colour').values).toEqual([
      { value: 'black', count: 2 },
      { value: 'white', count: 1 },
    ]);

    // A choice leaves the others of its kind countable, and narrows all kinds but its own.
    const black = await search({ q, facets: 'true', attributes: 'colour:black', category: 'furniture' });
    expect(black.total).toBe(2);
    expect(black.facets.attributes.find((a: { name: string }) => a.name === 'size').values).toEqual([
      { value: 'm', count: 1 },
      { value: 's', count: 1 },
    ]);
    expect(black.facets.categories).toEqual([{ value: 'furniture', count: 2 }]);
    expect(black.facets.inStock).toBe(1);
  });

  test('prices of all currencies are compared; delivery is told for the country asked about', async () => {
    const brazil = await newSeller(runs, { currency: 'BRL' });
    const reais = await offer(
      { title: 'Berimbau', price: { amountMinor: 6_000, currency: 'BRL' } },
      10,
      brazil,
    );
    const euros = await offer({ title: 'Berimbau', price: EUROS(1_500) });
    expect(await ids({ q: 'berimbau', sort: 'price-asc' })).toEqual([reais, euros]);
    expect(await ids({ q: 'berimbau', priceMax: 7_000, currency: 'BRL' })).toEqual([reais]);
    const [card] = (await search({ q: 'berimbau', country: 'FR', sort: 'price-desc' })).listings;
    expect(card).toMatchObject({ id: euros, delivery: EUROS(900) });
    expect((await server.ask(nobody, 'get', '/rates')).body.perEuro.EUR).toBe(1);
  });

  test('one of the variants of an article is shown, its page leads to the others', async () => {
    const variant = (colour: string): Partial<ListingContent> => ({
      title: `Crwth, ${colour}`,
      variant: { group: 'crwth', options: { colour } },
    });
    const red = await offer(variant('red'));
    const blue = await offer(variant('blue'));
    const gone = await offer(variant('green'));
    await applyMeasure(runs, seller, 'listing-takedown', { listingId: gone });
    const found = await search({ q: 'crwth', facets: 'true' });
    expect(found.listings).toHaveLength(1);
    expect(found.total).toBe(1);
    expect(found.listings[0]).toMatchObject({ variants: true });
    expect(await ids({ q: 'crwth', attributes: 'colour:blue' })).toEqual([blue]);
    const page = await server.ask(nobody, 'get', `/listings/${red}`);
    expect(page.body.siblings.map((s: Card) => s.id).toSorted()).toEqual([red, blue].toSorted());
    expect(page.body.attributes).toMatchObject({ colour: 'red' });
  });

  test('each place has its reasons', async () => {
    const inTitle = await offer({ title: 'Serpent' });
    const inText = await offer({ title: 'Tall horn', description: 'A serpent, almost.' }, 0);
    await review(inTitle, 5);
    const { listings } = await search({ q: 'serpents' });
    expect(listings.map((l) => [l.id, l['why']])).toEqual([
      [
        inTitle,
        [
          { code: 'title', effect: 'up' },
          { code: 'new-seller', effect: 'none' },
          { code: 'reviews', effect: 'up', value: 5 },
        ],
      ],
      [
        inText,
        [
          { code: 'text', effect: 'none' },
          { code: 'new-seller', effect: 'none' },
          { code: 'no-reviews', effect: 'none' },
          { code: 'sold-out', effect: 'down' },
        ],
      ],
    ]);
    await applyMeasure(runs, other, 'demotion', { factor: 0.5 });
    await offer({ title: 'Ophicleide' }, 10, other);
    const [demoted] = (await search({ q: 'ophicleide' })).listings;
    expect(demoted?.['why']).toContainEqual({ code: 'demoted', effect: 'down' });
    expect(demoted?.['seller']).toMatchObject({ badge: null });
  });

  test('a word nobody offers is answered with the closest that somebody does', async () => {
    const hurdygurdy = await offer({ title: 'Hurdygurdy' });
    await offer({ title: 'Two citterns' });
    // One letter is forgiven, more are asked about.
    expect(await ids({ q: 'hurdigurdy' })).toEqual([hurdygurdy]);
    expect(await search({ q: 'sitherns' })).toMatchObject({ listings: [], spelling: 'citterns' });
    expect(await search({ q: 'qqqqqqqq' })).toMatchObject({ listings: [], spelling: null });
  });

  test.each([
    { priceMin: -1 },
    { priceMax: 1.5 },
    { inStock: 'yes' },
    { ratingMin: 9 },
    { attributes: 'black' },
    { currency: 'XXX' },
  ])('a mistake in %j is the asker’s', async (query) => {
    const text = new URLSearchParams(Object.entries(query).map(([k, v]) => [k, String(v)]));
    expect((await server.ask(nobody, 'get', `/search?${text}`)).status).toBe(422);
  });
});

describe('the index', () => {
  test('follows each change of a listing', async () => {
    const id = await offer({ title: 'Nyckelharpa', price: EUROS(500) });
    const as: Actor = { kind: 'seller', partyId: seller };
    const change = (body: object) => server.ask(as, 'patch', `/listings/${id}`, body);
    await change({ title: 'Keyed fiddle', stock: 0 });
    expect(await ids({ q: 'nyckelharpa' })).toEqual([]);
    expect(await ids({ q: 'keyed fiddle' })).toEqual([id]);
    expect(await ids({ q: 'keyed fiddle', inStock: 'true' })).toEqual([]);
    await change({ stock: 3 });
    expect(await ids({ q: 'keyed fiddle', inStock: 'true' })).toEqual([id]);
    await server.ask(as, 'post', `/listings/${id}/withdraw`);
    expect(await ids({ q: 'keyed fiddle' })).toEqual([]);
  });

  test('an answer that is kept still asks the standings, each time it is given', async () => {
    const stopped = await newSeller(runs);
    const id = await offer({ title: 'Psaltery' }, 10, stopped);
    const { db, standings: cache, book } = server.market;
    const { exchange, ranking } = book.rulebook;
    const index = await ListingIndex.open({
      pool: db.pool,
      rules: { rates: exchange, quality: ranking.quality },
    });
    // Nobody tells it of the suspension.
    const kept = new EngineSearch({ pool: db.pool, index, now: () => server.now(), freshMs: 600_000 });
    const reader = { actor: nobody, standings: (parties: readonly PartyId[]) => cache.of(parties) };
    const query = { text: 'psaltery', sort: 'relevance', offset: 0, limit: 24 } as const;
    const found = async () =>
      (await searchListings(reader, kept, { ...query, now: server.now() })).cards.map((c) => c.id);
    expect(await found()).toEqual([id]);
    await applyMeasure(runs, stopped, 'suspension');
    expect(await found()).toEqual([]);
  });

  test('a process that was busy for longer than its lease asks anew, instead of turning people away', async () => {
    const id = await offer({ title: 'Crumhorn' });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3_000);
    expect(server.market.standings.lease.live).toBe(false);
    const [known, found] = await Promise.all([
      server.market.standings.of([seller]),
      ids({ q: 'crumhorn', inStock: 'true', priceMax: 2_200_000 }),
    ]);
    expect([known.has(seller), found]).toEqual([true, [id]]);
  });

  test('and is told by then what it has slept through', async () => {
    const stopped = await newSeller(runs);
    const id = await offer({ title: 'Rackett' }, 10, stopped);
    expect(await ids({ q: 'rackett' })).toEqual([id]);
    await server.market.db.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'cacashop-lease' and datname = current_database()`,
    );
    await expect.poll(() => server.market.standings.lease.live, { interval: 1 }).toBe(false);
    await applyMeasure(runs, stopped, 'suspension');
    expect(await ids({ q: 'rackett' })).toEqual([]);
  });
});

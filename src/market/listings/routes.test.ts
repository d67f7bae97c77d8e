import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../test/market.ts';
import {
  applyMeasure,
  bareOrder,
  CHAIR,
  newBuyer,
  newListing,
  newSeller,
  newStaff,
  type Runs,
} from '../../../test/people.ts';
import type { Actor } from '../../door/actor.ts';
import type { ListingId, PartyId } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { reserveStock } from '../../processes/reserve-stock.ts';
import { must } from '../../runtime.ts';
import { type MeasureKind, standings } from '../../standing/standing.ts';

let server: TestServer;
let market: Runs;
let seller: PartyId;
beforeAll(async () => {
  server = await testServer();
  market = { must: (by, work) => must(server.market.run(by, work)) };
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  seller = await newSeller(market, { name: 'Elbe Chairs' });
});

const nobody: Actor = { kind: 'anonymous' };
const as = (partyId: PartyId): Actor => ({ kind: 'seller', partyId });
const chair = (more: object = {}) => ({ ...CHAIR, stock: 3, ...more });
const search = async (query: Record<string, string | number>) => {
  const text = new URLSearchParams(Object.entries(query).map(([k, v]) => [k, String(v)]));
  const answer = await server.ask(nobody, 'get', `/search?${text}`);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body as {
    listings: { id: ListingId; title: string; seller: { id: PartyId; name: string } }[];
    next: string | null;
  };
};
const ids = async (query: Record<string, string | number>) => (await search(query)).listings.map((l) => l.id);

describe('offering', () => {
  it('is answered once and for all: the same request again, also after a sanction', async () => {
    const body = chair();
    const made = await server.ask(as(seller), 'post', '/listings', body, 'offered-once');
    await applyMeasure(market, seller, 'suspension');
    const again = await server.ask(as(seller), 'post', '/listings', body, 'offered-once');
    expect({ status: again.status, body: again.body }).toEqual({ status: 201, body: made.body });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const other = await server.ask(as(seller), 'post', '/listings', { ...body, stock: 9 }, 'offered-once');
    expect(other).toMatchObject({ status: 422, body: { type: '/problems/idempotency-key-reused' } });
    expect((await server.ask(as(seller), 'post', '/listings', body)).status).toBe(403);
  });

  it('creates, changes, withdraws and offers again', async () => {
    const made = await server.ask(as(seller), 'post', '/listings', chair());
    expect(made).toMatchObject({ status: 201, body: { status: 'live', stock: 3, edition: 1 } });
    const path = `/listings/${made.body.id}`;
    const changed = await server.ask(as(seller), 'patch', path, {
      price: { amountMinor: 8_000, currency: 'EUR' },
      stock: 7,
    });
    expect(changed.body).toMatchObject({
      edition: 2,
      stock: 7,
      title: CHAIR.title,
      images: [],
      attributes: CHAIR.attributes,
    });
    expect((await server.ask(nobody, 'get', path)).body).toMatchObject({
      title: CHAIR.title,
      price: { amountMinor: 8_000 },
      available: 7,
      shipsWithinDays: 2,
      seller: { id: seller, name: 'Elbe Chairs' },
      rating: null,
    });
    expect((await server.ask(as(seller), 'post', `${path}/withdraw`)).body.status).toBe('withdrawn');
    expect((await server.ask(nobody, 'get', path)).status).toBe(404);
    expect((await server.ask(as(seller), 'get', '/me/listings?status=withdrawn')).body.listings).toHaveLength(
      1,
    );
    expect((await server.ask(as(seller), 'post', `${path}/publish`)).body.status).toBe('live');
    const stranger = await newSeller(market);
    expect((await server.ask(as(stranger), 'patch', path, { stock: 0 })).status).toBe(404);
  });

  it.each([
    ['price.currency', { price: { amountMinor: 1, currency: 'USD' } }],
    ['price.amountMinor', { price: { amountMinor: 0, currency: 'EUR' } }],
    ['price.amountMinor', { price: { amountMinor: 1.5, currency: 'EUR' } }],
    ['zones', { zones: [] }],
    ['zones.0.countries.0', { zones: [{ ...CHAIR.zones[0], countries: ['Germany'] }] }],
    ['title', { title: '   ' }],
    ['attributes.Wood', { attributes: { Wood: 'oak' } }],
    ['stock', { stock: -1 }],
  ])('%s is named when it is wrong', async (field, more) => {
    const answer = await server.ask(as(seller), 'post', '/listings', chair(more));
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0].field).toBe(field);
  });

  it('prohibited goods are refused with rule and clause', async () => {
    const answer = await server.ask(as(seller), 'post', '/listings', chair({ title: 'C o c a i n e' }));
    expect(answer).toMatchObject({
      status: 422,
      body: { type: '/problems/prohibited-goods', rule: 'drugs', clause: 'C4', matched: 'cocaine' },
    });
    expect(answer.body.detail).toContain('clause C4');
  });

  it('doubtful goods are shown to nobody until a person has looked', async () => {
    const made = await server.ask(
      as(seller),
      'post',
      '/listings',
      chair({ title: 'Swastika flag of 1938 quilted' }),
    );
    const { id } = made.body;
    expect(made.body.status).toBe('in-review');
    expect((await server.ask(nobody, 'get', `/listings/${id}`)).status).toBe(404);
    expect(await ids({ q: 'quilted' })).toEqual([]);
    const reviewer = {
      kind: 'staff',
      partyId: await newStaff(market, 'inspector'),
      roles: ['inspector'],
    } as const;
    const waiting = await server.ask(reviewer, 'get', '/goods-reviews');
    expect(waiting.body.listings[0]).toMatchObject({ id, objection: { rule: 'nazi-memorabilia' } });
    const judged = { outcome: 'clear', why: 'For a museum.', edition: 1 };
    expect((await server.ask(reviewer, 'post', `/goods-reviews/${id}`, judged)).body.status).toBe('live');
    expect(await ids({ q: 'quilted' })).toEqual([id]);
    expect((await server.ask(reviewer, 'post', `/goods-reviews/${id}`, judged)).status).toBe(409);
    expect((await server.ask(as(seller), 'get', '/goods-reviews')).status).toBe(403);
  });

  it('two at the same moment do not pass the limit of a probation', async () => {
    const { listingsMax } = server.market.book.rulebook.entry.probation;
    for (let i = 1; i < listingsMax; i++) await newListing(market, seller, { title: 'filler' });
    const both = await Promise.all([1, 2].map(() => server.ask(as(seller), 'post', '/listings', chair())));
    expect(new Set(both.map((b) => b.status))).toEqual(new Set([201, 409]));
  });

  it('a flood on the last pieces sells each once', async () => {
    const id = await newListing(market, seller, {}, 3);
    const taken = await Promise.all(
      Array.from({ length: 8 }, () => server.market.run('x', (w) => reserveStock(w, id, 1))),
    );
    expect(taken.filter((t) => 'refused' in t)).toHaveLength(5);
    expect((await server.ask(nobody, 'get', `/listings/${id}`)).body.available).toBe(0);
  });
});

describe('search', () => {
  it('finds words and their forms, titles before texts', async () => {
    const inText = await newListing(market, seller, {
      title: 'Table',
      description: 'Goes with any zeppelin.',
    });
    const inTitle = await newListing(market, seller, { title: 'Zeppelins of tin' });
    expect(await ids({ q: 'zeppelin' })).toEqual([inTitle, inText]);
    expect(await ids({ q: 'zeppelin -table' })).toEqual([inTitle]);
    expect(await ids({ q: 'zeppelin & | ! ( "' })).toEqual([inTitle, inText]);
  });

  it('narrows by category, country and seller; sorts by price', async () => {
    const dear = await newListing(market, seller, {
      title: 'Kazoo',
      category: 'music',
      price: { amountMinor: 900, currency: 'EUR' },
    });
    const cheap = await newListing(market, seller, {
      title: 'Kazoo',
      price: { amountMinor: 100, currency: 'EUR' },
      zones: CHAIR.zones.slice(0, 1),
    });
    expect(await ids({ q: 'kazoo', category: 'music' })).toEqual([dear]);
    expect(await ids({ q: 'kazoo', country: 'FR' })).toEqual([dear]);
    expect(await ids({ q: 'kazoo', country: 'PL' })).toEqual([]);
    expect(await ids({ seller, sort: 'price-asc' })).toEqual([cheap, dear]);
    expect(await ids({ seller, sort: 'price-desc' })).toEqual([dear, cheap]);
  });

  it('goes on page by page, and misses nothing though whole pages are hidden', async () => {
    const shown: ListingId[] = [];
    for (let i = 0; i < 3; i++) shown.push(await newListing(market, seller, { title: 'Ocarina' }));
    // Hidden ones lie between: the coarse filter does not know single take-downs.
    for (let i = 0; i < 6; i++) {
      const listingId = await newListing(market, seller, { title: 'Ocarina' });
      await applyMeasure(market, seller, 'listing-takedown', { listingId });
    }
    shown.push(await newListing(market, seller, { title: 'Ocarina' }));
    const found: ListingId[] = [];
    let cursor: string | null = 'o0';
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof search>> = await search({
        q: 'ocarina',
        sort: 'newest',
        limit: 2,
        cursor,
      });
      found.push(...page.listings.map((l) => l.id));
      cursor = page.next;
    }
    expect(found.toSorted()).toEqual(shown.toSorted());
    expect(await ids({ q: 'ocarina', limit: 2, page: 50 })).toEqual([]);
  });

  it('a demoted seller comes after others, for as long as it lasts', async () => {
    const sellers = [seller, await newSeller(market)];
    for (const s of sellers) await newListing(market, s, { title: 'Theremin' });
    const order = async () => (await search({ q: 'theremin' })).listings.map((l) => l.seller.id);
    const [first, second] = await order();
    if (!first) throw new Error('nothing found');
    await applyMeasure(market, first, 'demotion', { factor: 0.1, until: server.now() + DAY_MS });
    expect(await order()).toEqual([second, first]);
    server.pass(DAY_MS);
    expect(await order()).toEqual([first, second]);
  });

  it.each([
    { limit: 0 },
    { limit: 1_000 },
    { sort: 'best' },
    { country: 'de' },
    { cursor: 'a b' },
    { q: 'a\0b' },
    { x: 1 },
  ])('a mistake in %j is the asker’s', async (query) => {
    const text = new URLSearchParams(Object.entries(query).map(([k, v]) => [k, String(v)]));
    expect((await server.ask(nobody, 'get', `/search?${text}`)).status).toBe(422);
  });
});

describe('a seller who may not trade', () => {
  const stops: readonly MeasureKind[] = ['suspension', 'shutdown', 'bar'];
  it.each([...stops, 'hold'] as const)(
    '%s: nothing of theirs leaves any read route, in the next request',
    async (kind) => {
      const id = await newListing(market, seller, { title: 'Glockenspiel' });
      const buyer = await newBuyer(market);
      await bareOrder(market, { seller, buyer, listingId: id, delivered: true });
      const paths = [`/listings/${id}`, `/listings/${id}/reviews`, `/sellers/${seller}/reviews`];
      for (const path of paths) expect((await server.ask(nobody, 'get', path)).status).toBe(200);
      expect(await ids({ q: 'glockenspiel', seller })).toEqual([id]);
      expect((await server.ask(nobody, 'get', `/sellers/${seller}`)).body.listings).toHaveLength(1);

      if (kind === 'hold') await hold(seller);
      else await applyMeasure(market, seller, kind);
      for (const path of paths) {
        const gone = await server.ask(nobody, 'get', path);
        expect(gone.status).toBe(404);
        expect(gone.body.detail).toContain('at the moment');
      }
      expect(await ids({ q: 'glockenspiel', seller })).toEqual([]);
      const page = await server.ask(nobody, 'get', `/sellers/${seller}`);
      expect(page.body).toMatchObject({
        name: 'Elbe Chairs',
        open: false,
        listings: [],
        trader: null,
        about: '',
      });
      expect(page.body.notice).toContain('not trading');
      // Their own goods stay readable to them.
      expect((await server.ask(as(seller), 'get', '/me/listings')).body.listings).toHaveLength(1);
      expect((await server.ask(as(seller), 'post', '/listings', chair())).status).toBe(403);
      expect((await server.ask(as(seller), 'patch', `/listings/${id}`, { stock: 9 })).status).toBe(403);
      expect((await server.ask(as(seller), 'post', `/listings/${id}/withdraw`)).status).toBe(200);
    },
  );

  async function hold(party: PartyId): Promise<void> {
    await market.must('x', async ({ unit }) => {
      await unit.lock(standings, party, 'update');
      unit.append(standings, party, [
        { type: 'AccountHeld', at: unit.now, hold: { reason: 'linked-to-barred', at: unit.now, links: [] } },
      ]);
      return {};
    });
  }
});

describe('a shop', () => {
  it('tells who stands behind it to those who are signed in', async () => {
    const path = `/sellers/${seller}`;
    expect((await server.ask(nobody, 'get', path)).body).toMatchObject({
      open: true,
      trader: null,
      rating: null,
    });
    const { body } = await server.ask({ kind: 'buyer', partyId: await newBuyer(market) }, 'get', path);
    expect(body.trader.map((t: { field: string }) => t.field)).toEqual([
      'legalName',
      'address',
      'mail',
      'phone',
    ]);
    expect((await server.ask(nobody, 'get', '/sellers/pty_nobody')).status).toBe(404);
    expect((await server.ask(nobody, 'get', `/sellers/${await newBuyer(market)}`)).status).toBe(404);
  });
});

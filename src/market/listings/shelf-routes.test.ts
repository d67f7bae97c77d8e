import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestServer, testServer } from '../../../test/market.ts';
import { applyMeasure, newListing, newSeller, newStaff, type Runs } from '../../../test/people.ts';
import type { Actor } from '../../door/actor.ts';
import type { ListingId, PartyId } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { must } from '../../runtime.ts';

let server: TestServer;
let head: Actor;
let one: PartyId;
let other: PartyId;
const runs: Runs = { must: (by, work) => must(server.market.run(by, work)) };
const nobody: Actor = { kind: 'anonymous' };
const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);
const idsOf = (cards: readonly { readonly id: ListingId }[]) => cards.map(({ id }) => id);
const words = { title: 'Summer outside', text: 'For balcony and garden.' };
const wording = { en: words, es: words, pt: words, zh: words };

beforeAll(async () => {
  server = await testServer();
  head = { kind: 'staff', partyId: await newStaff(runs, 'head'), roles: ['head'] };
  one = await newSeller(runs, { name: 'Isar Garden' });
  other = await newSeller(runs, { name: 'Elbe Garden' });
});
afterAll(() => server[Symbol.asyncDispose]());

const get = async (path: string) => (await server.ask(nobody, 'get', path)).body;
const plan = (body: object) => server.ask(head, 'post', '/promotions', body);
const thisWeek = () => ({ from: dateOf(server.now()), to: dateOf(server.now() + 6 * DAY_MS) });

describe('promotions', () => {
  let promotionId: string;
  let cans: ListingId[];

  beforeAll(async () => {
    cans = [];
    for (const by of [one, one, one, other])
      cans.push(await newListing(runs, by, { title: `Watering can ${cans.length}`, category: 'garden' }));
    const planned = await plan({ wording, choice: { category: 'garden' }, ...thisWeek() });
    expect(planned.status).toBe(201);
    promotionId = planned.body.promotionId;
  });

  test('take their goods from search, few of a shop on the start page and all on their own', async () => {
    const shown = await get(`/promotions/${promotionId}`);
    expect(idsOf(shown.listings).toSorted()).toEqual(cans.toSorted());
    expect(shown.listings[0].why.length).toBeGreaterThan(0);
    const front = await get('/front');
    const [shelf] = front.promotions;
    expect(shelf.listings.filter((l: any) => l.seller.id === one)).toHaveLength(2); // oxlint-disable-line typescript/no-explicit-any -- a body
    // What stands on one shelf stands on no other.
    const all = [...front.promotions, ...front.shelves].flatMap((s) => idsOf(s.listings));
    expect(new Set(all).size).toBe(all.length);
  });

  test('show nothing of a seller who may not be shown, from the next request on', async () => {
    await applyMeasure(runs, other, 'suspension');
    expect(idsOf((await get(`/promotions/${promotionId}`)).listings)).not.toContain(cans[3]);
    expect(JSON.stringify(await get('/front'))).not.toContain(other);
  });

  test('count as attention that sellers got', async () => {
    await server.market.refreshRanking();
    const before = await server.market.db.pool.query(
      'select sum(attention) from seller_exposure where seller = $1',
      [one],
    );
    await get(`/promotions/${promotionId}`);
    await server.market.refreshRanking();
    const after = await server.market.db.pool.query(
      'select sum(attention) from seller_exposure where seller = $1',
      [one],
    );
    expect(Number(after.rows[0].sum)).toBeGreaterThan(Number(before.rows[0]?.sum ?? 0));
  });

  test('are planned and ended by the head of service alone, and say at the field what is wrong', async () => {
    const body = { wording, choice: { category: 'garden' }, ...thisWeek() };
    const reviewer: Actor = { kind: 'staff', partyId: await newStaff(runs, 'reviewer'), roles: ['reviewer'] };
    expect((await server.ask(reviewer, 'post', '/promotions', body)).status).toBe(403);
    expect(await plan({ ...body, to: '2020-01-01' })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'to' }] },
    });
    expect(await plan({ ...body, choice: {} })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'choice.category' }] },
    });
    expect(await plan({ ...body, choice: { category: 'garden', seller: one } })).toMatchObject({
      status: 422,
    });
    expect(await plan({ ...body, wording: { ...wording, pt: { title: '', text: 'x' } } })).toMatchObject({
      body: { errors: [{ field: 'wording.pt.title' }] },
    });

    const end = (why: string) => server.ask(head, 'post', `/promotions/${promotionId}/end`, { why });
    expect((await end('')).status).toBe(422);
    expect((await end('The weather.')).status).toBe(200);
    expect(await end('Again.')).toMatchObject({ status: 409, body: { type: '/problems/promotion-over' } });
    expect(await get(`/promotions/${promotionId}`)).toMatchObject({
      state: 'over',
      listings: [],
      ended: { why: 'The weather.' },
    });
    expect((await get('/front')).promotions).toEqual([]);
    expect((await get('/promotions')).promotions[0]).toMatchObject({ promotionId, state: 'over' });
    expect((await server.ask(nobody, 'get', '/promotions/prm_nothing000')).status).toBe(404);
  });
});

describe('recommendations', () => {
  test('are others of the kind while looking, and something else once bought', async () => {
    const offer = (title: string, by: PartyId, group?: string) =>
      newListing(runs, by, {
        title,
        category: 'music',
        ...(group ? { variant: { group, options: { colour: title } } } : {}),
      });
    const third = await newSeller(runs, { name: 'Oder Music' });
    const fourth = await newSeller(runs, { name: 'Weser Music' });
    const ukulele = await offer('Concert ukulele, red', one, 'uke');
    const variant = await offer('Concert ukulele, blue', one, 'uke');
    const alike = await offer('Concert ukulele, oak', third);
    const drum = await offer('Hand drum', fourth);

    const looking = (await get(`/recommendations?listings=${ukulele}`)).listings;
    expect(idsOf(looking)).toEqual([alike, drum]);
    expect(JSON.stringify(looking)).not.toMatch(/"code":"(title|text)"/);
    const bought = idsOf((await get(`/recommendations?listings=${ukulele}&when=bought`)).listings);
    expect(bought).toEqual([drum]);
    expect(bought).not.toContain(variant);

    await applyMeasure(runs, third, 'suspension');
    expect(idsOf((await get(`/recommendations?listings=${ukulele}`)).listings)).toEqual([drum]);
    expect((await get('/recommendations?listings=lst_nothing000')).listings).toEqual([]);
    expect((await server.ask(nobody, 'get', '/recommendations?listings=')).status).toBe(422);
  });
});

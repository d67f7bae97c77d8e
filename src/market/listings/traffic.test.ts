import { Transformer } from '@napi-rs/image';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../test/market.ts';
import { newBuyer, newListing, newSeller, type Runs } from '../../../test/people.ts';
import type { Actor } from '../../door/actor.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { must } from '../../runtime.ts';
import { countedWords } from './traffic.ts';
import type { TrafficCounter } from './traffic-store.ts';

let server: TestServer;
let market: Runs;
const nobody: Actor = { kind: 'anonymous' };

beforeAll(async () => {
  server = await testServer();
  market = { must: (by, work) => must(server.market.run(by, work)) };
});
afterAll(() => server[Symbol.asyncDispose]());

const flush = () => (server.market.ports.traffic as TrafficCounter).flush();

describe('the traffic of a shop', () => {
  it('counts what was shown where, opened and put into carts, day by day, and not the owner’s own looks', async () => {
    const shop = await newSeller(market);
    const seller: Actor = { kind: 'seller', partyId: shop };
    const buyer: Actor = { kind: 'buyer', partyId: await newBuyer(market) };
    const id = await newListing(market, shop, { title: 'Zither of maple' });
    for (let i = 0; i < 3; i++) await server.ask(nobody, 'get', '/search?q=Zither%20%20maple');
    await server.ask(nobody, 'get', '/search?q=zither');
    await server.ask(nobody, 'get', `/listings/${id}`);
    await server.ask(seller, 'get', `/listings/${id}`);
    await server.ask(buyer, 'put', `/cart/lines/${id}`, { quantity: 1 });
    await flush();
    server.pass(DAY_MS);
    await server.ask(buyer, 'get', `/listings/${id}`);
    await flush();
    const { body } = await server.ask(seller, 'get', '/me/traffic?days=7');
    expect(body.days).toHaveLength(7);
    expect(body.days.slice(-2)).toMatchObject([
      { shown: 4, viewed: 1, added: 1, orders: 0 },
      { shown: 0, viewed: 1, added: 0, orders: 0 },
    ]);
    expect(body.listings).toMatchObject([{ id, shown: 4, viewed: 2, added: 1, position: 1 }]);
    // Twice is too seldom to be told: it could be one person.
    expect(body.queries).toEqual([{ words: 'zither maple', shown: 3, listings: 1, position: 1 }]);
    expect(body.trust).toMatchObject({ word: 'good', demotedUntil: [] });
    const other: Actor = { kind: 'seller', partyId: await newSeller(market) };
    expect((await server.ask(other, 'get', '/me/traffic')).body.listings).toEqual([]);
  });

  it.each([
    ['Oak  Chair ', 'oak chair'],
    ['ada@mail.example', ''],
    ['call +49 30 123456', ''],
    ['x'.repeat(61), ''],
  ])('counts the words %s as %s', (typed, counted) => expect(countedWords(typed)).toBe(counted));
});

describe('a picture', () => {
  it('is taken, shown to its seller and to nobody else, and refused if it is none', async () => {
    const seller: Actor = { kind: 'seller', partyId: await newSeller(market) };
    const png = await Transformer.fromRgbaPixels(new Uint8Array(40 * 30 * 4).fill(90), 40, 30).png();
    const made = await server.ask(seller, 'post', '/me/pictures', { content: png.toString('base64') });
    expect(made).toMatchObject({ status: 201, body: { width: 40, height: 30 } });
    const path = `/me/pictures/${made.body.pictureId}`;
    expect((await server.ask(seller, 'get', path)).headers.get('content-type')).toBe('image/webp');
    const other: Actor = { kind: 'seller', partyId: await newSeller(market) };
    expect((await server.ask(other, 'get', path)).status).toBe(404);
    const script = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>').toString('base64');
    const refused = await server.ask(seller, 'post', '/me/pictures', { content: script });
    expect(refused.body).toMatchObject({
      type: '/problems/file-type-not-accepted',
      errors: [{ field: 'content' }],
    });
  });
});

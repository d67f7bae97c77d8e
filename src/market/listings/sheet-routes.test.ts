import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, type TestServer, testServer } from '../../../test/market.ts';
import { applyMeasure, newListing, newSeller, type Runs } from '../../../test/people.ts';
import type { Actor } from '../../door/actor.ts';
import type { PartyId } from '../../kernel/ids.ts';
import { must } from '../../runtime.ts';

const HEAD = 'sku,title,description,category,price,stock,handling_days,zones,attributes';
const CHAIR_ROW = 'C-1,Oak chair,"Solid, oiled",furniture,99.50,5,2,Home|DE AT|4.90|1.50|3,wood=oak';
const TABLE_ROW = 'T-1,Oak table,Large,furniture,250,1,5,Home|DE|39|39|4; Near|FR|59|59|7,wood=oak; legs=4';

let server: TestServer;
let market: Runs;
let shop: PartyId;
let actor: Actor;

beforeAll(async () => {
  server = await testServer();
  market = { must: (by, work) => must(server.market.run(by, work)) };
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  shop = await newSeller(market);
  actor = { kind: 'seller', partyId: shop };
});

function bring(csv: string, more: object = {}, key?: string): Promise<Answer> {
  return server.ask(actor, 'post', '/me/listing-sheet', { csv, ...more }, key);
}

const actions = ({ body }: Answer) => body.rows.map((r: { action: string }) => r.action);
const own = async (query = '') => (await server.ask(actor, 'get', `/me/listings${query}`)).body;

describe('a table of listings', () => {
  const csv = [HEAD, CHAIR_ROW, TABLE_ROW].join('\n');

  it('is reported on first, and changes nothing by that', async () => {
    const report = await bring(csv);
    expect(report.body.applied).toBe(false);
    expect(actions(report)).toEqual(['create', 'create']);
    expect((await own()).listings).toEqual([]);
  });

  it('makes listings, changes those that are known, and does nothing the second time', async () => {
    expect((await bring(csv, { apply: true })).body.applied).toBe(true);
    const { listings, counts } = await own();
    expect(counts.live).toBe(2);
    expect(listings.find((l: { sku: string }) => l.sku === 'C-1')).toMatchObject({
      title: 'Oak chair',
      description: 'Solid, oiled',
      price: { amountMinor: 9_950, currency: 'EUR' },
      zones: [
        { name: 'Home', countries: ['DE', 'AT'], priceMinor: 490, extraItemMinor: 150, transitDays: 3 },
      ],
      attributes: { wood: 'oak' },
      stock: 5,
    });
    expect(actions(await bring(csv, { apply: true }))).toEqual(['none', 'none']);
    const again = await bring('sku;price;stock\nC-1;89,90;7', { apply: true });
    expect(actions(again)).toEqual(['change']);
    expect((await own('?q=oak chair')).listings[0]).toMatchObject({
      price: { amountMinor: 8_990 },
      stock: 7,
    });
  });

  it('that was taken out is read back without a change', async () => {
    await bring(csv, { apply: true });
    const { body, headers } = await server.ask(actor, 'get', '/me/listing-sheet');
    expect(headers.get('content-type')).toContain('text/csv');
    expect(actions(await bring(body, { apply: true }))).toEqual(['none', 'none']);
    const template = await server.ask(actor, 'get', '/me/listing-sheet/template');
    expect(actions(await bring(template.body))).toEqual(['create']);
  });

  it('with mistakes names line and column, and is kept back whole unless the seller says otherwise', async () => {
    const bad = [
      HEAD,
      CHAIR_ROW,
      'C-2,,x,furniture,cheap,-1,2,Home|DE|4|1|3,',
      'C-3,Lamp,x,Home Goods,10,1,2,Home|DE|4,wood',
      'C-1,Twice,x,furniture,10,1,2,Home|DE|4|1|3,',
      ',No number,x,furniture,10,1,2,Home|DE|4|1|3,',
      'C-4,Stool,x,furniture,10,1,99,Home|DE|4|1|3; Again|DE|4|1|3,',
      'C-5,Handgun,x,furniture,10,1,2,Home|DE|4|1|3,',
    ].join('\n');
    const report = await bring(bad, { apply: true });
    expect(report.body.applied).toBe(false);
    const faults = report.body.rows.map((r: { line: number; faults: { column: string; code: string }[] }) => [
      r.line,
      ...r.faults.map((f) => `${f.column}:${f.code}`).toSorted(),
    ]);
    expect(faults).toEqual([
      [2],
      [3, 'price:not-a-price', 'stock:not-a-number', 'title:missing'].filter((f) => f !== 'title:missing'),
      [4, 'attributes:not-an-attribute', 'category:not-accepted', 'zones:not-a-zone'],
      [5, 'sku:sku-twice'],
      [6, 'sku:missing'],
      [7, 'handling_days:wrong-handling-days'],
      [8, 'title:prohibited-goods'],
    ]);
    expect((await own()).listings).toEqual([]);
    expect((await bring(bad, { apply: true, goodOnly: true })).body.applied).toBe(true);
    expect((await own()).listings.map((l: { sku: string }) => l.sku)).toEqual(['C-1']);
    const { attempts } = (await server.ask(actor, 'get', '/me/listing-attempts')).body;
    expect(attempts).toEqual([
      expect.objectContaining({ title: 'Handgun', rule: 'weapons', matched: 'handgun' }),
    ]);
  });

  it.each([
    ['nothing', '', 'invalid-input'],
    ['a head alone', HEAD, 'empty-table'],
    ['a column that there is none', `${HEAD},colour\n${CHAIR_ROW},red`, 'wrong-head'],
    ['no numbers', 'title,price\nChair,3', 'wrong-head'],
    ['an open quote', `${HEAD}\nC-1,"Oak`, 'not-a-table'],
    ['more rows than one request may have', `sku,stock\n${'A,1\n'.repeat(1_001)}`, 'too-many-rows'],
    ['what is no text', 'sku,title\nA,\u0000', 'invalid-input'],
  ])('of %s is refused whole', async (_, text, problem) => {
    const answer = await bring(text);
    expect([answer.status, answer.body.type]).toEqual([422, `/problems/${problem}`]);
    expect(answer.body.errors[0].field).toBe('csv');
  });

  it('obeys the limit of a probation and what stops a seller', async () => {
    const { listingsMax } = server.market.book.rulebook.entry.probation;
    const rows = Array.from({ length: listingsMax + 1 }, (_, i) => CHAIR_ROW.replace('C-1', `N-${i}`));
    const report = await bring([HEAD, ...rows].join('\n'), { apply: true, goodOnly: true });
    expect(actions(report).filter((a: string) => a === 'create')).toHaveLength(listingsMax);
    expect(report.body.rows.at(-1).faults[0].code).toBe('listing-limit');
    await applyMeasure(market, shop, 'suspension');
    expect((await bring([HEAD, CHAIR_ROW].join('\n'))).body.type).toBe('/problems/not-permitted');
  });
});

describe("a seller's own listings", () => {
  it('are found by state, stock, number and words, and are nobody else’s', async () => {
    const id = await newListing(market, shop, { title: 'Chair 100%', sku: 'X_1' }, 0);
    await newListing(market, shop, { title: 'Bench' }, 3);
    const titles = async (query: string) =>
      (await own(query)).listings.map((l: { title: string }) => l.title);
    expect(await titles('?stock=out')).toEqual(['Chair 100%']);
    expect(await titles('?stock=low')).toEqual(['Bench']);
    expect(await titles('?q=x_')).toEqual(['Chair 100%']);
    expect(await titles('?q=%25')).toEqual(['Chair 100%']);
    expect(await titles('?status=withdrawn')).toEqual([]);
    expect((await server.ask(actor, 'get', `/me/listings/${id}`)).body.sku).toBe('X_1');
    const other: Actor = { kind: 'seller', partyId: await newSeller(market) };
    expect((await server.ask(other, 'get', `/me/listings/${id}`)).status).toBe(404);
  });

  it('have numbers of their own, each once', async () => {
    const id = await newListing(market, shop, { sku: 'A-1' });
    const second = await newListing(market, shop, {});
    const taken = await server.ask(actor, 'patch', `/listings/${second}`, { sku: 'A-1' });
    expect(taken.body).toMatchObject({ type: '/problems/sku-taken', errors: [{ field: 'sku' }] });
    expect((await server.ask(actor, 'patch', `/listings/${id}`, { sku: 'A-1' })).status).toBe(200);
    expect(
      Object.keys((await server.ask({ kind: 'anonymous' }, 'get', `/listings/${id}`)).body),
    ).not.toContain('sku');
  });

  it('that a rule refuses leave a trace, through every way in', async () => {
    const id = await newListing(market, shop, {});
    expect((await server.ask(actor, 'patch', `/listings/${id}`, { title: 'Handgun' })).status).toBe(422);
    expect((await server.ask(actor, 'patch', `/listings/${id}`, { sku: '*' })).status).toBe(422);
    const { attempts } = (await server.ask(actor, 'get', '/me/listing-attempts')).body;
    expect(attempts).toEqual([expect.objectContaining({ listingId: id, clause: expect.any(String) })]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../test/market.ts';
import { newBuyer, newListing, newSeller, type Runs } from '../../../test/people.ts';
import type { Actor } from '../../door/actor.ts';
import type { ListingId, OrderId, PartyId } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { must } from '../../runtime.ts';

const ADDRESS = { name: 'Ada Kern', line1: 'Street 1', postalCode: '10115', city: 'Berlin', country: 'DE' };

let server: TestServer;
let market: Runs;
let shop: PartyId;
let seller: Actor;
let buyer: Actor;
let listing: ListingId;

beforeAll(async () => {
  server = await testServer();
  market = { must: (by, work) => must(server.market.run(by, work)) };
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  shop = await newSeller(market);
  seller = { kind: 'seller', partyId: shop };
  buyer = { kind: 'buyer', partyId: await newBuyer(market) };
  listing = await newListing(market, shop);
});

/** Bought and paid for through the door. */
async function order(by: Actor = buyer, what: ListingId = listing): Promise<OrderId> {
  await server.ask(by, 'put', `/cart/lines/${what}`, { quantity: 2 });
  const { body, status } = await server.ask(by, 'post', '/checkout', {
    address: ADDRESS,
    paymentToken: 'ok',
  });
  expect(status).toBe(201);
  return body.orders[0].orderId ?? body.orders[0].id;
}

const sales = async (query = '') => (await server.ask(seller, 'get', `/me/sold-orders${query}`)).body;
const idsOf = async (query = '') => (await sales(query)).orders.map((o: { id: string }) => o.id);
const sheet = (csv: string, more: object = {}) =>
  server.ask(seller, 'post', '/me/shipment-sheet', { csv, ...more });

describe('orders of a seller', () => {
  it('wait by their deadline, and leave the list once they are shipped', async () => {
    const slow = await newListing(market, shop, { handlingDays: 9 });
    const later = await order(buyer, slow);
    const first = await order();
    expect(await idsOf()).toEqual([first, later]);
    expect(await idsOf(`?q=${later.slice(-8).toUpperCase()}`)).toEqual([later]);
    server.pass(4 * DAY_MS);
    expect(await idsOf('?state=late')).toEqual([first]);
    expect((await sales()).counts).toMatchObject({ 'to-ship': 2, late: 1 });
    await server.ask(seller, 'post', `/orders/${first}/shipments`, { carrier: 'DHL' });
    expect(await idsOf()).toEqual([later]);
    expect(await idsOf('?state=shipped')).toEqual([first]);
    const other: Actor = { kind: 'seller', partyId: await newSeller(market) };
    expect((await server.ask(other, 'get', '/me/sold-orders')).body.orders).toEqual([]);
  });

  it('have a label with both addresses, for their seller alone', async () => {
    const id = await order();
    const { body } = await server.ask(seller, 'get', `/orders/${id}/label`);
    expect(body).toMatchObject({ to: { name: 'Ada Kern', city: 'Berlin' }, code: id });
    expect(body.from.address.city).toBe('Berlin');
    const other: Actor = { kind: 'seller', partyId: await newSeller(market) };
    expect((await server.ask(other, 'get', `/orders/${id}/label`)).status).toBe(404);
    expect((await server.ask(buyer, 'get', `/orders/${id}/label`)).status).toBe(403);
  });

  it.each([
    ['AB', 'too short'],
    ['ABCDEF', 'without a digit'],
    ['RR123456789DE', 'with a wrong check digit'],
    ['12345#', 'with a sign'],
  ])('are not shipped with %s, a tracking number %s', async (number) => {
    const id = await order();
    const path = `/orders/${id}/shipments`;
    const answer = await server.ask(seller, 'post', path, { carrier: 'DHL', trackingNumber: number });
    expect([answer.status, answer.body.errors[0].field]).toEqual([422, 'trackingNumber']);
  });

  it('are shipped with a postal number as it stands on the parcel', async () => {
    const path = `/orders/${await order()}/shipments`;
    const body = { carrier: 'DHL', trackingNumber: 'RR 123 456 785 DE' };
    expect((await server.ask(seller, 'post', path, body)).status).toBe(201);
  });
});

describe('a table of parcels', () => {
  it('is reported on, then ships everything at once, and not twice', async () => {
    const [a, b] = [await order(), await order()];
    const csv = `order_id,carrier,tracking_number\n${a},DHL,0034043416109400\n${b},Post,`;
    const report = await sheet(csv);
    expect(report.body).toMatchObject({ applied: false, rows: [{ shipmentId: null, faults: [] }, {}] });
    expect(await idsOf()).toHaveLength(2);
    const applied = await sheet(csv, { apply: true });
    expect(applied.body.applied).toBe(true);
    expect(applied.body.rows[0].shipmentId).toMatch(/^shp_/);
    expect(await idsOf()).toEqual([]);
    const again = await sheet(csv, { apply: true });
    expect(again.body.applied).toBe(false);
    expect(again.body.rows[0].faults[0].column).toBe('order_id');
  });

  it('with mistakes names line and column, and ships the rest only if told to', async () => {
    const [a, b] = [await order(), await order()];
    const elsewhere = await newSeller(market);
    const theirs = await order(buyer, await newListing(market, elsewhere));
    const csv = [
      'order_id;carrier;tracking_number',
      `${a};DHL;0034043416109488`,
      `${b};;12`,
      `${theirs};DHL;`,
      'nonsense;DHL;',
      `${a};DHL;0034043416109488`,
    ].join('\n');
    const kept = await sheet(csv, { apply: true });
    expect(kept.body.applied).toBe(false);
    const faults = kept.body.rows.map((r: { line: number; faults: { column: string; code: string }[] }) => [
      r.line,
      ...r.faults.map((f) => `${f.column}:${f.code}`).toSorted(),
    ]);
    expect(faults).toEqual([
      [2],
      [3, 'carrier:missing', 'tracking_number:not-accepted'],
      [4, 'order_id:not-found'],
      [5, 'order_id:not-accepted'],
      [6, expect.stringContaining('order_id:')],
    ]);
    expect(await idsOf()).toHaveLength(2);
    expect((await sheet(csv, { apply: true, goodOnly: true })).body.applied).toBe(true);
    expect(await idsOf()).toEqual([b]);
  });

  it('to fill in names what waits', async () => {
    const id = await order();
    const { body } = await server.ask(seller, 'get', '/me/shipment-sheet');
    expect(body.replace('\uFEFF', '')).toBe(`order_id,carrier,tracking_number\r\n${id},,\r\n`);
  });
});

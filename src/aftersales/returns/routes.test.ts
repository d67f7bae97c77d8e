import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { picture, png } from '../../../test/media.ts';
import type { Actor } from '../../door/actor.ts';
import type { OrderId, PartyId, SanctionId } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { type TestServer, testServer } from '../../../test/market.ts';
import { applyMeasure, newBuyer, newListing, newSeller, newStaff, type Runs } from '../../../test/people.ts';
import { stopGoods } from '../../processes/stop-goods.ts';
import { must } from '../../runtime.ts';
import { standings } from '../../standing/standing.ts';

let server: TestServer;
let runs: Runs;
let seller: PartyId;
let buyer: PartyId;
let other: PartyId;
let asSeller: Actor;
let asBuyer: Actor;

beforeAll(async () => {
  server = await testServer();
  runs = { must: (by, work) => must(server.market.run(by, work)) };
  seller = await newSeller(runs);
  buyer = await newBuyer(runs);
  other = await newBuyer(runs);
  asSeller = { kind: 'seller', partyId: seller };
  asBuyer = { kind: 'buyer', partyId: buyer };
});
afterAll(() => server[Symbol.asyncDispose]());

/** An order of two chairs, paid by card and delivered, all of it through the door. */
async function delivered(quantity = 2, shop = seller): Promise<OrderId> {
  const listingId = await newListing(runs, shop);
  await server.ask(asBuyer, 'put', `/cart/lines/${listingId}`, { quantity });
  const placed = await server.ask(asBuyer, 'post', '/checkout', {
    address: { name: 'A B', line1: 'Street 1', postalCode: '10115', city: 'Berlin', country: 'DE' },
    paymentToken: 'ok',
  });
  const orderId = placed.body.orders[0].orderId as OrderId;
  await server.market.ports.cashier.capture(placed.body.checkoutId);
  const asShop: Actor = { kind: 'seller', partyId: shop };
  await server.ask(asShop, 'post', `/orders/${orderId}/shipments`, { carrier: 'DHL' });
  await server.ask(asBuyer, 'post', `/orders/${orderId}/receipt`);
  return orderId;
}

const request = (quantity = 1, more: object = {}) => ({
  lines: [{ line: 0, quantity }],
  reason: 'defective',
  wanted: 'refund',
  text: 'It wobbles.',
  ...more,
});

describe('asking for a return', () => {
  it('refuses what was not bought, what is asked for already, and other people’s orders', async () => {
    const orderId = await delivered();
    const ask = (actor: Actor, body: object) => server.ask(actor, 'post', `/orders/${orderId}/returns`, body);
    expect(await ask(asBuyer, request(3))).toMatchObject({
      status: 422,
      body: { type: '/problems/more-than-bought', errors: [{ field: 'lines.0.quantity' }] },
    });
    expect((await ask({ kind: 'buyer', partyId: other }, request())).status).toBe(404);
    expect(await ask(asBuyer, request(1, { wanted: 'part' }))).toMatchObject({
      status: 422,
      body: { type: '/problems/remedy-not-open' },
    });
    expect(await ask(asBuyer, { ...request(), lines: [{ line: 7, quantity: 1 }] })).toMatchObject({
      status: 422,
    });
    expect(await ask(asBuyer, request(1, { text: '' }))).toMatchObject({ status: 422 });
    const asked = await ask(asBuyer, request(2));
    expect(asked).toMatchObject({ status: 201, body: { status: 'requested' } });
    expect(await ask(asBuyer, request(1))).toMatchObject({
      status: 409,
      body: { type: '/problems/already-requested' },
    });
  });

  it('the same request sent twice is one return', async () => {
    const orderId = await delivered();
    const key = 'same-return-key-0001';
    const first = await server.ask(asBuyer, 'post', `/orders/${orderId}/returns`, request(), key);
    const again = await server.ask(asBuyer, 'post', `/orders/${orderId}/returns`, request(), key);
    expect(again.body).toEqual(first.body);
    const listed = await server.ask(asBuyer, 'get', `/orders/${orderId}/returnable`);
    expect(listed.body.returns).toHaveLength(1);
    expect(listed.body.lines[0]).toMatchObject({ fulfilled: 2, requested: 1, returnable: 1 });
  });

  it('offers in exchange only what may be sold now', async () => {
    const orderId = await delivered();
    const [fine, stopped] = [await newListing(runs, seller), await newListing(runs, seller)];
    const offered = async () =>
      (await server.ask(asBuyer, 'get', `/orders/${orderId}/returnable`)).body.exchangeFor.map(
        (o: { listingId: string }) => o.listingId,
      );
    expect(await offered()).toEqual(expect.arrayContaining([fine, stopped]));
    await runs.must('test', (w) =>
      stopGoods(w, { listings: [stopped], because: 'recall', ref: 'rcl_1', until: null, figures: {} }),
    );
    expect(await offered()).toContain(fine);
    expect(await offered()).not.toContain(stopped);
    const wanted = (exchangeFor: string) =>
      server.ask(
        asBuyer,
        'post',
        `/orders/${orderId}/returns`,
        request(1, { wanted: 'exchange', exchangeFor }),
      );
    expect(await wanted(stopped)).toMatchObject({
      status: 422,
      body: { type: '/problems/wrong-exchange', errors: [{ field: 'exchangeFor' }] },
    });
    expect((await wanted(fine)).status).toBe(201);
  });

  it('refuses what is refunded already, and what is not delivered', async () => {
    const orderId = await delivered();
    await server.ask(asSeller, 'post', `/orders/${orderId}/refunds`, { reason: 'goodwill-of-seller' });
    expect(await server.ask(asBuyer, 'post', `/orders/${orderId}/returns`, request())).toMatchObject({
      status: 409,
      body: { type: '/problems/already-refunded' },
    });
  });

  it('refuses after the window, and goodwill that a measure has used up; never a right', async () => {
    const orderId = await delivered();
    await applyMeasure(runs, buyer, 'return-limits', { goodwillReturnsMax: 0 });
    const changed = request(1, { reason: 'changed-mind', wanted: 'return' });
    server.pass(20 * DAY_MS);
    expect(await server.ask(asBuyer, 'post', `/orders/${orderId}/returns`, changed)).toMatchObject({
      status: 403,
      body: { type: '/problems/not-permitted' },
    });
    expect(await server.ask(asBuyer, 'post', `/orders/${orderId}/returns`, request())).toMatchObject({
      status: 201,
    });
    server.pass(20 * DAY_MS);
    expect(await server.ask(asBuyer, 'post', `/orders/${orderId}/returns`, changed)).toMatchObject({
      status: 410,
      body: { type: '/problems/return-window-over' },
    });
  });
});

describe('a return through the door', () => {
  it('is seen by its sides and staff alone, with files, and pays once', async () => {
    const orderId = await delivered(1);
    const content = png([]).toString('base64');
    const upload = await server.ask(asBuyer, 'post', '/me/uploads', { kind: 'photo', content });
    const uploads = upload.status === 201 ? [upload.body.uploadId] : [];
    const asked = await server.ask(asBuyer, 'post', `/orders/${orderId}/returns`, request(1, { uploads }));
    const path = `/me/returns/${asked.body.returnId}`;
    expect((await server.ask({ kind: 'buyer', partyId: other }, 'get', path)).status).toBe(404);
    const page = await server.ask(asSeller, 'get', path);
    expect(page.body).toMatchObject({ side: 'seller', status: 'requested', claimedMinor: 10_400 });
    expect(page.body.mayDo).toEqual(expect.arrayContaining(['approve', 'cure', 'reject', 'offer']));
    expect(await server.ask(asBuyer, 'post', `${path}/answer`, { answer: 'approve' })).toMatchObject({
      status: 403,
    });
    expect(
      await server.ask(asSeller, 'post', `${path}/answer`, { answer: 'reject', text: 'No.' }),
    ).toMatchObject({
      status: 422,
      body: { type: '/problems/burden-of-proof' },
    });
    expect(
      await server.ask(asSeller, 'post', `${path}/offers`, {
        remedy: 'refund',
        amountMinor: 99_999,
        text: 'Take it.',
      }),
    ).toMatchObject({
      status: 422,
      body: { type: '/problems/wrong-amount' },
    });
    // What is held can't be given away by another road.
    expect(
      await server.ask(asSeller, 'post', `/orders/${orderId}/refunds`, { reason: 'returned' }),
    ).toMatchObject({
      status: 409,
      body: { type: '/problems/held-for-return' },
    });
    expect(await server.ask(asSeller, 'post', `${path}/answer`, { answer: 'approve' })).toMatchObject({
      body: { status: 'closed' },
    });
    expect(await server.ask(asSeller, 'post', `${path}/answer`, { answer: 'approve' })).toMatchObject({
      status: 409,
    });
    const after = await server.ask(asBuyer, 'get', path);
    expect(after.body).toMatchObject({ status: 'closed', closedWhy: 'refunded', refundedMinor: 10_400 });
    const notices = await server.ask(asBuyer, 'get', '/me/notices');
    expect(notices.body.notices.some((n: { kind: string }) => n.kind === 'return-changed')).toBe(true);
    const staff = await newStaff(runs, 'representative');
    const seen = await server.ask(
      { kind: 'staff', partyId: staff, roles: ['representative'] },
      'get',
      `/returns/${asked.body.returnId}`,
    );
    expect(seen.body).toMatchObject({ side: 'staff' });
    const totals = await server.ask(
      { kind: 'staff', partyId: staff, roles: ['head'] },
      'get',
      '/ledger/totals',
    );
    expect(totals.body.balanced).toBe(true);
  });

  it('that was rejected ends when the buyer lets it stand, and what is granted all the same is paid at once', async () => {
    const orderId = await delivered(1);
    const wanted = { reason: 'defective', wanted: 'return' };
    const asked = await server.ask(asBuyer, 'post', `/orders/${orderId}/returns`, request(1, wanted));
    const path = `/me/returns/${asked.body.returnId}`;
    const step = (actor: Actor, name: string, body: object = {}) =>
      server.ask(actor, 'post', `${path}/${name}`, body);
    expect((await step(asBuyer, 'acceptance')).status).toBe(409);
    await step(asSeller, 'answer', { answer: 'approve' });
    await step(asBuyer, 'parcel', { carrier: 'DHL' });
    await step(asSeller, 'reception');
    const content = (await picture('png')).toString('base64');
    const upload = await server.ask(asSeller, 'post', '/me/uploads', { kind: 'photo', content });
    const worn = { verdict: 'reduced', payMinor: 6_000, restocked: [0], text: 'It was used for months.' };
    expect(await step(asSeller, 'inspection', { ...worn, uploads: [upload.body.uploadId] })).toMatchObject({
      status: 200,
      body: { status: 'rejected' },
    });
    expect((await server.ask(asBuyer, 'get', path)).body.mayDo).toContain('accept-rejection');
    expect((await step(asSeller, 'acceptance')).status).toBe(403);
    expect(await step({ kind: 'buyer', partyId: other }, 'acceptance')).toMatchObject({ status: 404 });
    expect(await step(asBuyer, 'acceptance')).toMatchObject({ status: 200, body: { status: 'closed' } });
    expect((await server.ask(asBuyer, 'get', path)).body).toMatchObject({
      closedWhy: 'refunded',
      refundedMinor: 6_000,
    });
    expect((await step(asBuyer, 'acceptance')).status).toBe(409);
  });

  it('the difference of a dearer article is an order: none is taken for a shop that may not sell by now', async () => {
    const shop = await newSeller(runs);
    const asShop: Actor = { kind: 'seller', partyId: shop };
    const orderId = await delivered(1, shop);
    const dearer = await newListing(runs, shop, { price: { amountMinor: 20_000, currency: 'EUR' } });
    const asked = await server.ask(
      asBuyer,
      'post',
      `/orders/${orderId}/returns`,
      request(1, { wanted: 'exchange', exchangeFor: dearer }),
    );
    const path = `/me/returns/${asked.body.returnId}`;
    const step = (actor: Actor, name: string, body: object = {}) =>
      server.ask(actor, 'post', `${path}/${name}`, body);
    await step(asShop, 'answer', { answer: 'approve' });
    await step(asBuyer, 'parcel', { carrier: 'DHL' });
    await step(asShop, 'reception');
    await step(asShop, 'inspection', { verdict: 'accepted', restocked: [1] });
    const status = async () => (await server.ask(asBuyer, 'get', path)).body.status;
    expect(await status()).toBe('paying');
    const orders = async () => (await server.ask(asShop, 'get', '/me/sold-orders')).body.orders.length;
    const before = await orders();

    await applyMeasure(runs, shop, 'suspension', { sanctionId: 'san_exchange' as SanctionId });
    expect(await step(asBuyer, 'difference', { paymentToken: 'ok' })).toMatchObject({
      status: 409,
      body: { type: '/problems/not-sold-now' },
    });
    expect([await orders(), await status()]).toEqual([before, 'paying']);

    await runs.must('test', async ({ unit }) => {
      await unit.lock(standings, shop, 'update');
      const sanctionId = 'san_exchange' as SanctionId;
      unit.append(standings, shop, [{ type: 'MeasureEnded', at: unit.now, sanctionId, why: 'reversed' }]);
    });
    expect(await step(asBuyer, 'difference', { paymentToken: 'ok' })).toMatchObject({ status: 200 });
    expect([await orders(), await status()]).toEqual([before + 1, 'replacement']);
  });

  it('a safety matter skips the talk and opens a case about the product', async () => {
    const orderId = await delivered(1);
    const asked = await server.ask(
      asBuyer,
      'post',
      `/orders/${orderId}/returns`,
      request(1, { reason: 'unsafe', wanted: 'return' }),
    );
    expect(asked.body.status).toBe('platform-review');
    const complaints = await server.ask(asBuyer, 'get', '/me/complaints');
    expect(complaints.body.complaints).toMatchObject([{ kind: 'unsafe' }]);
    const label = await server.ask(asBuyer, 'get', `/me/returns/${asked.body.returnId}/label`);
    expect(label.status).toBe(404);
  });
});

it('what the law gives is open however many returns are; goodwill waits until some have ended', async () => {
  asBuyer = { kind: 'buyer', partyId: await newBuyer(runs) };
  const ask = (orderId: OrderId, more: object) =>
    server.ask(asBuyer, 'post', `/orders/${orderId}/returns`, request(1, more));
  const changed = { reason: 'changed-mind', wanted: 'return' };
  const last = await delivered(2);
  const open: number[] = [];
  // Of a shop each, since new ones may not sell much.
  for (let shop = 0; shop < 7; shop++) {
    const orderId = await delivered(3, await newSeller(runs));
    for (let piece = 0; piece < 3; piece++) open.push((await ask(orderId, changed)).status);
  }
  expect(open).toEqual(Array.from({ length: 21 }, () => 201));
  server.pass(20 * DAY_MS);
  expect((await ask(last, changed)).body.type).toBe('/problems/too-many-open');
  expect((await ask(last, {})).status).toBe(201);
});

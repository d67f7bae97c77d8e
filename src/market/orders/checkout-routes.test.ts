import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asBuyer, asSeller, Counter, HOME } from '../../../test/counter.ts';
import { type TestServer, testServer } from '../../../test/market.ts';
import { applyMeasure } from '../../../test/people.ts';
import type { Actor } from '../../door/actor.ts';
import type { ListingId, OrderId, PartyId } from '../../kernel/ids.ts';
import { charges } from '../payments/charge.ts';

let server: TestServer;
let counter: Counter;
let buyer: PartyId;
let [elbe, isar]: PartyId[] = [];
let [chair, lamp]: ListingId[] = [];
const from = () => counter.provider.effects.length;

beforeAll(async () => {
  server = await testServer();
  counter = new Counter(server);
});
afterAll(() => server[Symbol.asyncDispose]());

async function twoShops(): Promise<void> {
  buyer = await counter.buyer();
  elbe = await counter.seller('Elbe Chairs');
  isar = await counter.seller('Isar Lamps');
  chair = await counter.listing(elbe, 'Oak chair');
  lamp = await counter.listing(isar, 'Brass lamp');
  await counter.put(buyer, chair, 2);
  await counter.put(buyer, lamp);
}
const stock = async (id: ListingId | undefined) =>
  (await server.ask({ kind: 'anonymous' }, 'get', `/listings/${id}`)).body.available;
const cart = async () => (await server.ask(asBuyer(buyer), 'get', '/cart')).body;

describe('a purchase from two shops', () => {
  it('is quoted, paid once and becomes an order a seller; everybody sees what is theirs', async () => {
    await twoShops();
    expect(await cart()).toMatchObject({
      ready: true,
      lines: [
        { listingId: chair, quantity: 2, seller: { id: elbe, name: 'Elbe Chairs' }, problem: null },
        { listingId: lamp, quantity: 1, lineMinor: 9_900 },
      ],
      totals: [{ currency: 'EUR', amountMinor: 29_700 }],
    });
    const quote = await server.ask(asBuyer(buyer), 'post', '/checkout/quote', { country: 'DE' });
    expect(quote.body).toMatchObject({ currency: 'EUR', totalMinor: 20_500 + 10_400 });
    // 19 % inside 198.00 and inside 7.00, each line rounded for itself.
    expect(quote.body.orders.find((o: { seller: string }) => o.seller === elbe)).toMatchObject({
      shippingMinor: 700,
      taxMinor: 3_161 + 112,
    });
    const before = from();
    const bought = await counter.checkout(buyer);
    expect(bought.status).toBe(201);
    expect(bought.body.total).toEqual({ amountMinor: 30_900, currency: 'EUR' });
    expect(counter.effects(before)).toEqual(['authorise 30900', 'capture 30900']);
    expect(await cart()).toMatchObject({ lines: [], ready: false });
    expect([await stock(chair), await stock(lamp)]).toEqual([8, 9]);

    const mine = await server.ask(asBuyer(buyer), 'get', '/orders');
    expect(mine.body.orders).toHaveLength(2);
    const sold = await server.ask(asSeller(elbe as PartyId), 'get', '/orders?status=placed');
    expect(sold.body.orders).toMatchObject([
      { seller: { id: elbe }, totalMinor: 20_500, payment: 'captured', mayDo: ['cancel', 'ship', 'refund'] },
    ]);
    const orderId = sold.body.orders[0].id as OrderId;
    const seen = await counter.show(asBuyer(buyer), orderId);
    expect(seen.body).toMatchObject({
      side: 'buyer',
      status: 'placed',
      address: HOME,
      payment: { status: 'captured', amountMinor: 20_500, refundableMinor: 20_500 },
      mayDo: ['cancel'],
      timeline: [{ what: 'placed', amountMinor: 20_500 }, { what: 'paid' }],
    });
    expect(seen.body.payment).not.toHaveProperty('transfer');
    expect((await counter.show(asSeller(elbe as PartyId), orderId)).body.address).toEqual(HOME);
    expect((await counter.show(await counter.staff('representative'), orderId)).status).toBe(200);
  });

  it('is nobody else’s business', async () => {
    await twoShops();
    const orderId = await counter.order(buyer, lamp as ListingId);
    const strangers = [asBuyer(await counter.buyer()), asSeller(await counter.seller('Other'))];
    for (const stranger of strangers) {
      expect((await counter.show(stranger, orderId)).status).toBe(404);
      expect((await server.ask(stranger, 'get', `/orders/${orderId}/invoice`)).status).toBe(404);
    }
    const [other, shop] = strangers as [(typeof strangers)[0], (typeof strangers)[0]];
    const post = (actor: typeof other, path: string, body?: object) =>
      server.ask(actor, 'post', `/orders/${orderId}/${path}`, body);
    expect((await post(other, 'cancellation', { reason: 'changed-mind' })).status).toBe(404);
    expect((await post(other, 'receipt')).status).toBe(404);
    expect((await post(shop, 'shipments', { carrier: 'DHL' })).status).toBe(404);
    expect((await post(shop, 'refunds', { reason: 'returned' })).status).toBe(404);
    expect((await counter.show(asBuyer(buyer), orderId)).body.status).toBe('placed');
  });
});

describe('a seller who is stopped', () => {
  it('is named line by line at the checkout, and nothing is changed or reserved', async () => {
    await twoShops();
    await applyMeasure(counter.runs, isar as PartyId, 'suspension');
    const before = from();
    const refused = await counter.checkout(buyer);
    expect(refused).toMatchObject({
      status: 409,
      body: {
        type: '/problems/line-unavailable',
        title: "“Brass lamp” can't be bought right now; remove it to go on.",
        errors: [{ field: 'lines.1' }],
        listingIds: lamp,
      },
    });
    expect(counter.effects(before)).toEqual([]);
    expect(await stock(chair)).toBe(10);
    expect(await cart()).toMatchObject({
      ready: false,
      lines: [{ problem: null }, { problem: { code: 'not-sold-now' } }],
      totals: [{ amountMinor: 19_800 }],
    });
    const other = await counter.buyer();
    expect((await counter.put(other, lamp as ListingId)).status).toBe(404);
    await server.ask(asBuyer(buyer), 'delete', `/cart/lines/${lamp}`);
    expect((await counter.checkout(buyer)).status).toBe(201);
  });

  it('between the card and the order: the reserved money is let go', async () => {
    await twoShops();
    const { provider } = counter;
    const authorise = provider.authorise.bind(provider);
    provider.authorise = async (request) => {
      const answer = await authorise(request);
      await applyMeasure(counter.runs, isar as PartyId, 'suspension');
      return answer;
    };
    const before = from();
    const refused = await counter.checkout(buyer);
    provider.authorise = authorise;
    expect(refused.body.type).toBe('/problems/line-unavailable');
    expect(counter.effects(before)).toEqual(['authorise 30900', 'release 30900']);
    expect(await stock(chair)).toBe(10);
    const left = await server.market.run('test', ({ unit }) => unit.find(charges, { payer: buyer }));
    expect(left.map((c) => c.state.status)).toEqual(['void']);
    expect((await cart()).lines).toHaveLength(2);
  });
});

describe.each(['suspension', 'shutdown', 'bar'] as const)('orders from before the %s of a seller', (kind) => {
  it('are still sent, arrive, are given back, cancelled and refunded', async () => {
    buyer = await counter.buyer();
    elbe = await counter.seller('Elbe Chairs');
    chair = await counter.listing(elbe, 'Oak chair');
    const [sent, cancelled] = [await counter.order(buyer, chair), await counter.order(buyer, chair)];
    await applyMeasure(counter.runs, elbe, kind);
    expect((await counter.put(buyer, chair)).status).toBe(404);
    const ask = (actor: Actor, orderId: OrderId, what: string, body?: object) =>
      server.ask(actor, 'post', `/orders/${orderId}/${what}`, body);

    await counter.deliver(elbe, sent, `AFTER-${kind}-1`);
    expect((await counter.show(asBuyer(buyer), sent)).body.status).toBe('delivered');
    const wanted = {
      lines: [{ line: 0, quantity: 1 }],
      reason: 'changed-mind',
      wanted: 'return',
      text: 'No.',
    };
    expect((await ask(asBuyer(buyer), sent, 'returns', wanted)).status).toBe(201);
    const before = from();
    expect((await ask(asBuyer(buyer), cancelled, 'cancellation', { reason: 'changed-mind' })).status).toBe(
      200,
    );
    expect(counter.effects(before)).toEqual(['refund 10400']);
  });

  it('are refunded by the seller', async () => {
    buyer = await counter.buyer();
    elbe = await counter.seller('Elbe Chairs');
    const orderId = await counter.order(buyer, await counter.listing(elbe, 'Oak chair'));
    await applyMeasure(counter.runs, elbe, kind);
    const before = from();
    const refund = { reason: 'returned', amountMinor: 500 };
    const answer = await server.ask(asSeller(elbe), 'post', `/orders/${orderId}/refunds`, refund);
    expect(answer.status).toBe(201);
    expect(counter.effects(before)).toEqual(['refund 500']);
  });
});

describe('paying', () => {
  it('sent twice under one key orders once', async () => {
    await twoShops();
    const before = from();
    const [first, second] = await Promise.all([
      counter.checkout(buyer, 'ok', 'same-key-1'),
      counter.checkout(buyer, 'ok', 'same-key-1'),
    ]);
    const third = await counter.checkout(buyer, 'ok', 'same-key-1');
    expect([first.status, second.status, third.status]).toEqual([201, 201, 201]);
    expect(second.body).toEqual(first.body);
    expect(third.body).toEqual(first.body);
    expect(counter.effects(before)).toEqual(['authorise 30900', 'capture 30900']);
    expect(await stock(chair)).toBe(8);
    // Another wish under the same key is refused, and the first one's money is not let go for it.
    const other = await server.ask(
      asBuyer(buyer),
      'post',
      '/checkout',
      { address: { ...HOME, city: 'Bonn' }, paymentToken: 'ok' },
      'same-key-1',
    );
    expect(other.body.type).toBe('/problems/idempotency-key-reused');
    expect(counter.effects(before)).toHaveLength(2);
  });

  it.each([
    ['declined', 'declined'],
    ['insufficient', 'insufficient-funds'],
    ['no-such-card', 'unknown-token'],
  ])('with a card that answers %s says so and can be tried again', async (token, declineCode) => {
    await twoShops();
    const declined = await counter.checkout(buyer, token, `decline-${token}`);
    expect(declined).toMatchObject({
      status: 422,
      body: { type: '/problems/payment-declined', declineCode, errors: [{ field: 'paymentToken' }] },
    });
    expect(await stock(chair)).toBe(10);
    expect((await counter.checkout(buyer, 'ok', `decline-${token}`)).status).toBe(201);
  });

  it('from an empty cart, or with half an address, is refused', async () => {
    buyer = await counter.buyer();
    expect((await counter.checkout(buyer)).body.type).toBe('/problems/empty-cart');
    const half = await server.ask(asBuyer(buyer), 'post', '/checkout', { address: { country: 'DE' } });
    expect(half.status).toBe(422);
    expect(half.body.errors.map((e: { field: string }) => e.field)).toContain('address.city');
  });
});

describe('a cart', () => {
  it('refuses what is not there, too much of it, and sellers', async () => {
    await twoShops();
    expect((await counter.put(buyer, 'lst_nothing' as ListingId)).status).toBe(404);
    expect(await counter.put(buyer, chair as ListingId, 11)).toMatchObject({
      status: 409,
      body: { type: '/problems/out-of-stock', available: 10 },
    });
    expect((await counter.put(buyer, chair as ListingId, 1_000_000)).status).toBe(422);
    expect((await counter.put(buyer, chair as ListingId, -1)).status).toBe(422);
    expect((await server.ask(asSeller(elbe as PartyId), 'get', '/cart')).status).toBe(403);
  });
});

describe('what crosses a border', () => {
  const quoted = async (country: string) =>
    (await server.ask(asBuyer(buyer), 'post', '/checkout/quote', { country })).body;

  it('is told what customs may ask, apart from the total, and the order keeps it', async () => {
    buyer = await counter.buyer();
    const shenzhen = await counter.seller('Shenzhen Home', 'CN');
    const pot = await counter.listing(shenzhen, 'Iron pot');
    await counter.put(buyer, pot, 1);
    const quote = await quoted('DE');
    // One kind of goods of 99 euros: the fixed sum for small consignments.
    expect(quote.orders).toMatchObject([{ importDuty: { from: 'CN', estimateMinor: 300 } }]);
    expect(quote.totalMinor).toBe(9_900 + 500);
    expect((await quoted('CN')).orders?.[0]?.importDuty).toBeUndefined();
    const bought = await counter.checkout(buyer);
    const [{ orderId }] = bought.body.orders;
    const kept = async () => (await counter.show(asBuyer(buyer), orderId)).body.importDuty;
    expect(await kept()).toEqual({ from: 'CN', estimateMinor: 300 });
    // On its way to customs, when it is wanted most.
    await server.ask(asSeller(shenzhen), 'post', `/orders/${orderId}/shipments`, { carrier: 'EMS' });
    expect(await kept()).toEqual({ from: 'CN', estimateMinor: 300 });
  });

  it('within one customs territory says nothing', async () => {
    await twoShops();
    for (const order of (await quoted('DE')).orders) expect(order).not.toHaveProperty('importDuty');
  });
});

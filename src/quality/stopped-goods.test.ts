import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asBuyer, asSeller, Counter } from '../../test/counter.ts';
import { type TestServer, testServer } from '../../test/market.ts';
import { newListing, newStaff } from '../../test/people.ts';
import type { Actor } from '../door/actor.ts';
import type { ListingContent } from '../market/listings/listing.ts';
import type { ListingId, OrderId, PartyId } from '../kernel/ids.ts';
import { type Order, orders } from '../market/orders/order.ts';
import { DAY_MS } from '../kernel/time.ts';

const RECALL = {
  product: 'Rabbit night light',
  identification: 'Model R1, on the bottom of the light.',
  risk: 'The battery may catch fire while it is charged.',
  hazard: 'fire',
  instructions: ['stop-using'],
  remedies: ['replacement', 'refund'],
  contact: 'recalls@lights.example',
};

let server: TestServer;
let counter: Counter;
let inspector: Actor;
let seller: PartyId;
let buyer: PartyId;
let parcels = 0;

beforeAll(async () => {
  server = await testServer(Date.UTC(2026, 4, 20, 9));
  counter = new Counter(server);
  inspector = { kind: 'staff', partyId: await newStaff(counter.runs, 'inspector'), roles: ['inspector'] };
  seller = await counter.seller('Lights');
  buyer = await counter.buyer();
});
afterAll(() => server[Symbol.asyncDispose]());

const listing = (more: Partial<ListingContent> = {}) => newListing(counter.runs, seller, more);

async function ask(actor: Actor, method: string, path: string, body?: object, status = 200) {
  const answer = await server.ask(actor, method, path, body);
  expect(answer, `${path}: ${JSON.stringify(answer.body)}`).toMatchObject({ status });
  return answer.body;
}
const post = (actor: Actor, path: string, body: object, status = 200) =>
  ask(actor, 'post', path, body, status);
const get = (actor: Actor, path: string, status = 200) => ask(actor, 'get', path, undefined, status);

/** A paid order of one piece of each. */
async function bought(...listings: readonly ListingId[]): Promise<OrderId> {
  for (const id of listings) await counter.put(buyer, id);
  const { body } = await counter.checkout(buyer);
  return body.orders[0].orderId;
}
const ship = (orderId: OrderId, body: object, status: number) =>
  post(asSeller(seller), `/orders/${orderId}/shipments`, { carrier: 'DHL', ...body }, status);
const deliver = (orderId: OrderId) => counter.deliver(seller, orderId, `STOP${++parcels}0000`);
const recall = (listings: readonly ListingId[]): Promise<{ recallId: string }> =>
  post(inspector, '/quality/recalls', { ...RECALL, listings }, 201);
async function sweep(): Promise<void> {
  while ((await server.market.sweep()) > 0);
}
async function orderOf(id: OrderId): Promise<Order> {
  const { order } = await counter.runs.must('test', async ({ unit }) => ({
    order: await unit.load(orders, id),
  }));
  if (!order) throw new Error(`no order ${id}`);
  return order;
}
const noticesOf = async (kind: string) =>
  (await get(asBuyer(buyer), `/me/notices?kind=${kind}`)).notices as { id: string }[];

describe('an order of goods that are recalled before they were sent', () => {
  it('is not sent, the rest of it is, and the buyer has the money of them back once, with the reason', async () => {
    const [light, chair] = [await listing({ title: 'Rabbit light' }), await listing()];
    const orderId = await bought(light, chair);
    await recall([light]);
    expect(await ship(orderId, {}, 409)).toMatchObject({
      type: '/problems/goods-stopped',
      detail: expect.stringContaining('clause C4'),
      errors: [{ field: 'pieces.0' }],
      facts: { listingId: light, because: 'recall', clause: 'C4' },
    });
    const sheet = await post(asSeller(seller), '/me/shipment-sheet?apply=true', {
      csv: `order_id,carrier,tracking_number\n${orderId},DHL,STOPX1234\n`,
    });
    expect(JSON.stringify(sheet)).toContain('goods-stopped');
    const before = counter.effects().length;
    await sweep();
    await sweep();
    expect(counter.effects(before)).toEqual(['refund 9900']);
    await ship(orderId, { trackingNumber: 'STOPREST1' }, 201);
    expect(await orderOf(orderId)).toMatchObject({ status: 'shipped' });
    const [notice] = await noticesOf('order-stopped');
    const { body } = await get(asBuyer(buyer), `/me/notices/${notice?.id}`);
    expect(body).toMatchObject({
      orderId,
      because: 'recall',
      clause: 'C4',
      listings: [{ listingId: light, title: 'Rabbit light' }],
    });
    // Who never got them is not told to stop using them, and has nothing to claim.
    expect(await noticesOf('recall')).toEqual([]);
  });

  it('as a whole comes back with its shipping price, and nothing is left to claim', async () => {
    await sweep();
    const light = await listing();
    const orderId = await bought(light);
    const { recallId } = await recall([light]);
    // Before the money is on its way nobody can have it by the recall as well.
    const remedies = `/me/recalls/${recallId}/remedies`;
    await post(asBuyer(buyer), remedies, { orderId, remedy: 'refund' }, 404);
    const before = counter.effects().length;
    await sweep();
    expect(counter.effects(before)).toEqual(['refund 10400']);
    expect(await orderOf(orderId)).toMatchObject({ status: 'cancelled', reason: 'goods-stopped' });
    await post(asBuyer(buyer), remedies, { orderId, remedy: 'refund' }, 404);
    await ship(orderId, {}, 409);
  });
});

describe('an order of goods that rest for the time being', () => {
  async function hold(listingId: ListingId): Promise<string> {
    const lot = { listingId, lotSize: 20, cause: 'routine' };
    const { lotId } = await post(inspector, '/quality/lots', lot, 201);
    await post(inspector, `/quality/lots/${lotId}/verdict`, { verdict: 'hold', why: 'We look.' });
    await sweep();
    return lotId;
  }

  it('waits, and goes out once they are free again', async () => {
    const light = await listing({ handlingDays: 5 });
    const orderId = await bought(light);
    const lotId = await hold(light);
    expect(await ship(orderId, {}, 409)).toMatchObject({ facts: { because: 'lot-on-hold' } });
    const { drawn } = await get(inspector, `/quality/lots/${lotId}`);
    for (const unit of drawn)
      await post(inspector, `/quality/lots/${lotId}/units`, { unit, result: 'conforming' });
    await post(inspector, `/quality/lots/${lotId}/verdict`, { verdict: 'accept', why: 'As the sheet says.' });
    await ship(orderId, {}, 201);
  });

  it('is ended before it would be late: neither side pays for our time', async () => {
    const light = await listing({ handlingDays: 5 });
    const orderId = await bought(light);
    await hold(light);
    expect(await orderOf(orderId)).toMatchObject({ status: 'placed' });
    const { shipBy } = await orderOf(orderId);
    for (let day = 0; day < 10 && (await orderOf(orderId)).status === 'placed'; day++) {
      server.pass(DAY_MS);
      await sweep();
    }
    const ended = await orderOf(orderId);
    expect(ended).toMatchObject({ status: 'cancelled', reason: 'goods-stopped' });
    expect(ended.status === 'cancelled' && ended.cancelledAt).toBeLessThanOrEqual(shipBy);
  });
});

describe('goods with the article number of recalled ones', () => {
  const numbered = (gtin: string, title: string) => ({ title, attributes: { gtin } });
  const putting = async (...ids: readonly ListingId[]) =>
    Promise.all(ids.map(async (id) => (await counter.put(await counter.buyer(), id)).status));

  it('of another seller go with those that a recall is widened by', async () => {
    const other = await counter.seller('Other lights');
    const [light, lamp] = [await listing(), await listing(numbered('4006381333931', 'Globe lamp'))];
    const same = await newListing(counter.runs, other, numbered('04006381333931', 'Round lamp'));
    const { recallId } = await recall([light]);
    expect(await putting(lamp, same)).toEqual([200, 200]);
    await post(inspector, `/quality/recalls/${recallId}/listings`, { listings: [lamp] });
    expect(await get(inspector, `/quality/recalls/${recallId}`)).toMatchObject({ listings: 3 });
    expect(await putting(lamp, same)).toEqual([404, 404]);
  });

  it('are taken in, though they were being offered while the others were recalled', async () => {
    const other = await counter.seller('Quick lights');
    const lamp = await listing(numbered('4006381333948', 'Moon lamp'));
    const recalled = Promise.withResolvers<void>();
    const offering = Promise.withResolvers<void>();
    const late = newListing(
      {
        must: (by, work) =>
          counter.runs.must(by, async (world) => {
            const made = await work(world);
            offering.resolve();
            await recalled.promise;
            return made;
          }),
      },
      other,
      numbered('4006381333948', 'Sun lamp'),
    );
    await offering.promise;
    const { recallId } = await recall([lamp]);
    recalled.resolve();
    const missed = await late;
    await sweep();
    expect(await get(inspector, `/quality/recalls/${recallId}`)).toMatchObject({ listings: 2 });
    expect(await putting(missed)).toEqual([404]);
  });
});

describe('the owner of recalled goods', () => {
  it('chooses again for what a widened recall added, and each is paid once', async () => {
    const [light, lamp] = [await listing({ title: 'Light' }), await listing({ title: 'Lamp' })];
    const orderId = await bought(light, lamp);
    await deliver(orderId);
    const { recallId } = await recall([light]);
    await sweep();
    const told = (await noticesOf('recall')).length;
    const remedies = `/me/recalls/${recallId}/remedies`;
    const choose = (status: number) => post(asBuyer(buyer), remedies, { orderId, remedy: 'refund' }, status);
    const before = counter.effects().length;
    await choose(201);
    await choose(409);
    await post(inspector, `/quality/recalls/${recallId}/listings`, { listings: [lamp] });
    await sweep();
    expect(await noticesOf('recall')).toHaveLength(told + 1);
    expect((await get(asBuyer(buyer), `/me/recalls/${recallId}`)).orders).toMatchObject([
      { titles: ['Light'], claim: { status: 'done' } },
      { titles: ['Lamp'], amountMinor: 9_900, claim: null },
    ]);
    await choose(201);
    await choose(409);
    expect(counter.effects(before)).toEqual(['refund 9900', 'refund 9900']);
    expect(await get(inspector, `/quality/recalls/${recallId}`)).toMatchObject({ owners: 1, orders: 1 });
  });

  it('who got them in exchange is told and made good, with the difference that was paid for them', async () => {
    const price = { amountMinor: 12_000, currency: 'EUR' } as const;
    const [chair, light] = [await listing(), await listing({ title: 'Dear light', price })];
    const orderId = await bought(chair);
    await deliver(orderId);
    const { returnId } = await post(
      asBuyer(buyer),
      `/orders/${orderId}/returns`,
      {
        lines: [{ line: 0, quantity: 1 }],
        reason: 'defective',
        wanted: 'exchange',
        exchangeFor: light,
        text: 'Dim.',
      },
      201,
    );
    const path = `/me/returns/${returnId}`;
    await post(asSeller(seller), `${path}/answer`, { answer: 'approve' });
    await post(asBuyer(buyer), `${path}/parcel`, { carrier: 'DHL', trackingNumber: `BACK${++parcels}000` });
    await post(asSeller(seller), `${path}/reception`, {});
    await post(asSeller(seller), `${path}/inspection`, { verdict: 'accepted', restocked: [1] });
    await post(asBuyer(buyer), `${path}/difference`, { paymentToken: 'ok' });
    await sweep();
    await post(asSeller(seller), `${path}/shipment`, {
      carrier: 'DHL',
      trackingNumber: `OUT${++parcels}0000`,
    });
    const { recallId } = await recall([light]);
    await sweep();
    const remedies = `/me/recalls/${recallId}/remedies`;
    // Still being checked: the return goes on first.
    await post(asBuyer(buyer), remedies, { orderId, remedy: 'refund' }, 409);
    await post(asBuyer(buyer), `${path}/check`, { works: true });
    expect((await get(asBuyer(buyer), `/me/recalls/${recallId}`)).orders).toMatchObject([
      { orderId, amountMinor: 12_000, claim: null },
    ]);
    const before = counter.effects().length;
    await post(asBuyer(buyer), remedies, { orderId, remedy: 'refund' }, 201);
    expect(counter.effects(before)).toEqual(['refund 9900', 'refund 2100']);
    // A return of the same goods is refused, with where to go.
    const again = {
      lines: [{ line: 0, quantity: 1 }],
      reason: 'defective',
      wanted: 'refund',
      text: 'Again.',
    };
    expect(await post(asBuyer(buyer), `/orders/${orderId}/returns`, again, 409)).toMatchObject({
      type: '/problems/recalled',
      facts: { recallId },
    });
  });

  it('is not made by an exchange: what was promised and is recalled is not sent, and becomes money', async () => {
    const [chair, light] = [await listing(), await listing({ title: 'Promised light' })];
    const orderId = await bought(chair);
    await deliver(orderId);
    const { returnId } = await post(
      asBuyer(buyer),
      `/orders/${orderId}/returns`,
      {
        lines: [{ line: 0, quantity: 1 }],
        reason: 'defective',
        wanted: 'exchange',
        exchangeFor: light,
        text: 'Dim.',
      },
      201,
    );
    const path = `/me/returns/${returnId}`;
    await post(asSeller(seller), `${path}/answer`, { answer: 'approve' });
    await post(asBuyer(buyer), `${path}/parcel`, { carrier: 'DHL', trackingNumber: `BACK${++parcels}000` });
    await post(asSeller(seller), `${path}/reception`, {});
    await post(asSeller(seller), `${path}/inspection`, { verdict: 'accepted', restocked: [1] });
    await recall([light]);
    expect(await post(asSeller(seller), `${path}/shipment`, { carrier: 'DHL' }, 409)).toMatchObject({
      type: '/problems/goods-stopped',
    });
    for (let day = 0; day < 8; day++) {
      server.pass(DAY_MS);
      await sweep();
    }
    expect(await get(asBuyer(buyer), path)).toMatchObject({ status: 'closed', closedWhy: 'refunded' });
  });
});

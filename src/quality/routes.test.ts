import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Counter } from '../../test/counter.ts';
import { type TestServer, testServer } from '../../test/market.ts';
import { bareOrder, newBuyer, newListing, newSeller, newStaff, type Runs } from '../../test/people.ts';
import type { Actor, StaffRole } from '../door/actor.ts';
import type { ListingId, OrderId, PartyId } from '../kernel/ids.ts';
import { DAY_MS } from '../kernel/time.ts';
import { sealAll } from '../platform/log.ts';
import { compareWithLog } from '../platform/projections.ts';
import { fileComplaint } from '../processes/file-complaint.ts';
import { watchIdOf } from '../processes/watch-goods.ts';
import { must } from '../runtime.ts';
import { authorityOrders } from './authority-order.ts';
import { barredGoods } from './barred.ts';
import { claims } from './claim.ts';
import { lots } from './lot.ts';
import { ownerLists, recalls } from './recall.ts';
import { stops } from './stop.ts';
import { watches } from './watch.ts';

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const TEXT =
  'A soft light for the nursery. The rabbit changes its colour when it is tapped and runs eight hours on one charge of its battery.';

let server: TestServer;
let market: Runs;
let counter: Counter;
let seller: PartyId;
let listingId: ListingId;
const staff: Record<string, Actor> = {};

beforeAll(async () => {
  // A Friday before a bank holiday on Monday, 25 May 2026 (Whit Monday).
  server = await testServer(Date.UTC(2026, 4, 22, 9));
  market = { must: (by, work) => must(server.market.run(by, work)) };
  counter = new Counter(server);
  for (const role of ['inspector', 'reviewer', 'head', 'representative'] as const satisfies StaffRole[])
    staff[role] = { kind: 'staff', partyId: await newStaff(market, role), roles: [role] };
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  seller = await newSeller(market);
  listingId = await newListing(market, seller, { title: 'Rabbit night light', description: 'A light.' });
});

const as = (role: string): Actor => staff[role] ?? { kind: 'anonymous' };
const asSeller = (partyId = seller): Actor => ({ kind: 'seller', partyId });
const asBuyer = (partyId: PartyId): Actor => ({ kind: 'buyer', partyId });

async function ask(actor: Actor, method: string, path: string, body?: object, status = 200) {
  const answer = await server.ask(actor, method, path, body);
  expect(answer, `${path}: ${JSON.stringify(answer.body)}`).toMatchObject({ status });
  return answer.body;
}
const post = (actor: Actor, path: string, body: object, status = 200) =>
  ask(actor, 'post', path, body, status);
const get = (actor: Actor, path: string, status = 200) => ask(actor, 'get', path, undefined, status);
const isShown = async (id: ListingId) =>
  (await server.ask({ kind: 'anonymous' }, 'get', `/listings/${id}`)).status === 200;

async function openLot(lotSize = 20) {
  return post(as('inspector'), '/quality/lots', { listingId, lotSize, cause: 'routine' }, 201);
}
const inspect = (lotId: string, unit: number, more: object = {}, status = 200) =>
  post(as('inspector'), `/quality/lots/${lotId}/units`, { unit, result: 'conforming', ...more }, status);
const judge = (lotId: string, verdict: string, status = 200) =>
  post(as('inspector'), `/quality/lots/${lotId}/verdict`, { verdict, why: 'As the sheet says.' }, status);

async function inspectorAndHead(): Promise<Actor> {
  const partyId = await newStaff(market, 'inspector', 'head');
  return { kind: 'staff', partyId, roles: ['inspector', 'head'] };
}

/** Opened by somebody else, a recall that rests on what this colleague found is not theirs to judge on appeal. */
async function judgesNoRecall(finder: Actor, source: object): Promise<void> {
  await post(as('inspector'), '/quality/recalls', { ...RECALL, listings: [listingId], source }, 201);
  const { notices } = await get(asSeller(), '/me/notices?kind=goods-stopped');
  const told = await Promise.all(
    notices.map(async (n: { id: string }) => (await get(asSeller(), `/me/notices/${n.id}`)).body),
  );
  const { stopId } = told.find((body) => body.because === 'recall');
  const appeal = { stopId, text: 'It does not burn.' };
  const { appealId } = await post(asSeller(), '/appeals/goods-stops', appeal, 201);
  const decision = { outcome: 'upheld', reasons: 'Looked at anew.' };
  const refused = await post(finder, `/appeals/${appealId}/decision`, decision, 403);
  expect(refused.type).toBe('/problems/took-part');
  await post(as('head'), `/appeals/${appealId}/decision`, decision);
}

async function report(kind: string, buyer: PartyId, orderId: OrderId): Promise<void> {
  const { uploadId } = await post(asBuyer(buyer), '/me/uploads', { kind: 'photo', content: PIXEL }, 201);
  await market.must(buyer, (world) =>
    fileComplaint(world, {
      complainant: buyer,
      kind,
      refs: { orderId },
      text: 'It broke.',
      uploads: [uploadId],
      safety: false,
    }),
  );
}

/** What was reported is counted. */
async function watch(): Promise<void> {
  await sealAll(server.market.db.pool);
  while ((await server.market.watch()) > 0);
}

describe('an inspection', () => {
  it('that rejects a lot stops the listing in the next request; an appeal by another brings it back', async () => {
    const { lotId, drawn } = await openLot();
    expect(drawn).toHaveLength(13);
    const { uploadId } = await post(as('inspector'), '/me/uploads', { kind: 'photo', content: PIXEL }, 201);
    await inspect(lotId, drawn[0], { result: 'nonconforming' }, 422);
    await inspect(lotId, drawn[0], {
      result: 'nonconforming',
      photos: [uploadId],
      note: 'The cover is loose.',
    });
    expect(await isShown(listingId)).toBe(true);
    await judge(lotId, 'accept', 422);
    await judge(lotId, 'reject');
    expect(await isShown(listingId)).toBe(false);
    const buyer = await newBuyer(market);
    await ask(asBuyer(buyer), 'put', `/cart/lines/${listingId}`, { quantity: 1 }, 404);
    expect((await get({ kind: 'anonymous' }, '/search?q=rabbit')).listings).toEqual([]);

    const sheet = await get(asSeller(), `/me/inspections/${lotId}`);
    expect(sheet).toMatchObject({ status: 'rejected', why: 'As the sheet says.', openedBy: '' });
    expect(sheet.units).toMatchObject([{ unit: drawn[0], note: 'The cover is loose.', photos: [uploadId] }]);
    const photo = `/quality/lots/${lotId}/photos/${uploadId}`;
    expect((await server.ask(asSeller(), 'get', photo)).status).toBe(200);
    const stranger = asSeller(await newSeller(market));
    await get(stranger, photo, 404);
    await get(stranger, `/me/inspections/${lotId}`, 404);

    const { notices } = await get(asSeller(), '/me/notices?kind=goods-stopped');
    const { body } = await get(asSeller(), `/me/notices/${notices[0].id}`);
    expect(body).toMatchObject({
      because: 'lot-rejected',
      figures: { inspected: 1, nonconforming: 1, accept: 0, sampleSize: 13 },
    });
    const text = 'That unit was damaged on its way to you.';
    await post(stranger, '/appeals/goods-stops', { stopId: body.stopId, text }, 404);
    const { appealId } = await post(asSeller(), '/appeals/goods-stops', { stopId: body.stopId, text }, 201);
    await post(asSeller(), '/appeals/goods-stops', { stopId: body.stopId, text }, 409);
    const decision = { outcome: 'reversed', reasons: 'The parcel was crushed.' };
    await post(as('reviewer'), `/appeals/${appealId}/decision`, decision);
    expect(await isShown(listingId)).toBe(true);
  });

  it('that a recall rests on is judged on appeal by nobody who found it', async () => {
    const finder = await inspectorAndHead();
    const { lotId, drawn } = await openLot();
    const { uploadId } = await post(finder, '/me/uploads', { kind: 'photo', content: PIXEL }, 201);
    const unit = { unit: drawn[0], result: 'critical', photos: [uploadId], note: 'It burns.' };
    await post(finder, `/quality/lots/${lotId}/units`, unit);
    await post(finder, `/quality/lots/${lotId}/verdict`, { verdict: 'reject', why: 'It burns.' });
    await judgesNoRecall(finder, { kind: 'inspection', lotId });
  });

  it('of one variant leaves the others to be found, and the counts without it', async () => {
    const variant = (size: string) => ({ group: 'kora', options: { size } });
    const of = (size: string) => newListing(market, seller, { title: 'Kora', variant: variant(size) });
    const [small, large] = [await of('small'), await of('large')];
    const found = async () => {
      const { body } = await server.ask({ kind: 'anonymous' }, 'get', '/search?q=kora&facets=true');
      return { ids: body.listings.map((l: { id: string }) => l.id), total: body.total };
    };
    const first = (await found()).ids[0];
    listingId = first;
    const { lotId } = await openLot();
    await judge(lotId, 'hold');
    expect(await found()).toEqual({ ids: [first === small ? large : small], total: 1 });
    listingId = first === small ? large : small;
    await judge((await openLot()).lotId, 'hold');
    expect(await found()).toEqual({ ids: [], total: 0 });
    server.pass(14 * DAY_MS + 1);
    expect((await found()).total).toBe(1);
  });

  it('is drawn by its seed, asks for every unit, and refuses what was not drawn', async () => {
    const { lotId, drawn } = await openLot();
    const other = [...Array(20).keys()].map((i) => i + 1).find((i) => !drawn.includes(i));
    await inspect(lotId, other ?? 0, {}, 422);
    await judge(lotId, 'accept', 422);
    for (const unit of drawn) await inspect(lotId, unit);
    expect(await get(as('reviewer'), `/quality/lots/${lotId}`)).toMatchObject({
      planSays: 'accept',
      inspected: 13,
    });
    await judge(lotId, 'reject', 422);
    await judge(lotId, 'accept');
    await judge(lotId, 'accept', 409);
    expect(await isShown(listingId)).toBe(true);
  });

  it('on hold stops the goods for a time that ends by itself', async () => {
    const { lotId } = await openLot();
    await judge(lotId, 'hold');
    expect(await isShown(listingId)).toBe(false);
    await judge(lotId, 'hold', 409);
    server.pass(14 * DAY_MS + 1);
    await server.market.sweep();
    expect(await isShown(listingId)).toBe(true);
    expect(await get(as('head'), `/quality/lots/${lotId}`)).toMatchObject({ status: 'on-hold', late: true });
  });

  it('of what is not there, or too large a lot, is refused by name', async () => {
    await post(
      as('inspector'),
      '/quality/lots',
      { listingId: 'lst_none', lotSize: 9, cause: 'routine' },
      404,
    );
    expect(
      await post(as('inspector'), '/quality/lots', { listingId, lotSize: 9_999_999, cause: 'routine' }, 422),
    ).toMatchObject({ errors: [{ field: 'lotSize' }] });
    await post(as('representative'), '/quality/lots', { listingId, lotSize: 9, cause: 'routine' }, 403);
  });
});

const RECALL = {
  product: 'Rabbit night light',
  identification: 'Model R1, on the bottom of the light.',
  risk: 'The battery may catch fire while it is charged.',
  hazard: 'fire',
  instructions: ['stop-using', 'unplug'],
  remedies: ['replacement', 'refund'],
  contact: 'recalls@lights.example',
};

async function deliver(): Promise<void> {
  while ((await server.market.sweep()) > 0);
}

describe('a recall', () => {
  it('stops every listing of the number, tells each owner once, and pays a refund once', async () => {
    const maker = await counter.seller('Lights');
    const gtin = { attributes: { gtin: '4006381333931' } };
    const first = await newListing(market, maker, { title: 'Rabbit light', ...gtin });
    const elsewhere = await newListing(market, seller, { title: 'Hare lamp', description: 'Lamp.', ...gtin });
    const buyer = await counter.buyer();
    await counter.put(buyer, first, 2);
    await counter.checkout(buyer);
    const {
      orders: [order],
    } = await get(asBuyer(buyer), '/orders');
    await counter.deliver(maker, order.id, 'LIGHT0000');
    const second = await newBuyer(market);
    await bareOrder(market, { seller, buyer: second, listingId: elsewhere, delivered: true });
    await counter.put(buyer, first, 1);

    await post(
      as('inspector'),
      '/quality/recalls',
      { ...RECALL, remedies: ['refund'], listings: [first] },
      422,
    );
    const { recallId, listings } = await post(
      as('inspector'),
      '/quality/recalls',
      { ...RECALL, listings: [first] },
      201,
    );
    expect(listings).toBe(2);
    expect([await isShown(first), await isShown(elsewhere)]).toEqual([false, false]);
    expect(await get(asBuyer(buyer), '/cart')).toMatchObject({
      ready: false,
      lines: [{ problem: { code: 'recalled' } }],
    });
    expect((await counter.checkout(buyer)).status).toBe(409);
    await post(as('inspector'), `/quality/recalls/${recallId}/closing`, { why: 'Too early.' }, 409);
    await deliver();
    expect(await get(as('head'), `/quality/recalls/${recallId}`)).toMatchObject({
      owners: 2,
      orders: 2,
      lists: { made: 1, told: 1 },
      toldAt: server.now(),
    });
    for (const owner of [buyer, second]) {
      const { notices } = await get(asBuyer(owner), '/me/notices?kind=recall');
      expect(notices).toHaveLength(1);
      const { body } = await get(asBuyer(owner), `/me/notices/${notices[0].id}`);
      expect(body).toMatchObject({ recallId, ...RECALL });
    }
    expect(await get({ kind: 'anonymous' }, `/recalls/${recallId}`)).toMatchObject(RECALL);

    const mine = await get(asBuyer(buyer), `/me/recalls/${recallId}`);
    expect(mine.orders).toMatchObject([{ orderId: order.id, amountMinor: 19_800, claim: null }]);
    const remedies = `/me/recalls/${recallId}/remedies`;
    await post(asBuyer(second), remedies, { orderId: order.id, remedy: 'refund' }, 404);
    await post(asBuyer(buyer), remedies, { orderId: order.id, remedy: 'repair' }, 422);
    const effects = counter.provider.effects.length;
    await post(asBuyer(buyer), remedies, { orderId: order.id, remedy: 'refund' }, 201);
    await post(asBuyer(buyer), remedies, { orderId: order.id, remedy: 'refund' }, 409);
    expect(counter.effects(effects)).toEqual(['refund 19800']);
    await post(as('inspector'), `/quality/recalls/${recallId}/closing`, { why: 'All are told.' });
  });

  it('keeps the same goods from coming back, and lets others go on', async () => {
    const night = await newListing(market, seller, { title: 'Night light', description: TEXT });
    await post(as('inspector'), '/quality/recalls', { ...RECALL, listings: [night] }, 201);
    const content = { title: 'Rabbit night light', description: TEXT, category: 'home', handlingDays: 1 };
    const offer = {
      ...content,
      price: { amountMinor: 900, currency: 'EUR' },
      stock: 4,
      zones: [{ name: 'home', countries: ['DE'], priceMinor: 0, extraItemMinor: 0, transitDays: 3 }],
    };
    expect(await post(asSeller(), '/listings', offer, 422)).toMatchObject({ type: '/problems/barred-goods' });
    const attempts = await get(asSeller(), '/me/listing-attempts');
    expect(JSON.stringify(attempts)).toContain('recalled-goods');
    const other = asSeller(await newSeller(market));
    expect(await post(other, '/listings', offer, 201)).toMatchObject({ status: 'in-review' });
    const unlike = {
      ...offer,
      title: 'Oak chair',
      description: 'Solid oak, oiled by hand, of our own workshop in Kiel.',
    };
    expect(await post(asSeller(), '/listings', unlike, 201)).toMatchObject({ status: 'live' });
    await post(asSeller(), `/listings/${night}/withdraw`, {});
    await post(asSeller(), `/listings/${night}/publish`, {}, 403);
  });

  it('by a seller alone does not shut out others who offer the same number: a person looks', async () => {
    const maker = await newSeller(market);
    const attributes = { gtin: '4006381333948' };
    const own = await newListing(market, maker, { title: 'Hedgehog light', attributes });
    await post(asSeller(maker), '/me/recalls', { ...RECALL, listings: [own] }, 201);
    const offer = {
      title: 'Lamp',
      description: 'A lamp.',
      category: 'home',
      handlingDays: 1,
      attributes,
      price: { amountMinor: 900, currency: 'EUR' },
      stock: 4,
      zones: [{ name: 'home', countries: ['DE'], priceMinor: 0, extraItemMinor: 0, transitDays: 3 }],
    };
    expect(await post(asSeller(), '/listings', offer, 201)).toMatchObject({ status: 'in-review' });
    await post(asSeller(maker), '/listings', offer, 422);
  });

  it('by the seller is of their own goods alone; a replacement that does not come becomes a refund', async () => {
    const other = await counter.seller('Other');
    await post(asSeller(other), '/me/recalls', { ...RECALL, listings: [listingId] }, 404);
    const own = await newListing(market, other, { title: 'Rabbit light' });
    const buyer = await counter.buyer();
    await counter.put(buyer, own, 1);
    await counter.checkout(buyer);
    const [order] = (await get(asBuyer(buyer), '/orders')).orders as { id: OrderId }[];
    await counter.deliver(other, order?.id as OrderId, 'LIGHT0001');
    const { recallId } = await post(asSeller(other), '/me/recalls', { ...RECALL, listings: [own] }, 201);
    await deliver();
    await post(
      asBuyer(buyer),
      `/me/recalls/${recallId}/remedies`,
      { orderId: order?.id, remedy: 'replacement' },
      201,
    );
    const [claim] = (await get(asSeller(other), '/me/recall-claims')).claims;
    expect(claim).toMatchObject({ remedy: 'replacement', status: 'open' });
    await post(asSeller(), `/me/recall-claims/${claim.id}/completion`, {}, 404);
    server.pass(31 * DAY_MS);
    await deliver();
    expect((await get(asBuyer(buyer), `/me/recalls/${recallId}`)).orders).toMatchObject([
      { claim: { status: 'done', why: 'refunded-instead' } },
    ]);
    await post(asSeller(other), `/me/recall-claims/${claim.id}/completion`, {}, 409);
  });
});

describe('goods under watch', () => {
  it('rest above the limit until a person has looked, and count anew afterwards', async () => {
    const at = server.now() - 40 * DAY_MS;
    const buyers: PartyId[] = [];
    for (let i = 0; i < 5; i++) buyers.push(await newBuyer(market));
    const owned: OrderId[] = [];
    for (const buyer of buyers)
      owned.push(await bareOrder(market, { seller, buyer, listingId, delivered: true, at }));
    for (const [i, buyer] of buyers.slice(0, 2).entries())
      await report('not-as-described', buyer, owned[i] as OrderId);
    await watch();
    expect(await get(as('inspector'), `/quality/goods/${listingId}`)).toMatchObject({
      status: 'watching',
      figures: { units: 5, defects: 2, buyers: 2 },
    });
    expect(await isShown(listingId)).toBe(true);
    await report('not-as-described', buyers[2] as PartyId, owned[2] as OrderId);
    await watch();
    expect(await isShown(listingId)).toBe(false);
    expect(await get(as('inspector'), '/quality/goods')).toMatchObject({
      goods: [{ listingId, status: 'alarmed', trigger: 'above-limit', figures: { defects: 3 } }],
    });
    const review = { outcome: 'no-defect', why: 'All three were dropped; the photos show it.' };
    await post(as('inspector'), `/quality/goods/${listingId}/review`, review);
    await post(as('inspector'), `/quality/goods/${listingId}/review`, review, 409);
    expect(await isShown(listingId)).toBe(true);
    server.pass(DAY_MS);
    await report('not-as-described', buyers[3] as PartyId, owned[3] as OrderId);
    await watch();
    expect(await get(as('inspector'), `/quality/goods/${listingId}`)).toMatchObject({
      status: 'reviewed',
      figures: { defects: 1 },
    });
  });

  it('of which one report says that they are dangerous are looked at, and sold meanwhile', async () => {
    const buyer = await newBuyer(market);
    const orderId = await bareOrder(market, { seller, buyer, listingId, delivered: true });
    await report('unsafe', buyer, orderId);
    await watch();
    expect(await get(as('inspector'), `/quality/goods/${listingId}`)).toMatchObject({
      status: 'alarmed',
      trigger: 'safety-report',
      stopId: null,
    });
    expect(await isShown(listingId)).toBe(true);
    server.pass(4 * DAY_MS);
    await server.market.sweep();
    expect(await get(as('head'), `/quality/goods/${listingId}`)).toMatchObject({ late: true });
  });

  it('that a recall rests on are judged on appeal by nobody who looked at them', async () => {
    const finder = await inspectorAndHead();
    const buyer = await newBuyer(market);
    await report('unsafe', buyer, await bareOrder(market, { seller, buyer, listingId, delivered: true }));
    await watch();
    const review = { outcome: 'recall', why: 'The photo shows it.' };
    await post(finder, `/quality/goods/${listingId}/review`, review);
    const recall = { ...RECALL, listings: [listingId], source: { kind: 'watch', watchId: 'wch_none' } };
    const refused = await post(as('inspector'), '/quality/recalls', recall, 422);
    expect(refused).toMatchObject({ type: '/problems/source-unknown', errors: [{ field: 'source' }] });
    await judgesNoRecall(finder, { kind: 'watch', watchId: watchIdOf(listingId) });
  });
});

describe('an order of an authority', () => {
  const order = (more: object = {}) => ({
    kind: 'order',
    authority: 'Bundesnetzagentur',
    country: 'DE',
    reference: 'A 1/26',
    listings: [listingId],
    asks: 'Take it off the market.',
    receivedAt: Date.UTC(2026, 4, 22, 9),
    ...more,
  });

  it('has two working days, over a weekend and a holiday, and stops the goods with its answer', async () => {
    const path = '/quality/authority-orders';
    const { authorityOrderId, dueAt } = await post(as('representative'), path, order(), 201);
    // Friday; Saturday and Sunday, Whit Monday; Tuesday and Wednesday count, to their end in Berlin.
    expect(new Date(dueAt).toISOString()).toBe('2026-05-27T22:00:00.000Z');
    const notice = await post(as('representative'), path, order({ kind: 'notice' }), 201);
    expect(new Date(notice.dueAt).toISOString()).toBe('2026-05-28T22:00:00.000Z');
    await deliver();
    expect(await get(as('head'), `${path}/${authorityOrderId}`)).toMatchObject({ late: true });
    const answer = `${path}/${authorityOrderId}/answer`;
    const stopped = { outcome: 'goods-stopped', answer: 'Off the market since today.' };
    await post(as('representative'), answer, stopped, 403);
    await post(as('inspector'), answer, { outcome: 'recalled', answer: 'See the recall.' }, 422);
    await post(as('inspector'), answer, stopped);
    await post(as('inspector'), answer, stopped, 409);
    expect(await isShown(listingId)).toBe(false);
  });

  it('that a recall rests on is judged on appeal by nobody who answered it', async () => {
    const finder = await inspectorAndHead();
    const path = '/quality/authority-orders';
    const { authorityOrderId } = await post(as('representative'), path, order(), 201);
    const found = { outcome: 'nothing-found', answer: 'Of these goods nothing is known to us.' };
    await post(finder, `${path}/${authorityOrderId}/answer`, found);
    await judgesNoRecall(finder, { kind: 'authority', authorityOrderId });
  });

  it('finds goods by the number alone, however the authority writes it', async () => {
    const book = (isbn: string) =>
      newListing(market, seller, { title: `Book ${isbn}`, attributes: { isbn } });
    const written = [
      { listing: await book('978-0-306-40615-7'), gtin: '09780306406157' },
      { listing: await book('978-3-16-148410-0'), gtin: '316148410X' },
    ];
    const path = '/quality/authority-orders';
    for (const { listing, gtin } of written) {
      expect(await isShown(listing)).toBe(true);
      const { authorityOrderId } = await post(
        as('representative'),
        path,
        order({ listings: [], gtins: [gtin], reference: gtin }),
        201,
      );
      const stopped = { outcome: 'goods-stopped', answer: 'Off the market since today.' };
      await post(as('inspector'), `${path}/${authorityOrderId}/answer`, stopped);
      expect(await isShown(listing)).toBe(false);
    }
  });

  it('is refused where the clock or the goods are not known', async () => {
    const refused = async (more: object) =>
      (await post(as('representative'), '/quality/authority-orders', order(more), 422)).type;
    expect(await refused({ country: 'AQ' })).toBe('/problems/no-calendar');
    expect(await refused({ receivedAt: server.now() + DAY_MS })).toBe('/problems/received-in-future');
    expect(await refused({ listings: [] })).toBe('/problems/no-goods');
    for (const receivedAt of [-1, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 8.64e15])
      expect(await refused({ receivedAt })).toBe('/problems/invalid-input');
  });
});

describe('what a recall rests on', () => {
  const light = (more: object = {}, of = seller) =>
    newListing(market, of, { title: 'Rabbit night light', description: 'A light.', ...more });
  const recall = (listings: readonly ListingId[], source: object, status = 201) =>
    post(as('inspector'), '/quality/recalls', { ...RECALL, listings, source }, status);
  const refused = async (listings: readonly ListingId[], source: object) =>
    expect(await recall(listings, source, 422)).toMatchObject({
      type: '/problems/source-other-goods',
      errors: [{ field: 'source' }],
    });
  async function ordered(more: object): Promise<object> {
    const order = {
      kind: 'notice',
      authority: 'Bundesnetzagentur',
      country: 'DE',
      reference: `A ${listingId}`,
      asks: 'Recall these goods.',
      receivedAt: Date.UTC(2026, 4, 22, 9),
      ...more,
    };
    const { authorityOrderId } = await post(as('representative'), '/quality/authority-orders', order, 201);
    return { kind: 'authority', authorityOrderId };
  }

  it('is not an inspection or a watch of other goods', async () => {
    const { lotId } = await openLot();
    const buyer = await newBuyer(market);
    await report('unsafe', buyer, await bareOrder(market, { seller, buyer, listingId, delivered: true }));
    await watch();
    const others = [await light(), await light({}, await newSeller(market))];
    for (const source of [
      { kind: 'inspection', lotId },
      { kind: 'watch', watchId: watchIdOf(listingId) },
    ]) {
      await refused(others, source);
      await recall([...others, listingId], source);
    }
  });

  it('may be of another variant, or of the same article at another seller', async () => {
    const [small, large] = [
      await light({ variant: { group: 'rabbit', options: { size: 'S' } } }),
      await light({ variant: { group: 'rabbit', options: { size: 'L' } } }),
    ];
    listingId = small;
    const ofSmall = await openLot();
    const otherSeller = await newSeller(market);
    await refused([await light({ variant: { group: 'rabbit', options: { size: 'L' } } }, otherSeller)], {
      kind: 'inspection',
      lotId: ofSmall.lotId,
    });
    await recall([large], { kind: 'inspection', lotId: ofSmall.lotId });

    const gtin = '4000417025005';
    listingId = await light({ attributes: { gtin } });
    const { lotId } = await openLot();
    const elsewhere = await light({ attributes: { ean: `0${gtin}` } }, otherSeller);
    const { listings } = await recall([elsewhere], { kind: 'inspection', lotId });
    expect(listings).toBe(2);
  });

  it('is no order of an authority about other goods, but one about a trader or an article, as broad as it is', async () => {
    const other = await light({}, await newSeller(market));
    const numbered = await light({ attributes: { gtin: '5901234123457' } }, await newSeller(market));
    const byListing = await ordered({ listings: [listingId] });
    const byNumber = await ordered({ gtins: ['4012345678901'] });
    await refused([other], byListing);
    await refused([numbered], byListing);
    await refused([numbered], byNumber);
    // Named by its trader, or by a number that the seller of these never wrote down.
    await recall([await light()], byListing);
    await recall([other], byNumber);
    await recall([numbered], await ordered({ gtins: ['05901234123457'] }));
  });

  it('is nobody’s finding where the house itself recalls', async () => {
    await recall([listingId], { kind: 'platform' });
  });
});

describe('a recall of goods that were exchanged', () => {
  it('tells those too who got the goods in exchange for others', async () => {
    const maker = await counter.seller('Exchanges');
    const [bought, got] = [
      await newListing(market, maker, { title: 'Plain light' }),
      await newListing(market, maker, { title: 'Rabbit light' }),
    ];
    const buyer = await counter.buyer();
    await counter.put(buyer, bought, 1);
    await counter.checkout(buyer);
    const [order] = (await get(asBuyer(buyer), '/orders')).orders as { id: OrderId }[];
    const orderId = order?.id as OrderId;
    await counter.deliver(maker, orderId, 'LIGHT0002');
    const asked = { reason: 'defective', wanted: 'exchange', exchangeFor: got, text: 'It is dim.' };
    const { returnId } = await post(
      asBuyer(buyer),
      `/orders/${orderId}/returns`,
      { ...asked, lines: [{ line: 0, quantity: 1 }] },
      201,
    );
    const path = `/me/returns/${returnId}`;
    await post(asSeller(maker), `${path}/answer`, { answer: 'approve' });
    await post(asBuyer(buyer), `${path}/parcel`, { carrier: 'DHL', trackingNumber: 'BACK0001' });
    await post(asSeller(maker), `${path}/reception`, {});
    const sent = await post(asSeller(maker), `${path}/inspection`, { verdict: 'accepted', restocked: [1] });
    expect(sent.status).toBe('replacement');
    await post(asSeller(maker), `${path}/shipment`, { carrier: 'DHL', trackingNumber: 'OUT00001' });
    await post(as('inspector'), '/quality/recalls', { ...RECALL, listings: [got] }, 201);
    await deliver();
    const { notices } = await get(asBuyer(buyer), '/me/notices?kind=recall');
    expect(notices).toHaveLength(1);
    expect((await get(asBuyer(buyer), '/me/recalls')).recalls).toHaveLength(1);
  });
});

it('everything of it can be made again from the log', async () => {
  const { pool } = server.market.db;
  await sealAll(pool);
  const client = await pool.connect();
  try {
    for (const concept of [stops, lots, watches, recalls, ownerLists, claims, barredGoods, authorityOrders])
      expect(await compareWithLog(client, concept)).toEqual([]);
  } finally {
    client.release();
  }
  expect(await get(as('head'), '/quality/overview')).toMatchObject({ recalls: { late: 0 } });
});

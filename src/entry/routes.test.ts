import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/market.ts';
import {
  applyMeasure,
  bareOrder,
  newBuyer,
  newListing,
  newSeller,
  newStaff,
  sellerInput,
} from '../../test/people.ts';
import type { Actor } from '../door/actor.ts';
import { orders } from '../market/orders/order.ts';
import { must } from '../runtime.ts';
import { DAY_MS } from '../kernel/time.ts';
import type { World } from '../processes/world.ts';
import type { Refusal } from '../kernel/decision.ts';

let server: TestServer;
const runs = {
  must: <T>(by: string, work: (world: World) => Promise<T | Refusal>) => must(server.market.run(by, work)),
};

beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server[Symbol.asyncDispose]());

it('a new seller sees the limits of now, what is used of them, and what ends them', async () => {
  const partyId = await newSeller(runs, {
    identity: { mail: 'new@shops.example' },
    country: 'US',
    currency: 'USD',
  });
  const me: Actor = { kind: 'seller', partyId };
  const { probation } = server.market.book.rulebook.entry;
  const first = await server.ask(me, 'get', '/me/entry');
  expect(first.body).toMatchObject({
    stage: 'probation',
    strict: false,
    limits: {
      openOrdersMax: probation.openOrdersMax,
      orderValueMax: { amountMinor: probation.orderValueMinorMax.USD, currency: 'USD' },
    },
    used: { openOrders: 0, listings: 0 },
    everListed: false,
    unlocks: { missing: ['days', 'identity', 'delivered-orders'], deliveredOrders: 0 },
    identity: { missing: ['legal-name', 'phone', 'address'], beforeSelling: false },
    hasPayoutAccount: false,
  });
  expect(first.body.identity.giveBy).toBeGreaterThan(server.now());

  const listingId = await newListing(runs, partyId, { price: { amountMinor: 900, currency: 'USD' } });
  const buyer = await newBuyer(runs);
  await bareOrder(runs, { seller: partyId, buyer, listingId, delivered: true });
  expect((await server.ask(me, 'get', '/me/entry')).body).toMatchObject({
    used: { listings: 1 },
    everListed: true,
    unlocks: { deliveredOrders: 1 },
  });

  server.pass(server.market.book.rulebook.identity.giveWithinDays * DAY_MS);
  await server.market.sweep();
  const held = await server.ask(me, 'post', '/listings', {
    title: 'A lamp',
    category: 'home',
    price: { amountMinor: 1_000, currency: 'USD' },
    handlingDays: 2,
    stock: 3,
    zones: [{ name: 'US', countries: ['US'], priceMinor: 400, extraItemMinor: 100, transitDays: 3 }],
  });
  expect(held.status).toBe(403);
  const { identity } = await runs.must('test', async (w) => sellerInput(w));
  expect((await server.ask(me, 'put', '/me/identity', identity)).status).toBe(200);
  const after = await server.ask(me, 'get', '/me/entry');
  expect(after.body.identity).toMatchObject({ missing: [], giveBy: null });
  expect(after.body.unlocks.missing).not.toContain('no-hold');
});

it('after a hold that a person ended, the limits are the stricter ones', async () => {
  const barred = await newSeller(runs, { payoutAccount: 'DE02120300000000202051' });
  await applyMeasure(runs, barred, 'bar');
  const partyId = await newSeller(runs, { payoutAccount: 'DE02120300000000202051' });
  const me: Actor = { kind: 'seller', partyId };
  expect((await server.ask(me, 'get', '/me')).body.standing.hold).toMatchObject({
    reason: 'linked-to-barred',
  });
  const head = await newStaff(runs, 'reviewer');
  const reviewed = await server.ask(
    { kind: 'staff', partyId: head, roles: ['reviewer'] },
    'post',
    `/parties/${partyId}/hold/review`,
    { outcome: 'release', why: 'A bookkeeper’s trust account; the papers are in order.' },
  );
  expect(reviewed.status).toBe(200);
  const { strict } = server.market.book.rulebook.entry.probation;
  expect((await server.ask(me, 'get', '/me/entry')).body).toMatchObject({
    strict: true,
    limits: { listingsMax: strict.listingsMax, payoutDelayDays: strict.payoutDelayDays },
  });
});

it('who sells much to a country that wants to know more is asked, told until when, and held if silent', async () => {
  const { highVolume } = server.market.book.rulebook.identity;
  const { salesMin, grossMin, giveWithinDays } = highVolume;
  const partyId = await newSeller(runs);
  const me: Actor = { kind: 'seller', partyId };
  const listingId = await newListing(runs, partyId);
  const buyer = await newBuyer(runs);
  const unitMinor = Math.ceil((2 * grossMin.amountMinor) / salesMin);
  const sell = (count: number, country: string) =>
    runs.must('test', async ({ unit }) => {
      const at = unit.now;
      for (let i = 0; i < count; i++)
        unit.append(orders, unit.ids.next('ord'), [
          {
            type: 'OrderPlaced',
            at,
            seller: partyId,
            buyer,
            shipBy: at + 90 * DAY_MS,
            deliverBy: at + 99 * DAY_MS,
            currency: 'EUR',
            lines: [{ listingId, quantity: 1, unitMinor }],
            shippingMinor: 0,
            totalMinor: unitMinor,
            country,
            checkout: unit.ids.next<'Checkout'>('chk'),
          },
        ]);
      return {};
    });
  await sell(salesMin, 'DE');
  await sell(salesMin - 1, 'US');
  expect(await server.market.ask()).toBe(0);
  await sell(1, 'US');
  expect(await server.market.ask()).toBe(1);
  expect(await server.market.ask()).toBe(0);
  const dueAt = server.now() + giveWithinDays * DAY_MS;
  expect((await server.ask(me, 'get', '/me/entry')).body.identity).toMatchObject({
    missing: ['tax-id'],
    giveBy: dueAt,
    highVolume: true,
    beforeSelling: false,
  });
  const { notices } = (await server.ask(me, 'get', '/me/notices')).body;
  expect(notices).toMatchObject([{ kind: 'identity-asked' }]);
  await server.market.sweep();
  server.pass(giveWithinDays * DAY_MS);
  await server.market.sweep();
  const hold = async () => (await server.ask(me, 'get', '/me')).body.standing.hold;
  expect(await hold()).toMatchObject({ reason: 'identity-overdue' });
  const wrong = await server.ask(me, 'put', '/me/identity', { taxId: 'DE136695977' });
  expect(wrong).toMatchObject({ status: 422, body: { errors: [{ field: 'identity.taxId' }] } });
  expect((await server.ask(me, 'put', '/me/identity', { taxId: 'DE136695976' })).status).toBe(200);
  expect(await hold()).toBeNull();
  expect(await server.market.ask()).toBe(0);
});

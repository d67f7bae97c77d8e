import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { Counter } from '../../test/counter.ts';
import { type TestServer, testServer } from '../../test/market.ts';
import { newListing } from '../../test/people.ts';
import { isRefusal, refuse } from '../kernel/decision.ts';
import type { CheckoutId, ListingId, OrderId, PartyId, StopId } from '../kernel/ids.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../kernel/time.ts';
import { type Order, orders } from '../market/orders/order.ts';
import { move } from '../market/payments/ledger.ts';
import { payments } from '../market/payments/payment.ts';
import { PostgresUnit } from '../platform/postgres-unit.ts';
import { type Stop, stops } from '../quality/stop.ts';
import { expireStop, stopGoods } from './stop-goods.ts';
import type { World } from './world.ts';

let server: TestServer;
let counter: Counter;
let buyer: PartyId;
beforeAll(async () => {
  server = await testServer();
  counter = new Counter(server);
  buyer = await counter.buyer();
});
afterAll(() => server[Symbol.asyncDispose]());
afterEach(() => vi.restoreAllMocks());

const run = <T>(work: (world: World) => Promise<T>) => server.market.run('system:deadline', work);

/** Open orders of one piece, as if they had been bought, and nothing paid. */
function waiting(
  seller: PartyId,
  listingId: ListingId,
  { count, shipBy }: { count: number; shipBy: EpochMs },
): Promise<readonly OrderId[]> {
  return run(async ({ unit }) => {
    const ids: OrderId[] = [];
    for (let i = 0; i < count; i++) {
      const orderId: OrderId = unit.ids.next('ord');
      const checkout: CheckoutId = unit.ids.next('chk');
      unit.append(orders, orderId, [
        {
          type: 'OrderPlaced',
          at: unit.now,
          seller,
          buyer,
          checkout,
          shipBy,
          deliverBy: shipBy + DAY_MS,
          currency: 'EUR',
          lines: [{ listingId, quantity: 1, unitMinor: 9_900 }],
          shippingMinor: 500,
          totalMinor: 10_400,
          country: 'DE',
        },
      ]);
      ids.push(orderId);
    }
    return ids;
  });
}

async function stopped(listingId: ListingId, until: EpochMs | null): Promise<StopId> {
  const placed = await run((world) =>
    stopGoods(world, {
      listings: [listingId],
      because: until === null ? 'recall' : 'lot-on-hold',
      ref: `ref of ${listingId}`,
      until,
      figures: {},
    }),
  );
  if (isRefusal(placed) || placed[0] === undefined) throw new Error(JSON.stringify(placed));
  return placed[0];
}

const expire = (world: World, stopId: StopId) => expireStop(world, stopId, server.market.ports.cashier);
const look = (stopId: StopId) => run((world) => expire(world, stopId));

async function sweep(): Promise<void> {
  while ((await server.market.sweep()) > 0);
}

async function statesOf(ids: readonly OrderId[]): Promise<readonly (Order | undefined)[]> {
  return run(async ({ unit }) => {
    await unit.prefetch(orders, ids);
    return Promise.all(ids.map((id) => unit.load(orders, id)));
  });
}
const cancelled = async (ids: readonly OrderId[]) =>
  (await statesOf(ids)).filter((order) => order?.status === 'cancelled').length;
const stopOf = (stopId: StopId): Promise<Stop | undefined> => run(({ unit }) => unit.load(stops, stopId));

/** Watches how many orders each unit of work finds. */
function reads(): () => Promise<readonly number[]> {
  type Query = (concept: { readonly name: string }) => Promise<readonly unknown[]>;
  const { mock } = vi.spyOn(PostgresUnit.prototype as unknown as { query: Query }, 'query');
  return async () => {
    const found = await Promise.all(mock.results.map(({ value }) => value as ReturnType<Query>));
    return found.flatMap((rows, i) => (mock.calls[i]?.[0].name === 'order' ? [rows.length] : []));
  };
}

describe('many orders of stopped goods', () => {
  test('are read once each, few at a time, while they are ended', async () => {
    const seller = await counter.seller('Many lights');
    const [light, chair] = [await newListing(counter.runs, seller), await newListing(counter.runs, seller)];
    const shipBy = server.now() + DAY_MS;
    const first = await waiting(seller, light, { count: 130, shipBy });
    const other = await waiting(seller, chair, { count: 110, shipBy });
    const last = await waiting(seller, light, { count: 130, shipBy });
    const stopId = await stopped(light, null);
    const read = reads();
    await sweep();
    const counts = await read();
    expect(Math.max(...counts)).toBeLessThanOrEqual(100);
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(370);
    expect(await cancelled([...first, ...last])).toBe(260);
    expect(await cancelled(other)).toBe(0);
    expect(await stopOf(stopId)).toMatchObject({ ordersAt: null });
    expect(await stopOf(stopId)).not.toHaveProperty('ordersAfter');
  });

  test('are ended once each, though a step is lost before its commit or is done by two at once', async () => {
    const seller = await counter.seller('Unlucky lights');
    const light = await newListing(counter.runs, seller);
    const shipBy = server.now() + DAY_MS;
    // Before the others: a new shop with that many open would be sold no more.
    const paid = [await counter.order(buyer, light), await counter.order(buyer, light)];
    const ids = [...paid, ...(await waiting(seller, light, { count: 120, shipBy }))];
    await sweep();
    const before = counter.effects().length;
    const stopId = await stopped(light, null);
    const lost = (looked: unknown) => refuse('lost', JSON.stringify(looked));
    const cut = () => run(async (world) => lost(await expire(world, stopId)));
    await cut();
    expect(await cancelled(ids)).toBe(0);
    expect(await stopOf(stopId)).not.toHaveProperty('ordersAfter');
    const both = await Promise.all([look(stopId), look(stopId)]);
    // Who comes second does what is left.
    expect(both.map((outcome) => isRefusal(outcome))).toEqual([false, false]);
    expect(await cancelled(ids)).toBe(122);
    await cut();
    await sweep();
    expect(await cancelled(ids)).toBe(122);
    expect(counter.effects(before)).toEqual(['refund 10400', 'refund 10400']);
    const told = await server.market.db.pool.query<{ count: number }>(
      `select count(*) as count from log_entry where concept = 'order' and type = 'OrderCancelled' and stream = any($1)`,
      [ids],
    );
    expect(told.rows[0]?.count).toBe(122);
  });

  test('that may wait are looked at again from the front, a day after it had begun', async () => {
    const seller = await counter.seller('Resting lights');
    const light = await newListing(counter.runs, seller);
    const from = server.now();
    const shipBy = from + 30 * HOUR_MS;
    const ids = await waiting(seller, light, { count: 110, shipBy });
    const stopId = await stopped(light, from + 5 * DAY_MS);
    await look(stopId);
    expect(await stopOf(stopId)).toMatchObject({ ordersAt: from, ordersAfter: ids.toSorted()[99] });
    server.pass(HOUR_MS);
    await look(stopId);
    expect(await stopOf(stopId)).toMatchObject({ ordersAt: from + DAY_MS });
    expect(await cancelled(ids)).toBe(0);
    server.pass(DAY_MS);
    await sweep();
    expect(await cancelled(ids)).toBe(110);
    const states = await statesOf(ids);
    for (const order of states)
      expect(order?.status === 'cancelled' && order.cancelledAt).toBeLessThanOrEqual(shipBy);
  });

  test('go back to their buyers beside one that cannot, which is reported and tried again', async () => {
    const seller = await counter.seller('Broken lights');
    const light = await newListing(counter.runs, seller);
    const shipBy = server.now() + DAY_MS;
    const ids = await waiting(seller, light, { count: 105, shipBy });
    const bad = ids.toSorted()[3] as OrderId;
    await run(async ({ unit }) => {
      const paid = { seller, currency: 'EUR' as const, at: unit.now };
      const checkout: CheckoutId = unit.ids.next('chk');
      unit.append(payments, bad, [
        { type: 'PaymentAuthorised', ...paid, buyer, checkout, amountMinor: 10_400 },
        { type: 'PaymentCaptured', ...paid, lines: move('pending', 'provider', 10_400) },
      ]);
    });
    // What no door lets happen, and what fails late: the order is cancelled by then, its goods are back in stock.
    const withRefunds = (refunds: unknown) =>
      server.market.db.pool.query(
        `update concept_payment set doc = jsonb_set(doc, '{refunds}', $1) where id = $2`,
        [JSON.stringify(refunds), bad],
      );
    await withRefunds(null);
    const stopId = await stopped(light, null);
    await sweep();
    expect(await cancelled(ids)).toBe(104);
    const again = server.now() + DAY_MS;
    expect(await stopOf(stopId)).toMatchObject({ ordersAt: again });
    expect(server.logged.join()).toContain(`end of ${bad}`);
    await withRefunds([]);
    server.pass(DAY_MS);
    await sweep();
    expect(await cancelled(ids)).toBe(105);
    expect(await stopOf(stopId)).toMatchObject({ ordersAt: null });
  });
});

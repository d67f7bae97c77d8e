import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type TestServer, testServer } from '../../test/market.ts';
import { bareOrder, newBuyer, newListing, newSeller, type Runs } from '../../test/people.ts';
import { sealAll } from '../platform/log.ts';
import { must } from '../runtime.ts';

let server: TestServer;
const runs: Runs = { must: (by, work) => must(server.market.run(by, work)) };

beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const ORDERS = 6_000;

/** As many orders as this one is copied to, each delivered, in the projection and in the log. */
async function manyDelivered(orderId: string): Promise<void> {
  const { pool } = server.market.db;
  await pool.query(
    `insert into concept_order select (jsonb_populate_record(o, jsonb_build_object('id', 'ord_copy_' || n))).*
     from concept_order o, generate_series(1, $2::int) n where o.id = $1`,
    [orderId, ORDERS],
  );
  await pool.query(
    `insert into log_entry (concept, stream, version, recorded_at, by, type, body)
     select e.concept, 'ord_copy_' || n, e.version, e.recorded_at, e.by, e.type, e.body
     from generate_series(1, $2::int) n, log_entry e where e.stream = $1 and e.concept = 'order' order by n, e.id`,
    [orderId, ORDERS],
  );
  await sealAll(pool);
  await pool.query('analyze');
}

interface Reads {
  readonly bySequence: number;
  readonly byIndex: number;
}

async function readsOfOrders(): Promise<Reads> {
  const { rows } = await server.market.db.pool.query<Reads>(
    `select seq_tup_read as "bySequence", idx_scan as "byIndex" from pg_stat_user_tables
     where relname = 'concept_order'`,
  );
  return rows[0] ?? { bySequence: 0, byIndex: 0 };
}

it('counts what came with the orders that were delivered, and reads no others', async () => {
  const { market } = server;
  const seller = await newSeller(runs);
  const listingId = await newListing(runs, seller);
  const orderId = await bareOrder(runs, {
    seller,
    buyer: await newBuyer(runs),
    listingId,
    at: server.now(),
    delivered: true,
  });
  await sealAll(market.db.pool);
  while ((await market.watch()) > 0);
  const units = async () => {
    const { rows } = await market.db.pool.query<{ units: number }>(
      'select sum(units)::int as units from goods_delivered where listing = $1',
      [listingId],
    );
    return rows[0]?.units;
  };
  expect(await units()).toBe(1);
  await manyDelivered(orderId);
  const before = await readsOfOrders();
  while ((await market.watch()) > 0);
  expect(await units()).toBe(1 + ORDERS);
  // A connection tells what it has read when it has been idle for a while: of a table all at once.
  const after = await vi.waitFor(
    async () => {
      const reads = await readsOfOrders();
      expect(reads.byIndex - before.byIndex).toBeGreaterThanOrEqual(ORDERS);
      return reads;
    },
    { timeout: 30_000, interval: 500 },
  );
  expect(after.bySequence - before.bySequence).toBeLessThan(ORDERS);
}, 90_000);

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Random } from '../../simulation/random.ts';
import type { PartyId } from '../../src/kernel/ids.ts';
import { DAY_MS } from '../../src/kernel/time.ts';
import { loadMemory } from '../../src/platform/load-memory.ts';
import { CONCEPTS } from '../../src/concepts.ts';
import { openMarket } from '../../src/runtime.ts';
import { type FreshDatabase, freshDatabase } from '../database.ts';
import { Court } from '../court.ts';
import { Shop } from '../shop.ts';
import { MarketProcess } from './handle.ts';
import { bankAgrees, inTheLog, overdue, tablesAreTheLog } from './invariants.ts';

const SELLERS = 5;
const ORDERS_A_SELLER = 16;
/**
 * Leaps over every clock of an order's money: transfer, payout, cancellation of what was never sent. What is transferred and
 * what is paid out may fall due in one leap, in either order: the last one is for payouts alone.
 */
const LEAPS_DAYS = [12, 16, 16, 16];

let database: FreshDatabase;
let folder: string;
const processes: MarketProcess[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  folder = mkdtempSync(join(tmpdir(), 'cacashop-workers-'));
});
afterAll(async () => {
  for (const one of processes) await one.kill();
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** Orders at every stage at which a deadline waits for them. */
async function livelyShop(): Promise<{ shop: Shop; sellers: readonly PartyId[] }> {
  const shop = new Shop();
  const buyer = await shop.buyer();
  const sellers: PartyId[] = [];
  for (let i = 0; i < SELLERS; i++) sellers.push(await shop.seller());
  for (const seller of sellers)
    for (let i = 0; i < ORDERS_A_SELLER; i++) {
      const order = await shop.order(seller, buyer);
      if (i % 4 === 1) await shop.ship(order);
      if (i % 4 >= 2) await shop.deliver(order);
    }
  // Measures that end by themselves, and a chance to put things right that runs out.
  const court = new Court(shop.market);
  const [seller] = sellers;
  if (!seller) throw new Error('no seller');
  const orderId = await shop.order(seller, buyer);
  shop.market.pass(6 * DAY_MS);
  await court.convict(buyer, 'refusal-to-ship', { orderId });
  return { shop, sellers };
}

async function open(now: number): Promise<MarketProcess> {
  const one = MarketProcess.load();
  processes.push(one);
  return one.open({
    dataDir: join(folder, 'data'),
    databaseUrl: database.url,
    worker: true,
    bankFile: join(folder, 'bank.jsonl'),
    now,
  });
}

/** What every seller has to show for it, as both markets must have it. */
const OUTCOME = `select coalesce(jsonb_object_agg(id, doc->'available'), '{}') as available,
  (select coalesce(jsonb_object_agg(seller, minor), '{}') from
    (select seller, sum((doc->>'amountMinor')::bigint) as minor from concept_payout where status = 'sent' group by seller) p) as paid,
  (select jsonb_object_agg(status, n) from
    (select doc->>'status' as status, count(*) as n from concept_order group by 1) o) as orders
  from concept_account`;

test(
  'with two workers, one of them killed, every deadline takes effect exactly once',
  { timeout: 300_000 },
  async () => {
    const { shop, sellers } = await livelyShop();
    const setup = { databaseUrl: database.url, dataDir: join(folder, 'data'), baseUrl: 'http://localhost' };
    const loading = await openMarket({ ...setup, log: () => undefined });
    await loadMemory(loading.db.pool, shop.market.store, CONCEPTS, () => undefined);
    // The bank was there all along.
    const done = shop.provider.effects.map((act) => JSON.stringify({ ...act, reference: 'ref' }));
    writeFileSync(join(folder, 'bank.jsonl'), `${done.join('\n')}\n`);
    const seed = `${Date.now()}`;
    const random = new Random(seed);
    let now = shop.market.now;
    let [victim, survivor] = await Promise.all([open(now), open(now)]);
    for (const [leap, days] of LEAPS_DAYS.entries()) {
      now += days * DAY_MS;
      for (const one of [victim, survivor]) one.send({ kind: 'clock', now });
      if (leap < 2) {
        await sleep(random.int(0, 700));
        await victim.kill();
      }
      await expect.poll(() => overdue(database.url, now), { timeout: 120_000, message: seed }).toEqual([]);
      if (leap === 0) [victim, survivor] = [survivor, await open(now)];
      shop.market.now = now;
      for (let round = 0; round < 3; round++) await shop.sweep();
    }
    // An answer of the bank is recorded a moment after the deadline that asked for it.
    await expect
      .poll(() => bankAgrees(database.url, join(folder, 'bank.jsonl'), true), {
        timeout: 60_000,
        message: seed,
      })
      .toEqual([]);
    expect(await inTheLog(database.url), seed).toEqual([]);
    expect(await tablesAreTheLog(database.url), seed).toEqual([]);
    const ended = `select 1 from log_entry where type = 'MeasureEnded' and body::jsonb->>'why' = 'expired'`;
    expect((await loading.db.pool.query(ended)).rowCount, seed).toBeGreaterThan(0);
    const outcome = (await loading.db.pool.query<Record<string, unknown>>(OUTCOME)).rows[0];
    await loading.close();
    expect(outcome, seed).toEqual(await outcomeOf(shop, sellers));
  },
);

/** The same of the market in memory, where nobody died and one did everything. */
async function outcomeOf(shop: Shop, sellers: readonly PartyId[]): Promise<unknown> {
  const available: Record<string, unknown> = {};
  const paid: Record<string, number> = {};
  for (const seller of sellers) available[seller] = (await shop.accountOf(seller))?.available ?? {};
  for (const { doc } of shop.market.store.table({ name: 'payout' }).values()) {
    const { seller, amountMinor, status } = doc as { seller: string; amountMinor: number; status: string };
    if (status === 'sent') paid[seller] = (paid[seller] ?? 0) + amountMinor;
  }
  const orders: Record<string, number> = {};
  for (const { doc } of shop.market.store.table({ name: 'order' }).values()) {
    const { status } = doc as { status: string };
    orders[status] = (orders[status] ?? 0) + 1;
  }
  return { available, paid, orders };
}

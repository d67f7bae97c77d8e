import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Actor } from '../src/door/actor.ts';
import { Flood } from './crash/flood.ts';
import { TwoShops } from './crash/two-shops.ts';
import { type FreshDatabase, freshDatabase } from './database.ts';

const ANYONE: Actor = { kind: 'anonymous' };
const WEBS = [0, 1] as const;
/** As long as a loaded machine needs. */
const PATIENCE = { timeout: 300_000 };

let database: FreshDatabase;
let shops: TwoShops;

beforeEach(async () => {
  database = await freshDatabase();
  shops = await TwoShops.open(database.url, { listings: 4, buyers: 12 });
}, PATIENCE.timeout);
afterEach(async () => {
  await shops.close();
  await database.drop();
});

/** Orders of the seller that entered the log after the measure did: there must be none. */
async function ordersAfterVerdict(sanctionId: string): Promise<{ before: number; after: number }> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rows } = await client.query<{ before: number; after: number }>(
      `with verdict as (select id from log_entry where concept = 'standing' and type = 'MeasureApplied'
          and body::jsonb->'measure'->>'sanctionId' = $1)
       select count(*) filter (where o.id < v.id)::int as before, count(*) filter (where o.id > v.id)::int as after
       from verdict v cross join log_entry o where o.concept = 'order' and o.type = 'OrderPlaced'
         and o.body::jsonb->>'seller' = $2`,
      [sanctionId, shops.shop.seller.partyId],
    );
    return rows[0] ?? { before: 0, after: 0 };
  } finally {
    await client.end();
  }
}

/** Leases under which this process may still serve. */
async function livingLeases(pid: number): Promise<number> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      `select 1 from web_lease where split_part(process, '/', 2) = $1 and expires_at > clock_timestamp()`,
      [String(pid)],
    );
    return rowCount ?? 0;
  } finally {
    await client.end();
  }
}

/** What a shopper gets in the very next request. */
async function doors(web: 0 | 1): Promise<Record<string, unknown>> {
  const { seller, listings } = shops.shop;
  const [listing = ''] = listings;
  const [buyer] = shops.buyers.slice(-1);
  if (!buyer) throw new Error('no buyer');
  const [found, shown, added, bought] = await Promise.all([
    shops.read(web, ANYONE, `/search?seller=${seller.partyId}`),
    shops.read(web, ANYONE, `/listings/${listing}`),
    shops.fillCart(web, buyer, listing),
    shops.checkout(web, buyer),
  ]);
  return {
    found: (found?.body as { listings?: readonly unknown[] } | undefined)?.listings?.length,
    shown: shown?.status,
    mayAdd: (added?.status ?? 0) < 300,
    mayBuy: (bought?.status ?? 0) < 300,
  };
}

const CLOSED = { found: 0, shown: 404, mayAdd: false, mayBuy: false };

test(
  'no order is accepted after a verdict was acknowledged, and both processes show nothing any more',
  PATIENCE,
  async () => {
    const flood = new Flood(shops);
    await expect
      .poll(
        () => WEBS.map((web) => flood.attempts.filter((a) => a.web === web && a.status === 201).length > 5),
        {
          timeout: 60_000,
        },
      )
      .toEqual([true, true]);
    const verdict = await shops.suspend(0);
    const after = await Promise.all(WEBS.map(doors));
    expect(after).toEqual([CLOSED, CLOSED]);
    const late = () => flood.attempts.filter((a) => a.startedAt > verdict.acknowledgedAt);
    await expect
      .poll(() => WEBS.map((web) => late().filter((a) => a.web === web).length > 5), { timeout: 60_000 })
      .toEqual([true, true]);
    await flood.stop();
    expect(late().filter((a) => a.status === 201)).toEqual([]);
    const { before, after: slipped } = await ordersAfterVerdict(verdict.sanctionId);
    expect(slipped).toBe(0);
    // Each order that a buyer was told of came before the verdict, and no others are there.
    expect(before).toBe(flood.attempts.filter((a) => a.status === 201).length);

    await shops.lift(1, verdict.sanctionId);
    for (const web of WEBS)
      expect(await shops.read(web, ANYONE, `/listings/${shops.shop.listings[0]}`)).toMatchObject({
        status: 200,
      });
  },
);

test(
  'a process that slept through a verdict serves nothing of the seller when it wakes',
  PATIENCE,
  async () => {
    const [, sleeper] = shops.webs;
    const path = `/listings/${shops.shop.listings[0]}`;
    for (let i = 0; i < 3; i++) expect(await shops.read(1, ANYONE, path)).toMatchObject({ status: 200 });
    expect(await livingLeases(sleeper.pid)).toBe(1);
    sleeper.signal('SIGSTOP');
    const { sanctionId } = await shops.suspend(0);
    // It may have served what it remembered until its lease ended, so nobody was told before that.
    expect(await livingLeases(sleeper.pid)).toBe(0);
    // Sent after the acknowledgement, waiting at the door of the sleeper.
    const [buyer] = shops.buyers;
    if (!buyer) throw new Error('no buyer');
    const waiting = Promise.all([
      ...Array.from({ length: 8 }, () => shops.read(1, ANYONE, path)),
      ...Array.from({ length: 4 }, () => shops.read(1, ANYONE, `/sellers/${shops.shop.seller.partyId}`)),
      shops.fillCart(1, buyer, shops.shop.listings[0] ?? ''),
    ]);
    await sleep(200);
    sleeper.signal('SIGCONT');
    const answers = await waiting;
    for (const answer of answers.slice(0, 8)) expect([404, 503]).toContain(answer?.status);
    for (const answer of answers.slice(8, 12))
      if (answer?.status === 200) expect(answer.body).toMatchObject({ open: false, listings: [] });
    expect(answers[12]?.status).toBeGreaterThanOrEqual(400);
    // Back in touch, it says the same as everybody.
    await expect.poll(async () => (await shops.read(1, ANYONE, path))?.status, { timeout: 60_000 }).toBe(404);
    expect((await ordersAfterVerdict(sanctionId)).after).toBe(0);
  },
);

test(
  'a verdict is acknowledged though a process was killed, and holds at the one that takes its place',
  PATIENCE,
  async () => {
    const flood = new Flood(shops);
    await expect
      .poll(() => flood.attempts.filter((a) => a.status === 201).length, { timeout: 60_000 })
      .toBeGreaterThan(5);
    await shops.webs[1].kill();
    const verdict = await shops.suspend(0);
    await flood.stop();
    await shops.replace(1);
    expect(await Promise.all(WEBS.map(doors))).toEqual([CLOSED, CLOSED]);
    const late = flood.attempts.filter((a) => a.startedAt > verdict.acknowledgedAt && a.status === 201);
    expect(late).toEqual([]);
    expect((await ordersAfterVerdict(verdict.sanctionId)).after).toBe(0);
  },
);

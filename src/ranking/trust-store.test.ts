import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type TestServer, testServer } from '../../test/market.ts';
import { bareOrder, newBuyer, newListing, newSeller, type Runs } from '../../test/people.ts';
import type { Actor } from '../door/actor.ts';
import type { PartyId } from '../kernel/ids.ts';
import { DAY_MS } from '../kernel/time.ts';
import { sealAll } from '../platform/log.ts';
import { must } from '../runtime.ts';

let server: TestServer;
const runs: Runs = { must: (by, work) => must(server.market.run(by, work)) };
const nobody: Actor = { kind: 'anonymous' };

beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server[Symbol.asyncDispose]());

/** Lets everything that follows the log read on, until nothing is left to do. Other tests of this server may hold sealing up. */
async function settle(): Promise<void> {
  const { market } = server;
  await sealAll(market.db.pool);
  while ((await market.follow()) > 0);
  await market.refreshRanking();
}

async function sell(seller: PartyId, count: number, delivered: boolean, at = server.now()): Promise<void> {
  const listingId = await newListing(runs, seller);
  for (let i = 0; i < count; i++)
    await bareOrder(runs, {
      seller,
      buyer: await newBuyer(runs),
      listingId,
      at,
      ...(delivered ? { delivered: true } : {}),
    });
}

describe('trust in sellers', () => {
  it('follows what they did, and puts the goods of who kept promises first', async () => {
    const [good, bad, fresh] = [
      await newSeller(runs, { name: 'Keeps' }),
      await newSeller(runs, { name: 'Breaks' }),
      await newSeller(runs, { name: 'Begins' }),
    ];
    await sell(good, 15, true);
    await sell(bad, 15, false);
    const offers = new Map<string, string>();
    for (const seller of [bad, fresh, good])
      offers.set(await newListing(runs, seller, { title: 'Cittern' }), seller);
    server.pass(60 * DAY_MS);
    await settle();

    const { trust } = server.market.ports;
    expect(trust.of(good).trust).toBeGreaterThan(trust.of(fresh).trust);
    expect(trust.of(fresh).trust).toBeCloseTo(trust.newcomer, 12);
    expect(trust.of(bad).trust).toBeLessThan(trust.newcomer - 0.2);
    expect(trust.of(good)).toMatchObject({ orders: 15, tier: 'established', identity: good });

    const { body } = await server.ask(nobody, 'get', '/search?q=cittern');
    expect(body.listings.map((l: { id: string }) => offers.get(l.id))).toEqual([good, fresh, bad]);
    const whys = body.listings.map((l: { why: { code: string; effect: string }[] }) =>
      l.why.filter((r) => r.code === 'trust' || r.code === 'new-seller').map((r) => `${r.code} ${r.effect}`),
    );
    expect(whys).toEqual([['trust up'], ['new-seller none'], ['trust down']]);
    // The numbers are for the seller alone.
    expect(body.listings[0].score).toBeUndefined();
    const own = await server.ask({ kind: 'seller', partyId: good }, 'get', '/search?q=cittern');
    expect(own.body.listings.map((l: { score?: object }) => l.score !== undefined)).toEqual([
      true,
      false,
      false,
    ]);
    const { relevance, trust: shown, quality, merit } = own.body.listings[0].score;
    expect(relevance * shown * quality).toBeCloseTo(merit, 6);
  });

  it('tells its seller all of it in numbers, and everybody the rules', async () => {
    const seller = await newSeller(runs);
    await sell(seller, 12, false);
    const bare = await newListing(runs, seller, { images: [], description: 'Short.' });
    server.pass(60 * DAY_MS);
    await settle();
    const { body } = await server.ask({ kind: 'seller', partyId: seller }, 'get', '/me/ranking');
    expect(body.trust).toBeCloseTo(server.market.ports.trust.of(seller).trust, 9);
    const sum = body.parts.reduce(
      (all: number, p: { weight: number; worth: number }) => all + p.weight * p.worth,
      0,
    );
    expect(sum).toBeCloseTo(body.trust, 9);
    const late = body.parts.find((p: { metric: string }) => p.metric === 'late-shipment');
    expect(late.effectOfMore).toBeGreaterThan(0);
    expect(late.effectOfDefects).toBeLessThan(0);
    expect(body.next.missing.map((m: { what: string }) => m.what)).toContain('trust');
    const listing = body.listings.find((l: { id: string }) => l.id === bare);
    expect(listing.parts.find((p: { name: string }) => p.name === 'pictures').effect).toBeGreaterThan(0.05);

    const open = await server.ask(nobody, 'get', '/transparency/ranking');
    expect(open.body.paidPlacement).toBe(false);
    const weights = open.body.trust.parts.map((p: { weight: number }) => p.weight);
    expect(weights.reduce((a: number, b: number) => a + b, 0)).toBeCloseTo(1, 9);
  });

  it('is of the person, not of the account: who opens a second shop brings the first one’s record along', async () => {
    const payoutAccount = 'DE02100100100006820101';
    const first = await newSeller(runs, { name: 'First Shop', payoutAccount });
    await sell(first, 15, false);
    server.pass(60 * DAY_MS);
    const second = await newSeller(runs, { name: 'Second Shop', payoutAccount });
    await settle();
    const { trust } = server.market.ports;
    expect(trust.of(second).trust).toBeCloseTo(trust.of(first).trust, 3);
    expect(trust.of(second).identity).toBe(first);
  });

  it('counts what another account of the same person did once, however much they share, and as soon as it is known', async () => {
    const shared = { payoutAccount: 'DE75512108001245126199', phone: '+493019999999' };
    const first = await newSeller(runs, { name: 'Third Shop', ...shared });
    await sell(first, 4, true);
    server.pass(60 * DAY_MS);
    const second = await newSeller(runs, { name: 'Fourth Shop', ...shared });
    const both = async () => {
      await settle();
      const { rows } = await server.market.db.pool.query(
        'select orders, identity, trust from seller_trust where seller = any($1) order by seller = $2',
        [[first, second], second],
      );
      return rows;
    };
    const once = { orders: 4, identity: first };
    expect(await both()).toMatchObject([once, once]);
    // On the same day, so that nothing but this makes the second one's number anew.
    await sell(first, 3, false, server.now() - 45 * DAY_MS);
    const [ofFirst, ofSecond] = await both();
    expect(ofFirst.orders).toBe(7);
    expect(ofSecond).toEqual(ofFirst);
  });

  it('made anew takes nothing back of what the signals write meanwhile', async () => {
    const { market } = server;
    const seller = await newSeller(runs);
    await settle();
    await market.db.pool.query(`update seller_trust set rules = 'older' where seller = $1`, [seller]);
    const signals = await market.db.pool.connect();
    await signals.query(`begin; select pg_advisory_xact_lock(hashtext('cacashop.trust'))`);
    const renewed = market.follow();
    await vi.waitFor(
      async () => {
        const { rowCount } = await signals.query(
          `select from pg_locks where locktype = 'advisory' and not granted
             and database = (select oid from pg_database where datname = current_database())`,
        );
        expect(rowCount).toBe(1);
      },
      { timeout: 10_000 },
    );
    await signals.query(
      `update seller_trust set evidence = jsonb_set(evidence, '{orders}', '7') where seller = $1`,
      [seller],
    );
    await signals.query('commit');
    signals.release();
    await renewed;
    const { rows } = await market.db.pool.query(
      'select orders, rules = $2 as old from seller_trust where seller = $1',
      [seller, 'older'],
    );
    expect(rows).toEqual([{ orders: 7, old: false }]);
  });

  it('survives a restart, and other rules are other numbers', async () => {
    const rows = await server.market.db.pool.query('select seller, trust from seller_trust order by seller');
    await settle();
    const again = await server.market.db.pool.query('select seller, trust from seller_trust order by seller');
    expect(again.rows).toEqual(rows.rows);
    await server.market.db.pool.query(`update seller_trust set rules = 'older', trust = 0.1`);
    await settle();
    const anew = await server.market.db.pool.query('select seller, trust from seller_trust order by seller');
    expect(anew.rows).toEqual(rows.rows);
  });
});

describe('the ledger of exposure', () => {
  it('counts what was shown, and what merit alone would have given', async () => {
    const seller = await newSeller(runs);
    await newListing(runs, seller, { title: 'Theorbo' });
    for (let i = 0; i < 3; i++) await server.ask(nobody, 'get', '/search?q=theorbo');
    await server.market.refreshRanking();
    const found = await server.market.db.pool.query(
      'select attention, due from seller_exposure where seller = $1',
      [seller],
    );
    // Alone on the page: three times the first place, and all of it was due.
    expect(found.rows).toEqual([{ attention: 3, due: 3 }]);
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/market.ts';
import { bareOrder, newBuyer, newListing, newSeller, type Runs } from '../../test/people.ts';
import type { Actor } from '../door/actor.ts';
import { DAY_MS } from '../kernel/time.ts';
import { sealAll } from '../platform/log.ts';
import { must } from '../runtime.ts';
import { SignalStore } from './store.ts';

let server: TestServer;
const runs: Runs = { must: (by, work) => must(server.market.run(by, work)) };

beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server[Symbol.asyncDispose]());

it('a seller sees a metric week by week; nobody else does', async () => {
  const seller: Actor = { kind: 'seller', partyId: await newSeller(runs) };
  const buyer = await newBuyer(runs);
  const listingId = await newListing(runs, seller.partyId);
  const order = { seller: seller.partyId, buyer, listingId };
  const start = server.now();
  // Shipped in time; nine days later two that nobody ships.
  await bareOrder(runs, { ...order, delivered: true, at: start });
  server.pass(9 * DAY_MS);
  await bareOrder(runs, { ...order, at: server.now() });
  await bareOrder(runs, { ...order, at: server.now() });
  server.pass(9 * DAY_MS);
  await sealAll(server.market.db.pool);
  const { db, book } = server.market;
  const signals = new SignalStore({ pool: db.pool, rulebook: book.rulebook, now: () => server.now() });
  while ((await signals.step()) > 0);

  const path = `/parties/${seller.partyId}/signals/late-shipment/weeks`;
  const { body } = await server.ask(seller, 'get', path);
  expect(body.weeks.length).toBeGreaterThan(4);
  for (const [i, week] of body.weeks.entries()) {
    expect(week.to - week.from).toBe(7 * DAY_MS - 1);
    if (i > 0) expect(week.from).toBe(body.weeks[i - 1].to + 1);
  }
  const counted = body.weeks.filter((w: { n: number }) => w.n > 0);
  expect(counted).toMatchObject([
    { n: 1, k: 0, rate: 0 },
    { n: 2, k: 2, rate: 1 },
  ]);
  const other: Actor = { kind: 'seller', partyId: await newSeller(runs) };
  expect((await server.ask(other, 'get', path)).status).toBe(404);
  expect((await server.ask(seller, 'get', path.replace('late-shipment', 'no-such'))).status).toBe(404);
});

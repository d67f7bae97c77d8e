import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestServer, testServer } from '../../../test/market.ts';
import { bareOrder, newBuyer, newListing, newSeller, type Runs } from '../../../test/people.ts';
import type { Actor } from '../../door/actor.ts';
import type { CheckoutId, ListingId, OrderId, PartyId } from '../../kernel/ids.ts';
import { returns } from '../../aftersales/returns/evolve.ts';
import { disputes } from '../payments/dispute.ts';
import { DAY_MS, HOUR_MS } from '../../kernel/time.ts';
import { sealAll } from '../../platform/log.ts';
import { signedHeaders } from '../../platform/webhook-signature.ts';
import { must } from '../../runtime.ts';

let server: TestServer;
let runs: Runs;
let shop: PartyId;
let owner: Actor;
let buyer: PartyId;
let lamp: ListingId;

/** What an integrator runs: takes everything down and answers as it is told to. */
let receiver: Server;
let url: string;
let answers: (number | 'silence')[] = [];
const got: { headers: IncomingHttpHeaders; body: string }[] = [];

beforeAll(async () => {
  server = await testServer();
  runs = { must: (by, work) => must(server.market.run(by, work)) };
  [shop, buyer] = [await newSeller(runs), await newBuyer(runs)];
  owner = { kind: 'seller', partyId: shop };
  lamp = await newListing(runs, shop);
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += String(chunk)));
    request.on('end', () => {
      got.push({ headers: request.headers, body });
      const answer = answers.shift() ?? 204;
      if (answer === 'silence') request.socket.destroy();
      else response.writeHead(answer).end();
    });
  });
  await new Promise<void>((ready) => receiver.listen(0, '127.0.0.1', ready));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
});
afterAll(async () => {
  receiver.close();
  await server[Symbol.asyncDispose]();
});

const ORDERS = ['order.placed', 'order.cancelled'];
let secret = '';
let own = '';
let path = '';

beforeEach(async () => {
  got.length = 0;
  answers = [];
  if (own) await server.ask(owner, 'delete', path);
  const added = await server.ask(owner, 'post', '/me/webhooks', {
    url: `${url}/${got.length}`,
    topics: ORDERS,
  });
  expect(added.status).toBe(201);
  ({ webhookId: own, secret } = added.body);
  path = `/me/webhooks/${own}`;
});

/** Lets the market tell what happened, and send what is due. */
async function deliver(): Promise<void> {
  await sealAll(server.market.db.pool);
  while ((await server.market.tell()) > 0);
  await server.market.deliver();
}

async function order() {
  return bareOrder(runs, { seller: shop, buyer, listingId: lamp, at: server.now() });
}

async function deliveries() {
  return (await server.ask(owner, 'get', `${path}/deliveries`)).body.deliveries;
}

describe('a receiver', () => {
  test('is told once of what it asked for, signed, without anybody’s name', async () => {
    const orderId = await order();
    await deliver();
    await deliver();
    expect(got).toHaveLength(1);
    const { headers, body } = got[0] ?? { headers: {}, body: '' };
    expect(JSON.parse(body)).toMatchObject({ type: 'order.placed', data: { orderId, currency: 'EUR' } });
    const id = String(headers['webhook-id']);
    const at = Number(headers['webhook-timestamp']) * 1_000;
    expect(headers['webhook-signature']).toBe(signedHeaders({ id, at, body }, [secret])['webhook-signature']);
    expect(await deliveries()).toMatchObject([
      { deliveryId: id, topic: 'order.placed', tries: 1, status: 204 },
    ]);
  });

  test('is told of returns, step by step, and of chargebacks', async () => {
    await server.ask(owner, 'patch', path, {
      topics: ['return.requested', 'return.changed', 'chargeback.opened'],
    });
    const about = {
      orderId: 'ord_1' as OrderId,
      seller: shop,
      buyer,
      lines: [],
      reason: 'defective',
      ground: 'conformity',
    } as const;
    const stage = { status: 'requested', answerBy: server.now() + DAY_MS } as const;
    await runs.must('test', async ({ unit }) => {
      const at = unit.now;
      unit.append(returns, 'ret_hook', [
        {
          type: 'ReturnRequested',
          at,
          ...about,
          currency: 'EUR',
          country: 'DE',
          sellerCountry: 'DE',
          deliveredAt: at,
          wanted: 'refund',
          swap: null,
          claims: [],
          shippingBy: 'seller',
          rulebook: 'x',
          stage,
          note: { by: 'buyer', at, about: 'request', text: unit.commit('note', 'x'), uploads: [] },
        } as never,
        {
          type: 'ReturnRejected',
          at,
          note: { by: 'seller', at } as never,
          stage: { status: 'rejected', at: 'request', payMinor: 0, disputeBy: at + DAY_MS },
        },
      ]);
      unit.append(disputes, 'dsp_hook', [
        {
          type: 'DisputeOpened',
          at,
          chargeback: 'cb_1',
          checkout: 'chk_1' as CheckoutId,
          orderId: about.orderId,
          seller: shop,
          currency: 'EUR',
          amountMinor: 900,
          reason: 'fraud',
          answerBy: at + DAY_MS,
        },
      ]);
      return {};
    });
    await deliver();
    // They are sent at once, and arrive in whatever order.
    const told = got.map(({ body }) => JSON.parse(body) as { type: string });
    expect(told.toSorted((a, b) => a.type.localeCompare(b.type))).toMatchObject([
      { type: 'chargeback.opened', data: { disputeId: 'dsp_hook', amountMinor: 900, reason: 'fraud' } },
      { type: 'return.changed', data: { status: 'rejected' } },
      { type: 'return.requested', data: { returnId: 'ret_hook', orderId: 'ord_1', status: 'requested' } },
    ]);
  });

  test('is not told of what others sold, nor of what happened before', async () => {
    const neighbour = await newSeller(runs);
    const theirs = await newListing(runs, neighbour);
    await bareOrder(runs, { seller: neighbour, buyer, listingId: theirs, at: server.now() });
    await bareOrder(runs, { seller: shop, buyer, listingId: lamp, at: server.now() - 4 * DAY_MS });
    await deliver();
    expect(got).toEqual([]);
  });

  test('is tried again at growing distances, under the same id, until it answers', async () => {
    answers = [500, 'silence', 302];
    await order();
    await deliver();
    expect(await deliveries()).toMatchObject([{ status: 500, error: 'refused', deliveredAt: null }]);
    await deliver();
    expect(got).toHaveLength(1);
    for (const wait of [6_000, 301_000, 1_801_000]) {
      server.pass(wait);
      await deliver();
    }
    expect(got).toHaveLength(4);
    expect(new Set(got.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await deliveries()).toMatchObject([{ status: 204, tries: 4, error: null, nextTryAt: null }]);
  });

  test('that fails for days is switched off, is told to its owner, and can come back', async () => {
    answers = Array.from({ length: 20 }, () => 503);
    await order();
    for (let i = 0; i < 11; i++) {
      await deliver();
      server.pass(DAY_MS);
    }
    expect((await server.ask(owner, 'get', path)).body).toMatchObject({ on: false, offWhy: 'failing' });
    const [delivery] = await deliveries();
    expect(delivery).toMatchObject({ tries: 10, status: 503, givenUpAt: expect.any(Number) });
    answers = [];
    await order();
    await deliver();
    expect(got).toHaveLength(10);
    const again = `${path}/deliveries/${delivery.deliveryId}/again`;
    expect((await server.ask(owner, 'post', again)).body.type).toBe('/problems/webhook-off');
    await server.ask(owner, 'patch', path, { on: true });
    expect((await server.ask(owner, 'post', again)).status).toBe(202);
    await deliver();
    expect(got).toHaveLength(11);
    expect(await deliveries()).toMatchObject([{ status: 204 }]);
  });

  test('that never answers holds up no other', async () => {
    await server.market.db.pool.query(
      `insert into webhook_delivery (id, webhook, topic, body, created_at, next_try_at)
       select 'msg_flood_' || n, 'whk_slow', 'order.placed', '{}', 0, n from generate_series(1, 100) n`,
    );
    await order();
    await deliver();
    expect(got).toHaveLength(1);
    await server.market.db.pool.query(`delete from webhook_delivery where webhook = 'whk_slow'`);
  });

  test('that says it is gone is believed at once', async () => {
    answers = [410];
    expect((await server.ask(owner, 'post', `${path}/test`)).status).toBe(202);
    await deliver();
    expect(JSON.parse(got[0]?.body ?? '')).toMatchObject({ type: 'webhook.test' });
    expect((await server.ask(owner, 'get', path)).body).toMatchObject({ on: false, offWhy: 'gone' });
  });

  test('has two secrets for a day after the change, then the new one alone', async () => {
    const rotated = await server.ask(owner, 'post', `${path}/secret`);
    const fresh: string = rotated.body.secret;
    await order();
    await deliver();
    expect(String(got[0]?.headers['webhook-signature']).split(' ')).toHaveLength(2);
    server.pass(25 * HOUR_MS);
    await order();
    await deliver();
    const { headers, body } = got[1] ?? { headers: {}, body: '' };
    const id = String(headers['webhook-id']);
    const at = Number(headers['webhook-timestamp']) * 1_000;
    expect(headers['webhook-signature']).toBe(signedHeaders({ id, at, body }, [fresh])['webhook-signature']);
  });

  test('is its owner’s alone, and hears nothing once it is removed', async () => {
    const stranger: Actor = { kind: 'seller', partyId: await newSeller(runs) };
    for (const [method, at] of [
      ['get', path],
      ['delete', path],
      ['get', `${path}/deliveries`],
      ['post', `${path}/test`],
      ['post', `${path}/secret`],
    ] as const)
      expect((await server.ask(stranger, method, at)).status, `${method} ${at}`).toBe(404);
    await order();
    await server.ask(owner, 'delete', path);
    await deliver();
    expect(got).toEqual([]);
    expect((await server.ask(owner, 'get', path)).status).toBe(404);
    own = '';
  });

  test('has an address that works, and its secret is in neither log nor events', async () => {
    const bad = await server.ask(owner, 'post', '/me/webhooks', { url: 'ftp://x.example', topics: ORDERS });
    expect(bad.body).toMatchObject({ type: '/problems/webhook-address', errors: [{ field: 'url' }] });
    const none = await server.ask(owner, 'post', '/me/webhooks', { url: `${url}/b`, topics: [] });
    expect(none.body.errors[0].field).toBe('topics');
    const log = await server.market.db.pool.query(`select body from log_entry where stream = $1`, [own]);
    expect(JSON.stringify(log.rows)).not.toContain(secret);
    expect(JSON.stringify(log.rows)).not.toContain('127.0.0.1');
  });
});

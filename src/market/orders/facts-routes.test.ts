import type { PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testServer, type TestServer } from '../../../test/market.ts';
import type { Actor } from '../../door/actor.ts';
import type { PartyId } from '../../kernel/ids.ts';

const engineer: Actor = { kind: 'staff', partyId: 'pty_engineer' as PartyId, roles: ['engineer'] };
const AT = Date.UTC(2026, 0, 5);
const common = { source: 'shop', at: AT, country: 'DE', currency: 'EUR' };
const party = (kind: string, ref: string) => ({
  ...common,
  type: 'party-registered',
  key: ref,
  kind,
  party: ref,
  language: 'de',
});
const placed = {
  ...common,
  type: 'order-placed',
  key: 'p1',
  order: 'A1',
  seller: 's1',
  buyer: 'b1',
  shipBy: AT + 1,
  deliverBy: AT + 2,
  lines: [{ item: 'i1', quantity: 1, unitMinor: 100 }],
  shippingMinor: 0,
};

describe('POST /facts/batch', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server[Symbol.asyncDispose]());
  const post = (facts: readonly unknown[], actor: Actor = engineer) =>
    server.ask(actor, 'post', '/facts/batch', { facts });

  test('takes what is right and names what is wrong, by place and field', async () => {
    const { shipBy: _, ...without } = placed;
    const answer = await post([
      party('seller', 's1'),
      { ...party('buyer', 'b1'), country: 'Germany' },
      party('buyer', 'b1'),
      { ...placed, key: 'x1', lines: [{ item: 'i1', quantity: 0, unitMinor: 100 }] },
      { ...without, key: 'x2' },
      { ...placed, key: 'x3', type: 'order-stolen' },
      { ...placed, key: 'x4', colour: 'red' },
      'nonsense',
      placed,
      placed,
      { ...placed, at: AT + 1 },
    ]);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ accepted: 3, duplicates: 1 });
    expect(
      answer.body.errors.map((e: { index: number; code: string; field?: string }) => [
        e.index,
        e.code,
        e.field,
      ]),
    ).toEqual([
      [1, 'invalid-input', 'country'],
      [3, 'invalid-input', 'lines.0.quantity'],
      [4, 'invalid-input', 'shipBy'],
      [5, 'invalid-input', 'type'],
      [6, 'invalid-input', undefined],
      [7, 'invalid-input', undefined],
      [10, 'conflicting-fact', 'key'],
    ]);
    const row = await server.market.db.pool.query(
      `select doc->>'status' as status from concept_order where id = 'ord_shop_A1'`,
    );
    expect(row.rows).toEqual([{ status: 'placed' }]);
  });

  test('is for engineers only, and bounded', async () => {
    expect((await post([], { kind: 'anonymous' })).status).toBe(401);
    expect((await post([placed], { kind: 'seller', partyId: 'pty_x' as PartyId })).status).toBe(403);
    expect((await post([])).status).toBe(422);
    expect((await post(Array.from({ length: 2_001 }, () => placed))).status).toBe(422);
  });

  test('costs the same number of statements, however large the batch', async () => {
    const count = async (facts: readonly unknown[]) => {
      const { pool } = server.market.db;
      const connect = pool.connect.bind(pool) as (...args: unknown[]) => Promise<PoolClient>;
      let statements = 0;
      pool.connect = (async (...args: unknown[]) => {
        // Queries of the market's own loops come with a callback: not part of what is counted.
        if (args.length > 0) return connect(...args);
        const client = await connect();
        const query = client.query.bind(client) as (...args: unknown[]) => unknown;
        client.query = ((...args: unknown[]) => {
          statements += 1;
          return query(...args);
        }) as typeof client.query;
        const release = client.release.bind(client);
        client.release = (error) => {
          client.query = query as typeof client.query;
          release(error);
        };
        return client;
      }) as typeof pool.connect;
      const answer = await post(facts);
      pool.connect = connect;
      expect(answer.body.errors).toEqual([]);
      return statements;
    };
    const life = (n: number) => [
      { ...placed, key: `o${n}`, order: `B${n}` },
      { source: 'shop', at: AT, type: 'order-paid', key: `pd${n}`, order: `B${n}` },
      {
        source: 'shop',
        at: AT,
        type: 'order-shipped',
        key: `sh${n}`,
        order: `B${n}`,
        carrier: 'DHL',
        trackingNumber: `T00${n}`,
      },
      { source: 'shop', at: AT, type: 'shipment-scanned', key: `sc${n}`, parcel: `B${n}`, code: 'delivered' },
    ];
    const few = await count(life(0));
    const many = await count(Array.from({ length: 100 }, (_, n) => life(n + 1)).flat());
    expect(many).toBe(few);
  });
});

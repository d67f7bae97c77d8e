import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../test/database.ts';
import { Demo, type DemoAccount, demoText, fillDemo, isDemo } from './demo.ts';
import { FOLLOWERS } from './followers.ts';
import { sealAll } from './platform/log.ts';
import { compareWithLog } from './platform/projections.ts';
import { CONCEPTS } from './concepts.ts';
import { type Market, openMarket } from './runtime.ts';

const NOW = Date.UTC(2026, 10, 22, 12);

describe('the demo in an empty database', () => {
  const problems: string[] = [];
  const progress: string[] = [];
  let database: FreshDatabase;
  let market: Market;
  let accounts: readonly DemoAccount[] | undefined;

  const demo = () =>
    new Demo({
      size: 'small',
      privacyKey: market.secrets.privacyKey,
      until: NOW,
      progress: (text) => progress.push(text),
    });

  beforeAll(async () => {
    database = await freshDatabase();
    market = await openMarket({
      databaseUrl: database.url,
      dataDir: mkdtempSync(join(tmpdir(), 'cacashop-demo-')),
      baseUrl: 'http://localhost',
      now: () => NOW,
      log: (line) => problems.push(line),
    });
    const place = { databaseUrl: database.url, beside: false };
    accounts = await fillDemo(market, place, demo, (line) => problems.push(line));
  }, 120_000);

  afterAll(async () => {
    await market.close();
    await database.drop();
  });

  /** Another process that opens it. */
  const filledAgain = (other: Market, said: string[] = []) =>
    fillDemo(
      other,
      { databaseUrl: database.url, beside: false },
      () => {
        throw new Error('the demo was begun for a database that is not empty');
      },
      (line) => said.push(line),
    );

  const count = async (table: string) => {
    const found = await market.db.pool.query<{ n: string }>(`select count(*) as n from ${table}`);
    return Number(found.rows[0]?.n);
  };

  async function signIn({ mail, password }: DemoAccount): Promise<string> {
    const response = await market.auth.handle(
      new Request('http://localhost/api/auth/sign-in/email', {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: 'http://localhost' },
        body: JSON.stringify({ email: mail, password }),
      }),
      '127.0.0.1',
    );
    expect(response.status).toBe(200);
    return response.headers.get('set-auth-token') ?? '';
  }

  test('tells how far it is', () => {
    expect(progress.some((line) => line.startsWith('living through'))).toBe(true);
    expect(progress.some((line) => line.startsWith('writing'))).toBe(true);
  });

  test('is not filled twice', async () => {
    const before = await count('log_entry');
    expect(before).toBeGreaterThan(40_000);
    expect(await filledAgain(market)).toBeUndefined();
    expect(await count('log_entry')).toBe(before);
  });

  test('makes a second process wait for as long as the first fills it, and tell so', async () => {
    const first = new pg.Client({ connectionString: database.url });
    // Its connection is taken away below.
    first.on('error', () => undefined);
    await first.connect();
    await first.query(`select pg_advisory_lock(hashtext('cacashop.demo'))`);
    // Far less than it waits, as a full demo takes longer than any statement is given.
    const pool = new pg.Pool({ connectionString: database.url, statement_timeout: 500 });
    try {
      const said: string[] = [];
      let isOver = false;
      const second = filledAgain({ ...market, db: { ...market.db, pool } }, said).finally(
        () => (isOver = true),
      );
      await expect.poll(() => said.length, { timeout: 15_000 }).toBe(2);
      expect(said[1]).toMatch(/waiting for another process.*\([1-9]\d* s\)/);
      expect(isOver).toBe(false);
      const killed = await market.db.pool.query(
        `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted
           and database = (select oid from pg_database where datname = current_database())
           and objid = hashtext('cacashop.demo')::oid`,
      );
      expect(killed.rowCount).toBe(1);
      expect(await second).toBeUndefined();
      // And whoever comes after it does not wait.
      expect(await filledAgain(market)).toBeUndefined();
    } finally {
      await first.end();
      await pool.end();
    }
  });

  test('is known as made up, and nobody is told of its past', async () => {
    expect(await isDemo(market)).toBe(true);
    const { rows } = await market.db.pool.query<{ position: number }>(
      'select position from consumer where name = any($1)',
      [FOLLOWERS],
    );
    const entries = await count('log_entry');
    expect(rows.map((row) => row.position)).toEqual(FOLLOWERS.map(() => entries));
  });

  test('has rows that are what its log says', { timeout: 120_000 }, async () => {
    const client = await market.db.pool.connect();
    try {
      for (const concept of CONCEPTS)
        expect([concept.name, await compareWithLog(client, concept)]).toEqual([concept.name, []]);
    } finally {
      client.release();
    }
  });

  test('lets each of its people in, as who they are', async () => {
    const kinds = new Map<string, string>();
    for (const account of accounts ?? []) {
      const me = await market.app.request('http://localhost/api/v1/me', {
        headers: { authorization: `Bearer ${await signIn(account)}` },
      });
      expect(me.status).toBe(200);
      kinds.set(account.seat, ((await me.json()) as { kind: string }).kind);
    }
    expect(Object.fromEntries(kinds)).toMatchObject({
      shopper: 'buyer',
      seller: 'seller',
      'suspended-seller': 'seller',
      investigator: 'staff',
      head: 'staff',
    });
    expect(demoText(accounts ?? [], 'http://localhost:3000')).toContain('http://localhost:3000/sign-in');
  });

  test(
    'goes on where it was: sealed, nothing detected twice, no deadline that fails',
    { timeout: 120_000 },
    async () => {
      const cases = await count('concept_case_file');
      expect(await sealAll(market.db.pool)).toBeGreaterThan(40_000);
      expect(await count('signal_party')).toBeGreaterThan(200);
      await market.follow();
      await market.detect();
      await market.sweep();
      expect(await count('concept_case_file')).toBe(cases);
      expect(problems).toEqual([]);
    },
  );
});

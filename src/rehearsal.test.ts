import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newListing, newSeller, type Runs } from '../test/people.ts';
import { testServer, type TestServer } from '../test/market.ts';
import { type PartyId, timeOrderedIds } from './kernel/ids.ts';
import { sealAll } from './platform/log.ts';
import { rehearseVerdicts } from './rehearsal.ts';
import { must } from './runtime.ts';
import type { MetricSource } from './signals/metric-source.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server[Symbol.asyncDispose]());

/** How many rows each table of the market has. */
async function rows(): Promise<Readonly<Record<string, number>>> {
  const { pool } = server.market.db;
  const { rows: tables } = await pool.query<{ name: string }>(
    `select format('%I', relname) as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  );
  const counts = tables.map(async ({ name }) => {
    const counted = await pool.query<{ count: number }>(`select count(*) as count from ${name}`);
    return [name, counted.rows[0]?.count ?? -1] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}

/** Statements that the connection of verdicts has planned. */
async function planned(): Promise<readonly string[]> {
  const found = await server.market.db.urgent.query<{ statement: string }>(
    'select statement from pg_prepared_statements',
  );
  return found.rows.map(({ statement }) => statement);
}

/** Somebody new is suspended through the API. */
async function suspension() {
  const runs: Runs = { must: (by, work) => must(server.market.run(by, work)) };
  const subject = await newSeller(runs);
  const listing = await newListing(runs, subject);
  const answer = await server.ask(staff('investigator'), 'post', '/emergencies', {
    about: { subject, violation: 'unsafe-product', refs: { listings: [listing] } },
    emergency: 'danger-to-life',
    kinds: ['suspension'],
    reasons: 'It catches fire.',
  });
  expect(answer.status).toBe(201);
  return answer.body as { readonly sanctionIds: readonly string[] };
}

/** What a rehearsal needs, on this market's database or another one, and the lines that it logs. */
function staged(pool: Pool = server.market.db.urgent) {
  const { book, secrets } = server.market;
  const { rulebook, hash: rulebookHash } = book;
  const lines: string[] = [];
  const ids = timeOrderedIds(
    () => server.now(),
    () => BigInt(`0x${randomBytes(10).toString('hex')}`),
  );
  const stage: Parameters<typeof rehearseVerdicts>[0] = {
    pool,
    rulebook,
    unitContext: (by) => ({ by, now: server.now(), ids, privacyKey: secrets.privacyKey }),
    world: (unit) => ({ unit, rulebook, rulebookHash, metrics: NO_METRICS }),
    log: (line) => lines.push(line),
  };
  return { lines, stage };
}

/** Nobody who is made up has any. */
const NO_METRICS: MetricSource = {
  assess: () => Promise.resolve([]),
  measure: () => Promise.reject(new Error('nothing is measured')),
  project: () => Promise.reject(new Error('nothing is projected')),
};

const staff = (role: 'investigator' | 'head') =>
  ({ kind: 'staff', partyId: `pty_${role}` as PartyId, roles: [role] }) as const;

describe('a verdict that is rehearsed', () => {
  test('changes nothing, and what is written afterwards is sealed without a gap', async () => {
    const before = await rows();
    expect(before['log_entry']).toBeGreaterThanOrEqual(0);
    await server.market.rehearse();
    expect(await rows()).toEqual(before);
    expect((await planned()).length).toBeGreaterThan(15);
    const runs: Runs = { must: (by, work) => must(server.market.run(by, work)) };
    await newSeller(runs);
    await sealAll(server.market.db.pool);
    const log = await server.market.db.pool.query<{ entries: number; sealed: number }>(
      'select (select count(*) from log_entry) as entries, (select position from log_head) as sealed',
    );
    expect(log.rows[0]?.entries).toBeGreaterThan(before['log_entry'] ?? 0);
    expect(log.rows[0]?.sealed).toBe(log.rows[0]?.entries);
  });

  test('leaves little to be planned by the first real one, which takes the same connection', async () => {
    await server.market.rehearse();
    const rehearsed = await planned();
    const { sanctionIds } = await suspension();
    const body = { reasons: 'The report was wrong.' };
    const lifted = await server.ask(staff('head'), 'post', `/sanctions/${sanctionIds[0]}/lifting`, body);
    expect(lifted.status).toBe(200);
    const added = (await planned()).filter((statement) => !rehearsed.includes(statement));
    // The idempotency key is the door's alone: claimed, and kept with the answer.
    expect(added.map((statement) => /idempotency_key/.test(statement))).toEqual([true, true]);
  });

  test('does not make others wait: where all connections of verdicts are taken, the next takes another', async () => {
    const { urgent } = server.market.db;
    const stuck = await Promise.all(Array.from({ length: 4 }, () => urgent.connect()));
    try {
      await suspension();
    } finally {
      for (const client of stuck) client.release();
    }
  });

  test('gives way to who holds what it wants', async () => {
    const { pool } = server.market.db;
    const holder = await pool.connect();
    try {
      await holder.query('begin');
      await holder.query('lock table concept_party in access exclusive mode');
      const { lines, stage } = staged();
      await rehearseVerdicts(stage);
      expect(lines).toEqual(['no verdict was rehearsed: canceling statement due to lock timeout']);
    } finally {
      await holder.query('rollback');
      holder.release();
    }
    const { lines, stage } = staged();
    await rehearseVerdicts(stage);
    expect(lines).toEqual([]);
  });

  test('keeps nobody from serving: not by a database that is away, nor by one that does not answer', async () => {
    const away = staged({
      connect: () => Promise.reject(new Error('connect ECONNREFUSED')),
    } as unknown as Pool);
    await rehearseVerdicts(away.stage);
    expect(away.lines).toEqual(['no verdict was rehearsed: connect ECONNREFUSED']);
    const silent = staged({ connect: () => new Promise(() => undefined) } as unknown as Pool);
    await rehearseVerdicts(silent.stage);
    expect(silent.lines).toEqual(['no verdict was rehearsed: the database takes long']);
  });

  test('says why it could not be', async () => {
    const { rulebook } = server.market.book;
    const { lines, stage } = staged();
    await rehearseVerdicts({ ...stage, rulebook: { ...rulebook, emergencies: {} } });
    expect(lines).toEqual(['no verdict was rehearsed: No emergency suspends for what a listing shows.']);
  });
});

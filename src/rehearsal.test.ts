import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newListing, newSeller, type Runs } from '../test/people.ts';
import { testServer, type TestServer } from '../test/market.ts';
import type { PartyId } from './kernel/ids.ts';
import { sealAll } from './platform/log.ts';
import { rehearseVerdicts } from './rehearsal.ts';
import { must } from './runtime.ts';

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
async function planned(): Promise<{ connection: number; statements: number }> {
  const { urgent } = server.market.db;
  const found = await urgent.query<{ connection: number; statements: number }>(
    'select pg_backend_pid() as connection, count(*)::int as statements from pg_prepared_statements',
  );
  return found.rows[0] ?? { connection: 0, statements: -1 };
}

const staff = (role: 'investigator' | 'head') =>
  ({ kind: 'staff', partyId: `pty_${role}` as PartyId, roles: [role] }) as const;

describe('a verdict that is rehearsed', () => {
  test('changes nothing, and what is written afterwards is sealed without a gap', async () => {
    const before = await rows();
    expect(before['log_entry']).toBeGreaterThanOrEqual(0);
    await server.market.rehearse();
    expect(await rows()).toEqual(before);
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
    const runs: Runs = { must: (by, work) => must(server.market.run(by, work)) };
    const subject = await newSeller(runs);
    const listing = await newListing(runs, subject);
    const declared = await server.ask(staff('investigator'), 'post', '/emergencies', {
      about: { subject, violation: 'unsafe-product', refs: { listings: [listing] } },
      emergency: 'danger-to-life',
      kinds: ['suspension'],
      reasons: 'It catches fire.',
    });
    expect(declared.status).toBe(201);
    const [sanctionId] = declared.body.sanctionIds;
    const body = { reasons: 'The report was wrong.' };
    const lifted = await server.ask(staff('head'), 'post', `/sanctions/${sanctionId}/lifting`, body);
    expect(lifted.status).toBe(200);
    const real = await planned();
    expect(real.connection).toBe(rehearsed.connection);
    // The idempotency key is the door's: it is claimed, and kept with the answer.
    expect(real.statements - rehearsed.statements).toBeLessThanOrEqual(2);
  });

  test('says why it could not be', async () => {
    const { rulebook } = server.market.book;
    const lines: string[] = [];
    const never = () => {
      throw new Error('there is nothing to rehearse');
    };
    await rehearseVerdicts({
      pool: server.market.db.urgent,
      rulebook: { ...rulebook, emergencies: {} },
      unitContext: never,
      world: never,
      log: (line) => lines.push(line),
    });
    expect(lines).toEqual(['no verdict was rehearsed: No emergency suspends for what a listing shows.']);
  });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { newSeller, type Runs } from '../test/people.ts';
import { testServer, type TestServer } from '../test/market.ts';
import { must } from './runtime.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server[Symbol.asyncDispose]());

test('a breach of which no detection can be made keeps nothing from the others, and is tried again', async () => {
  const { market } = server;
  const { pool } = market.db;
  const runs: Runs = { must: (by, work) => must(market.run(by, work)) };
  const bad = await newSeller(runs);
  const other = await newSeller(runs);
  // What is known of this seller can't be read: as after a fault, or under an older version of the program.
  await pool.query(
    `insert into signal_party (subject, party, day, doc, summary)
     values ('seller', $1, 0, '{"format": 0}', '[]') on conflict (subject, party) do update set doc = excluded.doc`,
    [bad],
  );
  for (const party of [bad, other])
    await pool.query(
      `insert into signal_breach (subject, party, metric, at) values ('seller', $1, 'late-shipment', $2)`,
      [party, server.now()],
    );
  const waiting = async () =>
    (
      await pool.query<{ party: string }>(
        'select party from signal_breach where handled_at is null order by id',
      )
    ).rows.map(({ party }) => party);
  expect(await market.detect()).toBe(1);
  expect(await waiting()).toEqual([bad]);
  // It rests: without that the loop would spin on it.
  expect(await market.detect()).toBe(0);
  await pool.query('delete from signal_party where party = $1', [bad]);
  expect(await market.detect()).toBe(0);
  server.pass(60_001);
  expect(await market.detect()).toBe(1);
  expect(await waiting()).toEqual([]);
});

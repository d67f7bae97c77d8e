import { expect, test } from 'vitest';
import { simulate, type Simulation } from '../../simulation/simulate.ts';
import { mayBeTied, tieLogin } from '../../simulation/tie-login.ts';
import { freshDatabase } from '../../test/database.ts';
import { CONCEPTS } from '../concepts.ts';
import { markDemo } from '../demo.ts';
import { canonicalJson } from '../kernel/hash.ts';
import type { PartyId } from '../kernel/ids.ts';
import { loadRulebook, RULEBOOK_FILE } from '../rulebook/load.ts';
import { type Database, openDatabase } from './database.ts';
import { MemoryLoad } from './load-memory.ts';
import { ensureProjections } from './projections.ts';

async function inDatabase(work: (db: Database) => Promise<void>): Promise<void> {
  await using fresh = await freshDatabase();
  const db = openDatabase(fresh.url, { connectionsMax: 2 });
  try {
    await ensureProjections(db.pool, CONCEPTS, () => undefined);
    await work(db);
  } finally {
    await db.close();
  }
}

/** Some weeks of a market, written down beside it. */
async function livedAndWritten(db: Database): Promise<Simulation & { readonly load: MemoryLoad }> {
  let load: MemoryLoad | undefined;
  const simulation = await simulate({
    size: 'small',
    seed: 'load',
    days: 20,
    until: Date.UTC(2026, 10, 22, 12),
    book: loadRulebook(RULEBOOK_FILE),
    privacyKey: Buffer.alloc(32, 1),
    progress: async (_, { store }) => {
      load ??= await MemoryLoad.begin({ pool: db.pool, store, mayChange: mayBeTied });
      await load.writeOn();
    },
  });
  if (!load) throw new Error('no day was over');
  return { ...simulation, load };
}

async function logOf({ pool }: Database) {
  return (await pool.query('select concept, stream, version, by, type, body from log_entry order by id'))
    .rows;
}

test('what is written beside the living market is its log, in its order, with what has changed since', async () => {
  await inDatabase(async (db) => {
    const { market, load } = await livedAndWritten(db);
    expect(await logOf(db), 'nobody sees a part of it').toEqual([]);
    const registered = market.store.entries.find((e) => e.event.type === 'PartyRegistered');
    tieLogin(market, registered?.stream as PartyId, 'usr_known_at_last');
    const told: number[] = [];
    await load.finish(CONCEPTS, (done) => told.push(done));
    expect(told[0], 'some was written before the end: else a statement of 2,000 at most').toBeGreaterThan(
      2_000,
    );
    const log = await logOf(db);
    expect(log).toEqual(
      market.store.entries.map(({ event, ...entry }) => ({
        ...entry,
        type: event.type,
        body: canonicalJson(event),
      })),
    );
    expect(log.filter(({ body }) => body.includes('usr_known_at_last'))).toHaveLength(1);
  });
}, 60_000);

test('what went wrong on the way is told at the end, and nothing is there', async () => {
  await inDatabase(async (db) => {
    await db.pool.query(`alter table log_entry add constraint no_orders check (concept <> 'order')`);
    const { load } = await livedAndWritten(db);
    await expect(load.finish(CONCEPTS, () => undefined)).rejects.toThrow('no_orders');
    expect(await logOf(db)).toEqual([]);
  });
}, 60_000);

test('what has to be there with it is there with it, or neither', async () => {
  await inDatabase(async (db) => {
    const { load } = await livedAndWritten(db);
    const isDemo = async () => (await db.pool.query(`select 1 from setting where name = 'demo'`)).rowCount;
    const failing = load.finish(
      CONCEPTS,
      () => undefined,
      async (client) => {
        await markDemo(client);
        throw new Error('no more');
      },
    );
    await expect(failing).rejects.toThrow('no more');
    expect([await logOf(db), await isDemo()]).toEqual([[], 0]);
  });
}, 60_000);

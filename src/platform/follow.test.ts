import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { named, counters, openCounters, testContext } from '../../test/counters.ts';
import { type FreshDatabase, freshDatabase } from '../../test/database.ts';
import type { Database } from './database.ts';
import { follow, type Follower } from './follow.ts';
import { sealAll } from './log.ts';
import { transact } from './unit-postgres.ts';

let database: FreshDatabase;
let db: Database;

beforeAll(async () => {
  database = await freshDatabase();
  db = await openCounters(database.url);
  await db.pool.query('create table heard (stream text primary key)');
  await transact(db.pool, testContext, async (unit) => {
    for (const id of ['a', 'nul', 'b', 'thrown', 'c']) unit.append(counters, id, [named(id)]);
  });
  await sealAll(db.pool);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});
beforeEach(async () => {
  await db.pool.query('truncate heard');
  await db.pool.query(`delete from consumer where name = 'listener'`);
  await db.pool.query(`insert into consumer values ('listener', 0)`);
});

/** Writes down who it heard of; `fails` may throw first. */
function listener(fails: (stream: string) => void): Follower {
  return {
    name: 'listener',
    concepts: [counters.name],
    takeIn: async (client, entries) => {
      for (const { stream } of entries) {
        fails(stream);
        await client.query('insert into heard values ($1)', [stream === 'nul' ? 'n\0l' : stream]);
      }
    },
  };
}

const heard = async () =>
  (await db.pool.query<{ stream: string }>('select stream from heard order by 1')).rows.map((r) => r.stream);
const position = async () =>
  (await db.pool.query(`select position from consumer where name = 'listener'`)).rows[0].position as number;

test('an entry that cannot be taken in is reported and passed, those around it are taken in once', async () => {
  const reported: string[] = [];
  const thrown = listener((stream) => {
    if (stream === 'thrown') throw new TypeError('no words for it');
  });
  expect(await follow(db.pool, thrown, (_, where) => reported.push(where))).toBe(5);
  expect(await heard()).toEqual(['a', 'b', 'c']);
  expect(reported).toEqual(['listener, entry 2', 'listener, entry 4']);
  expect(await follow(db.pool, thrown, (_, where) => reported.push(where))).toBe(0);
});

test('an entry that would be taken in at another moment, or whose reader can wait, is waited for', async () => {
  const passing = listener((stream) => {
    if (stream === 'b') throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
  });
  await expect(follow(db.pool, passing, () => undefined)).rejects.toThrow('deadlock');
  await expect(
    follow(
      db.pool,
      listener(() => undefined),
    ),
  ).rejects.toThrow('invalid byte sequence');
  expect([await heard(), await position()]).toEqual([[], 0]);
});

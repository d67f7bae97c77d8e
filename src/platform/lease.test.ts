import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../../test/database.ts';
import { openDatabase } from './database.ts';
import { type Change, Lease } from './lease.ts';
import { processStamp } from './process-lock.ts';

describe('leases', () => {
  it('acknowledge a change only once every live process has applied it', async () => {
    await using database = await freshDatabase();
    const db = openDatabase(database.url);
    const heard: [string, Change | 'everything'][] = [];
    const leases = ['a', 'b'].map(
      (name) =>
        new Lease({
          url: database.url,
          pool: db.pool,
          concept: 'x',
          apply: (change) => heard.push([name, change]),
        }),
    );
    try {
      for (const lease of leases) await lease.start();
      await leases[0]?.acknowledged([{ id: 'pty_1', version: 3 }]);
      for (const name of ['a', 'b']) expect(heard).toContainEqual([name, { id: 'pty_1', version: 3 }]);
    } finally {
      for (const lease of leases) await lease.stop();
      await db.close();
    }
  });

  it('hear who answers the commit itself, before anybody has asked', async () => {
    await using database = await freshDatabase();
    const db = openDatabase(database.url);
    const heard: (Change | 'everything')[] = [];
    const all = { url: database.url, pool: db.pool, concept: 'x' };
    const own = new Lease({ ...all, apply: () => undefined });
    const other = new Lease({ ...all, apply: (change) => heard.push(change) });
    try {
      await own.start();
      await other.start();
      const change = { id: 'pty_1', version: 2 };
      const watch = own.watch([change]);
      await db.pool.query(`select pg_notify('cacashop_x', 'pty_1:2')`);
      while (!heard.some((h) => h !== 'everything')) await sleep(5);
      await sleep(30);
      await watch.settled();
      expect(heard).toEqual(['everything', change]);
    } finally {
      await own.stop();
      await other.stop();
      await db.close();
    }
  });

  it('who serves may be asked behind the commit, and is asked anew where that fails', async () => {
    await using database = await freshDatabase();
    const db = openDatabase(database.url);
    const heard: unknown[] = [];
    const leases = [() => undefined, (change: unknown) => heard.push(change)].map(
      (apply) => new Lease({ url: database.url, pool: db.pool, concept: 'x', apply }),
    );
    const [own, other] = leases as [Lease, Lease];
    try {
      for (const lease of leases) await lease.start();
      const broken = { query: () => Promise.reject(new Error('cut')) } as never;
      for (const [i, asked] of [db.pool, broken].entries()) {
        // Nobody has told the other one; it is found to be serving, and told.
        const change = { id: 'p', version: i + 1 };
        const watch = own.watch([change]);
        await watch.ask(asked);
        await watch.settled();
        expect(heard.at(-1)).toEqual(change);
      }
      await other.stop();
      const watch = own.watch([{ id: 'p', version: 3 }]);
      await watch.ask(db.pool);
      await watch.settled();
    } finally {
      for (const lease of leases) await lease.stop();
      await db.close();
    }
  });

  it('two waiting for the same change are both answered', async () => {
    await using database = await freshDatabase();
    const db = openDatabase(database.url);
    const lease = new Lease({ url: database.url, pool: db.pool, concept: 'x', apply: () => undefined });
    try {
      await lease.start();
      await Promise.all([
        lease.acknowledged([{ id: 'p', version: 1 }]),
        lease.acknowledged([{ id: 'p', version: 2 }]),
        lease.acknowledged([{ id: 'p', version: 1 }]),
      ]);
    } finally {
      await lease.stop();
      await db.close();
    }
  });

  it('a process that lost its connection stops serving before its lease ends, and the verdict waits no longer', async () => {
    await using database = await freshDatabase();
    const db = openDatabase(database.url);
    const alive = new Lease({ url: database.url, pool: db.pool, concept: 'x', apply: () => undefined });
    try {
      await alive.start();
      // A process that died holding a lease: its row stays, nobody answers for it.
      await db.pool.query(
        `insert into web_lease values ('dead', clock_timestamp() + interval '400 milliseconds')`,
      );
      let done = false;
      const waiting = alive.acknowledged([{ id: 'p', version: 1 }]).then(() => (done = true));
      await sleep(150);
      expect(done).toBe(false);
      await waiting;
      const left = await db.pool.query(
        `select 1 from web_lease where process = 'dead' and expires_at > clock_timestamp()`,
      );
      expect(left.rowCount).toBe(0);

      await db.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'cacashop-lease' and datname = current_database()`,
      );
      await expect.poll(() => alive.live, { interval: 1, timeout: 1_000 }).toBe(false);
      await expect.poll(() => alive.live, { timeout: 5_000 }).toBe(true);
    } finally {
      await alive.stop();
      await db.close();
    }
  });

  it('renewing while the database is away opens one connection, and stopping then leaves none', async () => {
    await using database = await freshDatabase();
    const db = openDatabase(database.url);
    const connections = async () =>
      (
        await db.pool.query(`select 1 from pg_stat_activity where application_name = 'cacashop-lease'
        and datname = current_database()`)
      ).rowCount;
    const lease = new Lease({ url: database.url, pool: db.pool, concept: 'x', apply: () => undefined });
    try {
      await lease.start();
      await db.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'cacashop-lease' and datname = current_database()`);
      await expect.poll(() => lease.live, { interval: 1 }).toBe(false);
      await expect.poll(() => lease.live, { interval: 5, timeout: 5_000 }).toBe(true);
      expect(await connections()).toBe(1);
      await lease.stop();
      await expect.poll(connections).toBe(0);
      expect((await db.pool.query('select 1 from web_lease')).rowCount).toBe(0);
    } finally {
      await lease.stop();
      await db.close();
    }
  });

  it('a verdict does not wait for a process that was killed on this machine, and does for one that is stopped', async () => {
    await using database = await freshDatabase();
    const db = openDatabase(database.url);
    const lease = new Lease({ url: database.url, pool: db.pool, concept: 'x', apply: () => undefined });
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    try {
      await lease.start();
      const [space] = lease.processId.split('/');
      const name = [space, other.pid, processStamp(other.pid ?? 0), 'x'].join('/');
      await db.pool.query(`insert into web_lease values ($1, clock_timestamp() + interval '1 hour')`, [name]);
      other.kill('SIGSTOP');
      let done = false;
      const waiting = lease.acknowledged([{ id: 'p', version: 1 }]).then(() => (done = true));
      await sleep(200);
      expect(done).toBe(false);
      other.kill('SIGKILL');
      await waiting;
    } finally {
      other.kill('SIGKILL');
      await lease.stop();
      await db.close();
    }
  });

  it('are still known after a crash of the server: who slept through it may serve until they end', async () => {
    await using database = await freshDatabase();
    const db = openDatabase(database.url);
    try {
      const kept = await db.pool.query(`select relpersistence from pg_class where relname = 'web_lease'`);
      expect(kept.rows).toEqual([{ relpersistence: 'p' }]);
    } finally {
      await db.close();
    }
  });
});

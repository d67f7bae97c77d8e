import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../test/database.ts';
import { type Counter, counted, counters, named, openCounters, testContext } from '../../test/counters.ts';
import { refuse } from '../kernel/decision.ts';
import { type Database, isUnreachable } from './database.ts';
import { compareWithLog, ensureProjections } from './projections.ts';
import type { BufferedUnit } from './unit.ts';
import { MemoryStore } from './unit-memory.ts';
import { Conflict, transact } from './unit-postgres.ts';

type Run = <T>(work: (unit: BufferedUnit) => Promise<T>) => Promise<T>;
const stores: { name: string; run: Run }[] = [];
let database: FreshDatabase;
let db: Database;

beforeAll(async () => {
  database = await freshDatabase();
  db = await openCounters(database.url);
  const memory = new MemoryStore();
  stores.push(
    { name: 'memory', run: (work) => memory.transact(testContext(), work) },
    { name: 'PostgreSQL', run: (work) => transact(db.pool, testContext, work) },
  );
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

describe.each([0, 1])('a unit of work (store %i)', (index) => {
  const run: Run = (work) => {
    const store = stores[index];
    if (!store) throw new Error('no store');
    return store.run(work);
  };

  it('commits what it appended, and sees its own appends before that', async () => {
    await run(async (unit) => {
      unit.append(counters, 'a', [named('a', 'x', 'y')]);
      unit.append(counters, 'a', [counted(3)]);
      expect(await unit.load(counters, 'a')).toMatchObject({ count: 3 });
      expect(await unit.find(counters, { tags: 'y' })).toHaveLength(1);
    });
    expect(await run((unit) => unit.load(counters, 'a'))).toMatchObject({
      name: 'a',
      count: 3,
      tags: ['x', 'y'],
    });
  });

  it('tells all that happened to a stream, and nothing of others', async () => {
    await run(async (unit) => {
      unit.append(counters, 'told', [named('told', 'x')]);
      unit.append(counters, 'told not', [named('told not')]);
    });
    const told = await run(async (unit) => {
      await unit.load(counters, 'told');
      unit.append(counters, 'told', [counted(2), counted(3)]);
      return unit.history(counters, 'told');
    });
    expect(told).toEqual([named('told', 'x'), counted(2), counted(3)]);
    expect(await run((unit) => unit.history(counters, 'told'))).toEqual(told);
    expect(await run((unit) => unit.history(counters, 'never was'))).toEqual([]);
  });

  it('leaves nothing behind when refused', async () => {
    const result = await run(async (unit) => {
      unit.append(counters, 'refused', [named('refused')]);
      unit.keep({ party: 'p', kind: 'mail', value: 'never@kept.example' });
      return refuse('no', 'not today');
    });
    expect(result).toEqual({ refused: 'no', why: 'not today' });
    expect(await run((unit) => unit.load(counters, 'refused'))).toBeUndefined();
    expect(await run(async (unit) => unit.reveal([unit.commit('mail', 'never@kept.example')]))).toEqual(
      new Map(),
    );
  });

  it('finds by several columns, with changed streams leaving and entering the result', async () => {
    await run(async (unit) => {
      for (const id of ['f1', 'f2', 'f3']) unit.append(counters, id, [named('find-me', id)]);
    });
    await run(async (unit) => {
      await unit.load(counters, 'f1');
      unit.append(counters, 'f1', [counted(1)]);
      const zero = await unit.find(counters, { name: 'find-me', count: 0 });
      expect(zero.map((f) => f.id)).toEqual(['f2', 'f3']);
      expect(await unit.find(counters, { name: 'find-me', count: 1 })).toHaveLength(1);
    });
  });

  it('finds a page at a time, none twice and none left out, with what it has changed itself', async () => {
    const ids = ['p1', 'p2', 'p3', 'p4', 'p5'];
    await run(async (unit) => {
      for (const id of ids.toReversed()) unit.append(counters, id, [named('paged')]);
    });
    const seen: string[][] = [];
    let after: string | undefined;
    do {
      const { found, next } = await run((unit) =>
        unit.page(counters, { name: 'paged' }, { after, limit: 2 }),
      );
      seen.push(found.map(({ id }) => id));
      after = next;
    } while (after !== undefined);
    expect(seen).toEqual([['p1', 'p2'], ['p3', 'p4'], ['p5']]);
    await run(async (unit) => {
      await unit.load(counters, 'p2');
      unit.append(counters, 'p2', [named('no longer')]);
      for (const id of ['p15', 'p9']) unit.append(counters, id, [named('paged')]);
      const { found, next } = await unit.page(counters, { name: 'paged' }, { after: 'p1', limit: 2 });
      expect(found.map(({ id }) => id)).toEqual(['p15', 'p3']);
      const rest = await unit.page(counters, { name: 'paged' }, { after: next, limit: 3 });
      expect(rest).toMatchObject({ found: [{ id: 'p4' }, { id: 'p5' }, { id: 'p9' }], next: undefined });
      return refuse('not kept');
    });
  });

  it('keeps private values behind commitments and outside of events', async () => {
    const commitment = await run(async (unit) => unit.keep({ party: 'p', kind: 'phone', value: '+4930123' }));
    expect(commitment).not.toContain('4930123');
    expect(await run((unit) => unit.reveal([commitment]))).toEqual(new Map([[commitment, '+4930123']]));
  });

  it('knows facts from outside that were recorded before', async () => {
    await run(async (unit) => unit.recordFact('shop:1', 'print'));
    expect(await run((unit) => unit.knownFacts(['shop:1', 'shop:2']))).toEqual(
      new Map([['shop:1', 'print']]),
    );
  });
});

describe('a unit of work on PostgreSQL', () => {
  it('never loses an update when many change the same stream at once', async () => {
    await transact(db.pool, testContext, async (unit) => unit.append(counters, 'busy', [named('busy')]));
    await Promise.all(
      Array.from({ length: 6 }, () =>
        transact(db.pool, testContext, async (unit) => {
          await unit.load(counters, 'busy');
          unit.append(counters, 'busy', [counted()]);
        }),
      ),
    );
    const state = await transact(db.pool, testContext, (unit) => unit.load(counters, 'busy'));
    expect(state).toMatchObject({ count: 6 });
  });

  it('lets nobody who only shares a stream pass one who waits to change it', async () => {
    const run = <T>(work: (unit: BufferedUnit) => Promise<T>) => transact(db.pool, testContext, work);
    const waiting = (count: number) =>
      expect
        .poll(async () => {
          const asked = `select 1 from pg_locks where locktype = 'advisory' and not granted
            and database = (select oid from pg_database where datname = current_database())`;
          return (await db.pool.query(asked)).rowCount;
        })
        .toBe(count);
    await run(async (unit) => unit.append(counters, 'fair', [named('fair')]));
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let holds: () => void = () => undefined;
    const holding = new Promise<void>((resolve) => (holds = resolve));
    const first = run(async (unit) => {
      await unit.lock(counters, 'fair', 'share');
      holds();
      await held;
    });
    await holding;
    const verdict = run(async (unit) => {
      await unit.lock(counters, 'fair', 'update');
      unit.append(counters, 'fair', [counted()]);
    });
    await waiting(1);
    const late = run((unit) => unit.lock(counters, 'fair', 'share'));
    await waiting(2);
    letGo();
    await Promise.all([first, verdict]);
    expect(await late).toMatchObject({ count: 1 });
  });

  it('is done once, whatever fails after its commit', async () => {
    let tries = 0;
    const unlucky = transact(db.pool, testContext, async (unit) => {
      tries += 1;
      unit.append(counters, 'once', [named('once')]);
      unit.afterCommit(async () => {
        throw new Conflict('in another unit');
      });
    });
    await expect(unlucky).rejects.toThrow('in another unit');
    expect(tries).toBe(1);
    expect(await transact(db.pool, testContext, (unit) => unit.load(counters, 'once'))).toBeDefined();
  });

  it('gives way to a claim that somebody else has, whatever its work came to meanwhile', async () => {
    const works = [
      async (unit: BufferedUnit) => {
        unit.append(counters, 'given way', [named('given way')]);
        return 'changed';
      },
      () => Promise.resolve(refuse('not-found')),
      () => Promise.reject(new Error('a work that has to give way anyway')),
    ];
    for (const work of works) {
      const claim = async (client: { query: (text: string) => Promise<unknown> }) => {
        await client.query('select pg_sleep(0.02)');
        return 'kept';
      };
      expect(await transact<unknown>(db.pool, testContext, work, { claim })).toBe('kept');
    }
    expect(await transact(db.pool, testContext, (unit) => unit.load(counters, 'given way'))).toBeUndefined();
  });

  it('fails as its work did where that is why its claim came to nothing', async () => {
    const nowhere = { ...counters, name: 'nowhere' };
    const claim = async (client: { query: (text: string) => Promise<unknown> }) => {
      await client.query('select 1');
      await client.query('select 2');
    };
    await expect(
      transact(db.pool, testContext, (unit) => unit.load(nowhere, 'a'), { claim }),
    ).rejects.toThrow('nowhere');
  });

  it('fails as its claim does, and as its work where the claim is granted', async () => {
    const failing = () => Promise.reject(new Error('the work'));
    const broken = (client: { query: (text: string) => Promise<unknown> }) => client.query('select 1 / 0');
    await expect(transact(db.pool, testContext, failing, { claim: broken })).rejects.toThrow('division');
    const granted = { claim: () => Promise.resolve(undefined) };
    await expect(transact(db.pool, testContext, failing, granted)).rejects.toThrow('the work');
    expect(await transact(db.pool, testContext, () => Promise.resolve('fine'), granted)).toBe('fine');
  });

  it('fails, and our process does not, when its connection is cut under it', async () => {
    let pid: number | undefined;
    const cut = transact(
      db.pool,
      testContext,
      async (unit) => {
        unit.append(counters, 'cut', [named('cut')]);
        await db.pool.query('select pg_terminate_backend($1, 5000)', [pid]);
      },
      {
        before: async (client) => {
          const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
          pid = rows[0]?.pid;
        },
      },
    );
    await expect(cut).rejects.toSatisfy(isUnreachable);
    expect(await transact(db.pool, testContext, (unit) => unit.load(counters, 'cut'))).toBeUndefined();
  });

  it('does not take a commit for done that PostgreSQL turned into a rollback', async () => {
    const swallowing = transact(
      db.pool,
      testContext,
      async (unit) => unit.append(counters, 'lost', [named('lost')]),
      { after: async (client) => void (await client.query('select 1/0').catch(() => undefined)) },
    );
    await expect(swallowing).rejects.toThrow('swallowed');
  });

  it('refuses to change the log in any way', async () => {
    for (const statement of [
      'update log_entry set type = type',
      'delete from log_entry',
      'truncate log_entry',
    ])
      await expect(db.pool.query(statement)).rejects.toThrow('append-only');
  });

  it('rebuilds its table from the log to identical rows, and names a row that was tampered with', async () => {
    const client = await db.pool.connect();
    try {
      expect(await compareWithLog(client, counters)).toEqual([]);
      await client.query(
        `update concept_test_counter set doc = jsonb_set(doc, '{count}', '99') where id = 'a'`,
      );
      expect(await compareWithLog(client, counters)).toEqual(['a']);
    } finally {
      client.release();
    }
    // A changed definition rebuilds the table, and with it what the log really says.
    await ensureProjections(db.pool, [{ ...counters, revision: 2 }], () => undefined);
    const row = await db.pool.query<{ doc: Counter }>(`select doc from concept_test_counter where id = 'a'`);
    expect(row.rows[0]?.doc).toMatchObject({ count: 3 });
  });
});

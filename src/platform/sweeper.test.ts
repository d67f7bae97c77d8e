import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../../test/database.ts';
import { counted, counters, named, openCounters, testContext } from '../../test/counters.ts';
import { refuse } from '../kernel/decision.ts';
import { Sweeper } from './sweeper.ts';
import { transact } from './unit-postgres.ts';

describe('deadlines', () => {
  it('take effect exactly once with several sweepers at work', async () => {
    await using database = await freshDatabase();
    const db = await openCounters(database.url);
    try {
      await transact(db.pool, testContext, async (unit) => {
        for (let i = 0; i < 40; i++)
          unit.append(counters, `d${i}`, [
            named('due'),
            { type: 'AlarmSet', at: 1, ringAt: i < 30 ? 500 : 5_000 },
          ]);
      });
      const sweepers = Array.from(
        { length: 3 },
        () =>
          new Sweeper({
            pool: db.pool,
            context: testContext,
            report: (error) => {
              throw error;
            },
            expiries: [
              {
                concept: counters,
                run: async (unit, id) => {
                  await unit.load(counters, id);
                  unit.append(counters, id, [counted(), { type: 'AlarmSet', at: 1, ringAt: null }]);
                },
              },
            ],
          }),
      );
      const fired = await Promise.all(sweepers.map((s) => s.sweep()));
      expect(fired.reduce((a, b) => a + b)).toBe(30);
      const counts = await db.pool.query<{ count: number; n: number }>(
        'select "count", count(*) as n from concept_test_counter group by 1 order by 1',
      );
      expect(counts.rows).toEqual([
        { count: 0, n: 10 },
        { count: 1, n: 30 },
      ]);
    } finally {
      await db.close();
    }
  });

  it('a stream that refuses or fails is reported, left to rest, and does not stop the others', async () => {
    await using database = await freshDatabase();
    const db = await openCounters(database.url);
    try {
      await transact(db.pool, testContext, async (unit) => {
        for (const id of ['bad', 'good', 'refused'])
          unit.append(counters, id, [named(id), { type: 'AlarmSet', at: 1, ringAt: 1 }]);
      });
      const reported: string[] = [];
      const sweeper = new Sweeper({
        pool: db.pool,
        context: testContext,
        report: (_, stream) => reported.push(stream),
        expiries: [
          {
            concept: counters,
            run: async (unit, id) => {
              if (id === 'bad') throw new Error('broken');
              if (id === 'refused') return refuse('not-possible');
              await unit.load(counters, id);
              return unit.append(counters, id, [{ type: 'AlarmSet', at: 1, ringAt: null }]);
            },
          },
        ],
      });
      expect(await sweeper.sweep()).toBe(1);
      expect(await sweeper.sweep()).toBe(0);
      expect(reported.toSorted()).toEqual(['test_counter/bad', 'test_counter/refused']);
    } finally {
      await db.close();
    }
  });

  it('more broken streams than a batch holds do not keep the others from their deadline', async () => {
    await using database = await freshDatabase();
    const db = await openCounters(database.url);
    try {
      await transact(db.pool, testContext, async (unit) => {
        for (let i = 0; i < 230; i++)
          unit.append(counters, `bad${i}`, [named('bad'), { type: 'AlarmSet', at: 1, ringAt: 1 }]);
        unit.append(counters, 'good', [named('good'), { type: 'AlarmSet', at: 1, ringAt: 2 }]);
      });
      const sweeper = new Sweeper({
        pool: db.pool,
        context: testContext,
        report: () => undefined,
        expiries: [
          {
            concept: counters,
            run: async (unit, id) => {
              if (id !== 'good') throw new Error('broken');
              await unit.load(counters, id);
              return unit.append(counters, id, [{ type: 'AlarmSet', at: 1, ringAt: null }]);
            },
          },
        ],
      });
      expect((await sweeper.sweep()) + (await sweeper.sweep())).toBe(1);
    } finally {
      await db.close();
    }
  });
});

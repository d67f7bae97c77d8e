import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../test/database.ts';
import { bulk, bulkText, isBulkable, unbulk } from './bulk.ts';
import { type Database, openDatabase } from './database.ts';

describe('bulk parameters', () => {
  let database: FreshDatabase;
  let db: Database;
  beforeAll(async () => {
    database = await freshDatabase();
    db = openDatabase(database.url);
  });
  afterAll(async () => {
    await db.close();
    await database[Symbol.asyncDispose]();
  });

  async function roundTrip(text: string): Promise<readonly (string | null)[]> {
    const result = await db.pool.query<{ v: string | null }>(`select v from unnest(${unbulk(1)}) as r(v)`, [
      text,
    ]);
    return result.rows.map((r) => r.v);
  }

  it.each([
    [['a', 'b']],
    [['']],
    [['', '']],
    [[null]],
    [['a', null, '']],
    [['{"quoted": "\\"", "line": "\\n"}', "it's", 'a,b', 'ü\n\t\\N']],
  ])('bring back %j', async (values: readonly (string | null)[]) => {
    expect(await roundTrip(bulkText(values))).toEqual(values);
  });

  it('bring back numbers as text', async () => {
    expect(await roundTrip(bulk([1, null, 2]))).toEqual(['1', null, '2']);
  });

  it('tell ids that can never have been stored', () => {
    expect(['ord_1', 'ord_\0', 'ord_\u0001', '\u0002'].map(isBulkable)).toEqual([true, false, false, false]);
  });

  it('refuse values that hold the marks', () => {
    expect(() => bulkText(['a\u0001b'])).toThrow('separator');
    expect(() => bulkText(['\u0002'])).toThrow('missing values');
  });
});

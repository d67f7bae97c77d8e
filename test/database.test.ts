import pg from 'pg';
import { expect, test } from 'vitest';
import { freshDatabase } from './database.ts';

async function ask<Row extends object>(url: string, statement: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

test('a fresh database is migrated, empty and nobody else’s', async () => {
  await using one = await freshDatabase();
  await using other = await freshDatabase();
  await ask(one.url, 'create table mine (n int)');
  expect(await ask(other.url, 'select count(*)::int as n from log_entry')).toEqual([{ n: 0 }]);
  await expect(ask(other.url, 'select * from mine')).rejects.toThrow('does not exist');
});

test('a dropped database is gone, connections or not', async () => {
  const database = await freshDatabase();
  const client = new pg.Client({ connectionString: database.url });
  client.on('error', () => undefined);
  await client.connect();
  await database.drop();
  await database.drop();
  await expect(ask(database.url, 'select 1')).rejects.toThrow('does not exist');
});

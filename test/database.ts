import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { TEMPLATE } from './global-setup.ts';

/** A database of a test's own: migrated, empty, gone with `drop` or at the end of an `await using` block. */
export type FreshDatabase = AsyncDisposable & {
  readonly url: string;
  /** Ends whatever connections are left, without waiting for them. May be called twice. */
  drop(): Promise<void>;
};

/**
 * Copies the migrated template, in about 0.2 s. Tests run side by side, each in its own database.
 *
 *     await using database = await freshDatabase();
 */
export async function freshDatabase(): Promise<FreshDatabase> {
  const server = inject('databaseServerUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `create database ${name} template ${TEMPLATE} strategy wal_log`);
  const url = new URL(server);
  url.pathname = name;
  const drop = (): Promise<void> => onServer(server, `drop database if exists ${name} with (force)`);
  return { url: url.href, drop, [Symbol.asyncDispose]: drop };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

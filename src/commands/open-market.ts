import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openDatabase } from '../platform/database.ts';
import { startServer } from '../platform/postgres-server.ts';
import { type Market, openMarket } from '../runtime.ts';
import type { Console } from './command.ts';

const DATA_DIR_DEFAULT = '.cacashop';

/** Written by a running market so that commands on the same data folder reach its database. */
const RUNNING_FILE = 'running.json';

export function tellRunning(dataDir: string, databaseUrl: string): void {
  writeFileSync(join(dataDir, RUNNING_FILE), JSON.stringify({ pid: process.pid, databaseUrl }), {
    mode: 0o600,
  });
}

function runningDatabase(dataDir: string): string | undefined {
  try {
    const { pid, databaseUrl } = JSON.parse(readFileSync(join(dataDir, RUNNING_FILE), 'utf8')) as {
      pid: number;
      databaseUrl: string;
    };
    process.kill(pid, 0);
    return databaseUrl;
  } catch {
    return undefined;
  }
}

/** The database that `DATABASE_URL` names, once it has answered: what is wrong with it is then told as such. */
export async function outsideDatabase(): Promise<string | undefined> {
  const url = process.env['DATABASE_URL'];
  if (!url) return undefined;
  if (!URL.canParse(url))
    throw new Error('DATABASE_URL: an address such as postgres://user:password@host:5432/name');
  const database = openDatabase(url, { connectionsMax: 1 });
  try {
    await database.pool.query('select 1');
    return url;
  } catch (error) {
    // Never the address itself: it may hold a password.
    throw new Error(`DATABASE_URL: no connection (${(error as Error).message})`, { cause: error });
  } finally {
    await database.close();
  }
}

/**
 * Opens the market of a data folder for one command: the database of a running market if there is one, else
 * `DATABASE_URL`, else the built-in server for as long as the command runs.
 */
export async function withMarket<T>(
  dataDirOption: string | undefined,
  console: Console,
  work: (market: Market) => Promise<T>,
): Promise<T> {
  const dataDir = resolve(dataDirOption ?? DATA_DIR_DEFAULT);
  const outside = (await outsideDatabase()) ?? runningDatabase(dataDir);
  const log = (line: string) => console.line(line);
  const server = outside ? undefined : await startServer({ dataDir: join(dataDir, 'postgres'), log });
  try {
    const databaseUrl = outside ?? server?.url ?? '';
    const market = await openMarket({ databaseUrl, dataDir, baseUrl: 'http://localhost:3000', log });
    try {
      return await work(market);
    } finally {
      await market.close();
    }
  } finally {
    await server?.stop();
  }
}

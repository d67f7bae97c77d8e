import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openDatabase } from '../platform/database.ts';
import { startServer } from '../platform/postgres-server.ts';
import { type Market, openMarket } from '../runtime.ts';
import type { Console } from './command.ts';

const DATA_DIR_DEFAULT = '.cacashop';

/** Written by a running market so that commands on the same data folder reach its database. */
const RUNNING_FILE = 'running.json';

interface Running {
  readonly databaseUrl: string;
  /** Where people reach it. */
  readonly baseUrl: string;
}

export function tellRunning(dataDir: string, running: Running): void {
  writeFileSync(join(dataDir, RUNNING_FILE), JSON.stringify({ pid: process.pid, ...running }), {
    mode: 0o600,
  });
}

function runningMarket(dataDir: string): Running | undefined {
  try {
    const { pid, ...running } = JSON.parse(readFileSync(join(dataDir, RUNNING_FILE), 'utf8')) as Running & {
      readonly pid: number;
    };
    process.kill(pid, 0);
    return running;
  } catch {
    return undefined;
  }
}

const BASE_URL_DEFAULT = 'http://localhost:3000';

/** Where people reach the market of a data folder, now or once it is started. */
export function addressOf(dataDirOption: string | undefined): string {
  const running = runningMarket(resolve(dataDirOption ?? DATA_DIR_DEFAULT));
  const asked = process.env['BASE_URL'];
  return running?.baseUrl ?? (asked ? new URL(asked).origin : BASE_URL_DEFAULT);
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
  const outside = (await outsideDatabase()) ?? runningMarket(dataDir)?.databaseUrl;
  const log = (line: string) => console.line(line);
  const server = outside ? undefined : await startServer({ dataDir: join(dataDir, 'postgres'), log });
  try {
    const databaseUrl = outside ?? server?.url ?? '';
    const market = await openMarket({ databaseUrl, dataDir, baseUrl: BASE_URL_DEFAULT, log });
    try {
      return await work(market);
    } finally {
      await market.close();
    }
  } finally {
    await server?.stop();
  }
}

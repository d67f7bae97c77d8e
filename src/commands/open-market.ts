import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { askedBaseUrl, askedDatabase } from '../platform/environment.ts';
import { startServer } from '../platform/postgres-server.ts';
import { type Market, openMarket } from '../runtime.ts';
import { type Console, dataDirOf, WrongUse } from './command.ts';

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
  return runningMarket(dataDirOf(dataDirOption))?.baseUrl ?? askedBaseUrl() ?? BASE_URL_DEFAULT;
}

/** Who takes longer than this to let us in is not the server that was meant. */
const ANSWER_MS_MAX = 10_000;

/** The database that `DATABASE_URL` names, once it has answered: what is wrong with it is then told as such. */
export async function outsideDatabase(): Promise<string | undefined> {
  const url = askedDatabase();
  if (url === undefined) return undefined;
  try {
    await pinged(url);
    return url;
  } catch (error) {
    // Never the address itself: it may hold a password.
    throw new Error(`DATABASE_URL: no connection (${(error as Error).message})`, { cause: error });
  }
}

async function pinged(url: string): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: ANSWER_MS_MAX,
    query_timeout: ANSWER_MS_MAX,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
  } finally {
    // One that never answered doesn't answer a farewell either.
    void client.end().catch(() => undefined);
  }
}

/**
 * Opens the market of a data folder for one command: the database of a running market if there is one, else
 * `DATABASE_URL`, else the built-in server for as long as the command runs. Who only reads says that a new one is not
 * fine: made because of a misspelt folder, it would be empty, and look like an answer.
 */
export async function withMarket<T>(
  dataDirOption: string | undefined,
  console: Console,
  work: (market: Market) => Promise<T>,
  { isNewFine = true }: { readonly isNewFine?: boolean } = {},
): Promise<T> {
  const dataDir = dataDirOf(dataDirOption);
  const outside = (await outsideDatabase()) ?? runningMarket(dataDir)?.databaseUrl;
  const postgresDir = join(dataDir, 'postgres');
  if (!outside && !isNewFine && !existsSync(postgresDir))
    throw new WrongUse(`there is no market in ${dataDir}: name its data folder with --data`);
  const log = (line: string) => console.line(line);
  const server = outside ? undefined : startServer({ dataDir: postgresDir, log });
  const stop = async () => (await server?.catch(() => undefined))?.stop();
  const interruption = onInterruption(stop);
  try {
    const databaseUrl = outside ?? (await server)?.url ?? '';
    const market = await openMarket({ databaseUrl, dataDir, baseUrl: BASE_URL_DEFAULT, log });
    try {
      return await work(market);
    } finally {
      await market.close();
    }
  } finally {
    await stop();
    await interruption.over();
  }
}

/**
 * The database server is no child of ours: without this, Ctrl-C would end us and leave it running. What is pulled away
 * from under the command by that is no error of its own, and not told.
 */
function onInterruption(stop: () => Promise<unknown>): { over(): Promise<void> } {
  let ended: Promise<never> | undefined;
  const end = (signal: NodeJS.Signals) => {
    ended ??= stop().then(
      () => process.exit(EXIT_OF_SIGNALS + constants.signals[signal]),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', end).on('SIGTERM', end);
  return {
    over: async () => {
      await ended;
      process.off('SIGINT', end).off('SIGTERM', end);
    },
  };
}

/** What a shell says of a process that a signal has ended, less the signal's number. */
const EXIT_OF_SIGNALS = 128;

import { Socket } from 'node:net';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';

// bigint columns hold milliseconds, minor units and positions, all far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint out of range: ${text}`);
  return value;
});

export interface Database {
  readonly pool: pg.Pool;
  /** Few connections, kept for verdicts and never let go of: their statements stay planned. */
  readonly urgent: pg.Pool;
  // oxlint-disable-next-line typescript/no-explicit-any -- tables are made from concepts at run time; views type their own results
  readonly kysely: Kysely<any>;
  /** For the next verdict: the urgent ones, and the others where all of those are taken, say by some that wait for a lock. */
  poolOfVerdicts(): pg.Pool;
  close(): Promise<void>;
}

/**
 * Sends what is written in one turn of the event loop with one call of the system: statements that do not wait for each
 * other travel together.
 */
function gatheringSocket(): Socket {
  const socket = new Socket();
  let gathering = false;
  // On the socket itself, since connecting puts an inherited `write` back.
  socket.once('connect', () => {
    const write = socket.write.bind(socket) as (...all: unknown[]) => boolean;
    socket.write = (...all: unknown[]) => {
      if (!gathering) {
        gathering = true;
        socket.cork();
        process.nextTick(() => {
          gathering = false;
          socket.uncork();
        });
      }
      return write(...all);
    };
  });
  return socket;
}

const CONNECTIONS_MAX = 12;
const URGENT_MAX = 4;

/** A little more than the server gives a statement: an answer that takes longer will not come. */
const URGENT_ANSWER_MS_MAX = 70_000;

/** What lies between forgets connections that are silent for some minutes. */
const SILENT_MS_MAX = 30_000;

/** Opens connection pools. */
export function openDatabase(url: string, options: { connectionsMax?: number } = {}): Database {
  const pool = openPool(url, { max: options.connectionsMax ?? CONNECTIONS_MAX });
  const urgent = openPool(url, {
    max: URGENT_MAX,
    idleTimeoutMillis: 0,
    query_timeout: URGENT_ANSWER_MS_MAX,
  });
  return {
    pool,
    urgent,
    kysely: new Kysely({ dialect: new PostgresDialect({ pool }) }),
    poolOfVerdicts: () => (urgent.idleCount > 0 || urgent.totalCount < URGENT_MAX ? urgent : pool),
    close: async () => {
      await Promise.all([pool.end(), urgent.end()]);
    },
  };
}

/**
 * Lost connections are left to the queries that notice them: nobody listens to a connection itself, idle or in use, and
 * an error that nobody listens to would end the process with the database.
 */
function openPool(
  url: string,
  more: Pick<pg.PoolConfig, 'max' | 'idleTimeoutMillis' | 'query_timeout'>,
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    ...more,
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: 'cacashop',
    // Statements that do not depend on each other's answers are sent without waiting for them.
    pipeline: true,
    stream: gatheringSocket,
    keepAlive: true,
    keepAliveInitialDelayMillis: SILENT_MS_MAX,
  });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** admin_shutdown, crash_shutdown, cannot_connect_now, too_many_connections, and no connection at all. */
const UNREACHABLE = new Set(['57P01', '57P02', '57P03', '53300', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE']);

/** Whether an error says that the database is away, or went away before it had answered. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: string };
  // The driver has no code for these two of its own.
  return code === undefined
    ? /^Connection terminated|^Client (was closed|has encountered)|^timeout exceeded when/.test(error.message)
    : UNREACHABLE.has(code) || code.startsWith('08');
}

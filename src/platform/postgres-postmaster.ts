import { readFile, readdir, realpath, rm, stat, truncate } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { runProgram } from './postgres-binaries.ts';
import { hasSettings, socketFolder, writeSettings } from './postgres-cluster.ts';
import type { Cluster, Durability } from './postgres-cluster.ts';
import { PostgresError } from './postgres-error.ts';
import { processesIn, servesFolder } from './postgres-processes.ts';
import { isRunning } from './process-lock.ts';

/** The main process of a running PostgreSQL: started, found again, stopped, and cleaned up after. */
export type Postmaster = { readonly pid: number; readonly port: number };

const ANSWER_MS_MAX = 30_000;
const STOP_MS_MAX = 30_000;
const POLL_MS = 50;
/** Backends that outlived their postmaster are asked first, and killed after this. */
const ASK_MS = 2_000;
const FREE_PORT_ATTEMPTS_MAX = 5;
const LOG_BYTES_MAX = 16 * 1024 * 1024;

/** A server left by a killed process: adopted if it answers and is set up as wanted, else stopped or cleaned away. */
export async function findOrphan(
  cluster: Cluster,
  port: number | undefined,
  durability: Durability,
  log: (line: string) => void,
): Promise<Postmaster | undefined> {
  const found = await readPidFile(cluster.folder);
  if (found !== undefined && (await servesFolder(found.pid, cluster.folder))) {
    const answers = await waitForAnswer(cluster, found);
    const wanted =
      (port ?? found.port) === found.port && (await hasSettings(cluster, found.port, durability));
    if (answers && wanted) {
      log(`taking over the database server ${found.pid}, which an earlier process left running`);
      return found;
    }
    log(
      `stopping the database server ${found.pid}, which ${answers ? 'has other settings' : 'does not answer'}`,
    );
    await stopPostmaster(cluster, found.pid);
  }
  await clearRemains(cluster.folder, log);
  return undefined;
}

/** Starts a postmaster in its own session and waits until it serves, which includes recovery after a crash. */
export async function launch(
  cluster: Cluster,
  wanted: number | undefined,
  durability: Durability,
  onBusy?: () => void,
): Promise<Postmaster> {
  const logFile = join(cluster.folder, 'server.log');
  const logged = await stat(logFile).catch(() => undefined);
  if (logged !== undefined && logged.size > LOG_BYTES_MAX) await truncate(logFile, 0);
  for (let attempt = 1; ; attempt += 1) {
    const port = wanted ?? (await freePort());
    if (wanted !== undefined) await requirePort(wanted);
    const offset = (await stat(logFile).catch(() => undefined))?.size ?? 0;
    await writeSettings(cluster, port, durability);
    const args = [
      'start',
      '-D',
      cluster.folder,
      '-l',
      logFile,
      '-w',
      '-t',
      String(ANSWER_MS_MAX / 1000),
      '-s',
    ];
    const working = runProgram(cluster.binaries, 'pg_ctl', args, cluster.folder);
    onBusy?.();
    const { code } = await working;
    const postmaster = await readPidFile(cluster.folder);
    if (code === 0 && postmaster !== undefined) return postmaster;
    const said = (await readFile(logFile).catch(() => Buffer.alloc(0)))
      .subarray(offset)
      .toString('utf8')
      .trim();
    const taken = said.includes('Address already in use');
    // Between our look and PostgreSQL's, somebody else may take a free port; another one is tried then.
    if (taken && wanted === undefined && attempt < FREE_PORT_ATTEMPTS_MAX) continue;
    if (taken) throw portTaken(port);
    throw new PostgresError(
      'start-failed',
      `PostgreSQL did not start in ${cluster.folder}: ${said.slice(-2000)}`,
    );
  }
}

/** Ends whatever still runs there, for somebody who throws the cluster away: nothing is written down any more. */
export async function endServer(cluster: Cluster, log: (line: string) => void): Promise<void> {
  const found = await readPidFile(cluster.folder);
  if (found !== undefined && (await servesFolder(found.pid, cluster.folder))) {
    // Elsewhere than on Linux its pid may be somebody else's by now: only its answer tells.
    if (process.platform !== 'linux' && !(await waitForAnswer(cluster, found)))
      throw new PostgresError('folder-in-use', `Process ${found.pid} may still work in ${cluster.folder}.`);
    log(`stopping the database server ${found.pid}, which an earlier process left running`);
    await stopPostmaster(cluster, found.pid, ['immediate']);
  }
  await clearRemains(cluster.folder, log);
}

export async function stopPostmaster(
  cluster: Cluster,
  pid: number,
  modes: readonly ('fast' | 'immediate')[] = ['fast', 'immediate'],
): Promise<void> {
  for (const mode of modes) {
    if (!(await servesFolder(pid, cluster.folder))) return;
    const args = ['stop', '-D', cluster.folder, '-m', mode, '-w', '-t', String(STOP_MS_MAX / 1000), '-s'];
    const { code } = await runProgram(cluster.binaries, 'pg_ctl', args, cluster.folder);
    if (code === 0 && (await isGone(pid, cluster.folder))) return;
  }
  if (await servesFolder(pid, cluster.folder)) process.kill(pid, 'SIGKILL');
}

/** `pg_ctl` is content when the pid file is away; the process itself ends a moment later. */
async function isGone(pid: number, folder: string): Promise<boolean> {
  for (const started = performance.now(); performance.now() - started < STOP_MS_MAX; await sleep(POLL_MS)) {
    if (!(await servesFolder(pid, folder))) return true;
  }
  return false;
}

/** What `postmaster.pid` says, if it is there and complete; whether it is true is another question. */
async function readPidFile(folder: string): Promise<Postmaster | undefined> {
  const lines = (await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return Number.isInteger(pid) && pid > 0 && Number.isInteger(port) && port > 0 ? { pid, port } : undefined;
}

/**
 * Makes the folder fit for a new postmaster once the old one is dead. Its backends may live on for a while, and must
 * be gone first: the pid file is what keeps a new server from the pages an old backend still writes to.
 */
export async function clearRemains(folder: string, log: (line: string) => void): Promise<void> {
  // Elsewhere than on Linux the processes cannot be told apart, and PostgreSQL judges the pid file by itself.
  if (process.platform !== 'linux') return;
  for (const started = performance.now(); ; await sleep(POLL_MS)) {
    const remaining = await processesIn(await realpath(folder));
    if (remaining.length === 0) break;
    const waitedMs = performance.now() - started;
    if (waitedMs > ANSWER_MS_MAX) {
      throw new PostgresError('folder-in-use', `Processes ${remaining.join(', ')} still work in ${folder}.`);
    }
    for (const pid of remaining) killQuietly(pid, waitedMs > ASK_MS ? 'SIGKILL' : 'SIGQUIT');
  }
  if ((await stat(join(folder, 'postmaster.pid')).catch(() => undefined)) !== undefined) {
    log('the database server had been killed; it recovers from its write-ahead log');
    await rm(join(folder, 'postmaster.pid'), { force: true });
  }
  // Its socket too: while the dead wait for their parent to notice, PostgreSQL takes them for alive.
  for (const name of await readdir(folder))
    if (name.startsWith('.s.PGSQL.')) await rm(join(folder, name), { force: true });
}

function killQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It went by itself.
  }
}

/** Whether the server lets us in with our password and is the one of our folder; it may still be recovering. */
async function waitForAnswer(cluster: Cluster, postmaster: Postmaster): Promise<boolean> {
  const own = await realpath(cluster.folder);
  for (const started = performance.now(); performance.now() - started < ANSWER_MS_MAX; await sleep(POLL_MS)) {
    if (!isRunning(postmaster.pid)) return false;
    try {
      const folder = await withClient(cluster, postmaster.port, async (client) => {
        const { rows } = await client.query<{ folder: string }>(
          "select current_setting('data_directory') as folder",
        );
        return rows[0]?.folder;
      });
      return folder !== undefined && (await realpath(folder)) === own;
    } catch (error) {
      // 57P03: starting up or shutting down. Anything else will not get better by waiting.
      if ((error as { code?: string }).code !== '57P03') return false;
    }
  }
  return false;
}

export async function withClient<Result>(
  cluster: Cluster,
  port: number,
  use: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({
    connectionString: tcpUrlOf(cluster, port, 'postgres'),
    connectionTimeoutMillis: 5_000,
  });
  // A server that dies under an open connection would otherwise end our process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function tcpUrlOf(cluster: Cluster, port: number, database: string): string {
  return `postgres://${cluster.user}:${cluster.password}@127.0.0.1:${port}/${database}`;
}

/** By the server's own socket where it has one; who takes the query away has TCP. */
export function urlOf(cluster: Cluster, port: number, database: string): string {
  const socket = socketFolder(cluster.folder);
  const query = socket === undefined ? '' : `?host=${encodeURIComponent(socket)}`;
  return tcpUrlOf(cluster, port, database) + query;
}

function freePort(): Promise<number> {
  return tryListen(0);
}

async function requirePort(port: number): Promise<void> {
  await tryListen(port).catch(() => {
    throw portTaken(port);
  });
}

function portTaken(port: number): PostgresError {
  return new PostgresError(
    'port-taken',
    `Port ${port} on 127.0.0.1 cannot be used, mostly because another program has it: choose another, or none.`,
  );
}

function tryListen(port: number): Promise<number> {
  return new Promise((settle, refuse) => {
    const probe = createServer();
    probe.once('error', refuse);
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => settle(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}

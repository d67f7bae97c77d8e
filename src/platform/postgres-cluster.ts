import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { claimAway, clearLeftOvers, isInSharedFolder, newPlaceAway } from './postgres-away.ts';
import { findBinaries, mayReach, runProgram } from './postgres-binaries.ts';
import type { Binaries, RunUser } from './postgres-binaries.ts';
import { PostgresError } from './postgres-error.ts';
import {
  besideOf,
  claimableFolder,
  folderError,
  lockOrRefuse,
  type Marker,
  readMarker,
  writeMarker,
} from './postgres-folder.ts';
import type { FolderLock } from './process-lock.ts';

export const SUPERUSER = 'cacashop';

/** `real`: what was committed survives a power cut. `test`: only that processes are killed, and all is faster. */
export type Durability = 'real' | 'test';

export type Cluster = {
  readonly folder: string;
  readonly user: string;
  readonly password: string;
  readonly binaries: Binaries;
  readonly lock: FolderLock;
};

export type ClusterOptions = {
  readonly durability: Durability;
  /** It is thrown away with its data folder, and may be cleared away once that is gone. */
  readonly temporary: boolean;
  readonly log: (line: string) => void;
  /** Told when one of PostgreSQL's own programs works: whoever waits for it may do something else meanwhile. */
  readonly onBusy?: () => void;
};

/**
 * Opens the folder for this process alone, and makes the cluster at the first time.
 * @throws PostgresError `folder-foreign`, `folder-version`, `folder-not-writable`, `folder-in-use`,
 *   `binaries-missing`, `no-user`, `start-failed`
 */
export async function openCluster(dataDir: string, options: ClusterOptions): Promise<Cluster> {
  const { log } = options;
  const folder = await claimableFolder(dataDir);
  const lock = await lockOrRefuse(folder);
  try {
    const known = await readMarker(folder);
    const binaries = await findBinaries(known === undefined ? undefined : await ownerOf(known.cluster));
    const marker = known ?? (await writeMarker(folder, await chosenPlace(folder, binaries)));
    const version = await versionOf(marker.cluster);
    if (isInSharedFolder(marker.cluster)) {
      const { temporary } = options;
      // Before a new one is made: it may be their room that it needs.
      if (version === undefined) await clearLeftOvers(marker.cluster, log);
      await claimAway(marker.cluster, { folder, temporary, isNew: version === undefined });
    }
    if (version === undefined) {
      log(`preparing a database in ${marker.cluster}`);
      await initialise(marker, folder, binaries, options);
    } else if (version !== String(binaries.major)) {
      throw new PostgresError(
        'folder-version',
        `${marker.cluster} was made by PostgreSQL ${version}, and this is ${binaries.major}: ` +
          'export with the older version first, or choose an empty folder.',
      );
    }
    return { folder: marker.cluster, user: SUPERUSER, password: marker.password, binaries, lock };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** In the folder itself, where the user PostgreSQL runs as may reach it. */
async function chosenPlace(folder: string, { runAs }: Binaries): Promise<string> {
  const mayLieBeside = runAs === undefined || (await mayReach(folder, runAs));
  return mayLieBeside ? besideOf(folder) : newPlaceAway(folder);
}

export async function ownerOf(cluster: string): Promise<RunUser | undefined> {
  const facts = await stat(cluster).catch(() => undefined);
  return facts === undefined ? undefined : { uid: facts.uid, gid: facts.gid };
}

async function versionOf(cluster: string): Promise<string | undefined> {
  try {
    return (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw folderError(cluster, error);
  }
}

/** Made beside and renamed: a cluster that exists is whole, even if we were killed on the way. */
async function initialise(
  marker: Marker,
  folder: string,
  binaries: Binaries,
  { durability, onBusy }: ClusterOptions,
): Promise<void> {
  const parent = dirname(marker.cluster);
  await mkdir(parent, { recursive: true });
  if (parent !== folder) await chmod(parent, 0o755);
  for (const name of await readdir(parent)) {
    if (name.startsWith('cluster.draft')) await rm(join(parent, name), { recursive: true, force: true });
  }
  const draft = join(parent, `cluster.draft-${randomBytes(4).toString('hex')}`);
  const passwordFile = `${draft}.password`;
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, `${marker.password}\n`, { mode: 0o600 });
  if (binaries.runAs !== undefined) {
    await chown(draft, binaries.runAs.uid, binaries.runAs.gid);
    await chown(passwordFile, binaries.runAs.uid, binaries.runAs.gid);
  }
  // The built-in locale sorts alike on every machine; an operating system's changes with its libc.
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '-E', 'UTF8'];
  const access = ['-U', SUPERUSER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  const sync = durability === 'test' ? ['--no-sync'] : [];
  const args = ['-D', draft, '--no-instructions', ...access, ...locale, ...sync];
  const working = runProgram(binaries, 'initdb', args, parent);
  onBusy?.();
  const { code, output } = await working;
  await rm(passwordFile, { force: true });
  if (code !== 0) {
    await rm(draft, { recursive: true, force: true });
    throw new PostgresError('start-failed', `initdb failed in ${parent}: ${output.trim()}`);
  }
  await rename(draft, marker.cluster);
}

/** The shortest bound of all systems on the length of a socket's path, in bytes: macOS has 104 with the closing zero. */
const SOCKET_PATH_MAX = 103;

/** Where a cluster has its socket, if it has one: data folders may lie deeper than a socket's path can say. */
export function socketFolder(folder: string): string | undefined {
  const path = join(folder, '.s.PGSQL.65535');
  const fits = Buffer.byteLength(path) <= SOCKET_PATH_MAX && !/[,"\\]/.test(folder);
  return process.platform !== 'win32' && fits ? folder : undefined;
}

/** Settings for two cores and bulk ingestion; `local.conf` in the cluster folder may override them. */
export function settingsText(folder: string, port: number, durability: Durability): string {
  const durable =
    durability === 'real'
      ? ['fsync = on', 'full_page_writes = on']
      : ['fsync = off', 'full_page_writes = off'];
  return [
    '# Written by Cacashop at every start. Put your own settings into local.conf.',
    `port = ${port}`,
    "listen_addresses = '127.0.0.1'",
    // An answer through a socket in the file system costs a fifth less than through TCP on the same machine.
    `unix_socket_directories = '${socketFolder(folder)?.replaceAll("'", "''") ?? ''}'`,
    "cluster_name = 'cacashop'",
    'max_connections = 100',
    ...durable,
    // Twice as much makes ingestion no faster, and the whole market is to fit in 600 MB; the system caches the rest.
    'shared_buffers = 80MB',
    'synchronous_commit = on',
    'work_mem = 8MB',
    'maintenance_work_mem = 128MB',
    'autovacuum_work_mem = 16MB',
    'effective_cache_size = 1GB',
    'random_page_cost = 1.1',
    // Nothing replicates from here; minimal spares WAL when a table is filled in the transaction that makes it.
    'wal_level = minimal',
    'max_wal_senders = 0',
    'wal_buffers = 16MB',
    'min_wal_size = 256MB',
    // Bounds the replay after a crash to some seconds.
    'max_wal_size = 1GB',
    // Parallel workers would take the other core from the web process, and need /dev/shm, small in containers.
    'max_parallel_workers_per_gather = 0',
    'jit = off',
    "timezone = 'UTC'",
    "log_timezone = 'UTC'",
    "lc_messages = 'C'",
    'log_checkpoints = off',
    "include_if_exists 'local.conf'",
    '',
  ].join('\n');
}

export async function writeSettings(cluster: Cluster, port: number, durability: Durability): Promise<void> {
  const path = join(cluster.folder, 'postgresql.conf');
  await writeFile(path, settingsText(cluster.folder, port, durability), { mode: 0o600 });
  const { runAs } = cluster.binaries;
  if (runAs !== undefined) await chown(path, runAs.uid, runAs.gid);
}

/** Whether a server already running there was started with these very settings. */
export async function hasSettings(cluster: Cluster, port: number, durability: Durability): Promise<boolean> {
  const text = await readFile(join(cluster.folder, 'postgresql.conf'), 'utf8').catch(() => '');
  return text === settingsText(cluster.folder, port, durability);
}

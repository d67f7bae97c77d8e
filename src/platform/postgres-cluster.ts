import { createHash, randomBytes } from 'node:crypto';
import {
  chmod,
  chown,
  mkdir,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { findBinaries, mayReach, runProgram, sharedFolder } from './postgres-binaries.ts';
import type { Binaries, RunUser } from './postgres-binaries.ts';
import { PostgresError } from './postgres-error.ts';
import { lockFolder } from './process-lock.ts';
import type { FolderLock } from './process-lock.ts';

/**
 * The folder of one database.
 *
 *     <folder>/cacashop-database.json   that this folder is ours, where the cluster is, and the password; mode 0600
 *     <folder>/holder.<pid>.<start>     the process using it, see process-lock.ts
 *     <folder>/cluster/                 PostgreSQL's own files, owned by the user it runs as
 *
 * When that user may not reach the folder, the cluster lies in a shared folder instead and the marker points there.
 */
const MARKER = 'cacashop-database.json';
const SUPERUSER = 'cacashop';

/** `real`: what was committed survives a power cut. `test`: only that processes are killed, and all is faster. */
export type Durability = 'real' | 'test';

export type Cluster = {
  readonly folder: string;
  readonly user: string;
  readonly password: string;
  readonly binaries: Binaries;
  readonly lock: FolderLock;
};

type Marker = { readonly format: 1; readonly cluster: string; readonly password: string };

/**
 * Opens the folder for this process alone, and makes the cluster at the first time.
 * @throws PostgresError `folder-foreign`, `folder-version`, `folder-not-writable`, `folder-in-use`,
 *   `binaries-missing`, `no-user`, `start-failed`
 */
export async function openCluster(
  dataDir: string,
  durability: Durability,
  log: (line: string) => void,
): Promise<Cluster> {
  const folder = await claimableFolder(dataDir);
  const lock = await lockOrRefuse(folder);
  try {
    const known = await readMarker(folder);
    const binaries = await findBinaries(known === undefined ? undefined : await ownerOf(known.cluster));
    const marker = known ?? (await writeMarker(folder, binaries));
    const version = await versionOf(marker.cluster);
    if (version === undefined) {
      log(`preparing a database in ${marker.cluster}`);
      await initialise(marker, folder, binaries, durability);
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

/** The folder's real path, once it is sure that it is empty or ours. */
async function claimableFolder(dataDir: string): Promise<string> {
  let names: string[];
  let folder: string;
  try {
    // Whatever the umask: the user PostgreSQL runs as must pass through, though not look around.
    if (await makeFolder(dataDir)) await chmod(dataDir, 0o711);
    folder = await realpath(dataDir);
    names = await readdir(folder);
  } catch (error) {
    throw folderError(dataDir, error);
  }
  const foreign = names.filter((name) => !name.startsWith('holder.'));
  if (foreign.length > 0 && !foreign.includes(MARKER)) {
    throw new PostgresError(
      'folder-foreign',
      `${folder} holds ${foreign.slice(0, 3).join(', ')} and is no database folder of ours: choose an empty folder.`,
    );
  }
  return folder;
}

/** Like `mkdir` with `recursive`, which never returns where a folder that exists takes no children, as /proc. */
async function makeFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    const parent = dirname(resolve(path));
    const orphaned = code === 'ENOENT' && (await stat(parent).catch(() => undefined)) === undefined;
    if (!orphaned) throw error;
    await makeFolder(parent);
    await mkdir(path);
    return true;
  }
}

async function lockOrRefuse(folder: string): Promise<FolderLock> {
  let result: Awaited<ReturnType<typeof lockFolder>>;
  try {
    result = await lockFolder(folder);
  } catch (error) {
    throw folderError(folder, error);
  }
  if ('release' in result) return result;
  throw new PostgresError(
    'folder-in-use',
    `${folder} is in use by process ${result.pid}: stop that one, or give this one another folder or DATABASE_URL.`,
  );
}

function folderError(folder: string, error: unknown): PostgresError {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  const problem =
    code === 'EEXIST' || code === 'ENOTDIR' ? 'is not a folder' : `cannot be written to (${code})`;
  return new PostgresError('folder-not-writable', `${folder} ${problem}: choose another data folder.`);
}

async function readMarker(folder: string): Promise<Marker | undefined> {
  let text: string;
  try {
    text = await readFile(join(folder, MARKER), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw folderError(folder, error);
  }
  try {
    const marker = JSON.parse(text) as Partial<Marker>;
    if (marker.format === 1 && marker.cluster !== undefined && marker.password !== undefined) {
      // Relative where it can be, so that the whole folder may be moved.
      return { format: 1, cluster: resolve(folder, marker.cluster), password: marker.password };
    }
  } catch {
    // Falls through: an unreadable marker and one of another format are the same trouble.
  }
  throw new PostgresError(
    'folder-foreign',
    `${join(folder, MARKER)} is damaged or of another version of this program.`,
  );
}

/** Chooses the place and the password. Written before the cluster: a password that nobody knows opens nothing. */
async function writeMarker(folder: string, binaries: Binaries): Promise<Marker> {
  const beside = binaries.runAs === undefined || (await mayReach(folder, binaries.runAs));
  const away = createHash('sha256').update(folder).update(randomBytes(16)).digest('hex').slice(0, 16);
  const cluster = beside ? join(folder, 'cluster') : join(await sharedFolder(), `cluster-${away}`, 'cluster');
  const password = randomBytes(24).toString('base64url');
  const marker: Marker = { format: 1, cluster: beside ? 'cluster' : cluster, password };
  const draft = join(folder, `holder.marker.${process.pid}`);
  await writeFile(draft, `${JSON.stringify(marker, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, join(folder, MARKER));
  return { ...marker, cluster };
}

async function ownerOf(cluster: string): Promise<RunUser | undefined> {
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
  durability: Durability,
): Promise<void> {
  const parent = join(marker.cluster, '..');
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
  const { code, output } = await runProgram(binaries, 'initdb', args, parent);
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

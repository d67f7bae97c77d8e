import { lstat, readdir, realpath, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { removeAway, requireOwnAway } from './postgres-away.ts';
import { findBinaries } from './postgres-binaries.ts';
import { ownerOf, SUPERUSER } from './postgres-cluster.ts';
import { PostgresError } from './postgres-error.ts';
import { besideOf, lockOrRefuse, MARKER, type Marker, readMarker } from './postgres-folder.ts';
import { endServer } from './postgres-postmaster.ts';
import type { FolderLock } from './process-lock.ts';

/**
 * Removes the database of a data folder, with its cluster wherever that lies, and the folder unless something else is in
 * it. Does nothing where there is no such folder. A server that a killed process left running there is ended.
 * @throws PostgresError `folder-foreign` where it is none of ours or names a cluster that is not its own, `folder-in-use`
 */
export async function removeDatabase(dataDir: string, log: (line: string) => void): Promise<void> {
  const folder = await realpath(dataDir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (folder === undefined) return;
  // Asked before anything is written there.
  await requireMarker(folder);
  const lock = await lockOrRefuse(folder);
  try {
    await removeCluster(folder, { marker: await requireMarker(folder), lock, log });
    await rm(join(folder, MARKER), { force: true });
  } finally {
    await lock.release();
  }
  await rmdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
}

async function requireMarker(folder: string): Promise<Marker> {
  const marker = await readMarker(folder);
  if (marker !== undefined) return marker;
  throw new PostgresError('folder-foreign', `${folder} is no database folder of ours: nothing was removed.`);
}

/** The marker stays until all else is gone: whoever is killed on the way can do it again. */
async function removeCluster(
  folder: string,
  {
    marker,
    lock,
    log,
  }: { readonly marker: Marker; readonly lock: FolderLock; readonly log: (line: string) => void },
): Promise<void> {
  const { cluster, password } = marker;
  const isBeside = cluster === besideOf(folder);
  if (!isBeside) await requireOwnAway(cluster, folder);
  const facts = await lstat(cluster).catch(() => undefined);
  if (facts !== undefined && !facts.isDirectory())
    throw new PostgresError('folder-foreign', `${cluster} is no folder: nothing was removed.`);
  if (facts !== undefined) {
    const binaries = await findBinaries(await ownerOf(cluster));
    await endServer({ folder: cluster, user: SUPERUSER, password, binaries, lock }, log);
  }
  if (!isBeside) {
    await removeAway(dirname(cluster));
    return;
  }
  for (const name of await readdir(folder))
    if (name === 'cluster' || name.startsWith('cluster.draft'))
      await rm(join(folder, name), { recursive: true, force: true });
}

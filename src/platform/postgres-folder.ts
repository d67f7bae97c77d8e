import { randomBytes } from 'node:crypto';
import { chmod, readdir, readFile, realpath, rename, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { folderFault, makeFolder } from './folder.ts';
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
 * When that user may not reach the folder, the cluster lies in a shared folder instead and the marker points there, see
 * postgres-away.ts.
 */
export const MARKER = 'cacashop-database.json';

export type Marker = { readonly format: 1; readonly cluster: string; readonly password: string };

/** Where a cluster lies that is not away. */
export function besideOf(folder: string): string {
  return join(folder, 'cluster');
}

/** The folder's real path, once it is sure that it is empty or ours. */
export async function claimableFolder(dataDir: string): Promise<string> {
  let names: string[];
  let folder: string;
  try {
    // Whatever the umask: the user PostgreSQL runs as must pass through, though not look around.
    if (makeFolder(dataDir)) await chmod(dataDir, 0o711);
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

export async function lockOrRefuse(folder: string): Promise<FolderLock> {
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

export function folderError(folder: string, error: unknown): PostgresError {
  return new PostgresError('folder-not-writable', folderFault(folder, error));
}

export async function readMarker(folder: string): Promise<Marker | undefined> {
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

/** Chooses the password. Written before the cluster: a password that nobody knows opens nothing. */
export async function writeMarker(folder: string, cluster: string): Promise<Marker> {
  const password = randomBytes(24).toString('base64url');
  const isBeside = cluster === besideOf(folder);
  const marker: Marker = { format: 1, cluster: isBeside ? basename(cluster) : cluster, password };
  const draft = join(folder, `holder.marker.${process.pid}`);
  await writeFile(draft, `${JSON.stringify(marker, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, join(folder, MARKER));
  return { ...marker, cluster };
}

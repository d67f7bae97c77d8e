import { createHash, randomBytes } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { SHARED_FOLDERS, sharedFolder } from './postgres-binaries.ts';
import { PostgresError } from './postgres-error.ts';
import { readMarker } from './postgres-folder.ts';
import { processesIn } from './postgres-processes.ts';

/**
 * Clusters that lie away from their data folder, since the user PostgreSQL runs as may not reach that.
 *
 *     <shared>/cluster-<name>/belongs-to.json   the data folder whose it is
 *     <shared>/cluster-<name>/cluster/          PostgreSQL's own files
 *     <shared>/gone-<name>/                     one that is being removed
 *
 * Who removes a data folder by hand leaves its cluster here, and so does a run that is killed. A data folder that is not
 * there may as well be on a disk that is not mounted yet: only what was temporary from the beginning is cleared away.
 */
const RECORD = 'belongs-to.json';
const PLACE = /^cluster-[0-9a-f]{16}$/;
const GONE = /^gone-[0-9a-f]{16}-[0-9a-f]{8}$/;

type Owner = {
  readonly format: 1;
  readonly folder: string;
  /** Another machine or container may share the place and see other folders. */
  readonly host: string;
  readonly temporary: boolean;
};

/** A place that nobody has yet. */
export async function newPlaceAway(folder: string): Promise<string> {
  const name = createHash('sha256').update(folder).update(randomBytes(16)).digest('hex').slice(0, 16);
  return join(await sharedFolder(), `cluster-${name}`, 'cluster');
}

/** Of the names that we give there. Who has edited a marker may have put a cluster anywhere: those are looked after by them. */
export function isInSharedFolder(cluster: string): boolean {
  const place = dirname(cluster);
  const isOurKind = basename(cluster) === 'cluster' && PLACE.test(basename(place));
  return isOurKind && SHARED_FOLDERS.includes(dirname(place));
}

/** Notes whose it is. What was ever opened to be kept is no longer temporary. */
export async function claimAway(
  cluster: string,
  wanted: { readonly folder: string; readonly temporary: boolean; readonly isNew: boolean },
): Promise<void> {
  const place = dirname(cluster);
  const known = await readOwner(place);
  // A copy of a data folder has the same marker: the cluster stays the one's that had it first.
  const isCopy =
    known !== undefined && known.folder !== wanted.folder && (await mayPointTo(known.folder, cluster));
  const owner: Owner = {
    format: 1,
    folder: isCopy ? known.folder : wanted.folder,
    host: hostname(),
    temporary: wanted.temporary && (wanted.isNew || known?.temporary === true),
  };
  await mkdir(place, { recursive: true });
  const draft = join(place, `${RECORD}.${process.pid}`);
  await writeFile(draft, `${JSON.stringify(owner, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, join(place, RECORD));
}

/**
 * Makes sure that this is a cluster away, and of this data folder alone; a marker may say anything.
 * @throws PostgresError `folder-foreign`
 */
export async function requireOwnAway(cluster: string, folder: string): Promise<void> {
  const place = dirname(cluster);
  const refuse = (why: string) =>
    new PostgresError(
      'folder-foreign',
      `${folder} names ${cluster} as its database, ${why}: nothing was removed.`,
    );
  if (!isInSharedFolder(cluster)) throw refuse('which is no place where we keep any');
  for (const path of [dirname(place), place, cluster])
    if ((await kindOf(path)) === 'other') throw refuse(`and ${path} is no folder`);
  const owner = await readOwner(place);
  if (owner === undefined && (await kindOf(cluster)) === 'folder')
    throw refuse('of which nothing says whose it is');
  if (owner !== undefined && owner.folder !== folder) throw refuse(`which belongs to ${owner.folder}`);
}

/** Out of sight first: who is killed on the way leaves nothing that looks like a cluster. */
export async function removeAway(place: string): Promise<void> {
  const name = basename(place).replace('cluster-', 'gone-');
  const gone = join(dirname(place), `${name}-${randomBytes(4).toString('hex')}`);
  try {
    await rename(place, gone);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  await rm(gone, { recursive: true, force: true });
}

/** Removes temporary clusters whose data folder is gone, and tells of others like that. Whatever goes wrong, a new one is made. */
export async function clearLeftOvers(beside: string, log: (line: string) => void): Promise<void> {
  const shared = dirname(dirname(beside));
  const abandoned: string[] = [];
  let removed = 0;
  for (const name of await readdir(shared).catch(() => [])) {
    const place = join(shared, name);
    try {
      if (GONE.test(name)) await rm(place, { recursive: true, force: true });
      if (!PLACE.test(name) || place === dirname(beside) || (await kindOf(place)) !== 'folder') continue;
      const owner = await readOwner(place);
      if (owner === undefined || owner.host !== hostname()) continue;
      if ((await kindOf(owner.folder)) !== 'none' || (await mayBeInUse(place))) continue;
      if (owner.temporary) {
        await removeAway(place);
        removed += 1;
      } else abandoned.push(place);
    } catch (error) {
      log(`${place} could not be looked after: ${String(error)}`);
    }
  }
  if (removed > 0) log(`removed ${removed} temporary databases in ${shared} whose data folders are gone`);
  if (abandoned.length > 0)
    log(`left alone, since their data folders may only not be mounted now: ${abandoned.join(', ')}`);
}

async function mayBeInUse(place: string): Promise<boolean> {
  if (process.platform === 'linux') {
    // Whoever makes a cluster works beside it.
    const found = [...(await processesIn(place)), ...(await processesIn(join(place, 'cluster')))];
    return found.length > 0;
  }
  // Nothing tells for sure there who works in it; a server that has ended as it should takes its file away.
  return (await kindOf(join(place, 'cluster', 'postmaster.pid'))) !== 'none';
}

/** `none` only where that is sure. */
async function kindOf(path: string): Promise<'folder' | 'none' | 'other'> {
  try {
    return (await lstat(path)).isDirectory() ? 'folder' : 'other';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'none' : 'other';
  }
}

async function mayPointTo(folder: string, cluster: string): Promise<boolean> {
  try {
    return (await readMarker(folder))?.cluster === cluster;
  } catch {
    return true;
  }
}

async function readOwner(place: string): Promise<Owner | undefined> {
  try {
    const owner = JSON.parse(await readFile(join(place, RECORD), 'utf8')) as Partial<Owner>;
    const { format, folder, host, temporary } = owner;
    if (format !== 1 || typeof folder !== 'string' || typeof host !== 'string') return undefined;
    return { format, folder, host, temporary: temporary === true };
  } catch {
    return undefined;
  }
}

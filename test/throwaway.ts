import {
  chmodSync,
  globSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { removeDatabase } from '../src/platform/postgres-removal.ts';
import { processStamp } from '../src/platform/process-lock.ts';

const PREFIX = 'cacashop-';
/** Who made the folder, so that somebody else can tell when it was left over. */
const MADE_BY = 'throwaway.json';
const MARKERS = '{*,*/*,*/*/*}/cacashop-database.json';

/**
 * A folder for one run, databases in folders of their own in it included: `throwAway` removes it. What a run that was killed
 * has left, `throwAwayLeftOvers` removes at the next one.
 */
export function throwawayFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${name}-`));
  // The user PostgreSQL runs as, when we are root, must pass through.
  chmodSync(folder, 0o711);
  const maker = { host: hostname(), pid: process.pid, stamp: processStamp(process.pid) };
  writeFileSync(join(folder, MADE_BY), JSON.stringify(maker));
  return folder;
}

/** With the clusters of its databases, which may lie elsewhere, and servers that were left running on them. */
export async function throwAway(folder: string): Promise<void> {
  for (const marker of globSync(MARKERS, { cwd: folder }))
    await removeDatabase(dirname(join(folder, marker)), () => undefined);
  rmSync(folder, { recursive: true, force: true });
}

/** Those whose maker was killed: who made one has it for as long as it lives, even while no database in it is open. */
export async function throwAwayLeftOvers(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const folder = join(tmpdir(), name);
    // One that cannot be removed now, since something still runs there, is for the next run.
    if (name.startsWith(PREFIX) && isLeftOver(folder)) await throwAway(folder).catch(() => undefined);
  }
}

function isLeftOver(folder: string): boolean {
  try {
    const facts = lstatSync(folder);
    // Anybody may put something into the folder of temporary files.
    if (!facts.isDirectory() || facts.uid !== (process.getuid?.() ?? facts.uid)) return false;
    const { host, pid, stamp } = JSON.parse(readFileSync(join(folder, MADE_BY), 'utf8')) as {
      host: string;
      pid: number;
      stamp?: string;
    };
    return host === hostname() && stamp !== undefined && processStamp(pid) !== stamp;
  } catch {
    return false;
  }
}

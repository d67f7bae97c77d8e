import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A lock on a folder that dies with its holder.
 *
 * Every process puts one file of its own into the folder, named by its pid and start time, then looks for
 * files of other living processes. Whoever looks second sees the other, so two never both hold the folder,
 * and a file left by a killed process can be removed without a race: nobody else will ever have that name.
 */
const ATTEMPTS_MAX = 4;
const RETRY_DELAY_MS_MAX = 60;
const FILE_NAME = /^holder\.(\d+)\.([0-9a-z-]+)$/;

/** What the lock is held by, when we could not have it. */
export type LockHolder = { readonly pid: number };

export type FolderLock = { release(): Promise<void>; readonly path: string };

/**
 * When a process began, as an opaque text that differs between two processes that had the same pid.
 * `undefined`: no such process, or one that is dead and only waits for its parent to notice.
 */
export function processStamp(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The command name may hold spaces and brackets, so fields are counted from the last bracket.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const [state, startTicks] = [fields[0], fields[19]];
      if (state === 'Z' || state === 'X' || startTicks === undefined) return undefined;
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
      return `${boot}-${startTicks}`;
    } catch {
      return undefined;
    }
  }
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  // Windows reuses pids slowly and has no cheap start time: the pid alone has to do there.
  if (process.platform === 'win32') return 'running';
  try {
    const [state, ...started] = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
    })
      .trim()
      .split(/\s+/);
    if (state === undefined || state.startsWith('Z')) return undefined;
    return started
      .join('-')
      .replaceAll(/[^0-9a-z]+/gi, '-')
      .toLowerCase();
  } catch {
    return undefined;
  }
}

/** Whether the process runs; a zombie does not, though `kill(pid, 0)` says so. */
export function isRunning(pid: number): boolean {
  return processStamp(pid) !== undefined;
}

/**
 * Takes the folder for this process until `release` or its death.
 * Two that try in the same instant may both step back; they try again after a random pause.
 */
export async function lockFolder(folder: string): Promise<FolderLock | LockHolder> {
  const stamp = processStamp(process.pid) ?? 'running';
  const own = `holder.${process.pid}.${stamp}`;
  const path = join(folder, own);
  let holder: LockHolder = { pid: process.pid };
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    try {
      await writeFile(path, '', { flag: 'wx', mode: 0o644 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return { pid: process.pid };
      throw error;
    }
    const other = await livingHolder(folder, own);
    if (other === undefined) return { path, release: () => rm(path, { force: true }) };
    await rm(path, { force: true });
    holder = other;
    await sleep(Math.random() * RETRY_DELAY_MS_MAX);
  }
  return holder;
}

/** The first other process that lives and has its file here; files of the dead are removed on the way. */
async function livingHolder(folder: string, own: string): Promise<LockHolder | undefined> {
  for (const name of await readdir(folder)) {
    const match = FILE_NAME.exec(name);
    if (match === null || name === own) continue;
    const pid = Number(match[1]);
    if (processStamp(pid) === match[2]) return { pid };
    await rm(join(folder, name), { force: true });
  }
  return undefined;
}

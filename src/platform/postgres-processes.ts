import { readdir, readlink, realpath } from 'node:fs/promises';
import { isRunning } from './process-lock.ts';

/** Whether this process is a PostgreSQL of that very folder: pids are used again, pid files outlive their server. */
export async function servesFolder(pid: number, folder: string): Promise<boolean> {
  if (!isRunning(pid)) return false;
  if (process.platform !== 'linux') return true;
  return (await workingFolderOf(pid)) === (await realpath(folder));
}

/**
 * All that work in that very folder, as PostgreSQL's processes do in their cluster. Linux only.
 * @param folder its real path
 */
export async function processesIn(folder: string): Promise<readonly number[]> {
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    if (Number.isInteger(pid) && isRunning(pid) && (await workingFolderOf(pid)) === folder) found.push(pid);
  }
  return found;
}

/** `undefined` where it has ended, or is not for us to see. */
function workingFolderOf(pid: number): Promise<string | undefined> {
  return readlink(`/proc/${pid}/cwd`).catch(() => undefined);
}

import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and those above it; whether it had to be made. Like `mkdirSync` with `recursive`, which never returns
 * where a folder that exists takes no children, as /proc.
 */
export function makeFolder(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    const parent = dirname(resolve(path));
    const orphaned = code === 'ENOENT' && statSync(parent, { throwIfNoEntry: false }) === undefined;
    if (!orphaned) throw error;
    makeFolder(parent);
    mkdirSync(path);
    return true;
  }
}

/** Makes a data folder that is not there yet, and says what is wrong with one that can't be used. */
export function openDataFolder(folder: string): void {
  try {
    makeFolder(folder);
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Error(folderFault(folder, error), { cause: error });
  }
}

/** What is wrong with a data folder, for the person who named it. */
export function folderFault(folder: string, error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  const problem =
    code === 'EEXIST' || code === 'ENOTDIR' ? 'is not a folder' : `cannot be written to (${code})`;
  return `${folder} ${problem}: choose another data folder.`;
}

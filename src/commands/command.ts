import { type Stats, statSync } from 'node:fs';
import { resolve } from 'node:path';

/** How a command ended; also the exit code of the process. */
export const EXIT = { done: 0, false: 1, wrongUse: 2 } as const;

export interface Outcome {
  readonly exit: (typeof EXIT)[keyof typeof EXIT];
  /** The one JSON document of `--json`. */
  readonly json: object;
  /** The same for people. */
  readonly text: string;
}

export interface Command {
  readonly name: string;
  /** After the name: `EXPORT [--public-key FILE]`. */
  readonly usage: string;
  readonly summary: string;
  run(args: readonly string[], console: Console): Promise<Outcome>;
}

/** Where commands talk: progress goes to standard error, so that standard output is the result and nothing else. */
export interface Console {
  /** Replaces the line on a terminal; elsewhere one line now and then. */
  progress(text: string): void;
  line(text: string): void;
}

/** Thrown for wrong use: unknown options, missing files. Exit code 2. */
export class WrongUse extends Error {
  override name = 'WrongUse';
}

const DATA_DIR_DEFAULT = '.cacashop';

/** The data folder that `--data` names. Empty, as of a variable that was never set, it would mean the folder one is in. */
export function dataDirOf(option: string | undefined): string {
  if (option === '') throw new WrongUse('--data: name the folder');
  return resolve(option ?? DATA_DIR_DEFAULT);
}

/** Throws `WrongUse` where there is nothing to read under that name, and says `instead` what to do. */
export function assertFile(file: string, instead?: string): void {
  const found = lookedAt(file);
  if (!found) throw new WrongUse(`there is no file ${file}${instead ? `: ${instead}` : ''}`);
  if (found.isDirectory()) throw new WrongUse(`${file} is a folder`);
}

function lookedAt(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch (error) {
    // Links that lead in a circle, a name that is too long, a folder on the way that is not ours to enter.
    throw new WrongUse(`${file} can't be looked at (${(error as NodeJS.ErrnoException).code})`, {
      cause: error,
    });
  }
}

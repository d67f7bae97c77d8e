import { statSync } from 'node:fs';
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

/** Throws `WrongUse` where there is nothing to read under that name. */
export function assertFile(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) throw new WrongUse(`there is no file ${file}`);
  if (found.isDirectory()) throw new WrongUse(`${file} is a folder`);
}

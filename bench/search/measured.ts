import { fork } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EngineName, Rate } from './engine.ts';
import type { Mode } from './corpus.ts';

const CHILD = fileURLToPath(new URL('child.ts', import.meta.url));

/** What a child is told, and what it answers. */
export interface Task {
  readonly engine: EngineName;
  readonly listings: number;
}

export interface Measured extends Readonly<Record<Mode, Rate>> {
  readonly name: string;
  readonly how: string;
  readonly buildS: number;
  readonly rssMb: number;
  readonly size: string | undefined;
  readonly trustChangeUs: number;
}

/** None of them needs half of it on a machine that is not busy; who hangs does not keep the others from being measured. */
const MS_MAX = 400_000;
/** What a child prints is progress: the one document on standard output is the bench's. */
const STDERR = 2;

/** Runs one engine in a process of its own, so that its memory is its own and nothing that another left behind slows it. */
export async function measuredIn<Answer>(program: string, task: unknown): Promise<Answer> {
  const child = fork(program, [JSON.stringify(task)], {
    execArgv: ['--no-warnings', '--expose-gc'],
    stdio: ['ignore', STDERR, STDERR, 'ipc'],
    timeout: MS_MAX,
  });
  const answer = Promise.withResolvers<Answer>();
  child.once('message', (message) => answer.resolve(message as Answer));
  child.once('error', answer.reject);
  child.once('exit', (code, signal) =>
    answer.reject(new Error(`${basename(program)} ended with ${code ?? signal} and no answer`)),
  );
  const found = await answer.promise;
  if (child.exitCode === null) await once(child, 'exit');
  return found;
}

export function measuredPeer(task: Task): Promise<Measured> {
  return measuredIn<Measured>(CHILD, task);
}

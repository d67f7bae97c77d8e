import { fork } from 'node:child_process';
import { once } from 'node:events';
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

/** Runs one engine in a process of its own, so that its memory is its own and nothing that another left behind slows it. */
export async function measuredIn<Answer>(program: string, task: unknown): Promise<Answer> {
  const child = fork(program, [JSON.stringify(task)], {
    execArgv: ['--no-warnings', '--expose-gc'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const answer = Promise.withResolvers<Answer>();
  child.once('message', (message) => answer.resolve(message as Answer));
  child.once('error', answer.reject);
  child.once('exit', (code) => answer.reject(new Error(`${program} ended with ${code} and no answer`)));
  const found = await answer.promise;
  if (child.exitCode === null) await once(child, 'exit');
  return found;
}

export function measuredPeer(task: Task): Promise<Measured> {
  return measuredIn<Measured>(CHILD, task);
}

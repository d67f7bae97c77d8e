/** What processes that share a database are called. */
import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';

import { processStamp } from './process-lock.ts';

/** Where a pid means the same process: this boot of this machine, and this container on it. */
function pidSpace(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}-${readlinkSync('/proc/self/ns/pid').replaceAll(/\D/g, '')}`;
  } catch {
    // Where this can't be told, nobody is taken for dead: their leases run out.
    return `unknown-${randomUUID()}`;
  }
}

const HERE = pidSpace();

/** That no other process has, here or elsewhere. */
export function nameOfThisProcess(): string {
  return [HERE, process.pid, processStamp(process.pid) ?? 'unknown', randomUUID()].join('/');
}

/** Whether this process can see that the named one has ended. One that is only stopped has not. */
export function hasEnded(name: string): boolean {
  const [space, pid, stamp] = name.split('/');
  return space === HERE && processStamp(Number(pid)) !== stamp;
}

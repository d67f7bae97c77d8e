import cluster, { type Worker as WebProcess } from 'node:cluster';
import { fileURLToPath } from 'node:url';
import type { WebSetup } from './web.ts';

/** What a web process is started with, in its environment: it must be known before anything else is. */
export const SETUP_VARIABLE = 'CACASHOP_WEB_SETUP';

const RESTART_AFTER_MS = 1_000;

/**
 * Several processes that share one port, each with its own copy of what is kept in memory. Standings are the same in all of
 * them by their leases (`platform/lease.ts`). One that dies is started anew; the others serve on meanwhile. Resolves once all
 * of them listen; returns what stops them.
 */
export async function startWebProcesses(
  setup: WebSetup,
  log: (line: string) => void,
): Promise<() => Promise<void>> {
  cluster.setupPrimary({
    exec: fileURLToPath(new URL('web-process.ts', import.meta.url)),
    execArgv: ['--no-warnings', '--import', new URL('compiled.ts', import.meta.url).href],
    args: [],
  });
  const living = new Set<WebProcess>();
  let stopping = false;
  const start = () => {
    const child = cluster.fork({ [SETUP_VARIABLE]: JSON.stringify(setup) });
    living.add(child);
    child.once('exit', (code, signal) => {
      living.delete(child);
      if (stopping) return;
      log(`a web process ended (${signal ?? code}); starting another`);
      setTimeout(() => !stopping && start(), RESTART_AFTER_MS);
    });
    return child;
  };
  const stop = async () => {
    stopping = true;
    await Promise.all([...living].map((child) => gone(child)));
  };
  try {
    await Promise.all(Array.from({ length: setup.processes }, () => listening(start())));
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

function listening(child: WebProcess): Promise<void> {
  return new Promise((ready, failed) => {
    child.once('listening', () => ready());
    child.once('exit', (code) => failed(new Error(`a web process ended with ${code} before it served`)));
  });
}

function gone(child: WebProcess): Promise<void> {
  const ended = new Promise<void>((done) => {
    if (child.isDead()) done();
    else child.once('exit', () => done());
  });
  child.process.kill('SIGTERM');
  return ended;
}

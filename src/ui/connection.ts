/**
 * A lost connection resumes: what a page asks of our own server is asked again. Each form carries the key of its command, so that
 * one that had arrived before the line broke is answered with what it did, and does nothing again. A browser does not say whether
 * the line broke or something on the way, such as a blocker, lets nothing through: so it is asked for a while, then when the person
 * or the network says so.
 */

type Fetch = typeof fetch;

const PAUSES_MS = [500, 1_000, 2_000, 4_000];
/** About a minute. Not counted while the browser knows that there is no network: that ends by itself. */
const TRIES_MAX = 16;

/** `lost`: something waits and is asked again; `stuck`: something waits for somebody to try again. */
export type Connection = 'fine' | 'lost' | 'stuck';

let lost = 0;
let stuck = 0;
const watchers = new Set<() => void>();

export function watchConnection(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export function connection(): Connection {
  if (stuck > 0) return 'stuck';
  return lost > 0 ? 'lost' : 'fine';
}

/** Asks once more for everything that waits. */
export function tryAgain(): void {
  for (const wake of sleepers) wake();
}

const sleepers = new Set<() => void>();

function tell(): void {
  for (const watcher of watchers) watcher();
}

/** `wants`: whose requests are asked again; all others fail as ever. */
export function resuming(ask: Fetch, wants: (url: URL) => boolean): Fetch {
  return async (input, init) => {
    const at = input instanceof Request ? input.url : String(input);
    if (input instanceof Request || !wants(new URL(at, location.href))) return ask(input, init);
    let isCounted = false;
    try {
      for (let tries = 0; ; tries++) {
        try {
          return await ask(input, init);
        } catch (error) {
          // Browsers say so when nothing came back. Anything else, such as a page that was left, is no lost connection.
          if (!(error instanceof TypeError)) throw error;
        }
        if (!isCounted) {
          isCounted = true;
          lost += 1;
          tell();
        }
        const isOffline = !navigator.onLine;
        if (isOffline || tries < TRIES_MAX)
          await pause(PAUSES_MS[tries] ?? PAUSES_MS.at(-1) ?? 0, init?.signal);
        else await waitStuck(init?.signal);
        if (isOffline || tries >= TRIES_MAX) tries = -1;
      }
    } finally {
      if (isCounted) {
        lost -= 1;
        tell();
      }
    }
  };
}

async function waitStuck(signal: AbortSignal | null | undefined): Promise<void> {
  stuck += 1;
  tell();
  try {
    await pause(null, signal);
  } finally {
    stuck -= 1;
    tell();
  }
}

/** Until the browser says that the network is back, somebody tries again, the time is over, or nobody waits any more. */
function pause(ms: number | null, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer);
      sleepers.delete(done);
      removeEventListener('online', done);
      signal?.removeEventListener('abort', done);
      if (signal?.aborted) reject(signal.reason as Error);
      else resolve();
    };
    const timer = ms === null ? undefined : setTimeout(done, ms);
    sleepers.add(done);
    addEventListener('online', done);
    signal?.addEventListener('abort', done);
    if (signal?.aborted) done();
  });
}

/** Data of pages, as React Router asks for them when a link is followed or a form is sent. */
export function isPageData({ origin, pathname }: URL): boolean {
  return origin === location.origin && pathname.endsWith('.data');
}

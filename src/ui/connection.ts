/**
 * A lost connection resumes: what a page asks of our own server is asked again until there is an answer. Each form carries the key
 * of its command, so that one that had arrived before the line broke is answered with what it did, and does nothing again.
 */

type Fetch = typeof fetch;

const PAUSES_MS = [500, 1_000, 2_000, 4_000];

let lost = 0;
const watchers = new Set<() => void>();

export function watchConnection(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Something waits for the connection. */
export function isLost(): boolean {
  return lost > 0;
}

function count(change: number): void {
  lost += change;
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
        if (!isCounted) count(1);
        isCounted = true;
        await pause(PAUSES_MS[tries] ?? PAUSES_MS.at(-1) ?? 0, init?.signal);
      }
    } finally {
      if (isCounted) count(-1);
    }
  };
}

/** Until the browser says that the network is back, the time is over, or nobody waits any more. */
function pause(ms: number, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      signal?.removeEventListener('abort', done);
      if (signal?.aborted) reject(signal.reason as Error);
      else resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener('online', done);
    signal?.addEventListener('abort', done);
    if (signal?.aborted) done();
  });
}

/** Data of pages, as React Router asks for them when a link is followed or a form is sent. */
export function isPageData({ origin, pathname }: URL): boolean {
  return origin === location.origin && pathname.endsWith('.data');
}

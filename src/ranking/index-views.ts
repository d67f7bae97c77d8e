import type { Reader } from '../door/route.ts';
import type { IndexState } from './index-store.ts';
import { LAG_WINDOW_MS } from './lag.ts';

/** What this process searches with. */
export interface SearchIndexPort {
  readonly engine: 'memory' | 'server';
  /** Nothing while no index is open. */
  readonly state: () => IndexState | undefined;
}

/** How what this process searches with stands beside the log. */
export async function indexState({ db }: Reader, { engine, state }: SearchIndexPort) {
  const { rows } = await db.pool.query<{ head: number; server: number | null }>(
    `select position as head, (select position from consumer where name = 'sphinx') as server from log_head`,
  );
  const { head = 0, server = null } = rows[0] ?? {};
  const index = engine === 'memory' ? state() : undefined;
  const position = index?.position ?? (engine === 'server' ? server : null) ?? 0;
  return {
    process: process.pid,
    engine,
    sealedPosition: head,
    behind: Math.max(0, head - position),
    index: index
      ? {
          listings: index.listings,
          position: index.position,
          lag: { ...index.lag, windowMs: LAG_WINDOW_MS },
          source: index.source,
          openedInMs: index.openedInMs,
          merges: index.merges,
          saved: index.saved,
          unsaved: index.unsaved,
        }
      : null,
  };
}

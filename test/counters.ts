import type { Concept } from '../src/kernel/concept.ts';
import { countedIds } from '../src/kernel/ids.ts';
import type { Database } from '../src/platform/database.ts';
import { openDatabase } from '../src/platform/database.ts';
import { ensureProjections } from '../src/platform/projections.ts';
import type { UnitContext } from '../src/platform/unit.ts';

/** A made-up concept, so that tests of the platform need no domain. */
export interface Counter {
  readonly name: string;
  readonly count: number;
  readonly tags: readonly string[];
  readonly ringAt: number | null;
}

export type CounterEvent =
  | { readonly type: 'Named'; readonly at: number; readonly name: string; readonly tags: readonly string[] }
  | { readonly type: 'Counted'; readonly at: number; readonly by: number }
  | { readonly type: 'AlarmSet'; readonly at: number; readonly ringAt: number | null };

export const counters: Concept<Counter, CounterEvent, 'name' | 'tags' | 'count'> = {
  name: 'test_counter',
  revision: 1,
  announce: true,
  evolve(state, event) {
    if (event.type === 'Named') return { name: event.name, tags: event.tags, count: 0, ringAt: null };
    if (!state) throw new Error('unnamed');
    return event.type === 'Counted'
      ? { ...state, count: state.count + event.by }
      : { ...state, ringAt: event.ringAt };
  },
  columns: {
    name: { type: 'text', of: (c) => c.name },
    tags: { type: 'text[]', of: (c) => c.tags },
    count: { type: 'bigint', of: (c) => c.count },
  },
  due: (c) => c.ringAt ?? undefined,
};

export const named = (name: string, ...tags: string[]): CounterEvent => ({
  type: 'Named',
  at: 1,
  name,
  tags,
});
export const counted = (by = 1): CounterEvent => ({ type: 'Counted', at: 2, by });

export const testContext = (over: Partial<UnitContext> = {}): UnitContext => ({
  now: 1_000,
  ids: countedIds('t'),
  by: 'test',
  privacyKey: Buffer.alloc(32, 1),
  ...over,
});

export async function openCounters(url: string): Promise<Database> {
  const db = openDatabase(url, { connectionsMax: 8 });
  await ensureProjections(db.pool, [counters], () => undefined);
  return db;
}

import type { QueryConfig } from 'pg';

const names = new Map<string, string>();

/**
 * A statement that each connection parses and plans once. Most of what a small transaction costs PostgreSQL is just
 * that. For texts that the code bounds in number: whatever was prepared stays in the connection until it ends.
 */
export function prepared(text: string, values: unknown[]): QueryConfig<unknown[]> {
  return { name: names.getOrInsertComputed(text, () => `cacashop_${names.size}`), text, values };
}

/**
 * Begins a transaction of statements that look rows up by their keys. Plans are made for any values, once; and only such
 * that go by an index, since a plan made for a table that is still small would go on reading all of it.
 */
export const BEGIN_BY_KEY = [
  'begin',
  'set local plan_cache_mode = force_generic_plan',
  'set local enable_seqscan = off',
  'set local enable_hashjoin = off',
  'set local enable_mergejoin = off',
].join('; ');

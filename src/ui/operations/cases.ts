/** Reads cases from the API. */
import { get, type PageArgs, query } from '../api.ts';
import type { CasePage, Queue } from './models.ts';

const PASSED = ['waitsFor', 'priority', 'severity', 'kind', 'source', 'cursor'] as const;

export function readQueue(args: PageArgs): Promise<Queue> {
  const search = new URL(args.request.url).searchParams;
  return get<Queue>(
    args,
    `/cases${query(Object.fromEntries(PASSED.map((name) => [name, search.get(name)])))}`,
  );
}

export function readCase(args: PageArgs, id: string): Promise<CasePage> {
  return get<CasePage>(args, `/cases/${encodeURIComponent(id)}`);
}

/** Reads cases from the API. */
import { get, getOr, type PageArgs, passed } from '../api.ts';
import type { CasePage, Queue } from './models.ts';

const PASSED = ['status', 'waitsFor', 'priority', 'severity', 'kind', 'source', 'assignee', 'cursor'];

/** `undefined` for staff who have no part in cases. */
export function readQueue(args: PageArgs): Promise<Queue | undefined> {
  return getOr<Queue>(args, `/cases${passed(args, PASSED)}`, [403]);
}

export function readCase(args: PageArgs, id: string): Promise<CasePage> {
  return get<CasePage>(args, `/cases/${encodeURIComponent(id)}`);
}

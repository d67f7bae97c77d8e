import type { Pool } from 'pg';
import { cases } from './cases/case.ts';
import type { PartyId } from './kernel/ids.ts';
import type { EpochMs } from './kernel/time.ts';
import { tableOf } from './platform/concept-table.ts';
import { expireSanction } from './processes/approve-sanction.ts';
import { expireCaseFile } from './processes/hear-case.ts';
import { expireRectification } from './processes/rectify.ts';
import type { Market } from './runtime.ts';
import { rectifications } from './sanctions/rectification.ts';
import { sanctions } from './sanctions/sanction.ts';
import type { MetricSource } from './signals/metric-source.ts';

/** What a detection sets running, by the column that names the party it is about. */
const RULES = [
  { concept: rectifications, party: 'party', run: expireRectification },
  { concept: sanctions, party: 'party', run: expireSanction },
  { concept: cases, party: 'subject', run: expireCaseFile },
] as const;

/**
 * Does what fell due by the evening of a past day, as the sweeper would have done then. Left for the sweeper of today,
 * a window of that time would be measured with today's orders, of which there are none, and fail everybody.
 */
export async function passDeadlines(
  market: Pick<Market, 'db' | 'runAs'>,
  day: { readonly parties: ReadonlySet<PartyId>; readonly now: EpochMs; readonly metrics: MetricSource },
): Promise<void> {
  const { parties, now, metrics } = day;
  for (const { concept, party, run } of RULES) {
    const due = await market.db.pool.query<{ id: string }>(
      `select id from ${tableOf(concept)} where due_at <= $1 and ${party} = any($2) order by due_at, id`,
      [now, [...parties]],
    );
    for (const { id } of due.rows)
      await market.runAs({ by: 'system:deadline', now, metrics }, (world) => run(world, id));
  }
}

/** Whether one of them was given time by then to put right what was found, and still has it. */
export async function isBeingRectified(
  pool: Pool,
  parties: ReadonlySet<PartyId>,
  by: EpochMs,
): Promise<boolean> {
  const open = await pool.query(
    `select 1 from ${tableOf(rectifications)}
     where status = 'open' and party = any($1) and (doc->>'from')::bigint <= $2 limit 1`,
    [[...parties], by],
  );
  return open.rows.length > 0;
}

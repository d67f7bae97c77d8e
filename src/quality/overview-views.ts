import { z } from 'zod';
import type { Reader } from '../door/route.ts';
import { DAY_MS } from '../kernel/time.ts';

const WEEKS = 26;
const WEEK_MS = 7 * DAY_MS;

const queue = z.object({ open: z.int(), late: z.int() });

export const overview = z.object({
  lots: queue,
  alarms: queue,
  recalls: queue,
  authorityOrders: queue,
  /** Goods that are off the market now, by cause. */
  stopped: z.array(z.object({ because: z.string(), stops: z.int() })),
  /** Monday of each week, UTC, with lots judged and reports of defects. */
  weeks: z.array(
    z.object({ at: z.int(), accepted: z.int(), rejected: z.int(), reports: z.int(), safety: z.int() }),
  ),
});

interface Counted {
  readonly open: number;
  readonly late: number;
}

export async function qualityOverview(reader: Reader): Promise<z.infer<typeof overview>> {
  const { pool } = reader.db;
  const count = async (sql: string): Promise<Counted> =>
    (await pool.query<Counted>(sql)).rows[0] ?? { open: 0, late: 0 };
  const counted = (late: string) =>
    `select count(*)::int as open, count(*) filter (where ${late})::int as late`;
  const [lots, alarms, recalls, authorityOrders, stopped, weeks] = await Promise.all([
    count(`${counted('late')} from concept_inspection_lot where status in ('inspecting', 'on-hold')`),
    count(`${counted(`doc->>'lateSince' is not null`)} from concept_product_watch where status = 'alarmed'`),
    count(`${counted(`doc->>'lateSince' is not null`)} from concept_recall where status = 'open'`),
    count(`${counted('late')} from concept_authority_order where status = 'open'`),
    pool.query<{ because: string; stops: number }>(
      `select doc->>'because' as because, count(*)::int as stops from concept_goods_stop
       where status = 'in-force' group by 1 order by 2 desc`,
    ),
    weeksOf(reader),
  ]);
  return { lots, alarms, recalls, authorityOrders, stopped: stopped.rows, weeks };
}

/** 5 January 1970 was a Monday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

async function weeksOf({ db, now }: Reader) {
  const monday = (at: number) => Math.floor((at - FIRST_MONDAY_MS) / WEEK_MS) * WEEK_MS + FIRST_MONDAY_MS;
  const from = monday(now) - (WEEKS - 1) * WEEK_MS;
  const week = (column: string) =>
    `((${column} - ${FIRST_MONDAY_MS}) / ${WEEK_MS})::bigint * ${WEEK_MS} + ${FIRST_MONDAY_MS}`;
  const lots = await db.pool.query<{ at: number; accepted: number; rejected: number }>(
    `select ${week(`(doc->>'judgedAt')::bigint`)} as at, count(*) filter (where status = 'accepted')::int as accepted,
       count(*) filter (where status = 'rejected')::int as rejected
     from concept_inspection_lot where status in ('accepted', 'rejected') and (doc->>'judgedAt')::bigint >= $1 group by 1`,
    [from],
  );
  const reports = await db.pool.query<{ at: number; reports: number; safety: number }>(
    `select ${week('at')} as at, count(*)::int as reports, count(*) filter (where safety)::int as safety
     from goods_defect where not void and at >= $1 group by 1`,
    [from],
  );
  return Array.from({ length: WEEKS }, (_, i) => {
    const at = from + i * WEEK_MS;
    const judged = lots.rows.find((r) => r.at === at);
    const reported = reports.rows.find((r) => r.at === at);
    return {
      at,
      accepted: judged?.accepted ?? 0,
      rejected: judged?.rejected ?? 0,
      reports: reported?.reports ?? 0,
      safety: reported?.safety ?? 0,
    };
  });
}

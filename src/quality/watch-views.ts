import { z } from 'zod';
import { nameBook } from '../door/names.ts';
import type { Reader } from '../door/route.ts';
import type { ListingId } from '../kernel/ids.ts';
import { GoodsCounts } from './counts-store.ts';
import { SequentialTest } from './sequential.ts';
import { judgeCounts, type Watch } from './watch.ts';

export const figures = z.object({
  units: z.int(),
  defects: z.int(),
  buyers: z.int(),
  safetyReports: z.int(),
  lower: z.number(),
  upper: z.number(),
  ratio: z.number(),
  alarmAt: z.number(),
  clearAt: z.number(),
});

export const watchRow = z.object({
  listingId: z.string(),
  title: z.string(),
  seller: z.object({ id: z.string(), name: z.string() }),
  /** `watching`: reports, and none that raised an alarm. */
  status: z.enum(['watching', 'alarmed', 'reviewed']),
  trigger: z.enum(['sequential-test', 'above-limit', 'safety-report']).nullable(),
  figures,
  since: z.int().nullable(),
  reviewBy: z.int().nullable(),
  late: z.boolean(),
  stopId: z.string().nullable(),
});
export type WatchRow = z.infer<typeof watchRow>;

/** What the rulebook compares the shares with. */
export const watchRules = z.object({
  acceptableShare: z.number(),
  unacceptableShare: z.number(),
  stopAboveShare: z.number(),
  confidence: z.number(),
  uniqueBuyersMin: z.int(),
});

function rulesOf({ rulebook }: Reader): z.infer<typeof watchRules> {
  const { acceptableShare, unacceptableShare, stopAboveShare, confidence, uniqueBuyersMin } =
    rulebook.quality.watch;
  return { acceptableShare, unacceptableShare, stopAboveShare, confidence, uniqueBuyersMin };
}

export const watchPage = watchRow.extend({
  rules: watchRules,
  /** The course of the test: the ratio after each day on which something became known. */
  course: z.array(z.object({ day: z.int(), units: z.int(), defects: z.int(), ratio: z.number() })),
  reports: z.array(
    z.object({ report: z.string(), source: z.string(), safety: z.boolean(), at: z.int(), void: z.boolean() }),
  ),
  review: z
    .object({ outcome: z.string(), by: z.string(), at: z.int(), why: z.string().nullable() })
    .nullable(),
  alarms: z.int(),
});

interface Row {
  readonly listing: ListingId;
  readonly title: string | null;
  readonly seller: string | null;
  readonly doc: Watch | null;
}

/** Alarms first, then goods by how many different people reported a defect. */
export async function watchedGoods(
  reader: Reader,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{
  readonly goods: readonly WatchRow[];
  readonly rules: z.infer<typeof watchRules>;
  readonly next: string | null;
}> {
  const found = await reader.db.pool.query<Row>(
    `with reported as (
       select listing, count(distinct buyer) as buyers, max(at) as last from goods_defect where not void group by listing)
     select coalesce(r.listing, w.listing) as listing, l.doc->>'title' as title, l.seller, w.doc
     from reported r full join concept_product_watch w on w.listing = r.listing
     left join concept_listing l on l.id = coalesce(r.listing, w.listing)
     order by coalesce(w.status = 'alarmed', false) desc, r.buyers desc nulls last, r.last desc, 1 limit $1 offset $2`,
    [limit + 1, offset],
  );
  const shown = found.rows.slice(0, limit);
  const name = await nameBook(
    reader,
    shown.map((r) => r.seller),
  );
  const goods: WatchRow[] = [];
  for (const row of shown) goods.push(await rowOf(reader, row, name));
  return { goods, rules: rulesOf(reader), next: found.rows.length > limit ? `o${offset + limit}` : null };
}

async function rowOf(reader: Reader, row: Row, name: (id: string) => string): Promise<WatchRow> {
  const { doc, listing } = row;
  const counts = await new GoodsCounts(reader.db.pool, reader.rulebook).countsOf(listing, reader.now);
  const now = judgeCounts(counts, reader.rulebook).figures;
  return {
    listingId: listing,
    title: row.title ?? listing,
    seller: { id: row.seller ?? '', name: row.seller === null ? '' : name(row.seller) },
    status: doc?.status ?? 'watching',
    trigger: doc?.status === 'alarmed' ? doc.trigger : null,
    // What raised the alarm stands in the record; what is counted now decides about the next.
    figures: now,
    since: doc === null ? null : doc.status === 'alarmed' ? doc.alarmedAt : doc.reviewedAt,
    reviewBy: doc?.status === 'alarmed' ? doc.reviewBy : null,
    late: doc?.status === 'alarmed' && doc.lateSince !== null,
    stopId: doc?.status === 'alarmed' ? doc.stopId : null,
  };
}

export async function watchOf(
  reader: Reader,
  listingId: ListingId,
): Promise<z.infer<typeof watchPage> | undefined> {
  const { pool } = reader.db;
  const found = await pool.query<Row>(
    `select l.id as listing, l.doc->>'title' as title, l.seller, w.doc from concept_listing l
     left join concept_product_watch w on w.listing = l.id where l.id = $1`,
    [listingId],
  );
  const row = found.rows[0];
  if (!row) return undefined;
  const { doc } = row;
  const reports = await pool.query<{
    report: string;
    source: string;
    safety: boolean;
    at: number;
    void: boolean;
  }>(
    'select report, source, safety, at, void from goods_defect where listing = $1 order by at desc limit 200',
    [listingId],
  );
  const rules = reader.rulebook.quality.watch;
  const { days } = await new GoodsCounts(pool, reader.rulebook).countsOf(listingId, reader.now);
  const reviewed = doc?.status === 'reviewed' ? doc : undefined;
  const name = await nameBook(reader, [row.seller, reviewed?.by]);
  const words = reviewed ? await reader.reveal([reviewed.why]) : undefined;
  return {
    ...(await rowOf(reader, row, name)),
    rules: rulesOf(reader),
    course: courseOf(new SequentialTest(rules), days),
    reports: reports.rows,
    review: reviewed
      ? {
          outcome: reviewed.outcome,
          by: name(reviewed.by),
          at: reviewed.reviewedAt,
          why: words?.get(reviewed.why) ?? null,
        }
      : null,
    alarms: doc?.alarms ?? 0,
  };
}

/** For the plot: begins anew where the goods were cleared, as the test does. */
function courseOf(
  test: SequentialTest,
  days: readonly { readonly day: number; readonly units: number; readonly defects: number }[],
): z.infer<typeof watchPage>['course'] {
  let [units, defects, all, bad] = [0, 0, 0, 0];
  return days.map((day) => {
    units += day.units;
    defects += day.defects;
    all += day.units;
    bad += day.defects;
    const ratio = test.ratio(units, defects);
    if (test.verdict(ratio) === 'cleared') [units, defects] = [0, 0];
    return { day: day.day, units: all, defects: bad, ratio };
  });
}

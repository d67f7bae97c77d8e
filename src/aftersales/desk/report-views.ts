/** How the desk did: by representative, by product and by cause, of a span of days. */
import { z } from 'zod';
import { nameBook } from '../../door/names.ts';
import type { Reader } from '../../door/route.ts';
import { DAY_MS } from '../../kernel/time.ts';

const rated = z.object({ mean: z.number().nullable(), count: z.int() });

export const deskReport = z.object({
  from: z.int(),
  to: z.int(),
  opened: z.int(),
  solved: z.int(),
  /** Of those opened in the span and answered: half were answered within this. */
  firstAnswerMedianMs: z.int().nullable(),
  /** Share of those opened in the span of which a clock was missed. */
  missedShare: z.number().nullable(),
  rating: rated,
  days: z.array(z.object({ day: z.int(), opened: z.int(), solved: z.int() })),
  representatives: z.array(
    z.object({
      party: z.object({ id: z.string(), name: z.string() }),
      solved: z.int(),
      firstAnswerMedianMs: z.int().nullable(),
      missed: z.int(),
      rating: rated,
    }),
  ),
  products: z.array(
    z.object({ listingId: z.string(), title: z.string().nullable(), opened: z.int(), mostAsked: z.string() }),
  ),
  causes: z.array(z.object({ cause: z.string(), title: z.string(), solved: z.int() })),
  kinds: z.array(z.object({ kind: z.string(), title: z.string(), opened: z.int() })),
});
type DeskReport = z.infer<typeof deskReport>;

const ROWS_MAX = 50;

interface Totals {
  readonly opened: number;
  readonly median: number | null;
  readonly missed: number;
}

const MEDIAN = `percentile_disc(0.5) within group (order by (doc->>'firstAnsweredAt')::bigint - opened_at)
  filter (where doc->'firstAnsweredAt' <> 'null'::jsonb)`;
const RATING = `avg((doc->'rating'->>'score')::int)::float8 as mean,
  count(*) filter (where doc->'rating' <> 'null'::jsonb)::int as ratings`;
const MISSED = `count(*) filter (where jsonb_array_length(doc->'missed') > 0)::int as missed`;

export async function deskReportOf(reader: Reader, days: number): Promise<DeskReport> {
  const span = [reader.now - days * DAY_MS, reader.now] as const;
  const [totals, solved, byDay, representatives, products, causes, kinds] = await Promise.all([
    totalsOf(reader, span),
    solvedOf(reader, span),
    daysOf(reader, span),
    representativesOf(reader, span),
    productsOf(reader, span),
    causesOf(reader, span),
    kindsOf(reader, span),
  ]);
  return {
    from: span[0],
    to: span[1],
    opened: totals.opened,
    solved: solved.solved,
    firstAnswerMedianMs: totals.median,
    missedShare: totals.opened === 0 ? null : totals.missed / totals.opened,
    rating: solved.rating,
    days: byDay,
    representatives,
    products,
    causes,
    kinds,
  };
}

type Span = readonly [from: number, to: number];

async function rowsOf<Row extends object>(reader: Reader, sql: string, span: Span): Promise<readonly Row[]> {
  return (await reader.db.pool.query<Row>(sql, [...span])).rows;
}

async function totalsOf(reader: Reader, span: Span): Promise<Totals> {
  const [row] = await rowsOf<Totals>(
    reader,
    `select count(*)::int as opened, ${MEDIAN} as median, ${MISSED} from concept_ticket where opened_at between $1 and $2`,
    span,
  );
  return row ?? { opened: 0, median: null, missed: 0 };
}

async function solvedOf(reader: Reader, span: Span) {
  const [row] = await rowsOf<{ solved: number; mean: number | null; ratings: number }>(
    reader,
    `select count(*)::int as solved, ${RATING} from concept_ticket where solved_at between $1 and $2`,
    span,
  );
  return { solved: row?.solved ?? 0, rating: { mean: row?.mean ?? null, count: row?.ratings ?? 0 } };
}

async function daysOf(reader: Reader, span: Span): Promise<DeskReport['days']> {
  const counted = await rowsOf<{ day: number; opened: number; solved: number }>(
    reader,
    `select day, sum(opened)::int as opened, sum(solved)::int as solved from (
       select opened_at / ${DAY_MS} as day, 1 as opened, 0 as solved from concept_ticket where opened_at between $1 and $2
       union all
       select solved_at / ${DAY_MS}, 0, 1 from concept_ticket where solved_at between $1 and $2) t
     group by day order by day`,
    span,
  );
  const known = new Map(counted.map((row) => [row.day, row]));
  const first = Math.floor(span[0] / DAY_MS) + 1;
  const last = Math.floor(span[1] / DAY_MS);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
    const row = known.get(first + i);
    return { day: (first + i) * DAY_MS, opened: row?.opened ?? 0, solved: row?.solved ?? 0 };
  });
}

async function representativesOf(reader: Reader, span: Span): Promise<DeskReport['representatives']> {
  const rows = await rowsOf<{
    party: string;
    solved: number;
    median: number | null;
    missed: number;
    mean: number | null;
    ratings: number;
  }>(
    reader,
    `select doc->>'solvedBy' as party, count(*)::int as solved, ${MEDIAN} as median, ${MISSED}, ${RATING}
     from concept_ticket where solved_at between $1 and $2 and doc->>'solvedBy' is not null
     group by 1 order by solved desc, party limit ${ROWS_MAX}`,
    span,
  );
  const name = await nameBook(
    reader,
    rows.map((r) => r.party),
  );
  return rows.map(({ party, solved, median, missed, mean, ratings }) => ({
    party: { id: party, name: name(party) },
    solved,
    firstAnswerMedianMs: median,
    missed,
    rating: { mean, count: ratings },
  }));
}

async function productsOf(reader: Reader, span: Span): Promise<DeskReport['products']> {
  const rows = await rowsOf<{ id: string; title: string | null; opened: number; kind: string }>(
    reader,
    `select t.listing as id, max(l.doc->>'title') as title, count(*)::int as opened,
       mode() within group (order by t.doc->>'kind') as kind
     from concept_ticket t left join concept_listing l on l.id = t.listing
     where t.opened_at between $1 and $2 and t.listing is not null
     group by 1 order by opened desc, id limit ${ROWS_MAX}`,
    span,
  );
  return rows.map(({ id, title, opened, kind }) => ({
    listingId: id,
    title,
    opened,
    mostAsked: reader.wording.desk.kinds[kind]?.title ?? kind,
  }));
}

async function causesOf(reader: Reader, span: Span): Promise<DeskReport['causes']> {
  const rows = await rowsOf<{ cause: string; solved: number }>(
    reader,
    `select doc->>'cause' as cause, count(*)::int as solved from concept_ticket
     where solved_at between $1 and $2 and doc->>'cause' is not null group by 1 order by solved desc, cause`,
    span,
  );
  return rows.map(({ cause, solved }) => ({
    cause,
    title: reader.wording.desk.causes[cause]?.title ?? cause,
    solved,
  }));
}

async function kindsOf(reader: Reader, span: Span): Promise<DeskReport['kinds']> {
  const rows = await rowsOf<{ kind: string; opened: number }>(
    reader,
    `select doc->>'kind' as kind, count(*)::int as opened from concept_ticket
     where opened_at between $1 and $2 group by 1 order by opened desc, kind`,
    span,
  );
  return rows.map(({ kind, opened }) => ({
    kind,
    title: reader.wording.desk.kinds[kind]?.title ?? kind,
    opened,
  }));
}

import type { Reader } from '../../door/route.ts';
import type { ListingId, PartyId } from '../../kernel/ids.ts';
import type { ListingAttempt } from './attempt.ts';
import type { Listing } from './listing.ts';

interface Row {
  readonly id: ListingId;
  readonly doc: Listing;
}

/** At or below this a seller should think of more. */
export const LOW_STOCK = 5;

const STOCKS = {
  out: `(doc->>'stock')::int = 0`,
  low: `(doc->>'stock')::int between 1 and ${LOW_STOCK}`,
} as const;
export type StockFilter = keyof typeof STOCKS;
export const STOCK_FILTERS = Object.keys(STOCKS) as readonly StockFilter[];

/** A seller's own listings in any state, the newest first. `before` is the last id of the page before. */
export async function ownListings(
  { db }: Pick<Reader, 'db'>,
  seller: PartyId,
  page: {
    readonly status?: string | undefined;
    readonly stock?: StockFilter | undefined;
    /** Part of a title, or the beginning of the seller's own number. */
    readonly text?: string | undefined;
    readonly before?: string | undefined;
    readonly limit: number;
  },
) {
  const rows = await db.pool.query<Row>(
    `select id, doc from concept_listing
     where seller = $1 and ($2::text is null or status = $2) and ($3::text is null or id < $3)
       and ($5::text is null or doc->>'title' ilike '%' || $5 || '%' or sku ilike $5 || '%')
       ${page.stock === undefined ? '' : `and ${STOCKS[page.stock]}`}
     order by id desc limit $4`,
    [seller, page.status ?? null, page.before ?? null, page.limit, page.text ? likeOf(page.text) : null],
  );
  return {
    listings: rows.rows.map(({ id, doc }) => ({ id, ...doc })),
    next: rows.rows.length < page.limit ? null : (rows.rows.at(-1)?.id ?? null),
    counts: await countsOf({ db }, seller),
  };
}

/** What is typed is looked for as it is: no signs of the pattern language. */
function likeOf(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}

/** How many there are in each state; `out` and `low` only of those on offer. */
async function countsOf(
  { db }: Pick<Reader, 'db'>,
  seller: PartyId,
): Promise<Readonly<Record<string, number>>> {
  const rows = await db.pool.query<{ status: string; count: number; out: number; low: number }>(
    `select status, count(*)::int as count, count(*) filter (where ${STOCKS.out})::int as out,
       count(*) filter (where ${STOCKS.low})::int as low
     from concept_listing where seller = $1 group by status`,
    [seller],
  );
  const live = rows.rows.find((r) => r.status === 'live');
  const counts = Object.fromEntries(rows.rows.map((r) => [r.status, r.count]));
  return { ...counts, out: live?.out ?? 0, low: live?.low ?? 0 };
}

export async function ownListing(
  { db }: Pick<Reader, 'db'>,
  seller: PartyId,
  id: ListingId,
): Promise<object | undefined> {
  const rows = await db.pool.query<Row>('select id, doc from concept_listing where id = $1 and seller = $2', [
    id,
    seller,
  ]);
  const row = rows.rows[0];
  return row && { id: row.id, ...row.doc };
}

/** Everything of one shop, for a table; far above what anybody lists by hand. */
export async function allOwnListings(
  { db }: Pick<Reader, 'db'>,
  seller: PartyId,
): Promise<readonly Listing[]> {
  const rows = await db.pool.query<Row>(
    `select id, doc from concept_listing where seller = $1 and status <> 'refused' order by id limit 20000`,
    [seller],
  );
  return rows.rows.map((r) => r.doc);
}

/** What was kept off the market before it was listed, the latest first. */
export async function refusedAttempts({ db }: Pick<Reader, 'db'>, seller: PartyId) {
  const rows = await db.pool.query<{ id: string; doc: ListingAttempt }>(
    'select id, doc from concept_listing_attempt where seller = $1 order by id desc limit 50',
    [seller],
  );
  return rows.rows.map(({ id, doc: { seller: _seller, ...facts } }) => ({ attemptId: id, ...facts }));
}

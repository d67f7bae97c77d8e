import type { Reader } from '../../door/route.ts';
import type { PartyId } from '../../kernel/ids.ts';
import { DAY_MS, dayNumber } from '../../kernel/time.ts';
import { activeMeasures, standingWord } from '../../standing/standing.ts';

/** Words that fewer people than these were shown something for stay untold: they could be one person's. */
const TOLD_FROM = 3;
const LISTINGS_SHOWN = 50;
const QUERIES_SHOWN = 30;

/** How a seller's listings were seen in the last days, where they stood, and what their place depends on. */
export async function trafficOf(reader: Reader, seller: PartyId, days: number) {
  const today = dayNumber(reader.now);
  const from = today - days + 1;
  const [byDay, listings, queries, orders] = await Promise.all([
    seenByDay(reader, seller, from),
    seenByListing(reader, seller, from),
    queriesOf(reader, seller, from),
    ordersSince(reader, seller, from * DAY_MS),
  ]);
  const seen = new Map(byDay.map((r) => [r.day, r]));
  return {
    days: Array.from({ length: days }, (_, i) => {
      const day = from + i;
      const { shown = 0, viewed = 0, added = 0 } = seen.get(day) ?? {};
      return { at: day * DAY_MS, shown, viewed, added, orders: orders.byDay.get(day) ?? 0 };
    }),
    listings: listings.map((row) => ({ ...row, orders: orders.byListing.get(row.id) ?? 0 })),
    queries,
    trust: await trustOf(reader, seller),
  };
}

async function seenByDay({ db }: Reader, seller: PartyId, from: number) {
  const rows = await db.pool.query<{ day: number; shown: number; viewed: number; added: number }>(
    `select t.day, sum(t.shown)::int as shown, sum(t.viewed)::int as viewed, sum(t.added)::int as added
     from listing_traffic t join concept_listing l on l.id = t.listing
     where l.seller = $1 and t.day >= $2 group by t.day`,
    [seller, from],
  );
  return rows.rows;
}

async function seenByListing({ db }: Reader, seller: PartyId, from: number) {
  const rows = await db.pool.query<{
    id: string;
    title: string;
    status: string;
    shown: number;
    viewed: number;
    added: number;
    position: number | null;
  }>(
    `select l.id, l.doc->>'title' as title, l.status, sum(t.shown)::int as shown, sum(t.viewed)::int as viewed,
       sum(t.added)::int as added, round(sum(t.position_sum) / nullif(sum(t.shown), 0), 1)::float8 as position
     from listing_traffic t join concept_listing l on l.id = t.listing
     where l.seller = $1 and t.day >= $2 group by l.id, l.doc->>'title', l.status
     order by shown desc, viewed desc, l.id limit ${LISTINGS_SHOWN}`,
    [seller, from],
  );
  return rows.rows;
}

async function queriesOf({ db }: Reader, seller: PartyId, from: number) {
  const rows = await db.pool.query<{ words: string; shown: number; listings: number; position: number }>(
    `select q.words, sum(q.shown)::int as shown, count(distinct q.listing)::int as listings,
       round(sum(q.position_sum) / sum(q.shown), 1)::float8 as position
     from listing_query q join concept_listing l on l.id = q.listing
     where l.seller = $1 and q.day >= $2 group by q.words having sum(q.shown) >= ${TOLD_FROM}
     order by shown desc, q.words limit ${QUERIES_SHOWN}`,
    [seller, from],
  );
  return rows.rows;
}

/** Orders are facts and counted as such. */
async function ordersSince({ db }: Reader, seller: PartyId, since: number) {
  const rows = await db.pool.query<{ listing: string; day: number; count: number }>(
    `select line->>'listingId' as listing, ((doc->>'placedAt')::bigint / ${DAY_MS})::int as day, count(*)::int as count
     from concept_order, jsonb_array_elements(doc->'lines') line
     where seller = $1 and (doc->>'placedAt')::bigint >= $2 and checkout is not null group by 1, 2`,
    [seller, since],
  );
  const byDay = new Map<number, number>();
  const byListing = new Map<string, number>();
  for (const { listing, day, count } of rows.rows) {
    byDay.set(day, (byDay.get(day) ?? 0) + count);
    byListing.set(listing, (byListing.get(listing) ?? 0) + count);
  }
  return { byDay, byListing };
}

/** What of the seller's conduct moves its goods up or down. */
async function trustOf(reader: Reader, seller: PartyId) {
  const standing = (await reader.standings([seller])).get(seller);
  if (!standing) return null;
  const demotions = activeMeasures(standing, reader.now).filter((m) => m.kind === 'demotion');
  const assessed = await reader.metrics.assess({ party: seller, subject: 'seller' }, reader.now);
  return {
    word: standingWord(standing),
    stage: standing.stage,
    demotedUntil: demotions.map((m) => m.until),
    metrics: assessed.filter((a) => a.n > 0).map(({ metric, verdict, n, k }) => ({ metric, verdict, n, k })),
  };
}

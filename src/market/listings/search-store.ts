import type { Pool } from 'pg';
import type { ListingHit, ListingQuery, ListingSearch, Sort } from './search.ts';

/** Raised when the function changes: an index is only ever used with the function it was made by. */
const FUNCTION = 'listing_text_v1';

/**
 * The text of a listing for PostgreSQL's search: the title weighs most. `simple` finds words as they are in every
 * language, `english` adds word forms.
 */
const DEFINITION = `
  create or replace function ${FUNCTION}(doc jsonb) returns tsvector language sql immutable parallel safe as $$
    select setweight(to_tsvector('simple', coalesce(doc->>'title', '')), 'A')
        || setweight(to_tsvector('english', coalesce(doc->>'title', '')), 'A')
        || setweight(to_tsvector('simple', coalesce(doc->>'category', '')), 'B')
        || setweight(to_tsvector('simple', left(coalesce(doc->>'description', ''), 20000)), 'D')
        || setweight(to_tsvector('english', left(coalesce(doc->>'description', ''), 20000)), 'D')
  $$`;

/** Makes the search index if it is not there. Call it after the concept tables were made or rebuilt. */
export async function ensureListingSearch(pool: Pool): Promise<void> {
  await pool.query(
    `do $do$ begin
       perform pg_advisory_xact_lock(hashtext('cacashop.listing-search'));
       if to_regproc('${FUNCTION}') is null then execute $def$${DEFINITION}$def$; end if;
       create index if not exists concept_listing_text on concept_listing using gin (${FUNCTION}(doc))
         where status = 'live';
     end $do$`,
  );
}

/** Ranking reads the text of every match: of more matches than this, only the newest are ranked. */
const RANKED_MAX = 2_000;

const ORDER: Readonly<Record<Sort, string>> = {
  relevance: 'rank * factor desc, created_at desc, id',
  newest: 'created_at desc, id',
  'price-asc': 'price, id',
  'price-desc': 'price desc, id',
};

/** `taken` is the order in which matches are kept if there are too many, `shown` that of the answer. */
function statement(taken: string, shown: string): string {
  return `
    with words as (select websearch_to_tsquery('simple', $1) || websearch_to_tsquery('english', $1) as q),
    matches as (
      select l.id, l.doc, l.seller, (l.doc->>'createdAt')::bigint as created_at,
        (l.doc->'price'->>'amountMinor')::bigint as price
      from concept_listing l cross join words
      where l.status = 'live' and ($1 = '' or ${FUNCTION}(l.doc) @@ words.q)
        and ($2::text is null or l.category = $2)
        and ($3::text is null or l.countries @> array[$3::text])
        and ($4::text is null or l.seller = $4)
        and exists (select 1 from concept_standing s
          where s.id = l.seller and s.word not in ('held', 'stopped', 'barred'))
      order by ${taken} limit $5),
    scored as (
      select m.*, p.doc->'name'->>'shop' as name,
        case when $1 = '' then 1 else ts_rank(${FUNCTION}(m.doc), words.q) end as rank,
        -- A demoted seller's goods are shown further down, for as long as the measure lasts.
        coalesce((select min((x->>'factor')::float8) from jsonb_array_elements(s.doc->'measures') x
          where x->>'kind' = 'demotion' and (x->>'until' is null or (x->>'until')::bigint > $8)), 1) as factor
      from matches m join concept_party p on p.id = m.seller join concept_standing s on s.id = m.seller
        cross join words)
    select id, doc, name from scored order by ${shown} offset $6 limit $7`;
}

export class PostgresSearch implements ListingSearch {
  private readonly pool: Pool;

  constructor(pool: Pool) {
    this.pool = pool;
  }

  async find(query: ListingQuery): Promise<readonly ListingHit[]> {
    const { text, category, country, seller, sort, offset, limit, now } = query;
    const ranked = sort === 'relevance';
    const result = await this.pool.query<{
      id: ListingHit['id'];
      doc: ListingHit['listing'];
      name: string | null;
    }>(statement(ORDER[ranked ? 'newest' : sort], ORDER[sort]), [
      text,
      category ?? null,
      country ?? null,
      seller ?? null,
      ranked ? RANKED_MAX : offset + limit,
      offset,
      limit,
      now,
    ]);
    return result.rows.map(({ id, doc, name }) => ({ id, listing: doc, sellerName: name ?? '' }));
  }
}

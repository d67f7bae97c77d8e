import type { Pool } from 'pg';
import type { ListingId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/time.ts';
import { SearchCache } from './search-cache.ts';
import {
  conditionsOf,
  facetsOf,
  type FacetRow,
  facetStatement,
  type Part,
} from './search-statement-store.ts';
import { closestWords, wordsIn } from './search-spelling.ts';
import type { Facets, ListingFilters, ListingHit, ListingQuery, ListingSearch, Sort } from './search.ts';

/** Ranking reads every match: of more matches than this, only those of the best quality are ranked. */
const RANKED_MAX = 5_000;
/** Results are worked out for several pages at once; whoever leafs further gets the next larger span. */
const SPANS = [240, 2_000, 20_000];

const ORDER: Readonly<Record<Sort, string>> = {
  relevance: 'rank * quality * trust * factor desc, created_at desc, id',
  newest: 'created_at desc, id',
  'price-asc': 'price_eur, id',
  'price-desc': 'price_eur desc, id desc',
  rating: 'case when reviews > 0 then (stars + 20.0) / (reviews + 5) else 0 end desc, reviews desc, id',
};

/** The order in which matches are kept if there are too many, which an index should have when there is no text. */
const TAKEN: Readonly<Record<Sort, string>> = {
  relevance: 'quality desc, created_at desc, id',
  newest: ORDER.newest,
  'price-asc': ORDER['price-asc'],
  'price-desc': ORDER['price-desc'],
  rating: ORDER.rating,
};

interface Found {
  readonly id: ListingId;
  readonly family: string;
  readonly factor: number;
  readonly rank: number;
  readonly quality: number;
  readonly trust: number;
}

type Row = Omit<ListingHit, 'demotion' | 'rating' | 'score' | 'moved'> & {
  readonly reviews: number;
  readonly stars: number;
};

/** Search by PostgreSQL. Its answers may be `freshMs` old, and a few times that while it works out newer ones. */
export class PostgresSearch implements ListingSearch {
  private readonly pool: Pool;
  private readonly newcomerTrust: () => number;
  private readonly found: SearchCache<readonly Found[]>;
  private readonly rows: SearchCache<Row | undefined>;
  private readonly counted: SearchCache<Facets>;
  private readonly vocabulary: SearchCache<ReadonlyMap<string, number>>;

  /** `newcomerTrust`: of sellers who have no number yet. */
  constructor(
    pool: Pool,
    { freshMs, newcomerTrust }: { readonly freshMs: number; readonly newcomerTrust: () => number },
  ) {
    this.pool = pool;
    this.newcomerTrust = newcomerTrust;
    this.found = new SearchCache({ freshMs, entriesMax: 5_000 });
    this.rows = new SearchCache({ freshMs, entriesMax: 20_000 });
    this.counted = new SearchCache({ freshMs: freshMs * 10, entriesMax: 2_000 });
    this.vocabulary = new SearchCache({ freshMs: freshMs * 200, entriesMax: 1 });
  }

  async find(query: ListingQuery): Promise<readonly ListingHit[]> {
    const { offset, limit } = query;
    const span = SPANS.find((s) => s >= offset + limit) ?? SPANS.at(-1) ?? 0;
    const key = JSON.stringify([span, query.sort, parts(query)]);
    const found = await this.found.get(key, () => this.look(query, span));
    const page = found.slice(offset, offset + limit);
    const rows = await this.rowsOf(page.map((f) => f.id));
    return page.flatMap(({ id, factor, rank, quality, trust }) => {
      const row = rows.get(id);
      if (!row) return [];
      const { reviews, stars, ...hit } = row;
      return {
        ...hit,
        rating: reviews === 0 ? null : { count: reviews, average: stars / reviews },
        demotion: factor,
        score:
          query.sort === 'relevance'
            ? { relevance: rank, trust, quality, merit: rank * trust * quality * factor }
            : null,
      };
    });
  }

  async facets(filters: ListingFilters, priceBounds: readonly number[]): Promise<Facets> {
    return this.counted.get(JSON.stringify([priceBounds, parts(filters)]), async () => {
      const { statement, values } = facetStatement(filters, priceBounds);
      return facetsOf((await this.pool.query<FacetRow>(statement, values)).rows, priceBounds.length + 1);
    });
  }

  async spelling(text: string): Promise<string | null> {
    const known = await this.vocabulary.get('', async () => {
      const rows = await this.pool.query<{ word: string; ndoc: number }>(
        `select word, ndoc from ts_stat($$ select to_tsvector('simple', coalesce(doc->>'title', ''))
           from concept_listing where status = 'live' limit 20000 $$) where length(word) > 3`,
      );
      return new Map(rows.rows.map(({ word, ndoc }) => [word, ndoc]));
    });
    return closestWords(wordsIn(text), known);
  }

  /** The places of a result, of each family the first. */
  private async look(query: ListingQuery, span: number): Promise<readonly Found[]> {
    const { statement, values } = pageStatement(query, span, this.newcomerTrust());
    const { rows } = await this.pool.query<Found>(statement, values);
    const families = new Set<string>();
    return rows.filter(({ family }) => !families.has(family) && families.add(family));
  }

  /** What is shown of these, each read once by whoever asks for it first. */
  private async rowsOf(ids: readonly ListingId[]): Promise<ReadonlyMap<ListingId, Row>> {
    const { promise, resolve, reject } = Promise.withResolvers<ReadonlyMap<ListingId, Row>>();
    const missing: ListingId[] = [];
    const kept = ids.map((id) =>
      this.rows.get(id, () => {
        missing.push(id);
        return promise.then((rows) => rows.get(id));
      }),
    );
    this.read(missing).then(resolve, reject);
    const rows = await Promise.all(kept);
    return new Map(rows.flatMap((row) => (row ? [[row.id, row]] : [])));
  }

  private async read(ids: readonly ListingId[]): Promise<ReadonlyMap<ListingId, Row>> {
    if (ids.length === 0) return new Map();
    const { rows } = await this.pool.query<Row>(
      `select l.id, l.doc - 'description' as listing, coalesce(p.doc->'name'->>'shop', '') as "sellerName",
         coalesce(s.reviews, 0) as reviews, coalesce(s.stars, 0) as stars
       from concept_listing l join concept_party p on p.id = l.seller left join listing_search s on s.id = l.id
       where l.id = any($1)`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}

function parts(filters: ListingFilters) {
  const { text, category, country, seller, priceMin, priceMax, inStock, established, ratingMin, attributes } =
    filters;
  return [
    text,
    category,
    country,
    seller,
    priceMin,
    priceMax,
    inStock,
    established,
    ratingMin,
    [...(attributes ?? [])],
  ];
}

function pageStatement(
  query: ListingQuery & { readonly now: EpochMs },
  span: number,
  newcomerTrust: number,
): { statement: string; values: unknown[] } {
  const { conditions, values, words } = conditionsOf(query);
  const now = values.push(query.now);
  const newcomer = values.push(newcomerTrust);
  const ranked = query.sort === 'relevance';
  // Without text the index has the order, and twice the span is enough to find what a demotion moves.
  const taken = ranked ? (words ? RANKED_MAX : span * 2) : span * FAMILY_ROOM;
  const all: readonly Part[] = Object.values(conditions).flat();
  return {
    statement: `
      with demoted as materialized (
        -- A demoted seller's goods are shown further down, for as long as the measure lasts.
        select s.id, min((x->>'factor')::float8) as factor
        from concept_standing s cross join jsonb_array_elements(s.doc->'measures') x
        where s.word = 'restricted' and x->>'kind' = 'demotion' and (x->>'until' is null or (x->>'until')::bigint > $${now})
        group by s.id),
      matches as (
        select l.id, l.family, l.seller, l.quality, l.created_at, l.price_eur, l.reviews, l.stars,
          ${words && ranked ? `ts_rank(l.words, ${words})` : '1'} as rank
        from listing_search l
        where ${['true', ...all].join(' and ')} and not exists (
          select from concept_standing t where t.id = l.seller and t.word in ('held', 'stopped', 'barred'))
        order by ${TAKEN[query.sort]} limit ${taken})
      select id, family, factor, rank, quality, trust
      from (select m.*, coalesce(d.factor, 1) as factor, coalesce(t.trust, $${newcomer}::float8) as trust
            from matches m left join demoted d on d.id = m.seller left join seller_trust t on t.seller = m.seller) ranked
      order by ${ORDER[query.sort]} limit ${span * FAMILY_ROOM}`,
    values,
  };
}

/** Variants of one article that stand beside each other in a result take one place. */
const FAMILY_ROOM = 2;

import { createHash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { minorDigits, type Rates } from '../../kernel/exchange.ts';
import { CURRENCIES } from '../../kernel/money.ts';

/**
 * What search reads: a narrow row for each live listing, beside the wide ones that hold everything. Triggers keep it in the
 * transaction of each change, so that it is never behind the listings; it can be dropped and made again.
 */

/** The words of a title weigh most. `simple` finds them as they are in every language, `english` adds word forms. */
const WORDS = `
  setweight(to_tsvector('simple', coalesce(doc->>'title', '')), 'A')
  || setweight(to_tsvector('english', coalesce(doc->>'title', '')), 'A')
  || setweight(to_tsvector('simple', coalesce(doc->>'category', '')), 'B')
  || setweight(to_tsvector('simple', left(coalesce(doc->>'description', ''), 20000)), 'D')
  || setweight(to_tsvector('english', left(coalesce(doc->>'description', ''), 20000)), 'D')`;

/** Rows as they are put in; `l` is the listing's row. Longer values are texts, not something to choose by. */
const ROW = `
  select l.id, l.seller, l.category, l.countries,
    listing_price_eur((l.doc->'price'->>'amountMinor')::bigint, l.doc->'price'->>'currency') as price_eur,
    (l.doc->>'createdAt')::bigint as created_at, (l.doc->>'stock')::int > 0 as in_stock,
    coalesce(l.seller || ':' || (l.doc->'variant'->>'group'), l.id) as family,
    (select coalesce(array_agg(a.key || ':' || lower(a.value)), '{}') from (
       select key, value from jsonb_each_text(coalesce(l.doc->'attributes', '{}'))
       union select key, value from jsonb_each_text(coalesce(l.doc->'variant'->'options', '{}'))) a
     where length(a.value) <= 40 and strpos(a.value, '|') = 0) as attributes,
    listing_words(l.doc) as words, r.reviews, r.stars, listing_quality(r.reviews, r.stars, (l.doc->>'stock')::int > 0) as quality
  from (select $LISTING.*) l cross join lateral (
    select count(*)::int as reviews, coalesce(sum((v.doc->>'rating')::int), 0)::int as stars
    from concept_review v where v.listing = l.id) r`;

const COLUMNS =
  'id, seller, category, countries, price_eur, created_at, in_stock, family, attributes, words, reviews, stars, quality';

function definition(rates: Rates): string {
  // Cents of a euro for one minor unit of the currency.
  const factors = CURRENCIES.map((c) => `when '${c}' then ${100 / 10 ** minorDigits(c) / rates.perEuro[c]}`);
  const updates = COLUMNS.split(', ').map((c) => `${c} = excluded.${c}`);
  return `
  drop table if exists listing_search;
  create table listing_search (
    id text primary key, seller text not null, category text not null, countries text[] not null, price_eur bigint not null,
    created_at bigint not null, in_stock boolean not null, family text not null, attributes text[] not null,
    words tsvector not null, reviews int not null, stars int not null, quality real not null) with (fillfactor = 90);

  create or replace function listing_price_eur(minor bigint, currency text) returns bigint language sql immutable parallel safe as
  $$ select round(minor * case currency ${factors.join(' ')} end)::bigint $$;

  create or replace function listing_words(doc jsonb) returns tsvector language sql immutable parallel safe as $$ select ${WORDS} $$;

  -- Reviews pull towards their mean from four stars, the more the more there are; what is sold out comes after what is not.
  create or replace function listing_quality(reviews int, stars int, in_stock boolean) returns real language sql immutable as
  $$ select ((0.5 + 0.5 * (stars + 20) / (reviews + 5) / 5) * case when in_stock then 1 else 0.5 end)::real $$;

  create or replace function listing_search_take() returns trigger language plpgsql as $$ begin
    if tg_op = 'DELETE' then
      delete from listing_search where id = old.id;
      return null;
    end if;
    if new.status <> 'live' then
      delete from listing_search where id = new.id;
      return null;
    end if;
    -- Sales change the stock and nothing else, and are many.
    if tg_op = 'UPDATE' and old.status = 'live' and old.doc->'edition' = new.doc->'edition' then
      if ((old.doc->>'stock')::int > 0) <> ((new.doc->>'stock')::int > 0) then
        update listing_search set in_stock = (new.doc->>'stock')::int > 0,
          quality = listing_quality(reviews, stars, (new.doc->>'stock')::int > 0) where id = new.id;
      end if;
      return null;
    end if;
    insert into listing_search (${COLUMNS}) ${ROW.replace('$LISTING', 'new')}
      on conflict (id) do update set ${updates.join(', ')};
    return null;
  end $$;

  create or replace function listing_search_review() returns trigger language plpgsql as $$
  declare of_listing text := coalesce(new.listing, old.listing);
  begin
    update listing_search s set reviews = r.reviews, stars = r.stars, quality = listing_quality(r.reviews, r.stars, s.in_stock)
      from (select count(*)::int as reviews, coalesce(sum((doc->>'rating')::int), 0)::int as stars
            from concept_review where listing = of_listing) r where s.id = of_listing;
    return null;
  end $$;

  create or replace trigger listing_search_take after insert or update or delete on concept_listing
    for each row execute function listing_search_take();
  create or replace trigger listing_search_review after insert or update or delete on concept_review
    for each row execute function listing_search_review();
  -- Of an earlier version.
  drop index if exists concept_listing_text;

  insert into listing_search (${COLUMNS}) select x.* from concept_listing c cross join lateral (${ROW.replace('$LISTING', 'c')}) x
    where c.status = 'live';

  create index listing_search_words on listing_search using gin (words);
  create index listing_search_attributes on listing_search using gin (attributes);
  create index listing_search_seller on listing_search (seller);
  create index listing_search_best on listing_search (quality desc, created_at desc, id);
  create index listing_search_best_of on listing_search (category, quality desc, created_at desc, id);
  create index listing_search_new on listing_search (created_at desc, id);
  create index listing_search_new_of on listing_search (category, created_at desc, id);
  create index listing_search_price on listing_search (price_eur, id);
  create index listing_search_price_of on listing_search (category, price_eur, id);
  analyze listing_search;`;
}

/**
 * Makes the search table if it is not there, and anew when it, the rates, or the tables that it follows were made anew. Call it
 * after the concept tables.
 */
export async function ensureListingSearch(pool: Pool, rates: Rates): Promise<void> {
  const sql = definition(rates);
  const version = createHash('sha256').update(sql).digest('hex');
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(`select pg_advisory_xact_lock(hashtext('cacashop.listing-search'))`);
    if (!(await isCurrent(client, version))) {
      // As many rows as there are listings: longer than a request may take.
      await client.query('set local statement_timeout = 0');
      await client.query(sql);
      await client.query(`comment on table listing_search is '${version}'`);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

async function isCurrent(client: PoolClient, version: string): Promise<boolean> {
  const found = await client.query<{ version: string | null; triggers: number }>(
    `select obj_description(to_regclass('listing_search'), 'pg_class') as version,
       (select count(*)::int from pg_trigger where tgname in ('listing_search_take', 'listing_search_review')) as triggers`,
  );
  const { version: now, triggers } = found.rows[0] ?? {};
  return now === version && triggers === 2;
}

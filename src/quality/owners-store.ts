import type { Pool } from 'pg';
import type { OwnersOf } from './owners.ts';
import type { Owner } from './recall.ts';

/** By the sellers' orders, which have an index; a recall of 200,000 owners reads them in seconds. */
export function ownersIn(pool: Pool): OwnersOf {
  return async ({ listings, sellers }) => {
    const client = await pool.connect();
    try {
      await client.query('begin read only');
      // As many rows as there are owners: longer than a request may take.
      await client.query('set local statement_timeout = 0');
      const rows = await client.query<Owner>(
        `select o.buyer as party, array_agg(o.id order by o.id) as orders
         from concept_order o
         where o.seller = any($1) and o.status <> 'cancelled' and exists (
           select from jsonb_array_elements(o.doc->'lines') with ordinality as l(line, n)
           where l.line->>'listingId' = any($2)
             and (l.line->>'quantity')::int > coalesce((o.doc->'cancelledPieces'->>(n - 1)::int)::int, 0))
         group by o.buyer order by o.buyer`,
        [sellers, listings],
      );
      return rows.rows;
    } finally {
      await client.query('rollback');
      client.release();
    }
  };
}

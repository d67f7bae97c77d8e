import { connectionOf } from '../platform/postgres-unit.ts';
import type { OwnersOf } from './owners.ts';
import type { Owner } from './recall.ts';

/**
 * By the sellers' orders, which have an index; a recall of 200,000 owners reads them in seconds. What is not sent yet is
 * nobody's: it is cancelled. Whoever got the goods in exchange for others has no order of them: the return says so. Read by
 * the unit's own connection: by another, units that hold one each would wait for each other once there is no other.
 */
export const storedOwners: OwnersOf = async (unit, { listings, sellers }) => {
  const client = connectionOf(unit);
  // As many rows as there are owners: longer than a request may take.
  await client.query('set local statement_timeout = 0');
  const rows = await client.query<Owner>(
    `select buyer as party, array_agg(id order by id) as orders from (
     select o.buyer, o.id from concept_order o
     where o.seller = any($1) and o.status <> 'cancelled' and (o.checkout is null or o.status <> 'placed')
       and o.doc->'exchangeOf' is null and exists (
       select from jsonb_array_elements(o.doc->'lines') with ordinality as l(line, n)
       where l.line->>'listingId' = any($2)
         and (l.line->>'quantity')::int > coalesce((o.doc->'cancelledPieces'->>(n - 1)::int)::int, 0)
           + coalesce((o.doc->'remaining'->>(n - 1)::int)::int, 0))
     union
     select r.buyer, r.order_id from concept_return_request r
     where r.seller = any($1) and r.doc->'swap'->>'listingId' = any($2)
       and r.doc->'parcels' @> '[{"way":"out"}]' and (r.status <> 'closed' or r.doc->'stage'->>'why' = 'replaced')) owned
     group by buyer order by buyer`,
    [sellers, listings],
  );
  // What else the unit asks is bounded again. Where this one failed, so has the unit.
  await client.query('set local statement_timeout to default');
  return rows.rows;
};

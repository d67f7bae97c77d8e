import type { Pool } from 'pg';
import { about } from '../../kernel/exchange.ts';
import type { PartyId } from '../../kernel/ids.ts';
import type { Currency } from '../../kernel/money.ts';
import { DAY_MS, type EpochMs } from '../../kernel/time.ts';
import type { Rulebook } from '../../rulebook/schema.ts';

interface Volume {
  readonly seller: PartyId;
  readonly currency: Currency;
  readonly sales: number;
  readonly grossMinor: number;
}

/** More are asked with the next round: each round leaves out those who were asked. */
const SELLERS_MAX = 200;

/**
 * Sellers who sell so much to the countries of the rule that it asks more of them than they have told, and of whom nothing
 * is asked yet. Only what was paid through us counts, and nothing that was cancelled.
 */
export async function sellersOfVolume(
  pool: Pool,
  { identity, exchange }: Pick<Rulebook, 'identity' | 'exchange'>,
  now: EpochMs,
): Promise<readonly PartyId[]> {
  const { deliveredTo, withinDays, salesMin, grossMin, alsoGive } = identity.highVolume;
  const { rows } = await pool.query<Volume>(
    `select o.seller, o.doc->>'currency' as currency, count(*)::int as sales,
       sum((o.doc->>'totalMinor')::bigint)::float8 as "grossMinor"
     from concept_party p join concept_order o on o.seller = p.id
     where p.doc->>'kind' = 'seller' and p.doc->'asked' = 'null' and p.doc->'erasure' = 'null'
       and not p.doc->'identity' ?& $1
       and p.id in (select seller from concept_order group by seller having count(*) >= $4)
       and o.checkout is not null and o.status <> 'cancelled'
       and (o.doc->>'placedAt')::bigint > $2 and o.doc->>'country' = any($3)
     group by 1, 2 order by 1, 2`,
    [alsoGive, now - withinDays * DAY_MS, deliveredTo, salesMin],
  );
  const large = [...Map.groupBy(rows, ({ seller }) => seller)].filter(([, volumes]) => {
    const sales = volumes.reduce((sum, volume) => sum + volume.sales, 0);
    const gross = volumes.reduce((sum, { grossMinor: amountMinor, currency }) => {
      return sum + about({ amountMinor, currency }, grossMin.currency, exchange).amountMinor;
    }, 0);
    return sales >= salesMin && gross >= grossMin.amountMinor;
  });
  return large.slice(0, SELLERS_MAX).map(([seller]) => seller);
}

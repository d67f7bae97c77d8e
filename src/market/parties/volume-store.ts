import type { Pool } from 'pg';
import { about } from '../../kernel/exchange.ts';
import type { PartyId } from '../../kernel/ids.ts';
import { CURRENCIES } from '../../kernel/money.ts';
import { DAY_MS, type EpochMs, plusMonths } from '../../kernel/time.ts';
import type { Rulebook } from '../../rulebook/schema.ts';

/** More are asked with the next round: each round leaves out those who were asked. */
const SELLERS_MAX = 200;

/** So much of a currency is converted at once that rounding to its smallest unit is nothing. */
const SAMPLE_MINOR = 100_000_000;

/**
 * Sellers who have sold so much to the countries of the rule, in any so many days of its months, and of whom something is
 * due for it: to be noted, to be asked for what is missing, or to certify it for another year. Only what was paid through us
 * counts, and nothing that was cancelled.
 */
export async function sellersOfVolume(
  pool: Pool,
  { identity, exchange }: Pick<Rulebook, 'identity' | 'exchange'>,
  now: EpochMs,
): Promise<readonly PartyId[]> {
  const rule = identity.highVolume;
  const { currency } = rule.grossMin;
  const rates = Object.fromEntries(
    CURRENCIES.map((from) => [
      from,
      about({ amountMinor: SAMPLE_MINOR, currency: from }, currency, exchange).amountMinor / SAMPLE_MINOR,
    ]),
  );
  const { rows } = await pool.query<{ seller: PartyId }>(
    `with due as (
       select id from concept_party p
       where doc->>'kind' = 'seller' and doc->'erasure' = 'null'
         and (doc->'certificate' = 'null'
           or doc->'asked' = 'null'
             and (not doc->'identity' ?& $1 or $2::boolean and doc->'payoutAccount' = 'null')
           or doc->'certificate'->'asked' = 'null' and (doc->'certificate'->>'from')::bigint <= $3)
         and id in (select seller from concept_order group by seller having count(*) >= $4)),
     sums as (
       select o.seller, count(*) over year as sales,
         sum((o.doc->>'totalMinor')::float8 * ($5::jsonb->>(o.doc->>'currency'))::float8) over year as gross
       from due join concept_order o on o.seller = due.id
       where o.checkout is not null and o.status <> 'cancelled'
         and (o.doc->>'placedAt')::bigint > $6 and o.doc->>'country' = any($7)
       window year as (partition by o.seller order by (o.doc->>'placedAt')::bigint
         range between $8::bigint preceding and current row))
     select distinct seller from sums where sales >= $4 and round(gross) >= $9 order by seller limit ${SELLERS_MAX}`,
    [
      rule.alsoGive.filter((field) => field !== 'bank-account'),
      rule.alsoGive.includes('bank-account'),
      plusMonths(now, -rule.certifyEveryMonths),
      rule.salesMin,
      JSON.stringify(rates),
      plusMonths(now, -rule.lookBackMonths),
      rule.deliveredTo,
      rule.withinDays * DAY_MS - 1,
      rule.grossMin.amountMinor,
    ],
  );
  return rows.map(({ seller }) => seller);
}

import type { Pool } from 'pg';
import { about } from '../../kernel/exchange.ts';
import type { PartyId } from '../../kernel/ids.ts';
import { CURRENCIES } from '../../kernel/money.ts';
import { DAY_MS, type EpochMs, plusMonths } from '../../kernel/time.ts';
import type { Rulebook } from '../../rulebook/schema.ts';

const SELLERS_A_PAGE = 500;

/** So much of a currency is converted at once that rounding to its smallest unit is nothing. */
const SAMPLE_MINOR = 100_000_000;

/**
 * Sellers of whom something is due if they sell as much as the rule says: to be noted, to be asked for what is missing, or
 * to certify it for another year. Of each no more orders are counted here than the rule asks for.
 */
export async function* sellersToLookAt(
  pool: Pool,
  { identity }: Pick<Rulebook, 'identity'>,
  now: EpochMs,
): AsyncGenerator<PartyId> {
  const rule = identity.highVolume;
  for (let after = ''; ;) {
    const { rows } = await pool.query<{ id: PartyId }>(
      `select id from concept_party p
       where id > $5 and doc->>'kind' = 'seller' and doc->'erasure' = 'null'
         and (doc->'certificate' = 'null'
           or doc->'asked' = 'null'
             and (not doc->'identity' ?& $1 or $2::boolean and doc->'payoutAccount' = 'null')
           or doc->'certificate'->'asked' = 'null' and (doc->'certificate'->>'from')::bigint <= $3)
         and $4 <= (select count(*) from (select from concept_order where seller = p.id limit $4) as few)
       order by id limit ${SELLERS_A_PAGE}`,
      [
        rule.alsoGive.filter((field) => field !== 'bank-account'),
        rule.alsoGive.includes('bank-account'),
        plusMonths(now, -rule.certifyEveryMonths),
        rule.salesMin,
        after,
      ],
    );
    for (const { id } of rows) yield id;
    const last = rows.at(-1);
    if (!last || rows.length < SELLERS_A_PAGE) return;
    after = last.id;
  }
}

/**
 * Whether a seller has sold so much to the countries of the rule, in any so many days of its months. Only what was paid
 * through us counts, and nothing that was cancelled.
 */
export async function isOfVolume(
  pool: Pool,
  { identity, exchange }: Pick<Rulebook, 'identity' | 'exchange'>,
  seller: PartyId,
  now: EpochMs,
): Promise<boolean> {
  const rule = identity.highVolume;
  const { currency } = rule.grossMin;
  const rates = Object.fromEntries(
    CURRENCIES.map((from) => [
      from,
      about({ amountMinor: SAMPLE_MINOR, currency: from }, currency, exchange).amountMinor / SAMPLE_MINOR,
    ]),
  );
  const { rowCount } = await pool.query(
    `select from (
       select count(*) over year as sales,
         sum((doc->>'totalMinor')::float8 * ($2::jsonb->>(doc->>'currency'))::float8) over year as gross
       from concept_order
       where seller = $1 and checkout is not null and status <> 'cancelled'
         and (doc->>'placedAt')::bigint > $3 and doc->>'country' = any($4)
       window year as (order by (doc->>'placedAt')::bigint range between $5::bigint preceding and current row)) as sums
     where sales >= $6 and round(gross) >= $7 limit 1`,
    [
      seller,
      JSON.stringify(rates),
      plusMonths(now, -rule.lookBackMonths),
      rule.deliveredTo,
      rule.withinDays * DAY_MS - 1,
      rule.salesMin,
      rule.grossMin.amountMinor,
    ],
  );
  return rowCount === 1;
}

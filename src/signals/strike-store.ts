import type { Pool, PoolClient } from 'pg';
import type { CarrierStrike } from '../market/shipments/strike.ts';
import { prepared } from '../platform/prepared.ts';
import type { StrikeFact } from './fact.ts';

/** Strikes that staff have declared and not withdrawn. Read anew each time, so that one withdrawn excuses nothing more. */
export async function declaredStrikes(pool: Pool | PoolClient): Promise<readonly StrikeFact[]> {
  const rows = await pool.query<{ doc: CarrierStrike }>(
    prepared(`select doc from concept_carrier_strike where stands = 'yes' order by from_day, id`, []),
  );
  return rows.rows.map(({ doc: { carrier, countries, from, to, declaredAt } }) => ({
    kind: 'strike',
    at: declaredAt,
    carrier,
    countries,
    from,
    to,
  }));
}

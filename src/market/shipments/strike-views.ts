import type { Reader } from '../../door/route.ts';
import { refuse, type Refusal } from '../../kernel/decision.ts';
import { carrierKey } from '../../rulebook/carrier.ts';
import type { CarrierStrike } from './strike.ts';

const ROWS_MAX = 500;

/** The latest first. */
export async function strikesKnown({ db, rulebook }: Reader) {
  const rows = await db.pool.query<{ id: string; doc: CarrierStrike }>(
    'select id, doc from concept_carrier_strike order by from_day desc, id limit $1',
    [ROWS_MAX],
  );
  const declared = rows.rows.map(({ id, doc }) => {
    const { carrier, countries, from, to, source, declaredAt, withdrawn } = doc;
    const undone = withdrawn && { at: withdrawn.at, why: withdrawn.why };
    return {
      strikeId: id,
      carrier,
      countries: countries === 'all' ? ('all' as const) : [...countries],
      from,
      to,
      source,
      declaredAt,
      withdrawn: undone,
    };
  });
  const ofRules = rulebook.carriers.strikes.map(({ carrier, countries, from, to, source }) => ({
    carrier,
    countries: countries === 'all' ? ('all' as const) : [...countries],
    from: Date.parse(from),
    to: Date.parse(to),
    source,
    withdrawn: null,
  }));
  return [...declared, ...ofRules].toSorted((a, b) => b.from - a.from);
}

/** As many as are worth reading when one looks for the right one. */
const CARRIERS_TOLD = 12;

/**
 * The carrier as most parcels name it, `all` for all. A name that no parcel bears would excuse nobody, and nobody would
 * notice.
 */
export async function carrierNamed(
  { db }: Pick<Reader, 'db'>,
  typed: string,
): Promise<{ readonly carrier: string } | Refusal> {
  const key = carrierKey(typed);
  if (key === 'all') return { carrier: 'all' };
  const rows = await db.pool.query<{ carrier: string }>(
    `select doc->>'carrier' as carrier from concept_shipment group by 1 order by count(*) desc, 1`,
  );
  const carriers = rows.rows.map((row) => row.carrier);
  const known = key === '' ? undefined : carriers.find((carrier) => carrierKey(carrier) === key);
  if (known !== undefined) return { carrier: known };
  const told = carriers.slice(0, CARRIERS_TOLD).join(', ');
  const instead = told === '' ? 'write all' : `write all, or one that parcels name, such as ${told}`;
  return refuse('carrier-unknown', `No parcel names the carrier ${typed}: ${instead}.`, { field: 'carrier' });
}

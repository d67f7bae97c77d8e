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

/**
 * The carrier as most parcels name it, `all` for all; as it was typed where none names it yet, since a strike may be declared of
 * one that somebody will use.
 */
export async function carrierNamed(
  { db }: Pick<Reader, 'db'>,
  typed: string,
): Promise<{ readonly carrier: string } | Refusal> {
  const key = carrierKey(typed);
  if (key === 'all') return { carrier: 'all' };
  if (key === '')
    return refuse('carrier-unknown', `${typed} names no carrier: write its name, or all.`, {
      field: 'carrier',
    });
  const rows = await db.pool.query<{ carrier: string }>(
    `select doc->>'carrier' as carrier from concept_shipment group by 1 order by count(*) desc, 1`,
  );
  return { carrier: rows.rows.find((row) => carrierKey(row.carrier) === key)?.carrier ?? typed };
}

import type { Reader } from '../../door/route.ts';
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

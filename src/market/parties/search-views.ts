import type { Reader } from '../../door/route.ts';
import type { PartyId } from '../../kernel/ids.ts';
import { activePoints, type Standing, standingWord } from '../../standing/standing.ts';
import type { Party } from './party.ts';
import { nameIn } from './views.ts';

export const STANDING_WORDS = ['good', 'held', 'restricted', 'stopped', 'barred'] as const;

export interface PartyQuery {
  /** Part of a name, whatever its case, or a whole id. */
  readonly q?: string | undefined;
  readonly kind?: 'seller' | 'buyer' | 'staff' | undefined;
  readonly standing?: (typeof STANDING_WORDS)[number] | undefined;
  readonly limit: number;
  readonly offset: number;
}

interface Row {
  readonly id: PartyId;
  readonly doc: Party;
  readonly standing: Standing;
}

/** Parties for staff to look up. Those who were erased have no name left to be found by, and are found by id alone. */
export async function partiesNamed(reader: Reader, query: PartyQuery) {
  const { q, kind, standing, limit, offset } = query;
  const found = await reader.db.pool.query<Row>(
    `select p.id, p.doc, s.doc as standing from concept_party p join concept_standing s on s.id = p.id
     where ($1::text is null or p.kind = $1) and ($2::text is null or s.word = $2)
       and ($3::text is null or p.id = $3 or (p.doc->'erasure' = 'null'::jsonb and (
         p.doc->'name'->>'shop' ilike $4
         or exists (select from private_value v where v.commitment = p.doc->'name'->>'person' and v.value ilike $4))))
     order by p.id desc limit $5 offset $6`,
    [kind ?? null, standing ?? null, q ?? null, q === undefined ? null : partOf(q), limit + 1, offset],
  );
  const shown = found.rows.slice(0, limit);
  const people = shown.flatMap((r) => ('person' in r.doc.name ? [r.doc.name.person] : []));
  const revealed = await reader.reveal(people);
  return {
    rows: shown.map(({ id, doc, standing: state }) => ({
      id,
      name: nameIn(doc, revealed),
      kind: doc.kind,
      country: doc.country,
      since: doc.registeredAt,
      standing: standingWord(state),
      points: activePoints(state, reader.now),
    })),
    next: found.rows.length > limit ? `o${offset + limit}` : null,
  };
}

/** A pattern in which what was typed stands for itself. */
function partOf(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}

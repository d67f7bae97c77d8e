import type { Pool } from 'pg';
import type { PartyId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Party } from '../market/parties/party.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import { type Standing, standingWord } from '../standing/standing.ts';
import type { Assessment } from './assess.ts';
import type { Role } from './fact.ts';

/** An assessment without the lists of units. */
export type ShortAssessment = Omit<Assessment, 'defects' | 'excluded'>;

export interface WorstRow {
  readonly party: PartyId;
  readonly name: string;
  readonly standing: string;
  /** When the bound was at its worst, for judged history; the last look, for today. */
  readonly at: EpochMs;
  readonly title: string;
  readonly assessment: ShortAssessment;
}

interface Ranked {
  readonly party: PartyId;
  readonly at: EpochMs;
  readonly assessment: ShortAssessment & Partial<Assessment>;
  readonly doc: Party | null;
  readonly standing: Standing | null;
}

/**
 * Parties ranked by how sure we are that they are bad: by the bound of a rate, never the rate itself. For a metric of
 * successes the lowest upper bound comes first. `history`: at their worst in judged imported history instead of today.
 */
export async function worstByBound(
  pool: Pool,
  rulebook: Rulebook,
  wanted: { subject: Role['subject']; metric: string; history: boolean; limit: number },
): Promise<readonly WorstRow[]> {
  const source = wanted.history
    ? `select party, at, assessment as m from history_assessment where subject = $1 and metric = $2`
    : `select party, day::bigint * 86400000 as at, m from signal_party, jsonb_array_elements(summary) m
       where subject = $1 and m->>'metric' = $2 and (m->>'n')::int > 0`;
  const rows = await pool.query<Ranked>(
    `select r.party, r.at, r.m as assessment, p.doc, s.doc as standing from (${source}) r
     left join concept_party p on p.id = r.party left join concept_standing s on s.id = r.party
     order by case when r.m->>'of' = 'defects' then -(r.m->>'lower')::float8 else (r.m->>'upper')::float8 end, r.party
     limit $3`,
    [wanted.subject, wanted.metric, wanted.limit],
  );
  return rows.rows.map(
    ({
      party,
      at,
      assessment: { defects: _defects, excluded: _excluded, ...assessment },
      doc,
      standing,
    }) => ({
      party,
      name: doc && 'shop' in doc.name ? doc.name.shop : party,
      standing: standing ? standingWord(standing) : 'good',
      at,
      title: rulebook.metrics[wanted.metric]?.title ?? wanted.metric,
      assessment,
    }),
  );
}

/** What judged imported history says of one party, most worrying first, with the units behind it. */
export async function worstMoments(
  pool: Pool,
  party: PartyId,
): Promise<readonly { readonly source: string; readonly at: EpochMs; readonly assessment: Assessment }[]> {
  const rows = await pool.query<{ source: string; at: EpochMs; assessment: Assessment }>(
    'select source, at, assessment from history_assessment where party = $1 order by at desc',
    [party],
  );
  return rows.rows;
}

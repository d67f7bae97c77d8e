import { z } from 'zod';
import { nameBook } from '../door/names.ts';
import type { Reader } from '../door/route.ts';
import type { CampaignId, PartyId } from '../kernel/ids.ts';
import type { Campaign, Criterion } from './campaign.ts';

export const campaignRow = z.object({
  id: z.string(),
  title: z.string(),
  status: z.enum(['opening', 'deciding', 'sampling', 'releasing', 'done', 'stopped']),
  violations: z.array(z.string()),
  openedAt: z.int(),
  parties: z.int(),
  /** Cases that are closed. */
  decided: z.int(),
  sampled: z.int(),
  sampleJudged: z.int(),
  sampleAgreed: z.int(),
});
export type CampaignRow = z.infer<typeof campaignRow>;

const party = z.object({ id: z.string(), name: z.string() });

export const campaignPage = campaignRow.extend({
  criterion: z.looseObject({ by: z.string() }),
  startedBy: party,
  opened: z.int(),
  skipped: z.array(party.extend({ why: z.string() })),
  /** Cases by what they wait for, and closed ones by outcome. */
  progress: z.array(z.object({ waitsFor: z.string(), outcome: z.string().nullable(), cases: z.int() })),
  /** Sanctions by kind and status. */
  sanctions: z.array(z.object({ kind: z.string(), status: z.string(), count: z.int() })),
  sample: z.array(
    z.object({
      sanctionId: z.string(),
      caseId: z.string(),
      kind: z.string(),
      party,
      judgedBy: z.string().nullable(),
      agrees: z.boolean().nullable(),
    }),
  ),
  /** Waits for the sample and is not part of it. */
  rest: z.int(),
  released: z.int(),
});
export type CampaignPage = z.infer<typeof campaignPage>;

interface Stored {
  readonly id: string;
  readonly doc: Campaign;
  readonly decided: number;
}

function rowOf({ id, doc, decided }: Stored): CampaignRow {
  const sample = 'sample' in doc ? doc.sample : [];
  return {
    id,
    title: doc.name,
    status: doc.status,
    violations: [...doc.violations],
    openedAt: doc.startedAt,
    parties: doc.members.length,
    decided,
    sampled: sample.length,
    sampleJudged: sample.filter((s) => s.judged).length,
    sampleAgreed: sample.filter((s) => s.judged?.agrees === true).length,
  };
}

const WITH_DECIDED = `select c.id, c.doc,
  (select count(*)::int from concept_case_file f where f.campaign = c.id and f.status = 'closed') as decided
  from concept_campaign c`;

export async function campaignList(
  reader: Reader,
  query: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly CampaignRow[]; readonly next: string | null }> {
  const { limit, offset } = query;
  const rows = await reader.db.pool.query<Stored>(
    `${WITH_DECIDED} order by c.started_at desc, c.id limit $1 offset $2`,
    [limit + 1, offset],
  );
  return {
    rows: rows.rows.slice(0, limit).map(rowOf),
    next: rows.rows.length > limit ? `o${offset + limit}` : null,
  };
}

export async function campaignOf(reader: Reader, id: CampaignId): Promise<CampaignPage | undefined> {
  const { pool } = reader.db;
  const rows = await pool.query<Stored>(`${WITH_DECIDED} where c.id = $1`, [id]);
  const row = rows.rows[0];
  if (!row) return undefined;
  const { doc } = row;
  const progress = await pool.query<{ waitsFor: string; outcome: string | null; cases: number }>(
    `select waits_for as "waitsFor", doc->>'outcome' as outcome, count(*)::int as cases
     from concept_case_file where campaign = $1 group by 1, 2 order by 1, 2`,
    [id],
  );
  const sanctions = await pool.query<{ kind: string; status: string; count: number }>(
    'select kind, status, count(*)::int from concept_sanction where campaign = $1 group by 1, 2 order by 1, 2',
    [id],
  );
  const sample = 'sample' in doc ? doc.sample : [];
  const parties = await pool.query<{ id: string; party: string }>(
    'select id, party from concept_sanction where id = any($1)',
    [sample.map((s) => s.sanctionId)],
  );
  const partyOf = new Map(parties.rows.map((r) => [r.id, r.party]));
  const people = [
    doc.startedBy,
    ...doc.skipped.map((s) => s.party),
    ...sample.map((s) => s.judged?.by),
    ...partyOf.values(),
  ];
  const name = await nameBook(reader, people);
  const named = (of: string) => ({ id: of, name: name(of) });
  return {
    ...rowOf(row),
    criterion: doc.criterion,
    startedBy: named(doc.startedBy),
    opened: doc.opened,
    skipped: doc.skipped.map((s) => ({ ...named(s.party), why: s.why })),
    progress: progress.rows,
    sanctions: sanctions.rows,
    sample: sample.map(({ sanctionId, caseId, kind, judged }) => ({
      sanctionId,
      caseId,
      kind,
      party: named(partyOf.get(sanctionId) ?? ''),
      judgedBy: judged ? name(judged.by) : null,
      agrees: judged?.agrees ?? null,
    })),
    rest: 'rest' in doc ? doc.rest.length : 0,
    released: 'released' in doc ? doc.released : 0,
  };
}

/** Who fits a criterion now, of one side, at most one more than a campaign may have. */
export async function select(
  { db, rulebook }: Pick<Reader, 'db' | 'rulebook'>,
  criterion: Exclude<Criterion, { by: 'list' }>,
  kind: 'seller' | 'buyer',
): Promise<readonly PartyId[]> {
  const max = rulebook.campaigns.partiesMax + 1;
  const [sql, value] = queryFor(criterion);
  const rows = await db.pool.query<{ id: PartyId }>(`${sql} limit $3`, [kind, value, max]);
  return rows.rows.map((r) => r.id);
}

function queryFor(criterion: Exclude<Criterion, { by: 'list' }>): readonly [sql: string, value: unknown] {
  switch (criterion.by) {
    case 'country':
      return [
        `select id from concept_party where kind = $1 and doc->>'country' = $2 and doc->'erasure' = 'null'::jsonb order by id`,
        criterion.country,
      ];
    case 'category':
      return [
        `select distinct l.seller as id from concept_listing l join concept_party p on p.id = l.seller
         where p.kind = $1 and l.category = $2 and l.status = 'live' order by 1`,
        criterion.category,
      ];
    case 'metric':
      // Beyond for certain: the bound on the good side of the rate.
      return [
        `select s.party as id from signal_party s, jsonb_array_elements(s.summary) m
         where s.subject = $1 and m->>'metric' = $2::jsonb->>'metric' and (m->>'n')::int > 0
           and case when m->>'of' = 'defects' then (m->>'lower')::float8 > ($2::jsonb->>'boundBeyond')::float8
               else (m->>'upper')::float8 < ($2::jsonb->>'boundBeyond')::float8 end order by 1`,
        JSON.stringify(criterion),
      ];
    default:
      return criterion satisfies never;
  }
}

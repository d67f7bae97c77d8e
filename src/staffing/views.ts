import { z } from 'zod';
import { nameBook } from '../door/names.ts';
import type { Reader } from '../door/route.ts';
import { DAY_MS, type EpochMs } from '../kernel/time.ts';
import type { PartyId } from '../kernel/ids.ts';
import type { Party } from '../market/parties/party.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import type { Colleague } from './colleague.ts';
import { forecastOf } from './forecast.ts';

export const colleagueRow = z.object({
  partyId: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  skills: z.array(z.string()),
  languages: z.array(z.string()),
  since: z.int(),
  /** Set while an invitation is open or ran out. */
  invitedUntil: z.int().nullable(),
  assigned: z.int(),
  overdue: z.int(),
  /** In the weeks that the forecast looks back. */
  closed: z.int(),
});

export const loadRow = z.object({
  skill: z.string(),
  language: z.string(),
  backlog: z.int(),
  unassigned: z.int(),
  overdue: z.int(),
  arrived: z.int(),
  closed: z.int(),
  /** Members of staff who have both. */
  people: z.int(),
  forecast: z.object({
    expected: z.number(),
    lowest: z.int(),
    highest: z.int(),
    daysToClear: z.int().nullable(),
  }),
});
type LoadRow = z.infer<typeof loadRow>;

const STAFF_MAX = 1_000;

/** Everybody who has a role or an open invitation, with what they know and what they have on their desk. */
export async function staffWithLoad(reader: Reader): Promise<z.infer<typeof colleagueRow>[]> {
  const rows = await reader.db.pool.query<{
    id: PartyId;
    doc: Party;
    colleague: Colleague | null;
    assigned: number;
    overdue: number;
    closed: number;
  }>(
    `select p.id, p.doc, c.doc as colleague,
       count(f.id) filter (where f.status <> 'closed')::int as assigned,
       count(f.id) filter (where f.status <> 'closed' and f.clock_at < $1)::int as overdue,
       count(f.id) filter (where f.status = 'closed' and (f.doc->>'closedAt')::bigint >= $2)::int as closed
     from concept_party p
     left join concept_colleague c on c.id = p.id
     left join concept_case_file f on f.assignee = p.id
     where p.kind = 'staff' group by p.id, p.doc, c.doc order by p.id limit ${STAFF_MAX}`,
    [reader.now, since(reader)],
  );
  const nameOf = await nameBook(
    reader,
    rows.rows.map((r) => r.id),
  );
  return rows.rows.map(({ id, doc, colleague, assigned, overdue, closed }) => ({
    partyId: id,
    name: nameOf(id),
    roles: [...doc.roles],
    skills: [...(colleague?.skills ?? [])],
    languages: [...(colleague?.languages ?? [])],
    since: doc.registeredAt,
    invitedUntil: colleague?.invitation?.acceptedAt === null ? colleague.invitation.expiresAt : null,
    assigned,
    overdue,
    closed,
  }));
}

interface CaseFact {
  readonly violation: string;
  readonly language: string;
  readonly opened_at: EpochMs;
  readonly closed_at: EpochMs | null;
  readonly assigned: boolean;
  readonly overdue: boolean;
}

/** A case is of the skill of its first violation, and of the language of whom it is about. */
export async function loadBySkill(reader: Reader): Promise<LoadRow[]> {
  const rows = await reader.db.pool.query<CaseFact>(
    `select f.violations[1] as violation, split_part(p.doc->>'language', '-', 1) as language, f.opened_at,
       case when f.status = 'closed' then (f.doc->>'closedAt')::bigint end as closed_at,
       f.assignee is not null as assigned, coalesce(f.clock_at < $1, false) as overdue
     from concept_case_file f join concept_party p on p.id = f.subject
     where f.status <> 'closed' or f.opened_at >= $2 or (f.doc->>'closedAt')::bigint >= $2`,
    [reader.now, since(reader)],
  );
  const skillOf = skillsByViolation(reader.rulebook);
  const groups = new Map<string, CaseFact[]>();
  for (const row of rows.rows) {
    const key = `${skillOf.get(row.violation) ?? ''} ${row.language}`;
    groups.getOrInsertComputed(key, () => []).push(row);
  }
  const people = await peopleOf(reader);
  return [...groups]
    .map(([key, facts]) => {
      const [skill = '', language = ''] = key.split(' ');
      return loadOf(reader, facts, { skill, language, people: people.get(key) ?? 0 });
    })
    .sort((a, b) => b.overdue - a.overdue || b.backlog - a.backlog || a.skill.localeCompare(b.skill));
}

function loadOf(
  { now, rulebook }: Pick<Reader, 'now' | 'rulebook'>,
  facts: readonly CaseFact[],
  row: Pick<LoadRow, 'skill' | 'language' | 'people'>,
): LoadRow {
  const open = facts.filter((f) => f.closed_at === null);
  const weeks = rulebook.staffing.forecastFromWeeks;
  const from = now - weeks * 7 * DAY_MS;
  const done = facts.flatMap((f) => f.closed_at ?? []);
  const arrived = facts.map((f) => f.opened_at).filter((at) => at >= from);
  return {
    ...row,
    backlog: open.length,
    unassigned: open.filter((f) => !f.assigned).length,
    overdue: open.filter((f) => f.overdue).length,
    arrived: arrived.length,
    closed: done.filter((at) => at >= from).length,
    forecast: forecastOf({ arrived, done, backlog: open.length }, now, weeks),
  };
}

/** How many people know a skill and a language, by `skill language`. Whoever holds no role can judge nothing. */
async function peopleOf(reader: Reader): Promise<ReadonlyMap<string, number>> {
  const rows = await reader.db.pool.query<{ key: string; people: number }>(
    `select skill || ' ' || language as key, count(*)::int as people
     from concept_colleague c join concept_party p on p.id = c.id, unnest(c.skills) skill, unnest(c.languages) language
     where cardinality(p.roles) > 0 and (c.doc->'invitation' = 'null'::jsonb or c.doc->'invitation'->'acceptedAt' <> 'null'::jsonb)
     group by 1`,
  );
  return new Map(rows.rows.map(({ key, people }) => [key, people]));
}

function skillsByViolation({ staffing }: Rulebook): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(staffing.skills).flatMap(([skill, { violations }]) =>
      violations.map((violation) => [violation, skill] as const),
    ),
  );
}

function since({ now, rulebook }: Pick<Reader, 'now' | 'rulebook'>): EpochMs {
  return now - rulebook.staffing.forecastFromWeeks * 7 * DAY_MS;
}

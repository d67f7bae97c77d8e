import { z } from 'zod';
import { nameBook } from '../door/names.ts';
import { readUnit } from '../door/read-unit.ts';
import type { Reader } from '../door/route.ts';
import type { AppealId, PartyId } from '../kernel/ids.ts';
import { tookPart } from '../processes/file-appeal.ts';
import type { Appeal } from './appeal.ts';

const party = z.object({ id: z.string(), name: z.string() });

export const appealRow = z.object({
  id: z.string(),
  status: z.enum(['filed', 'assigned', 'decided', 'withdrawn']),
  about: z.enum(['sanctions', 'complaint', 'goods-stop']),
  caseId: z.string().nullable(),
  complaintId: z.string().nullable(),
  stopId: z.string().nullable(),
  sanctionIds: z.array(z.string()),
  appellant: party,
  reviewer: party.nullable(),
  filedAt: z.int(),
  decideBy: z.int(),
  escalated: z.boolean(),
  outcome: z.enum(['upheld', 'reversed', 'changed']).nullable(),
  decidedAt: z.int().nullable(),
});
export type AppealRow = z.infer<typeof appealRow>;

export const appealPage = appealRow.extend({
  grounds: z.string().nullable(),
  reasons: z.string().nullable(),
  /** Sanctions that went, where some went and some stayed. */
  reversed: z.array(z.string()),
});
export type AppealPage = z.infer<typeof appealPage>;

/** For staff: who may not judge it, so that nobody is asked in vain. */
export const appealForStaff = appealPage.extend({
  tookPart: z.array(party),
  mayDecide: z.boolean(),
});

interface Stored {
  readonly id: string;
  readonly doc: Appeal;
}

function rowOf({ id, doc }: Stored, name: (id: string) => string): AppealRow {
  const { about } = doc;
  return {
    id,
    status: doc.status,
    about: about.kind,
    caseId: about.caseId,
    complaintId: about.kind === 'complaint' ? about.complaintId : null,
    stopId: about.kind === 'goods-stop' ? about.stopId : null,
    sanctionIds: about.kind === 'sanctions' ? [...about.sanctionIds] : [],
    appellant: { id: doc.appellant, name: name(doc.appellant) },
    reviewer: 'reviewer' in doc ? { id: doc.reviewer, name: name(doc.reviewer) } : null,
    filedAt: doc.filedAt,
    decideBy: doc.decideBy,
    escalated: doc.escalatedAt !== null,
    outcome: doc.status === 'decided' ? doc.outcome : null,
    decidedAt: doc.status === 'decided' ? doc.decidedAt : null,
  };
}

export interface AppealQuery {
  readonly appellant?: PartyId | undefined;
  readonly status?: Appeal['status'] | undefined;
  readonly reviewer?: PartyId | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Open ones by their clock, then the latest. */
export async function appealList(
  reader: Reader,
  query: AppealQuery,
): Promise<{ readonly appeals: readonly AppealRow[]; readonly next: string | null }> {
  const { limit, offset } = query;
  const found = await reader.db.pool.query<Stored>(
    `select id, doc from concept_appeal
     where ($1::text is null or appellant = $1) and ($2::text is null or status = $2) and ($3::text is null or reviewer = $3)
     order by (status in ('filed', 'assigned')) desc, case when status in ('filed', 'assigned') then decide_by else -decide_by end, id
     limit $4 offset $5`,
    [query.appellant ?? null, query.status ?? null, query.reviewer ?? null, limit + 1, offset],
  );
  const shown = found.rows.slice(0, limit);
  const name = await nameBook(
    reader,
    shown.flatMap((r) => peopleOf(r.doc)),
  );
  return {
    appeals: shown.map((r) => rowOf(r, name)),
    next: found.rows.length > limit ? `o${offset + limit}` : null,
  };
}

function peopleOf(doc: Appeal): readonly (string | null)[] {
  return [doc.appellant, 'reviewer' in doc ? doc.reviewer : null];
}

async function load(reader: Reader, id: AppealId): Promise<Stored | undefined> {
  const rows = await reader.db.pool.query<Stored>('select id, doc from concept_appeal where id = $1', [id]);
  return rows.rows[0];
}

/** An appeal as its appellant sees it: who judges is not told, so that nobody is pressed. */
export async function ownAppeal(
  reader: Reader,
  id: AppealId,
  appellant: PartyId,
): Promise<AppealPage | undefined> {
  const row = await load(reader, id);
  if (row?.doc.appellant !== appellant) return undefined;
  return { ...(await pageOf(reader, row)), reviewer: null };
}

async function pageOf(reader: Reader, row: Stored): Promise<AppealPage> {
  const { doc } = row;
  const name = await nameBook(reader, peopleOf(doc));
  const words = await reader.reveal([doc.text, ...(doc.status === 'decided' ? [doc.reasons] : [])]);
  return {
    ...rowOf(row, name),
    grounds: words.get(doc.text) ?? null,
    reasons: doc.status === 'decided' ? (words.get(doc.reasons) ?? null) : null,
    reversed: doc.status === 'decided' ? [...doc.reversed] : [],
  };
}

export async function staffAppeal(
  reader: Reader,
  id: AppealId,
): Promise<z.infer<typeof appealForStaff> | undefined> {
  const row = await load(reader, id);
  if (!row) return undefined;
  const { doc } = row;
  const involved = await tookPart({ unit: readUnit(reader) }, doc.about);
  const people = [...involved].filter((p) => p.startsWith('pty_')).toSorted();
  const name = await nameBook(reader, people);
  const { actor } = reader;
  const reviews = actor.kind === 'staff' && actor.roles.some((r) => r === 'reviewer' || r === 'head');
  const free =
    doc.status === 'filed' ||
    (doc.status === 'assigned' && actor.kind === 'staff' && doc.reviewer === actor.partyId);
  return {
    ...(await pageOf(reader, row)),
    tookPart: people.map((p) => ({ id: p, name: name(p) })),
    mayDecide: reviews && free && !involved.has(actor.partyId),
  };
}

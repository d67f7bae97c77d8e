import { z } from 'zod';
import { nameBook } from '../door/names.ts';
import type { Reader } from '../door/route.ts';
import type { ComplaintId, PartyId } from '../kernel/ids.ts';
import type { Complaint } from './complaint.ts';

const party = z.object({ id: z.string(), name: z.string() });

/** A complaint as lists show it; `waitingSince` and the clock are those of its first look. */
export const complaintRow = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  status: z.enum(['filed', 'dismissed', 'heard', 'decided', 'withdrawn']),
  outcome: z.string().nullable(),
  priority: z.enum(['urgent', 'high', 'normal', 'low']),
  complainant: party,
  subject: party,
  refs: z.object({
    orderId: z.string().optional(),
    listingId: z.string().optional(),
    conversationId: z.string().optional(),
  }),
  caseId: z.string().nullable(),
  filedAt: z.int(),
  firstLookBy: z.int(),
  escalated: z.boolean(),
  appealUntil: z.int().nullable(),
  appealId: z.string().nullable(),
});
export type ComplaintRow = z.infer<typeof complaintRow>;

export const complaintDetail = complaintRow.extend({
  text: z.string().nullable(),
  violation: z.string(),
  uploads: z.array(z.object({ kind: z.string(), mime: z.string(), bytes: z.int(), sha256: z.string() })),
  /** Why it was dismissed, in the words that the complainant was told. */
  dismissal: z.object({ reason: z.string(), explanation: z.string().nullable(), at: z.int() }).nullable(),
  decidedAt: z.int().nullable(),
  /** The notice that tells of the decision. */
  noticeId: z.string().nullable(),
});
export type ComplaintDetail = z.infer<typeof complaintDetail>;

export const complaintPage = z.object({ complaints: z.array(complaintRow), next: z.string().nullable() });
export type ComplaintPage = z.infer<typeof complaintPage>;

interface Row {
  readonly id: string;
  readonly doc: Complaint;
}

function rowOf(
  reader: Pick<Reader, 'wording'>,
  { id, doc }: Row,
  name: (id: string) => string,
): ComplaintRow {
  const named = (party: PartyId) => ({ id: party, name: name(party) });
  const decided = doc.status === 'decided' || doc.status === 'dismissed';
  return {
    id,
    kind: doc.kind,
    title: reader.wording.complaints.kinds[doc.kind]?.title ?? doc.kind,
    status: doc.status,
    outcome: doc.status === 'decided' ? doc.outcome : doc.status === 'dismissed' ? 'dismissed' : null,
    priority: doc.priority,
    complainant: named(doc.complainant),
    subject: named(doc.subject),
    refs: doc.refs,
    caseId: 'caseId' in doc ? doc.caseId : null,
    filedAt: doc.filedAt,
    firstLookBy: doc.firstLookBy,
    escalated: doc.status === 'filed' && doc.escalatedAt !== null,
    appealUntil: decided ? doc.appealUntil : null,
    appealId: doc.appealId ?? null,
  };
}

async function page(
  reader: Reader,
  rows: readonly Row[],
  limit: number,
  next: (last: Row) => string,
): Promise<ComplaintPage> {
  const shown = rows.slice(0, limit);
  const name = await nameBook(
    reader,
    shown.flatMap((r) => [r.doc.complainant, r.doc.subject]),
  );
  const last = shown.at(-1);
  return {
    complaints: shown.map((r) => rowOf(reader, r, name)),
    next: rows.length > limit && last ? next(last) : null,
  };
}

/** Complaints that wait for a first look, the one whose clock runs out first on top; or those of another status, latest first. */
export async function complaintQueue(
  reader: Reader,
  query: {
    readonly status: Complaint['status'];
    readonly kind?: string | undefined;
    readonly limit: number;
    readonly offset: number;
  },
): Promise<ComplaintPage> {
  const { status, kind, limit, offset } = query;
  const order = status === 'filed' ? 'due_at nulls first, filed_at, id' : 'filed_at desc, id';
  const rows = await reader.db.pool.query<Row>(
    `select id, doc from concept_complaint where status = $1 and ($2::text is null or kind = $2)
     order by ${order} limit $3 offset $4`,
    [status, kind ?? null, limit + 1, offset],
  );
  return page(reader, rows.rows, limit, () => `o${offset + limit}`);
}

/** One's own complaints, latest first. */
export async function ownComplaints(
  reader: Reader,
  complainant: PartyId,
  query: { readonly limit: number; readonly offset: number },
): Promise<ComplaintPage> {
  const rows = await reader.db.pool.query<Row>(
    'select id, doc from concept_complaint where complainant = $1 order by filed_at desc, id limit $2 offset $3',
    [complainant, query.limit + 1, query.offset],
  );
  return page(reader, rows.rows, query.limit, () => `o${query.offset + query.limit}`);
}

/** One complaint with its text; `undefined` when there is none, or none that this party filed. */
export async function complaintOf(
  reader: Reader,
  id: ComplaintId,
  onlyOf?: PartyId,
): Promise<ComplaintDetail | undefined> {
  const rows = await reader.db.pool.query<Row>('select id, doc from concept_complaint where id = $1', [id]);
  const row = rows.rows[0];
  if (!row || (onlyOf !== undefined && row.doc.complainant !== onlyOf)) return undefined;
  const { doc } = row;
  const name = await nameBook(reader, [doc.complainant, doc.subject]);
  const words = doc.status === 'dismissed' ? [doc.explanation] : [];
  const revealed = await reader.reveal([doc.text, ...words]);
  return {
    ...rowOf(reader, row, name),
    text: revealed.get(doc.text) ?? null,
    violation: doc.violation,
    uploads: doc.uploads.map(({ kind, mime, bytes, sha256 }) => ({ kind, mime, bytes, sha256 })),
    dismissal:
      doc.status === 'dismissed'
        ? { reason: doc.reason, explanation: revealed.get(doc.explanation) ?? null, at: doc.dismissedAt }
        : null,
    decidedAt: doc.status === 'decided' ? doc.decidedAt : null,
    noticeId: doc.status === 'decided' || doc.status === 'dismissed' ? doc.noticeId : null,
  };
}

import { z } from 'zod';
import type { Reader } from '../door/route.ts';
import type { NoticeId, PartyId } from '../kernel/ids.ts';
import type { Notice } from './notice.ts';

export const noticeRow = z.object({
  id: z.string(),
  at: z.int(),
  kind: z.string(),
  /** Of a return that went on: which step it was. */
  step: z.string().nullable(),
  caseId: z.string().nullable(),
  readAt: z.int().nullable(),
});
export type NoticeRow = z.infer<typeof noticeRow>;

/**
 * `body` by `kind`: a statement of reasons has restrictions, grounds, facts, source, automation, points, rectification,
 * termination and redress; the others what they tell.
 */
export const noticePage = noticeRow.extend({
  body: z.looseObject({ kind: z.string() }),
  /** What the person who decided wrote. */
  words: z.string().nullable(),
});

interface Stored {
  readonly id: string;
  readonly doc: Notice;
}

function rowOf({ id, doc }: Stored): NoticeRow {
  const caseId = 'caseId' in doc.body ? doc.body.caseId : null;
  const step = 'step' in doc.body ? doc.body.step : null;
  return { id, at: doc.at, kind: doc.body.kind, step, caseId, readAt: doc.readAt };
}

export async function noticesOf(
  reader: Reader,
  party: PartyId,
  query: {
    readonly unread: boolean;
    readonly kind?: string | undefined;
    readonly limit: number;
    readonly offset: number;
  },
): Promise<{
  readonly notices: readonly NoticeRow[];
  readonly unread: number;
  readonly next: string | null;
}> {
  const { unread, kind, limit, offset } = query;
  const rows = await reader.db.pool.query<Stored>(
    `select id, doc from concept_notice where addressee = $1 and ($2::boolean is false or unread_of = $1)
       and ($3::text is null or kind = $3) order by given_at desc, id limit $4 offset $5`,
    [party, unread, kind ?? null, limit + 1, offset],
  );
  const count = await reader.db.pool.query<{ count: number }>(
    'select count(*)::int as count from concept_notice where unread_of = $1',
    [party],
  );
  return {
    notices: rows.rows.slice(0, limit).map(rowOf),
    unread: count.rows[0]?.count ?? 0,
    next: rows.rows.length > limit ? `o${offset + limit}` : null,
  };
}

/** A notice for its addressee, or for staff who may read all (`undefined` as addressee). */
export async function noticeOf(
  reader: Reader,
  id: NoticeId,
  onlyOf?: PartyId,
): Promise<z.infer<typeof noticePage> | undefined> {
  const rows = await reader.db.pool.query<Stored>('select id, doc from concept_notice where id = $1', [id]);
  const row = rows.rows[0];
  if (!row || (onlyOf !== undefined && row.doc.to !== onlyOf)) return undefined;
  const { words } = row.doc;
  const revealed = words === null ? undefined : await reader.reveal([words]);
  return {
    ...rowOf(row),
    body: { ...row.doc.body },
    words: words === null ? null : (revealed?.get(words) ?? null),
  };
}

import { z } from 'zod';
import type { KeptFile } from '../cases/kept-file.ts';
import type { Reader } from '../door/route.ts';
import type { DraftId, PartyId } from '../kernel/ids.ts';
import type { Draft } from './draft.ts';

export const draftRow = z.object({
  id: z.string(),
  status: z.enum(['open', 'filed', 'dropped']),
  refs: z.object({
    orderId: z.string().optional(),
    listingId: z.string().optional(),
    conversationId: z.string().optional(),
  }),
  kind: z.string().nullable(),
  startedAt: z.int(),
  savedAt: z.int(),
  /** When it goes by itself. */
  goesAt: z.int().nullable(),
  complaintId: z.string().nullable(),
});

export const draftPage = draftRow.extend({
  text: z.string(),
  uploads: z.array(
    z.object({ id: z.string(), kind: z.string(), mime: z.string(), bytes: z.int(), sha256: z.string() }),
  ),
});
export type DraftPage = z.infer<typeof draftPage>;

interface Stored {
  readonly id: DraftId;
  readonly doc: Draft;
}

function rowOf({ id, doc }: Stored): z.infer<typeof draftRow> {
  const { status, refs, kind, startedAt, savedAt, goesAt, complaintId } = doc;
  return { id, status, refs, kind, startedAt, savedAt, goesAt, complaintId };
}

/** Reports that somebody has begun and not sent, the last one touched first. */
export async function openDrafts(reader: Reader, party: PartyId) {
  const rows = await reader.db.pool.query<Stored>(
    `select id, doc from concept_report_draft where open_of = $1 order by (doc->>'savedAt')::bigint desc`,
    [party],
  );
  return { drafts: rows.rows.map(rowOf) };
}

export async function draftOf(reader: Reader, id: DraftId, party: PartyId): Promise<DraftPage | undefined> {
  const rows = await reader.db.pool.query<Stored>('select id, doc from concept_report_draft where id = $1', [
    id,
  ]);
  const row = rows.rows[0];
  if (row?.doc.party !== party) return undefined;
  const { text, uploads } = row.doc;
  const files = await reader.db.pool.query<{ id: string; doc: KeptFile }>(
    'select id, doc from concept_kept_file where id = any($1) and owner = $2',
    [uploads, party],
  );
  const byId = new Map(files.rows.map((file) => [file.id, file.doc]));
  return {
    ...rowOf(row),
    text: text === null ? '' : ((await reader.reveal([text])).get(text) ?? ''),
    uploads: uploads.flatMap((uploadId) => {
      const file = byId.get(uploadId);
      if (!file || file.isGone) return [];
      const { kind, mime, bytes, sha256 } = file;
      return [{ id: uploadId, kind, mime, bytes, sha256 }];
    }),
  };
}

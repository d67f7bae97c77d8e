import { z } from 'zod';
import type { InspectedUpload } from '../cases/evidence.ts';
import { conversationId, id, line, listingId, orderId, paragraphs } from '../door/fields.ts';
import { askerOf } from '../door/names.ts';
import { type AnyRoute, write } from '../door/route.ts';
import { bodyBytesFor, inspectUpload, UPLOAD_REFUSALS, uploadBody } from '../door/upload.ts';
import { isRefusal, type Refusal } from '../kernel/decision.ts';
import type { UploadId } from '../kernel/ids.ts';
import { fileComplaint } from '../processes/file-complaint.ts';
import { keepUpload } from '../processes/keep-upload.ts';
import type { Rulebook } from '../rulebook/schema.ts';

const uploadId: z.ZodType<UploadId, string> = id('upl');
const PARTIES = ['buyer', 'seller'] as const;
/** More than any rulebook takes; the rulebook's own limits are told by name. */
export const TEXT_MAX = 20_000;
const FILES_MAX = 3;

const filing = z.strictObject({
  /** Key of `GET /complaint-kinds`. */
  kind: line(60),
  /** What it is about; at least one, all of the same other side. */
  refs: z.strictObject({
    orderId: orderId.optional(),
    listingId: listingId.optional(),
    conversationId: conversationId.optional(),
  }),
  text: paragraphs(TEXT_MAX),
  /** Small ones at once; what was brought before (`POST /me/uploads`) is named in `uploadIds`. */
  uploads: z
    .array(uploadBody)
    .max(FILES_MAX, `at most ${FILES_MAX} files here; bring more by POST /me/uploads`)
    .default([]),
  uploadIds: z.array(uploadId).max(100).default([]),
});

const filed = z.object({ complaintId: z.string(), caseId: z.string().nullable(), firstLookBy: z.int() });

export const FILING_REFUSALS = {
  'unknown-complaint-kind': 422,
  'own-conduct': 422,
  'not-yours-to-file': 403,
  'wrong-subject': 422,
  'not-always-open': 422,
  'order-needed': 422,
  'reference-needed': 422,
  'different-subjects': 422,
  'text-length': 422,
  'evidence-missing': 422,
  ...UPLOAD_REFUSALS,
  'too-many-open': 429,
} as const;

/** Two roads with one end: `/safety-reports` stays open to those who may not complain otherwise. */
export function postComplaint(safety: boolean): AnyRoute {
  return write({
    method: 'post',
    path: safety ? '/safety-reports' : '/complaints',
    summary: safety
      ? 'Report danger, threats or the refusal of a statutory right: open whatever the standing'
      : 'Complain about a seller, a buyer or a listing',
    tag: 'complaints',
    access: { who: PARTIES, action: safety ? 'complaint.safety' : 'complaint.file' },
    status: 201,
    bodyBytesMax: bodyBytesFor(FILES_MAX),
    body: filing,
    response: filed,
    refusals: FILING_REFUSALS,
    prepare: (reader, { body }) => inspectAll(body.uploads, reader.rulebook),
    handle: async (writer, { body, prepared }) => {
      const complainant = askerOf(writer.actor);
      const uploads = [...body.uploadIds];
      for (const upload of prepared) {
        const kept = await keepUpload(writer, complainant, upload);
        if (isRefusal(kept)) return kept;
        uploads.push(kept.uploadId);
      }
      return fileComplaint(writer, {
        complainant,
        kind: body.kind,
        refs: {
          ...(body.refs.orderId ? { orderId: body.refs.orderId } : {}),
          ...(body.refs.listingId ? { listingId: body.refs.listingId } : {}),
          ...(body.refs.conversationId ? { conversationId: body.refs.conversationId } : {}),
        },
        text: body.text,
        uploads,
        safety,
      });
    },
  });
}

async function inspectAll(
  uploads: readonly z.infer<typeof uploadBody>[],
  rulebook: Rulebook,
): Promise<readonly InspectedUpload[] | Refusal> {
  const inspected: InspectedUpload[] = [];
  for (const [i, upload] of uploads.entries()) {
    const result = await inspectUpload(upload, rulebook, `uploads.${i}.content`);
    if (isRefusal(result)) return result;
    inspected.push(result);
  }
  return inspected;
}

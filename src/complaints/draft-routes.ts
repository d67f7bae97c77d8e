import { z } from 'zod';
import { conversationId, id, line, listingId, orderId, paragraphs } from '../door/fields.ts';
import { askerOf } from '../door/names.ts';
import { type AnyRoute, read, write } from '../door/route.ts';
import { refuse } from '../kernel/decision.ts';
import type { DraftId, UploadId } from '../kernel/ids.ts';
import { dropReport, fileReport, saveReport, startReport } from '../processes/draft-report.ts';
import type { ComplaintRefs } from './complaint.ts';
import { draftOf, draftPage, draftRow, openDrafts } from './draft-views.ts';
import { FILING_REFUSALS, TEXT_MAX } from './filing-routes.ts';

const draftId: z.ZodType<DraftId, string> = id('drf');
const uploadId: z.ZodType<UploadId, string> = id('upl');
const SIDES = ['buyer', 'seller'] as const;
const NOT_FOUND = 'There is no such report of yours.';
const made = z.object({ draftId: z.string() });

const refs = z.strictObject({
  orderId: orderId.optional(),
  listingId: listingId.optional(),
  conversationId: conversationId.optional(),
});

function refsOf(given: z.infer<typeof refs>): ComplaintRefs {
  return {
    ...(given.orderId ? { orderId: given.orderId } : {}),
    ...(given.listingId ? { listingId: given.listingId } : {}),
    ...(given.conversationId ? { conversationId: given.conversationId } : {}),
  };
}

const postDraft = write({
  method: 'post',
  path: '/me/report-drafts',
  summary: 'Begin a report; one that was begun about the same is gone on with',
  tag: 'complaints',
  access: { who: SIDES, action: 'complaint.safety' },
  status: 201,
  body: z.strictObject({ refs }),
  response: made,
  refusals: { 'too-many-drafts': 429 },
  handle: (writer, { body }) =>
    startReport(writer, { party: askerOf(writer.actor), refs: refsOf(body.refs) }),
});

const readList = read({
  path: '/me/report-drafts',
  summary: 'Reports that I have begun and not sent',
  tag: 'complaints',
  access: { who: SIDES, action: 'data.read-own' },
  response: z.object({ drafts: z.array(draftRow) }),
  handle: (reader) => openDrafts(reader, askerOf(reader.actor)),
});

const readOne = read({
  path: '/me/report-drafts/{draftId}',
  summary: 'A report as far as I have written it',
  tag: 'complaints',
  access: { who: SIDES, action: 'data.read-own' },
  params: z.strictObject({ draftId }),
  response: draftPage,
  handle: async (reader, { params }) =>
    (await draftOf(reader, params.draftId, askerOf(reader.actor))) ?? refuse('not-found', NOT_FOUND),
});

const patchDraft = write({
  method: 'patch',
  path: '/me/report-drafts/{draftId}',
  summary: 'Save what was chosen, written or added; what is left out stays',
  tag: 'complaints',
  access: { who: SIDES, action: 'complaint.safety' },
  params: z.strictObject({ draftId }),
  body: z.strictObject({
    refs: refs.optional(),
    kind: line(60).optional(),
    text: paragraphs(TEXT_MAX).optional(),
    /** All of them, in their order; see `POST /me/uploads`. */
    uploads: z.array(uploadId).max(100).optional(),
  }),
  response: made,
  refusals: { 'unknown-complaint-kind': 422, 'too-many-uploads': 422 },
  handle: (writer, { params, body }) =>
    saveReport(writer, {
      ...params,
      by: askerOf(writer.actor),
      ...body,
      refs: body.refs && refsOf(body.refs),
    }),
});

const deleteDraft = write({
  method: 'delete',
  path: '/me/report-drafts/{draftId}',
  summary: 'Drop a report that was not sent',
  tag: 'complaints',
  access: { who: SIDES, action: 'complaint.safety' },
  params: z.strictObject({ draftId }),
  response: made,
  handle: (writer, { params }) => dropReport(writer, { ...params, by: askerOf(writer.actor) }),
});

const postFiling = write({
  method: 'post',
  path: '/me/report-drafts/{draftId}/filing',
  summary: 'Send a report: it becomes a complaint, once. What the standing allows is asked by its kind',
  tag: 'complaints',
  access: { who: SIDES, action: 'complaint.safety' },
  status: 201,
  params: z.strictObject({ draftId }),
  body: z.strictObject({}),
  response: z.object({ complaintId: z.string(), caseId: z.string().nullable(), firstLookBy: z.int() }),
  refusals: { ...FILING_REFUSALS, 'kind-missing': 422 },
  handle: (writer, { params }) => fileReport(writer, { ...params, by: askerOf(writer.actor) }),
});

export function draftRoutes(): readonly AnyRoute[] {
  return [postDraft, readList, readOne, patchDraft, deleteDraft, postFiling];
}

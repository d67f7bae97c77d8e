import { z } from 'zod';
import { cursor, id, limit, offsetOf, paragraphs } from '../door/fields.ts';
import { askerOf } from '../door/names.ts';
import { type AnyRoute, read, write } from '../door/route.ts';
import { bodyBytesFor, inspectUpload, UPLOAD_REFUSALS, uploadBody } from '../door/upload.ts';
import { isRefusal, refuse } from '../kernel/decision.ts';
import type { CaseId, EvidenceId } from '../kernel/ids.ts';
import { addUpload, extendStatement, giveStatement } from '../processes/hear-case.ts';
import { keepUpload } from '../processes/keep-upload.ts';
import { uploadResponse } from './evidence-views.ts';
import { maySee, ownCase, ownCaseOf, ownCaseRow, ownCases } from './party-views.ts';
import { storedCase } from './row-views.ts';
import { caseStaffRoutes } from './staff-routes.ts';
import { uploadId, uploadRoutes } from './upload-routes.ts';
import { verdictRoutes } from './verdict-routes.ts';

const caseId: z.ZodType<CaseId, string> = id('case');
const evidenceId: z.ZodType<EvidenceId, string> = id('evd');
const SIDES = ['buyer', 'seller'] as const;
const NOT_FOUND = 'There is no such case of yours.';

const readList = read({
  path: '/me/cases',
  summary: 'Cases about me, and those in which my complaints are heard',
  tag: 'cases',
  access: { who: SIDES, action: 'data.read-own' },
  query: z.strictObject({ limit: limit.default(20), cursor: cursor.optional() }),
  response: z.object({ cases: z.array(ownCaseRow), next: z.string().nullable() }),
  handle: (reader, { query }) =>
    ownCases(reader, askerOf(reader.actor), { limit: query.limit, offset: offsetOf(query.cursor) }),
});

const readOne = read({
  path: '/me/cases/{caseId}',
  summary: 'A case of mine: what is alleged, the evidence, what I said, what was found',
  tag: 'cases',
  access: { who: SIDES, action: 'data.read-own' },
  params: z.strictObject({ caseId }),
  response: ownCase,
  handle: async (reader, { params }) =>
    (await ownCaseOf(reader, params.caseId, askerOf(reader.actor))) ?? refuse('not-found', NOT_FOUND),
});

const readFile = read({
  path: '/me/cases/{caseId}/evidence/{evidenceId}/file',
  summary: 'The bytes of a file in a case of mine',
  tag: 'cases',
  access: { who: SIDES, action: 'data.read-own' },
  params: z.strictObject({ caseId, evidenceId }),
  response: { media: ['*/*'] },
  handle: async (reader, { params }) => {
    const doc = await storedCase(reader, params.caseId);
    const item = doc?.evidence.find((e) => e.id === params.evidenceId);
    const visible = doc && item && maySee(doc, item, askerOf(reader.actor));
    return (visible && (await uploadResponse(reader, item))) || refuse('not-found', 'There is no such file.');
  },
});

const postStatement = write({
  method: 'post',
  path: '/me/cases/{caseId}/statement',
  summary: 'Say what happened; also late, until the case is judged',
  tag: 'cases',
  access: { who: SIDES, action: 'complaint.statement' },
  params: z.strictObject({ caseId }),
  body: z.strictObject({ text: paragraphs(20_000) }),
  response: z.object({ late: z.boolean() }),
  refusals: { 'text-length': 422 },
  handle: (writer, { params, body }) =>
    giveStatement(writer, { ...params, ...body, by: askerOf(writer.actor) }),
});

const postExtension = write({
  method: 'post',
  path: '/me/cases/{caseId}/extension',
  summary: 'Ask once for more time for a statement',
  tag: 'cases',
  access: { who: SIDES, action: 'complaint.statement' },
  params: z.strictObject({ caseId }),
  body: z.strictObject({}),
  response: z.object({ dueAt: z.int() }),
  handle: (writer, { params }) => extendStatement(writer, { ...params, by: askerOf(writer.actor) }),
});

const postEvidence = write({
  method: 'post',
  path: '/me/cases/{caseId}/evidence',
  summary: 'Add a photo or a document to a case of mine',
  tag: 'cases',
  access: { who: SIDES, action: 'evidence.add' },
  status: 201,
  bodyBytesMax: bodyBytesFor(1),
  params: z.strictObject({ caseId }),
  /** The file itself, or the id of one that was brought by `POST /me/uploads`. */
  body: z.union([uploadBody, z.strictObject({ uploadId })]),
  response: z.object({ evidenceId: z.string() }),
  refusals: { ...UPLOAD_REFUSALS, 'not-yours-to-bring': 403 },
  prepare: async (reader, { body }) =>
    'uploadId' in body ? { uploadId: body.uploadId } : inspectUpload(body, reader.rulebook),
  handle: async (writer, { params, prepared }) => {
    const by = askerOf(writer.actor);
    const kept = 'uploadId' in prepared ? prepared : await keepUpload(writer, by, prepared);
    if (isRefusal(kept)) return kept;
    return addUpload(writer, { ...params, by, isStaff: false, uploadId: kept.uploadId });
  },
});

export function caseRoutes(): readonly AnyRoute[] {
  return [
    readList,
    readOne,
    readFile,
    postStatement,
    postExtension,
    postEvidence,
    ...uploadRoutes(),
    ...caseStaffRoutes(),
    ...verdictRoutes(),
  ];
}

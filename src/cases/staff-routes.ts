import { z } from 'zod';
import {
  conversationId,
  cursor,
  id,
  limit,
  line,
  listingId,
  offsetOf,
  orderId,
  partyId,
} from '../door/fields.ts';
import { askerOf } from '../door/names.ts';
import { readUnit } from '../door/read-unit.ts';
import { type AnyRoute, read, write } from '../door/route.ts';
import { bodyBytesFor, inspectUpload, UPLOAD_REFUSALS, uploadBody } from '../door/upload.ts';
import { isRefusal, refuse } from '../kernel/decision.ts';
import type { CaseId, EvidenceId } from '../kernel/ids.ts';
import {
  addAllegation,
  addUpload,
  assignCase,
  collectAgain,
  declareConflict,
  requestStatement,
} from '../processes/hear-case.ts';
import { keepUpload } from '../processes/keep-upload.ts';
import { openByStaff } from '../processes/open-case.ts';
import { proposalFor, unanswered } from '../processes/impose-sanctions.ts';
import { PRIORITIES } from '../rulebook/procedure.ts';
import { SEVERITIES } from '../rulebook/violation.ts';
import { WAITING_FOR } from './clocks.ts';
import { CASE_STAFF, JUDGES } from './commands-views.ts';
import { uploadResponse } from './evidence-views.ts';
import { casePage } from './page-shape-views.ts';
import { pageOf } from './page-views.ts';
import { partyRecord, recordOf } from './record-views.ts';
import { uploadId } from './upload-routes.ts';
import { caseList, caseQueue, storedCase } from './row-views.ts';

const caseId: z.ZodType<CaseId, string> = id('case');
const evidenceId: z.ZodType<EvidenceId, string> = id('evd');
const NOT_FOUND = 'There is no such case.';
const JUDGING = { 'conflict-of-interest': 403, 'took-part': 403, 'assigned-to-another': 403 } as const;

const readQueue = read({
  path: '/cases',
  summary: 'The queue: cases that are not closed, by the clock that runs out first',
  tag: 'cases',
  access: { who: CASE_STAFF },
  query: z.strictObject({
    status: z.enum(['open', 'found', 'closed']).optional(),
    waitsFor: z.enum(WAITING_FOR).optional(),
    priority: z.enum(PRIORITIES).optional(),
    severity: z.enum(SEVERITIES).optional(),
    /** Side of the subject. */
    kind: z.enum(['seller', 'buyer']).optional(),
    source: z.enum(['complaint', 'detection', 'campaign', 'staff']).optional(),
    violation: line(60).optional(),
    subject: partyId.optional(),
    campaign: line(120).optional(),
    assignee: partyId.optional(),
    escalated: z.stringbool().optional(),
    limit: limit.default(50),
    cursor: cursor.optional(),
  }),
  response: caseList,
  handle: (reader, { query }) => caseQueue(reader, { ...query, offset: offsetOf(query.cursor) }),
});

const readPage = read({
  path: '/cases/{caseId}',
  summary:
    'A case with complaints, evidence, statements, findings, sanctions, appeals, history and what may be done',
  tag: 'cases',
  access: { who: CASE_STAFF },
  params: z.strictObject({ caseId }),
  response: casePage,
  handle: async (reader, { params }) =>
    (await pageOf(reader, params.caseId)) ?? refuse('not-found', NOT_FOUND),
});

const postCase = write({
  method: 'post',
  path: '/cases',
  summary: 'Open a case that nobody complained about, such as the order of an authority',
  tag: 'cases',
  access: { who: JUDGES },
  status: 201,
  body: z.strictObject({
    subject: partyId,
    violations: z.array(line(60)).min(1).max(5),
    priority: z.enum(PRIORITIES).default('normal'),
    refs: z
      .strictObject({
        orders: z.array(orderId).max(100).default([]),
        listings: z.array(listingId).max(100).default([]),
        conversations: z.array(conversationId).max(100).default([]),
      })
      .default({ orders: [], listings: [], conversations: [] }),
  }),
  response: z.object({ caseId: z.string() }),
  refusals: { ...JUDGING, 'wrong-violation': 422 },
  handle: (writer, { body }) => openByStaff(writer, { ...body, by: askerOf(writer.actor) }),
});

const readEvidence = read({
  path: '/cases/{caseId}/evidence/{evidenceId}/file',
  summary: 'The bytes of an uploaded file',
  tag: 'cases',
  access: { who: CASE_STAFF },
  params: z.strictObject({ caseId, evidenceId }),
  response: { media: ['*/*'] },
  handle: async (reader, { params }) => {
    const doc = await storedCase(reader, params.caseId);
    const item = doc?.evidence.find((e) => e.id === params.evidenceId);
    return (item && (await uploadResponse(reader, item))) ?? refuse('not-found', 'There is no such file.');
  },
});

const proposal = z.object({
  rung: z.string(),
  pointsTotal: z.int(),
  pointsBefore: z.array(z.object({ caseId: z.string(), violation: z.string(), points: z.int() })),
  pointsNew: z.array(
    z.object({ violation: z.string(), points: z.int(), expireDays: z.int(), repeat: z.boolean() }),
  ),
  floor: z.string().nullable(),
  withheld: z.object({ kind: z.string(), missing: z.array(z.string()) }).nullable(),
  sanctions: z.array(
    z.looseObject({ approvalsNeeded: z.int(), measure: z.looseObject({ kind: z.string() }) }),
  ),
});

const readProposal = read({
  path: '/cases/{caseId}/proposal',
  summary: "The ladder's answer to what was found, at its rung or a lower one; changes nothing",
  tag: 'cases',
  access: { who: CASE_STAFF },
  params: z.strictObject({ caseId }),
  query: z.strictObject({ rung: line(60).optional() }),
  response: proposal,
  handle: async (reader, { params, query }) => {
    const doc = await storedCase(reader, params.caseId);
    if (!doc) return refuse('not-found', NOT_FOUND);
    const asking = { unit: readUnit(reader), rulebook: reader.rulebook };
    const answer = await proposalFor(
      asking,
      params.caseId,
      await unanswered(asking, params.caseId, doc),
      query.rung,
    );
    if (!answer) return refuse('nothing-to-impose', 'Nothing is substantiated that has no sanction yet.');
    const { basis, pointsTotal, withheld, sanctions } = answer;
    return { ...basis, pointsTotal, withheld, sanctions };
  },
});

const postAssignment = write({
  method: 'post',
  path: '/cases/{caseId}/assignment',
  summary: 'Take a case, or as head of service give it to somebody',
  tag: 'cases',
  access: { who: JUDGES },
  params: z.strictObject({ caseId }),
  body: z.strictObject({ to: partyId.optional() }),
  response: z.object({ assignee: z.string() }),
  refusals: JUDGING,
  handle: async (writer, { params, body }) => {
    const by = askerOf(writer.actor);
    const byHead = writer.actor.kind === 'staff' && writer.actor.roles.includes('head');
    if (body.to !== undefined && body.to !== by && !byHead)
      return refuse('forbidden', 'Only the head of service gives cases to others.', { field: 'to' });
    return assignCase(writer, { caseId: params.caseId, to: body.to ?? by, by, byHead });
  },
});

const postConflict = write({
  method: 'post',
  path: '/cases/{caseId}/conflicts',
  summary: 'Declare that one must not judge this case',
  tag: 'cases',
  access: { who: CASE_STAFF },
  params: z.strictObject({ caseId }),
  body: z.strictObject({}),
  response: z.object({ declared: z.literal(true) }),
  handle: async (writer, { params }) => {
    const result = await declareConflict(writer, { ...params, by: askerOf(writer.actor) });
    return 'refused' in result ? result : { declared: true };
  },
});

const postStatementRequest = write({
  method: 'post',
  path: '/cases/{caseId}/statement-requests',
  summary: 'Ask a side for a statement; its deadline runs from now',
  tag: 'cases',
  access: { who: CASE_STAFF },
  params: z.strictObject({ caseId }),
  body: z.strictObject({ party: partyId }),
  response: z.object({ dueAt: z.int() }),
  refusals: { ...JUDGING, 'not-a-party': 422 },
  handle: (writer, { params, body }) =>
    requestStatement(writer, { ...params, ...body, by: askerOf(writer.actor) }),
});

const postEvidence = write({
  method: 'post',
  path: '/cases/{caseId}/evidence',
  summary: 'Add a file, such as the notice of an authority or a test report',
  tag: 'cases',
  access: { who: CASE_STAFF },
  status: 201,
  bodyBytesMax: bodyBytesFor(1),
  params: z.strictObject({ caseId }),
  /** The file itself, or the id of one that was brought by `POST /me/uploads`. */
  body: z.union([uploadBody, z.strictObject({ uploadId })]),
  response: z.object({ evidenceId: z.string() }),
  refusals: { ...UPLOAD_REFUSALS },
  prepare: async (reader, { body }) =>
    'uploadId' in body ? { uploadId: body.uploadId } : inspectUpload(body, reader.rulebook),
  handle: async (writer, { params, prepared }) => {
    const by = askerOf(writer.actor);
    const kept = 'uploadId' in prepared ? prepared : await keepUpload(writer, by, prepared);
    if (isRefusal(kept)) return kept;
    return addUpload(writer, { ...params, by, isStaff: true, uploadId: kept.uploadId });
  },
});

const postCollection = write({
  method: 'post',
  path: '/cases/{caseId}/evidence-collection',
  summary: 'Take snapshots again of what has changed since',
  tag: 'cases',
  access: { who: CASE_STAFF },
  params: z.strictObject({ caseId }),
  body: z.strictObject({}),
  response: z.object({ added: z.int() }),
  refusals: JUDGING,
  handle: (writer, { params }) => collectAgain(writer, { ...params, by: askerOf(writer.actor) }),
});

const postAllegation = write({
  method: 'post',
  path: '/cases/{caseId}/allegations',
  summary: 'Examine a further violation; the subject is asked about it',
  tag: 'cases',
  access: { who: JUDGES },
  params: z.strictObject({ caseId }),
  body: z.strictObject({ violation: line(60) }),
  response: z.object({ violation: z.string() }),
  refusals: { ...JUDGING, 'wrong-violation': 422, 'already-alleged': 422 },
  handle: (writer, { params, body }) =>
    addAllegation(writer, { ...params, ...body, by: askerOf(writer.actor) }),
});

const readRecord = read({
  path: '/parties/{partyId}/record',
  summary:
    'The whole record of a party: standing, points, bounds, cases, sanctions, appeals, notices, history',
  tag: 'parties',
  access: { who: CASE_STAFF },
  params: z.strictObject({ partyId }),
  response: partyRecord,
  handle: async (reader, { params }) =>
    (await recordOf(reader, params.partyId)) ?? refuse('not-found', 'There is no such party.'),
});

export function caseStaffRoutes(): readonly AnyRoute[] {
  return [
    readQueue,
    postCase,
    readPage,
    readEvidence,
    readProposal,
    postAssignment,
    postConflict,
    postStatementRequest,
    postEvidence,
    postCollection,
    postAllegation,
    readRecord,
  ];
}

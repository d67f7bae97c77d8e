import { z } from 'zod';
import { cursor, id, limit, line, offsetOf, paragraphs } from '../door/fields.ts';
import { askerOf } from '../door/names.ts';
import { type AnyRoute, read, write } from '../door/route.ts';
import { refuse } from '../kernel/decision.ts';
import type { ComplaintId } from '../kernel/ids.ts';
import { appealComplaintOutcome } from '../processes/file-appeal.ts';
import { withdrawComplaint } from '../processes/file-complaint.ts';
import { triageComplaint } from '../processes/triage-complaint.ts';
import { DISMISSAL_REASONS } from './complaint.ts';
import { draftRoutes } from './draft-routes.ts';
import { postComplaint, TEXT_MAX } from './filing-routes.ts';
import { complaintDetail, complaintOf, complaintPage, complaintQueue, ownComplaints } from './views.ts';

const complaintId: z.ZodType<ComplaintId, string> = id('cmp');
const PARTIES = ['buyer', 'seller'] as const;
const CASE_STAFF = ['representative', 'investigator', 'reviewer', 'head'] as const;
const NOT_FOUND = 'There is no such complaint.';
const readKinds = read({
  path: '/complaint-kinds',
  summary: 'What one can complain about, and what each kind needs',
  tag: 'complaints',
  access: { who: ['anyone'] },
  response: z.object({
    kinds: z.array(
      z.object({
        kind: z.string(),
        title: z.string(),
        by: z.enum(['buyer', 'seller', 'anyone']),
        needsOrder: z.boolean(),
        evidenceRequired: z.array(z.string()),
        /** Filed under `/safety-reports` when complaint rights are suspended. */
        alwaysOpen: z.boolean(),
        fileWithinDays: z.int(),
        /** Heard at once. */
        isUrgent: z.boolean(),
        /** Clocks: a person's first look, the other side's answer, the decision. */
        firstLookHours: z.int(),
        answerHours: z.int(),
        decideWithinDays: z.int(),
      }),
    ),
    textCharactersMax: z.int(),
    /** For how long a decision can be appealed against. */
    appealMonths: z.int(),
  }),
  handle: async ({ rulebook, wording }) => ({
    kinds: Object.entries(wording.complaints.kinds).map(([kind, rule]) => {
      const { title, by, needsOrder, evidenceRequired, alwaysOpen, fileWithinDays, priority } = rule;
      const { sellerHours, buyerHours } = rulebook.statements;
      const isAboutBuyer = rulebook.violations[rule.violation]?.subject === 'buyer';
      return {
        kind,
        title,
        by,
        needsOrder,
        evidenceRequired,
        alwaysOpen,
        fileWithinDays,
        isUrgent: priority === 'urgent',
        answerHours: isAboutBuyer ? buyerHours : sellerHours,
        ...rulebook.triage.priorities[priority],
      };
    }),
    textCharactersMax: rulebook.complaints.textCharactersMax,
    appealMonths: rulebook.appeals.windowMonths,
  }),
});

const readOwnList = read({
  path: '/me/complaints',
  summary: 'My complaints and what became of them',
  tag: 'complaints',
  access: { who: PARTIES, action: 'data.read-own' },
  query: z.strictObject({ limit: limit.default(20), cursor: cursor.optional() }),
  response: complaintPage,
  handle: (reader, { query }) =>
    ownComplaints(reader, askerOf(reader.actor), { limit: query.limit, offset: offsetOf(query.cursor) }),
});

const readOwn = read({
  path: '/me/complaints/{complaintId}',
  summary: 'One of my complaints',
  tag: 'complaints',
  access: { who: PARTIES, action: 'data.read-own' },
  params: z.strictObject({ complaintId }),
  response: complaintDetail,
  handle: async (reader, { params }) =>
    (await complaintOf(reader, params.complaintId, askerOf(reader.actor))) ?? refuse('not-found', NOT_FOUND),
});

const postWithdrawal = write({
  method: 'post',
  path: '/me/complaints/{complaintId}/withdrawal',
  summary: 'Take a complaint back; a case goes on without it',
  tag: 'complaints',
  access: { who: PARTIES, action: 'complaint.statement' },
  params: z.strictObject({ complaintId }),
  body: z.strictObject({}),
  response: z.object({ complaintId: z.string() }),
  handle: (writer, { params }) => withdrawComplaint(writer, { ...params, by: askerOf(writer.actor) }),
});

const postAppeal = write({
  method: 'post',
  path: '/me/complaints/{complaintId}/appeal',
  summary: 'Appeal against a dismissal or an outcome; free, judged by somebody who took no part',
  tag: 'appeals',
  access: { who: PARTIES, action: 'appeal.file' },
  status: 201,
  params: z.strictObject({ complaintId }),
  body: z.strictObject({ text: paragraphs(TEXT_MAX) }),
  response: z.object({ appealId: z.string(), decideBy: z.int() }),
  refusals: { 'appeal-window-closed': 410, 'text-length': 422 },
  handle: (writer, { params, body }) =>
    appealComplaintOutcome(writer, { ...params, by: askerOf(writer.actor), text: body.text }),
});

const readQueue = read({
  path: '/complaints',
  summary: 'Complaints by status; those that wait for a first look, by their clock',
  tag: 'complaints',
  access: { who: CASE_STAFF },
  query: z.strictObject({
    status: z.enum(['filed', 'dismissed', 'heard', 'decided', 'withdrawn']).default('filed'),
    kind: line(60).optional(),
    limit: limit.default(50),
    cursor: cursor.optional(),
  }),
  response: complaintPage,
  handle: (reader, { query }) => complaintQueue(reader, { ...query, offset: offsetOf(query.cursor) }),
});

const readForStaff = read({
  path: '/complaints/{complaintId}',
  summary: 'A complaint with its text',
  tag: 'complaints',
  access: { who: CASE_STAFF },
  params: z.strictObject({ complaintId }),
  response: complaintDetail,
  handle: async (reader, { params }) =>
    (await complaintOf(reader, params.complaintId)) ?? refuse('not-found', NOT_FOUND),
});

const postTriage = write({
  method: 'post',
  path: '/complaints/{complaintId}/triage',
  summary: 'Take a complaint to a case, or dismiss it with a reason that the complainant is told',
  tag: 'complaints',
  access: { who: CASE_STAFF },
  params: z.strictObject({ complaintId }),
  body: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('hear') }),
    z.strictObject({
      kind: z.literal('dismiss'),
      reason: z.enum(DISMISSAL_REASONS),
      explanation: paragraphs(5_000).min(1, 'say why'),
    }),
  ]),
  response: z.object({ status: z.enum(['dismissed', 'heard']), caseId: z.string().nullable() }),
  refusals: { 'conflict-of-interest': 403 },
  handle: (writer, { params, body }) =>
    triageComplaint(writer, { ...params, by: askerOf(writer.actor), decision: body }),
});

export function complaintRoutes(): readonly AnyRoute[] {
  return [
    readKinds,
    postComplaint(false),
    postComplaint(true),
    ...draftRoutes(),
    readOwnList,
    readOwn,
    postWithdrawal,
    postAppeal,
    readQueue,
    readForStaff,
    postTriage,
  ];
}

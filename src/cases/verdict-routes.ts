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
  paragraphs,
  partyId,
} from '../door/fields.ts';
import { askerOf } from '../door/names.ts';
import { type AnyRoute, read, write } from '../door/route.ts';
import { isRefusal } from '../kernel/decision.ts';
import type { CaseId, EvidenceId, SanctionId } from '../kernel/ids.ts';
import {
  approveSanction,
  confirmEmergency,
  declineSanction,
  keepDespiteBasis,
  liftSanction,
} from '../processes/approve-sanction.ts';
import { declareEmergency } from '../processes/declare-emergency.ts';
import { closeWithoutSanction, imposeSanctions } from '../processes/impose-sanctions.ts';
import { makeFindings } from '../processes/judge-case.ts';
import { BUYER_SANCTION_KINDS, SELLER_SANCTION_KINDS } from '../rulebook/ladder.ts';
import { CASE_STAFF, JUDGES, SECOND_PEOPLE } from './commands-views.ts';
import { FINDING_RESULTS } from './finding.ts';
import { sanctionItem } from './sanction-item-views.ts';
import { sanctionQueue } from './sanction-queue-views.ts';

const caseId: z.ZodType<CaseId, string> = id('case');
const sanctionId: z.ZodType<SanctionId, string> = id('san');
const evidenceId: z.ZodType<EvidenceId, string> = id('evd');
const reasons = paragraphs(5_000).min(1, 'say why');
const JUDGING = {
  'conflict-of-interest': 403,
  'took-part': 403,
  'assigned-to-another': 403,
  'second-person-needed': 403,
  'approved-already': 403,
} as const;
const decided = z.object({ sanctionId: z.string(), status: z.string() });

const postFinding = write({
  method: 'post',
  path: '/cases/{caseId}/findings',
  summary:
    'Judge an allegation: substantiated only on cited evidence of each kind that the rulebook asks for',
  tag: 'cases',
  access: { who: JUDGES },
  params: z.strictObject({ caseId }),
  body: z.strictObject({
    violation: line(60),
    result: z.enum(FINDING_RESULTS),
    unfounded: z.boolean().default(false),
    evidence: z.array(evidenceId).max(500).default([]),
    reasons,
  }),
  response: z.object({ status: z.enum(['open', 'found', 'closed']) }),
  refusals: {
    ...JUDGING,
    'evidence-missing': 422,
    'unknown-evidence': 422,
    'not-alleged': 422,
    'not-unfounded': 422,
  },
  handle: async (writer, { params, body }) => {
    const result = await makeFindings(writer, { ...params, by: askerOf(writer.actor), findings: [body] });
    // One finding a request: the field is the body's own.
    return isRefusal(result) && result.field
      ? { ...result, field: result.field.replace(/^findings\.\d+\./, '') }
      : result;
  },
});

const postSanctions = write({
  method: 'post',
  path: '/cases/{caseId}/sanctions',
  verdict: true,
  summary:
    "Impose what the ladder answers, or a lower rung; what takes two people is proposed with one's own approval",
  tag: 'cases',
  access: { who: JUDGES },
  params: z.strictObject({ caseId }),
  body: z.strictObject({ rung: line(60).optional(), reasons }),
  response: z.object({
    rung: z.string(),
    sanctions: z.array(z.object({ sanctionId: z.string(), kind: z.string(), status: z.string() })),
    withheld: z.object({ kind: z.string(), missing: z.array(z.string()) }).nullable(),
  }),
  refusals: { ...JUDGING, 'unknown-rung': 422 },
  handle: (writer, { params, body }) =>
    imposeSanctions(writer, { ...params, by: askerOf(writer.actor), rung: body.rung, words: body.reasons }),
});

const postClosing = write({
  method: 'post',
  path: '/cases/{caseId}/closing',
  summary: 'Close a case with a violation and no sanction, with the reason',
  tag: 'cases',
  access: { who: JUDGES },
  params: z.strictObject({ caseId }),
  body: z.strictObject({ why: reasons }),
  response: z.object({ status: z.literal('closed') }),
  refusals: JUDGING,
  handle: (writer, { params, body }) =>
    closeWithoutSanction(writer, { ...params, by: askerOf(writer.actor), words: body.why }),
});

const postEmergency = write({
  method: 'post',
  path: '/emergencies',
  verdict: true,
  summary:
    'Stop at once, in an emergency of the rulebook; another person confirms in time or it ends by itself',
  tag: 'sanctions',
  access: { who: ['investigator', 'reviewer', 'inspector', 'head'] },
  status: 201,
  body: z.strictObject({
    about: z.union([
      z.strictObject({ caseId }),
      z.strictObject({
        subject: partyId,
        violation: line(60),
        refs: z.strictObject({
          orders: z.array(orderId).max(100).default([]),
          listings: z.array(listingId).max(100).default([]),
          conversations: z.array(conversationId).max(100).default([]),
        }),
      }),
    ]),
    emergency: line(60),
    kinds: z
      .array(z.enum([...new Set([...SELLER_SANCTION_KINDS, ...BUYER_SANCTION_KINDS])]))
      .min(1)
      .max(10),
    reasons,
  }),
  response: z.object({ caseId: z.string(), sanctionIds: z.array(z.string()) }),
  refusals: {
    ...JUDGING,
    'unknown-emergency': 422,
    'not-an-emergency': 422,
    'emergency-does-not-permit': 422,
    'evidence-missing': 422,
    'wrong-violation': 422,
    'wrong-kind': 422,
    'nothing-to-act-on': 422,
  },
  handle: (writer, { body }) => {
    const { about, emergency, kinds, reasons: words } = body;
    return declareEmergency(writer, { by: askerOf(writer.actor), about, emergency, kinds, words });
  },
});

const readSanctions = read({
  path: '/sanctions',
  summary: 'Sanctions by status; those that wait for approval, by when they lapse',
  tag: 'sanctions',
  access: { who: CASE_STAFF },
  query: z.strictObject({
    status: z.enum(['proposed', 'approved', 'in-force', 'ended', 'declined']).optional(),
    /** What a person has to do: approve, confirm an emergency, look at a basis that fell away, or find first. */
    needsLook: z.enum(['approval', 'finding', 'confirmation', 'basis']).optional(),
    kind: line(60).optional(),
    party: partyId.optional(),
    campaign: line(120).optional(),
    limit: limit.default(50),
    cursor: cursor.optional(),
  }),
  response: z.object({ rows: z.array(sanctionItem), next: z.string().nullable() }),
  handle: (reader, { query }) => sanctionQueue(reader, { ...query, offset: offsetOf(query.cursor) }),
});

const postApproval = write({
  method: 'post',
  path: '/sanctions/{sanctionId}/approvals',
  verdict: true,
  summary: 'Approve a proposal as a further person; the last one needed brings it into effect',
  tag: 'sanctions',
  access: { who: SECOND_PEOPLE },
  params: z.strictObject({ sanctionId }),
  body: z.strictObject({ reasons }),
  response: decided,
  refusals: JUDGING,
  handle: (writer, { params, body }) =>
    approveSanction(writer, { ...params, by: askerOf(writer.actor), words: body.reasons }),
});

const postDecline = write({
  method: 'post',
  path: '/sanctions/{sanctionId}/declines',
  summary: 'Refuse a proposal; what was suspended for the time being until then ends as well',
  tag: 'sanctions',
  access: { who: SECOND_PEOPLE },
  params: z.strictObject({ sanctionId }),
  body: z.strictObject({ reasons }),
  response: decided,
  refusals: JUDGING,
  handle: (writer, { params, body }) =>
    declineSanction(writer, { ...params, by: askerOf(writer.actor), words: body.reasons }),
});

const postLifting = write({
  method: 'post',
  path: '/sanctions/{sanctionId}/lifting',
  verdict: true,
  summary:
    'End a sanction before its time, or withdraw one that is announced for a day to come; by somebody else than who made the finding',
  tag: 'sanctions',
  access: { who: SECOND_PEOPLE },
  params: z.strictObject({ sanctionId }),
  body: z.strictObject({ reasons }),
  response: decided,
  refusals: JUDGING,
  handle: (writer, { params, body }) =>
    liftSanction(writer, { ...params, by: askerOf(writer.actor), words: body.reasons }),
});

const postConfirmation = write({
  method: 'post',
  path: '/sanctions/{sanctionId}/confirmation',
  summary: 'Confirm as a second person what one person did in an emergency',
  tag: 'sanctions',
  access: { who: ['investigator', 'reviewer', 'head'] },
  params: z.strictObject({ sanctionId }),
  body: z.strictObject({}),
  response: decided,
  refusals: JUDGING,
  handle: (writer, { params }) => confirmEmergency(writer, { ...params, by: askerOf(writer.actor) }),
});

const postBasisReview = write({
  method: 'post',
  path: '/sanctions/{sanctionId}/basis-review',
  summary: 'Let a sanction stand although an appeal removed points that its rung rested on',
  tag: 'sanctions',
  access: { who: SECOND_PEOPLE },
  params: z.strictObject({ sanctionId }),
  body: z.strictObject({}),
  response: decided,
  refusals: JUDGING,
  handle: (writer, { params }) => keepDespiteBasis(writer, { ...params, by: askerOf(writer.actor) }),
});

export function verdictRoutes(): readonly AnyRoute[] {
  return [
    postFinding,
    postSanctions,
    postClosing,
    postEmergency,
    readSanctions,
    postApproval,
    postDecline,
    postLifting,
    postConfirmation,
    postBasisReview,
  ];
}

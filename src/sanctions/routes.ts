import { z } from 'zod';
import { cursor, id, limit, offsetOf, paragraphs } from '../door/fields.ts';
import { askerOf } from '../door/names.ts';
import { type AnyRoute, read, type Reader, write } from '../door/route.ts';
import { refuse } from '../kernel/decision.ts';
import type { PartyId, PlanId } from '../kernel/ids.ts';
import { filePlan, judgeRectification, targetsNow } from '../processes/rectify.ts';
import { ownStanding, ownStandingOf, planOf, planPage, planRow, plansOf } from './views.ts';

const planId: z.ZodType<PlanId, string> = id('plan');
const SIDES = ['buyer', 'seller'] as const;
const CASE_STAFF = ['representative', 'investigator', 'reviewer', 'head'] as const;
const part = paragraphs(20_000).min(1, 'write something');
const NOT_FOUND = 'There is no such plan.';

const readStanding = read({
  path: '/me/standing',
  summary: 'My standing: points with their expiry, measures, sanctions, and windows to put things right',
  tag: 'me',
  access: { who: SIDES, action: 'data.read-own' },
  response: ownStanding,
  handle: async (reader) =>
    (await ownStandingOf(reader, askerOf(reader.actor))) ??
    refuse('not-found', 'There is no standing of yours.'),
});

/** With how the targets stand now, while the window is open. */
async function planNow(reader: Reader, plan: PlanId, onlyOf?: PartyId) {
  const found = await planOf(reader, plan, onlyOf);
  if (!found) return refuse('not-found', NOT_FOUND);
  const { row, doc } = found;
  if (doc.status !== 'open') return row;
  const targets = await targetsNow(reader.metrics, doc, reader.now);
  return { ...row, results: [...row.results, { at: reader.now, targets }] };
}

const readOwnPlan = read({
  path: '/me/plans/{planId}',
  summary: 'A window to put something right: targets, how they stand now, and my plan',
  tag: 'plans',
  access: { who: SIDES, action: 'data.read-own' },
  params: z.strictObject({ planId }),
  response: planPage,
  handle: (reader, { params }) => planNow(reader, params.planId, askerOf(reader.actor)),
});

const postPlan = write({
  method: 'put',
  path: '/me/plans/{planId}',
  summary: 'File a plan, or a better one: root cause, correction, prevention',
  tag: 'plans',
  access: { who: SIDES, action: 'plan.file' },
  params: z.strictObject({ planId }),
  body: z.strictObject({ rootCause: part, correction: part, prevention: part }),
  response: z.object({ planId: z.string(), until: z.int() }),
  refusals: { 'plan-window-closed': 410, 'text-length': 422 },
  handle: (writer, { params, body }) => filePlan(writer, { ...params, ...body, by: askerOf(writer.actor) }),
});

const readPlans = read({
  path: '/plans',
  summary: 'Windows to put things right, the one that ends first on top',
  tag: 'plans',
  access: { who: CASE_STAFF },
  query: z.strictObject({
    status: z.enum(['open', 'to-be-judged', 'concluded', 'cancelled']).optional(),
    limit: limit.default(50),
    cursor: cursor.optional(),
  }),
  response: z.object({ plans: z.array(planRow), next: z.string().nullable() }),
  handle: (reader, { query }) =>
    plansOf(reader, { status: query.status, limit: query.limit, offset: offsetOf(query.cursor) }),
});

const readPlan = read({
  path: '/plans/{planId}',
  summary: 'A window with its plan and every measurement',
  tag: 'plans',
  access: { who: CASE_STAFF },
  params: z.strictObject({ planId }),
  response: planPage,
  handle: (reader, { params }) => planNow(reader, params.planId),
});

const postJudgement = write({
  method: 'post',
  path: '/plans/{planId}/judgement',
  verdict: true,
  summary: 'Judge where the numbers could not: too little volume even after the extension',
  tag: 'plans',
  access: { who: ['reviewer', 'head'] },
  params: z.strictObject({ planId }),
  body: z.strictObject({ outcome: z.enum(['met', 'missed']), reasons: paragraphs(5_000).min(1, 'say why') }),
  response: z.looseObject({ outcome: z.string() }),
  refusals: { 'conflict-of-interest': 403, 'took-part': 403 },
  handle: (writer, { params, body }) =>
    judgeRectification(writer, {
      ...params,
      outcome: body.outcome,
      words: body.reasons,
      by: askerOf(writer.actor),
    }),
});

export function sanctionRoutes(): readonly AnyRoute[] {
  return [readStanding, readOwnPlan, postPlan, readPlans, readPlan, postJudgement];
}

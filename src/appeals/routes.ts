import { z } from 'zod';
import { cursor, id, limit, offsetOf, paragraphs, partyId } from '../door/fields.ts';
import { askerOf } from '../door/names.ts';
import { type AnyRoute, read, write } from '../door/route.ts';
import { isRefusal, refuse } from '../kernel/decision.ts';
import type { AppealId, CaseId, SanctionId, StopId } from '../kernel/ids.ts';
import { decideAppeal } from '../processes/decide-appeal.ts';
import { appealGoodsStop, appealSanctions, assignAppeal, withdrawAppeal } from '../processes/file-appeal.ts';
import { APPEAL_OUTCOMES, appeals } from './appeal.ts';
import { appealForStaff, appealList, appealPage, appealRow, ownAppeal, staffAppeal } from './views.ts';

const appealId: z.ZodType<AppealId, string> = id('apl');
const caseId: z.ZodType<CaseId, string> = id('case');
const sanctionId: z.ZodType<SanctionId, string> = id('san');
const stopId: z.ZodType<StopId, string> = id('stp');
const SIDES = ['buyer', 'seller'] as const;
const NOT_FOUND = 'There is no such appeal.';
const list = z.object({ appeals: z.array(appealRow), next: z.string().nullable() });
const page = { limit: limit.default(50), cursor: cursor.optional() };
const CONFLICTS = {
  'took-part': 403,
  'conflict-of-interest': 403,
  'second-person-needed': 403,
  'assigned-to-another': 403,
} as const;

const postAppeal = write({
  method: 'post',
  path: '/appeals',
  summary:
    'Appeal against what a case decided about me: all of it, or the sanctions named; free, judged by somebody else',
  tag: 'appeals',
  access: { who: SIDES, action: 'appeal.file' },
  status: 201,
  body: z.strictObject({
    caseId,
    sanctionIds: z.array(sanctionId).min(1).max(100).optional(),
    text: paragraphs(20_000),
  }),
  response: z.object({ appealId: z.string(), decideBy: z.int() }),
  refusals: { 'appeal-window-closed': 410, 'text-length': 422 },
  handle: (writer, { body }) =>
    appealSanctions(writer, { ...body, sanctionIds: body.sanctionIds, by: askerOf(writer.actor) }),
});

const postStopAppeal = write({
  method: 'post',
  path: '/appeals/goods-stops',
  summary: 'Appeal against goods of mine being taken off the market; free, judged by somebody else',
  tag: 'appeals',
  access: { who: ['seller'], action: 'appeal.file' },
  status: 201,
  body: z.strictObject({ stopId, text: paragraphs(20_000) }),
  response: z.object({ appealId: z.string(), decideBy: z.int() }),
  refusals: { 'appeal-window-closed': 410, 'text-length': 422 },
  handle: (writer, { body }) => appealGoodsStop(writer, { ...body, by: askerOf(writer.actor) }),
});

const readOwnList = read({
  path: '/me/appeals',
  summary: 'My appeals',
  tag: 'appeals',
  access: { who: SIDES, action: 'data.read-own' },
  query: z.strictObject(page),
  response: list,
  handle: async (reader, { query }) => {
    const own = await appealList(reader, {
      appellant: askerOf(reader.actor),
      limit: query.limit,
      offset: offsetOf(query.cursor),
    });
    return { ...own, appeals: own.appeals.map((a) => ({ ...a, reviewer: null })) };
  },
});

const readOwn = read({
  path: '/me/appeals/{appealId}',
  summary: 'An appeal of mine, and what came of it',
  tag: 'appeals',
  access: { who: SIDES, action: 'data.read-own' },
  params: z.strictObject({ appealId }),
  response: appealPage,
  handle: async (reader, { params }) =>
    (await ownAppeal(reader, params.appealId, askerOf(reader.actor))) ?? refuse('not-found', NOT_FOUND),
});

const postWithdrawal = write({
  method: 'post',
  path: '/me/appeals/{appealId}/withdrawal',
  summary: 'Take an appeal back',
  tag: 'appeals',
  access: { who: SIDES, action: 'appeal.file' },
  params: z.strictObject({ appealId }),
  body: z.strictObject({}),
  response: z.object({ appealId: z.string() }),
  handle: (writer, { params }) => withdrawAppeal(writer, { ...params, by: askerOf(writer.actor) }),
});

const readQueue = read({
  path: '/appeals',
  summary: 'Appeals, the one whose clock runs out first on top',
  tag: 'appeals',
  access: { who: ['investigator', 'reviewer', 'head'] },
  query: z.strictObject({
    status: z.enum(['filed', 'assigned', 'decided', 'withdrawn']).optional(),
    reviewer: partyId.optional(),
    ...page,
  }),
  response: list,
  handle: (reader, { query }) => appealList(reader, { ...query, offset: offsetOf(query.cursor) }),
});

const readOne = read({
  path: '/appeals/{appealId}',
  summary: 'An appeal, with everybody who took part in the decision and so must not judge it',
  tag: 'appeals',
  access: { who: ['investigator', 'reviewer', 'head'] },
  params: z.strictObject({ appealId }),
  response: appealForStaff,
  handle: async (reader, { params }) =>
    (await staffAppeal(reader, params.appealId)) ?? refuse('not-found', NOT_FOUND),
});

const postAssignment = write({
  method: 'post',
  path: '/appeals/{appealId}/assignment',
  summary: 'Take an appeal, or as head of service give it to somebody who took no part',
  tag: 'appeals',
  access: { who: ['reviewer', 'head'] },
  params: z.strictObject({ appealId }),
  body: z.strictObject({ reviewer: partyId.optional() }),
  response: z.object({ reviewer: z.string() }),
  refusals: CONFLICTS,
  handle: async (writer, { params, body }) => {
    const by = askerOf(writer.actor);
    const byHead = writer.actor.kind === 'staff' && writer.actor.roles.includes('head');
    if (body.reviewer !== undefined && body.reviewer !== by && !byHead)
      return refuse('forbidden', 'Only the head of service gives appeals to others.', { field: 'reviewer' });
    return assignAppeal(writer, { ...params, reviewer: body.reviewer ?? by, by });
  },
});

const postDecision = write({
  method: 'post',
  path: '/appeals/{appealId}/decision',
  verdict: true,
  summary:
    'Decide an appeal; a free one is taken by whoever decides it. A reversal undoes every effect at once',
  tag: 'appeals',
  access: { who: ['reviewer', 'head'] },
  params: z.strictObject({ appealId }),
  body: z.strictObject({
    outcome: z.enum(APPEAL_OUTCOMES),
    /** Only for `changed`: the sanctions that go. */
    reversed: z.array(sanctionId).max(100).default([]),
    reasons: paragraphs(5_000).min(1, 'say why'),
  }),
  response: z.object({ outcome: z.enum(APPEAL_OUTCOMES), reversed: z.array(z.string()) }),
  refusals: { ...CONFLICTS, 'not-a-change': 422, 'not-changeable': 422, 'not-appealed': 422 },
  handle: async (writer, { params, body }) => {
    const by = askerOf(writer.actor);
    const state = await writer.unit.load(appeals, params.appealId);
    if (state?.status === 'filed') {
      const taken = await assignAppeal(writer, { ...params, reviewer: by, by });
      if (isRefusal(taken)) return taken;
    }
    const { outcome, reversed, reasons } = body;
    return decideAppeal(writer, { ...params, by, outcome, reversed, words: reasons });
  },
});

export function appealRoutes(): readonly AnyRoute[] {
  return [
    postAppeal,
    postStopAppeal,
    readOwnList,
    readOwn,
    postWithdrawal,
    readQueue,
    readOne,
    postAssignment,
    postDecision,
  ];
}

import { z } from 'zod';
import type { Actor } from '../../door/actor.ts';
import { amountMinor, cursor, limit, offsetOf, paragraphs } from '../../door/fields.ts';
import { askerOf } from '../../door/names.ts';
import { type AnyRoute, read, write } from '../../door/route.ts';
import { refuse } from '../../kernel/decision.ts';
import type { Cashier } from '../../processes/cashier.ts';
import { decideReturn, judgeAppeal } from '../../processes/decide-return.ts';
import { fileOf } from './file-views.ts';
import { answered } from './negotiation-routes.ts';
import { OUTCOMES, RETURN_STATUSES } from './return.ts';
import {
  fileParams,
  params,
  remedy,
  returnList,
  returnView,
  STEP_REFUSALS,
  stepped,
} from './schemas-routes.ts';
import { questionsAbout, returnPage, returnsForStaff, storedReturn } from './views.ts';

interface Ports {
  readonly cashier: Cashier;
}

const LOOKING = { who: ['representative', 'investigator', 'inspector', 'reviewer', 'head'] } as const;
const NOT_FOUND = refuse('not-found', 'There is no such return.');
const CONFLICTS = { 'conflict-of-interest': 403, 'took-part': 403, 'second-person-needed': 403 } as const;
/** Who asked the desk what is nobody else's to know. */
function isAtDesk(actor: Actor): boolean {
  return actor.kind === 'staff' && actor.roles.some((role) => role === 'representative' || role === 'head');
}

const words = paragraphs(20_000).min(1, 'give the reasons: both sides read them');

const list = read({
  path: '/returns',
  summary:
    'Returns of everybody: those that wait for us, by their clocks, unless another status is asked for',
  tag: 'returns',
  access: LOOKING,
  query: z.strictObject({
    status: z.enum(RETURN_STATUSES).optional(),
    all: z.enum(['yes']).optional(),
    limit: limit.default(50),
    cursor: cursor.optional(),
  }),
  response: returnList,
  handle: (reader, { query }) =>
    returnsForStaff(reader, {
      status: query.status,
      waiting: query.status === undefined && query.all === undefined,
      limit: query.limit,
      offset: offsetOf(query.cursor),
    }),
});

const show = read({
  path: '/returns/{returnId}',
  summary: 'A return with everything that both sides said and showed, parcels, money and history',
  tag: 'returns',
  access: LOOKING,
  params,
  response: returnView.extend({
    /** At the desk, about the order; `opened`: the one that it was opened from. */
    questions: z.array(
      z.object({
        ticketId: z.string(),
        title: z.string(),
        status: z.string(),
        openedAt: z.int(),
        opened: z.boolean(),
      }),
    ),
  }),
  handle: async (reader, { params: { returnId } }) => {
    const state = await storedReturn(reader, returnId);
    if (!state) return NOT_FOUND;
    const [page, questions] = await Promise.all([
      returnPage(reader, returnId, state, 'staff'),
      isAtDesk(reader.actor) ? questionsAbout(reader, state) : [],
    ]);
    return { ...page, questions };
  },
});

const file = read({
  path: '/returns/{returnId}/files/{number}',
  summary: 'A file that either side showed',
  tag: 'returns',
  access: LOOKING,
  params: fileParams,
  response: { media: ['*/*'] },
  handle: async (reader, { params: { returnId, number } }) => {
    const state = await storedReturn(reader, returnId);
    return state ? fileOf(reader, state, returnId, number) : NOT_FOUND;
  },
});

function decision({ cashier }: Ports) {
  return write({
    method: 'post',
    path: '/returns/{returnId}/decision',
    summary: 'Decide on the frozen evidence, with reasons for both sides; the loser may appeal once',
    tag: 'returns',
    access: { who: ['representative', 'head'] },
    params,
    body: z.strictObject({
      outcome: z.enum(OUTCOMES),
      remedy: remedy.optional(),
      amountMinor: amountMinor.optional(),
      misuse: z.boolean().default(false),
      reasons: words,
    }),
    response: stepped,
    refusals: { ...STEP_REFUSALS, ...CONFLICTS, 'not-misuse': 422 },
    handle: async (writer, { params: { returnId }, body }) =>
      answered(
        returnId,
        await decideReturn(writer, {
          returnId,
          by: askerOf(writer.actor),
          cashier,
          outcome: body.outcome,
          remedy: body.remedy ?? null,
          amountMinor: body.amountMinor ?? null,
          misuse: body.misuse,
          words: body.reasons,
        }),
      ),
  });
}

function appealDecision({ cashier }: Ports) {
  return write({
    method: 'post',
    path: '/returns/{returnId}/appeal-decision',
    summary: 'Judge an appeal about a return that somebody else decided',
    tag: 'returns',
    access: { who: ['representative', 'reviewer', 'head'] },
    params,
    body: z.strictObject({ outcome: z.enum(['upheld', 'reversed']), reasons: words }),
    response: stepped,
    refusals: { ...STEP_REFUSALS, ...CONFLICTS },
    handle: async (writer, { params: { returnId }, body }) =>
      answered(
        returnId,
        await judgeAppeal(writer, {
          returnId,
          by: askerOf(writer.actor),
          cashier,
          outcome: body.outcome,
          words: body.reasons,
        }),
      ),
  });
}

export function staffReturnRoutes(ports: Ports): readonly AnyRoute[] {
  return [list, show, file, decision(ports), appealDecision(ports)];
}

import { z } from 'zod';
import {
  amountMinor,
  currency,
  cursor,
  limit,
  listingId,
  offsetOf,
  orderId,
  paragraphs,
} from '../../door/fields.ts';
import { askerOf } from '../../door/names.ts';
import { type AnyRoute, read, write } from '../../door/route.ts';
import { isRefusal, refuse } from '../../kernel/decision.ts';
import type { Cashier } from '../../processes/cashier.ts';
import { requestReturn } from '../../processes/request-return.ts';
import { buyerReturnRoutes } from './buyer-routes.ts';
import { fileOf } from './file-views.ts';
import type { ReturnLabelMaker } from './label.ts';
import { returnLabel } from './label-views.ts';
import { negotiationRoutes } from './negotiation-routes.ts';
import { RETURN_STATUSES } from './return.ts';
import { returnableView } from './returnable-views.ts';
import {
  fileParams,
  params,
  reason,
  remedy,
  returnList,
  returnView,
  STEP_REFUSALS,
  TEAM,
  uploadIds,
} from './schemas-routes.ts';
import { sellerReturnRoutes } from './seller-routes.ts';
import { staffReturnRoutes } from './staff-routes.ts';
import { returnPage, returnsOfSide, sideOf, storedReturn } from './views.ts';

const SIDES = ['buyer', 'seller'] as const;
const NOT_FOUND = refuse('not-found', 'There is no such return of yours.');
const OWN = { who: SIDES, team: TEAM, action: 'data.read-own' } as const;

const returnable = read({
  path: '/orders/{orderId}/returnable',
  summary:
    'What of an order of mine can be returned now: pieces, reasons, rights, and what to exchange it for',
  tag: 'returns',
  access: { who: ['buyer'], action: 'data.read-own' },
  params: z.strictObject({ orderId }),
  response: z.looseObject({
    orderId: z.string(),
    currency,
    deliveredAt: z.int().nullable(),
    withdrawalUntil: z.int().nullable(),
    conformityUntil: z.int().nullable(),
    lines: z.array(z.looseObject({ line: z.int(), unitMinor: amountMinor, returnable: z.int() })),
    reasons: z.array(z.looseObject({ reason, remedies: z.array(remedy) })),
    exchangeFor: z.array(z.object({ listingId: z.string(), title: z.string(), unitMinor: amountMinor })),
  }),
  handle: async (reader, { params: { orderId: id } }) =>
    (await returnableView(reader, id, askerOf(reader.actor))) ??
    refuse('not-found', 'There is no such order of yours.'),
});

const post = write({
  method: 'post',
  path: '/orders/{orderId}/returns',
  summary: 'Ask for a return, exchange, repair, missing part or refund; what is claimed is held from now on',
  tag: 'returns',
  access: { who: ['buyer'], action: 'withdrawal.request' },
  status: 201,
  params: z.strictObject({ orderId }),
  body: z.strictObject({
    lines: z
      .array(z.strictObject({ line: z.int().min(0).max(1_000), quantity: z.int().min(1).max(1_000) }))
      .min(1)
      .max(100),
    reason,
    wanted: remedy,
    exchangeFor: listingId.optional(),
    text: paragraphs(20_000),
    uploads: uploadIds,
  }),
  response: z.object({ returnId: z.string(), status: z.enum(RETURN_STATUSES), dueAt: z.int().nullable() }),
  refusals: {
    ...STEP_REFUSALS,
    'more-than-bought': 422,
    'wrong-exchange': 422,
    'one-line': 422,
    'not-permitted': 403,
  },
  handle: async (writer, { params: { orderId: id }, body }) => {
    const asked = await requestReturn(writer, { ...body, orderId: id, by: askerOf(writer.actor) });
    if (isRefusal(asked)) return asked;
    const { returnId, state } = asked;
    const dueAt = state.stage.status === 'requested' ? state.stage.answerBy : null;
    return { returnId, status: state.stage.status, dueAt };
  },
});

const list = read({
  path: '/me/returns',
  summary: 'My returns: open ones first, by their clocks; as a seller those of my buyers',
  tag: 'returns',
  access: OWN,
  query: z.strictObject({
    status: z.enum(RETURN_STATUSES).optional(),
    limit: limit.default(50),
    cursor: cursor.optional(),
  }),
  response: returnList,
  handle: (reader, { query }) =>
    returnsOfSide(reader, reader.actor.kind === 'seller' ? 'seller' : 'buyer', askerOf(reader.actor), {
      status: query.status,
      limit: query.limit,
      offset: offsetOf(query.cursor),
    }),
});

const show = read({
  path: '/me/returns/{returnId}',
  summary: 'A return of mine: its state and clock, what I can do, offers, words, parcels, money, history',
  tag: 'returns',
  access: OWN,
  params,
  response: returnView,
  handle: async (reader, { params: { returnId } }) => {
    const state = await storedReturn(reader, returnId);
    const side = state && sideOf(state, askerOf(reader.actor));
    return state && side ? returnPage(reader, returnId, state, side) : NOT_FOUND;
  },
});

const file = read({
  path: '/me/returns/{returnId}/files/{number}',
  summary: 'A file that either side showed',
  tag: 'returns',
  access: OWN,
  params: fileParams,
  response: { media: ['*/*'] },
  handle: async (reader, { params: { returnId, number } }) => {
    const state = await storedReturn(reader, returnId);
    if (!state || !sideOf(state, askerOf(reader.actor))) return NOT_FOUND;
    return fileOf(reader, state, returnId, number);
  },
});

function label(labels: ReturnLabelMaker) {
  return read({
    path: '/me/returns/{returnId}/label',
    summary: 'What to print onto the parcel back to the seller',
    tag: 'returns',
    access: { who: ['buyer'], action: 'data.read-own' },
    params,
    response: z.looseObject({ kind: z.string(), reference: z.string(), code: z.string() }),
    handle: async (reader, { params: { returnId } }) =>
      (await returnLabel(reader, labels, askerOf(reader.actor), returnId)) ??
      refuse('not-found', 'There is no label for this return.'),
  });
}

export function returnRoutes(ports: {
  readonly cashier: Cashier;
  readonly returnLabels: ReturnLabelMaker;
}): readonly AnyRoute[] {
  return [
    returnable,
    post,
    list,
    show,
    file,
    label(ports.returnLabels),
    ...negotiationRoutes(ports),
    ...buyerReturnRoutes(ports),
    ...sellerReturnRoutes(ports),
    ...staffReturnRoutes(ports),
  ];
}

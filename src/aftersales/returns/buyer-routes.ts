import { createHash } from 'node:crypto';
import { z } from 'zod';
import { line, paragraphs } from '../../door/fields.ts';
import { askerOf } from '../../door/names.ts';
import { type AnyRoute, write } from '../../door/route.ts';
import { isRefusal } from '../../kernel/decision.ts';
import type { CheckoutId } from '../../kernel/ids.ts';
import { type AuthorisedCard, authoriseCard } from '../../processes/authorise-card.ts';
import type { Cashier } from '../../processes/cashier.ts';
import { openDifferenceCharge, placeDifference } from '../../processes/exchange-difference.ts';
import { reopenReturn } from '../../processes/request-return.ts';
import { sendBack } from '../../processes/return-parcels.ts';
import { noteFrom, stepReturn } from '../../processes/return-steps.ts';
import { withdrawReturn } from './answer.ts';
import { letRejectionStand } from './expire.ts';
import { checkGoods, chooseRemedy } from './cure.ts';
import { answered, inputOf } from './negotiation-routes.ts';
import { parcel, params, STEP_REFUSALS, stepped, uploadIds } from './schemas-routes.ts';

interface Ports {
  readonly cashier: Cashier;
}

/** A claim given by law goes on, whatever the buyer's standing. */
const BUYER = { who: ['buyer'], action: 'conformity.claim' } as const;

function parcelBack(ports: Ports) {
  return write({
    method: 'post',
    path: '/me/returns/{returnId}/parcel',
    summary: 'Tell that the goods are on their way back, with the tracking number if there is one',
    tag: 'returns',
    access: BUYER,
    params,
    body: parcel,
    response: stepped,
    refusals: STEP_REFUSALS,
    handle: async (writer, { params: { returnId }, body }) =>
      answered(returnId, await sendBack(writer, { ...inputOf(writer, ports, returnId), ...body })),
  });
}

function check(ports: Ports) {
  return write({
    method: 'post',
    path: '/me/returns/{returnId}/check',
    summary: 'Say whether what was repaired, replaced or sent is in order',
    tag: 'returns',
    access: BUYER,
    params,
    body: z.strictObject({ works: z.boolean(), text: paragraphs(20_000).optional(), uploads: uploadIds }),
    response: stepped,
    refusals: STEP_REFUSALS,
    handle: async (writer, { params: { returnId }, body }) => {
      const input = inputOf(writer, ports, returnId);
      return answered(
        returnId,
        await stepReturn(writer, { ...input, as: 'buyer' }, async (state, side) => {
          const text = body.text ?? (body.works ? '✓' : '');
          const note = await noteFrom(writer, {
            ...input,
            side,
            about: 'check',
            text,
            uploads: body.uploads,
          });
          if (isRefusal(note)) return note;
          return checkGoods(state, { works: body.works, note, at: writer.unit.now }, writer.rulebook);
        }),
      );
    },
  });
}

function choice(ports: Ports) {
  return write({
    method: 'post',
    path: '/me/returns/{returnId}/choice',
    summary: 'After a repair or replacement that failed: the money back, or another piece',
    tag: 'returns',
    access: BUYER,
    params,
    body: z.strictObject({ remedy: z.enum(['return', 'exchange']) }),
    response: stepped,
    handle: async (writer, { params: { returnId }, body }) =>
      answered(
        returnId,
        await stepReturn(writer, { ...inputOf(writer, ports, returnId), as: 'buyer' }, (state) =>
          chooseRemedy(state, { remedy: body.remedy, by: 'buyer', at: writer.unit.now }, writer.rulebook),
        ),
      ),
  });
}

/** As a checkout: the charge is opened and the card asked before the transaction, the capture follows it. */
function difference({ cashier }: Ports) {
  return write({
    method: 'post',
    path: '/me/returns/{returnId}/difference',
    summary: 'Pay by card what a dearer article costs more; it becomes an order of its own',
    tag: 'returns',
    access: BUYER,
    params,
    body: z.strictObject({ paymentToken: line(200) }),
    response: stepped,
    refusals: { 'payment-declined': 422, 'provider-unavailable': 503, 'checkout-expired': 410 },
    prepare: (preparer, { params: { returnId }, body, idempotencyKey }) => {
      const buyer = askerOf(preparer.actor);
      const hash = createHash('sha256').update(`difference ${returnId} ${idempotencyKey}`).digest('hex');
      const checkoutId = `chk_${hash.slice(0, 32)}` as CheckoutId;
      const { provider } = cashier;
      return authoriseCard(preparer, provider, {
        checkoutId,
        payer: buyer,
        token: body.paymentToken,
        open: (world) =>
          openDifferenceCharge(world, { checkoutId, returnId, buyer, provider: provider.name }),
      });
    },
    abandon: ({ checkoutId }: AuthorisedCard) => cashier.release(checkoutId),
    handle: async (writer, { params: { returnId }, prepared }) =>
      answered(
        returnId,
        await placeDifference(writer, { ...prepared, returnId, buyer: askerOf(writer.actor), cashier }),
      ),
  });
}

function acceptance(ports: Ports) {
  return write({
    method: 'post',
    path: '/me/returns/{returnId}/acceptance',
    summary:
      'Let a rejection stand before the time to dispute it is over; what was granted all the same is paid',
    tag: 'returns',
    access: BUYER,
    params,
    body: z.strictObject({}),
    response: stepped,
    handle: async (writer, { params: { returnId } }) =>
      answered(
        returnId,
        await stepReturn(writer, { ...inputOf(writer, ports, returnId), as: 'buyer' }, (state) =>
          letRejectionStand(state, writer.unit.now, writer.rulebook),
        ),
      ),
  });
}

function withdrawal(ports: Ports) {
  return write({
    method: 'post',
    path: '/me/returns/{returnId}/withdrawal',
    summary: 'Take the request back, as long as nothing is under way',
    tag: 'returns',
    access: BUYER,
    params,
    body: z.strictObject({}),
    response: stepped,
    handle: async (writer, { params: { returnId } }) =>
      answered(
        returnId,
        await stepReturn(writer, { ...inputOf(writer, ports, returnId), as: 'buyer' }, (state) =>
          withdrawReturn(state, writer.unit.now),
        ),
      ),
  });
}

const reopening = write({
  method: 'post',
  path: '/me/returns/{returnId}/reopening',
  summary: 'Open a return again that ended because nothing was sent; once',
  tag: 'returns',
  access: BUYER,
  params,
  body: z.strictObject({}),
  response: stepped,
  refusals: STEP_REFUSALS,
  handle: async (writer, { params: { returnId } }) =>
    answered(returnId, await reopenReturn(writer, { returnId, by: askerOf(writer.actor) })),
});

export function buyerReturnRoutes(ports: Ports): readonly AnyRoute[] {
  return [
    parcelBack(ports),
    check(ports),
    choice(ports),
    difference(ports),
    acceptance(ports),
    withdrawal(ports),
    reopening,
  ];
}

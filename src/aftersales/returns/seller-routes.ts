import { z } from 'zod';
import { amountMinor, paragraphs } from '../../door/fields.ts';
import { type AnyRoute, write } from '../../door/route.ts';
import { isRefusal } from '../../kernel/decision.ts';
import type { Cashier } from '../../processes/cashier.ts';
import { sendOut } from '../../processes/return-parcels.ts';
import { noteFrom, stepReturn } from '../../processes/return-steps.ts';
import { approveReturn, rejectReturn } from './answer.ts';
import { giveUpRepair } from './cure.ts';
import { inspectGoods, receiveGoods } from './goods.ts';
import { answered, inputOf } from './negotiation-routes.ts';
import { parcel, params, STEP_REFUSALS, stepped, TEAM, uploadIds } from './schemas-routes.ts';

interface Ports {
  readonly cashier: Cashier;
}

/** What a seller owes to buyers stays open while the seller is stopped. */
const SELLER = { who: ['seller'], team: TEAM, action: 'order.refund' } as const;
const words = paragraphs(20_000);

function answer(ports: Ports) {
  return write({
    method: 'post',
    path: '/me/returns/{returnId}/answer',
    summary:
      'Grant what a buyer asks, mend or replace first where the law lets you, or reject it with reasons',
    tag: 'returns',
    access: SELLER,
    params,
    body: z.discriminatedUnion('answer', [
      z.strictObject({ answer: z.literal('approve') }),
      z.strictObject({ answer: z.literal('cure'), remedy: z.enum(['repair', 'exchange']) }),
      z.strictObject({ answer: z.literal('reject'), text: words, uploads: uploadIds }),
    ]),
    response: stepped,
    refusals: STEP_REFUSALS,
    handle: async (writer, { params: { returnId }, body }) => {
      const input = inputOf(writer, ports, returnId);
      const { rulebook, unit } = writer;
      return answered(
        returnId,
        await stepReturn(writer, { ...input, as: 'seller' }, async (state, side) => {
          if (body.answer !== 'reject') {
            const remedy = body.answer === 'cure' ? body.remedy : null;
            return approveReturn(state, { remedy, at: unit.now }, rulebook);
          }
          const note = await noteFrom(writer, { ...body, ...input, side, about: 'rejection' });
          return isRefusal(note) ? note : rejectReturn(state, { note, at: unit.now }, rulebook);
        }),
      );
    },
  });
}

function reception(ports: Ports) {
  return write({
    method: 'post',
    path: '/me/returns/{returnId}/reception',
    summary: 'Say that the goods have come back, where no carrier did',
    tag: 'returns',
    access: SELLER,
    params,
    body: z.strictObject({}),
    response: stepped,
    handle: async (writer, { params: { returnId } }) =>
      answered(
        returnId,
        await stepReturn(writer, { ...inputOf(writer, ports, returnId), as: 'seller' }, (state) =>
          receiveGoods(state, writer.unit.now, writer.rulebook),
        ),
      ),
  });
}

function inspection(ports: Ports) {
  return write({
    method: 'post',
    path: '/me/returns/{returnId}/inspection',
    summary: 'Say what came back: accepted, worth less, or not what was sent; the last two with proof',
    tag: 'returns',
    access: SELLER,
    params,
    body: z.strictObject({
      verdict: z.enum(['accepted', 'reduced', 'rejected']),
      /** Of each of the return's lines, how many go back on sale. */
      restocked: z.array(z.int().min(0).max(1_000)).max(100).default([]),
      payMinor: amountMinor.optional(),
      repairDays: z.int().min(1).max(365).optional(),
      text: words.optional(),
      uploads: uploadIds,
    }),
    response: stepped,
    refusals: STEP_REFUSALS,
    handle: async (writer, { params: { returnId }, body }) => {
      const input = inputOf(writer, ports, returnId);
      const { verdict, restocked, uploads } = body;
      return answered(
        returnId,
        await stepReturn(writer, { ...input, as: 'seller' }, async (state, side) => {
          const text = body.text ?? (verdict === 'accepted' ? '✓' : '');
          const note = await noteFrom(writer, { ...input, side, about: 'inspection', text, uploads });
          if (isRefusal(note)) return note;
          const more = { payMinor: body.payMinor ?? null, repairDays: body.repairDays ?? null };
          const command = { verdict, restocked, note, at: writer.unit.now, ...more };
          return inspectGoods(state, command, writer.rulebook);
        }),
      );
    },
  });
}

function failedRepair(ports: Ports) {
  return write({
    method: 'post',
    path: '/me/returns/{returnId}/failed-repair',
    summary: 'Say that it can’t be mended: then the buyer chooses',
    tag: 'returns',
    access: SELLER,
    params,
    body: z.strictObject({ text: words, uploads: uploadIds }),
    response: stepped,
    refusals: STEP_REFUSALS,
    handle: async (writer, { params: { returnId }, body }) => {
      const input = inputOf(writer, ports, returnId);
      return answered(
        returnId,
        await stepReturn(writer, { ...input, as: 'seller' }, async (state, side) => {
          const note = await noteFrom(writer, { ...body, ...input, side, about: 'repair' });
          return isRefusal(note) ? note : giveUpRepair(state, { note, at: writer.unit.now }, writer.rulebook);
        }),
      );
    },
  });
}

function shipment(ports: Ports) {
  return write({
    method: 'post',
    path: '/me/returns/{returnId}/shipment',
    summary: 'Tell that the replacement, the repaired article or the missing part was sent',
    tag: 'returns',
    access: SELLER,
    params,
    body: parcel,
    response: stepped,
    refusals: STEP_REFUSALS,
    handle: async (writer, { params: { returnId }, body }) =>
      answered(returnId, await sendOut(writer, { ...inputOf(writer, ports, returnId), ...body })),
  });
}

export function sellerReturnRoutes(ports: Ports): readonly AnyRoute[] {
  return [answer(ports), reception(ports), inspection(ports), failedRepair(ports), shipment(ports)];
}

import { z } from 'zod';
import { amountMinor, paragraphs } from '../../door/fields.ts';
import { askerOf } from '../../door/names.ts';
import { type AnyRoute, write, type Writer } from '../../door/route.ts';
import { isRefusal, refuse, type Refusal } from '../../kernel/decision.ts';
import type { ReturnId } from '../../kernel/ids.ts';
import type { Cashier } from '../../processes/cashier.ts';
import { appealReturn } from '../../processes/decide-return.ts';
import { noteFrom, stepReturn } from '../../processes/return-steps.ts';
import { answerOffer, extendNegotiation, handOver, makeOffer } from './answer.ts';
import { addStatement } from './platform.ts';
import type { Return } from './return.ts';
import { params, remedy, STEP_REFUSALS, stepped, TEAM, uploadIds } from './schemas-routes.ts';

interface Ports {
  readonly cashier: Cashier;
}

/** Statutory claims and answers to them are never blocked, whatever the standing of either side. */
const BOTH = { who: ['buyer', 'seller'], team: TEAM, action: 'conformity.claim' } as const;
const words = paragraphs(20_000);

export function answered(returnId: ReturnId, outcome: Return | Refusal) {
  return isRefusal(outcome) ? outcome : { returnId, status: outcome.stage.status };
}

export function inputOf(writer: Writer, { cashier }: Ports, returnId: ReturnId) {
  return { returnId, by: askerOf(writer.actor), cashier };
}

function offers(ports: Ports) {
  return write({
    method: 'post',
    path: '/me/returns/{returnId}/offers',
    summary:
      'Offer something else: another remedy, or a part of the money; the clock of the talk begins with the first',
    tag: 'returns',
    access: BOTH,
    params,
    body: z.strictObject({ remedy, amountMinor: amountMinor.optional(), text: words }),
    response: stepped,
    refusals: STEP_REFUSALS,
    handle: async (writer, { params: { returnId }, body }) =>
      answered(
        returnId,
        await stepReturn(writer, inputOf(writer, ports, returnId), (state, by) => {
          const value = body.text;
          if (value.length === 0) return refuse('text-length', 'Say what you offer.', { field: 'text' });
          const text = writer.unit.keep({ party: askerOf(writer.actor), kind: 'return-text', value });
          const offer = { by, remedy: body.remedy, amountMinor: body.amountMinor ?? null, text };
          return makeOffer(state, { ...offer, at: writer.unit.now }, writer.rulebook);
        }),
      ),
  });
}

function offerAnswer(ports: Ports) {
  return write({
    method: 'post',
    path: '/me/returns/{returnId}/offer-answer',
    summary: "Accept or decline the other side's offer",
    tag: 'returns',
    access: BOTH,
    params,
    body: z.strictObject({ answer: z.enum(['accept', 'decline']) }),
    response: stepped,
    handle: async (writer, { params: { returnId }, body }) =>
      answered(
        returnId,
        await stepReturn(writer, inputOf(writer, ports, returnId), (state, by) =>
          answerOffer(state, { by, answer: body.answer, at: writer.unit.now }, writer.rulebook),
        ),
      ),
  });
}

function extension(ports: Ports) {
  return write({
    method: 'post',
    path: '/me/returns/{returnId}/extension',
    summary: 'Ask for more time to agree; once',
    tag: 'returns',
    access: BOTH,
    params,
    body: z.strictObject({}),
    response: stepped,
    handle: async (writer, { params: { returnId } }) =>
      answered(
        returnId,
        await stepReturn(writer, inputOf(writer, ports, returnId), (state, by) =>
          extendNegotiation(state, { by, at: writer.unit.now }, writer.rulebook),
        ),
      ),
  });
}

function noted(ports: Ports, path: '/me/returns/{returnId}/dispute' | '/me/returns/{returnId}/statements') {
  const disputes = path.endsWith('dispute');
  return write({
    method: 'post',
    path,
    summary: disputes
      ? 'Let us decide: against a rejection, or where no agreement is in sight'
      : 'Say or show something for the decision, until the evidence is frozen',
    tag: 'returns',
    access: { ...BOTH, action: 'evidence.add' as const },
    params,
    body: z.strictObject({ text: words, uploads: uploadIds }),
    response: stepped,
    refusals: STEP_REFUSALS,
    handle: async (writer, { params: { returnId }, body }) => {
      const input = inputOf(writer, ports, returnId);
      return answered(
        returnId,
        await stepReturn(writer, input, async (state, side) => {
          const note = await noteFrom(writer, { ...body, ...input, side, about: 'statement' });
          if (isRefusal(note)) return note;
          const at = writer.unit.now;
          return disputes
            ? handOver(state, { by: side, note, at }, writer.rulebook)
            : addStatement(state, { note, at }, writer.rulebook);
        }),
      );
    },
  });
}

const appeal = write({
  method: 'post',
  path: '/me/returns/{returnId}/appeal',
  summary: 'Appeal against our decision, once; somebody else judges it',
  tag: 'returns',
  access: { ...BOTH, action: 'appeal.file' },
  params,
  body: z.strictObject({ text: words }),
  response: stepped,
  refusals: STEP_REFUSALS,
  handle: async (writer, { params: { returnId }, body }) =>
    answered(returnId, await appealReturn(writer, { returnId, by: askerOf(writer.actor), text: body.text })),
});

export function negotiationRoutes(ports: Ports): readonly AnyRoute[] {
  return [
    offers(ports),
    offerAnswer(ports),
    extension(ports),
    noted(ports, '/me/returns/{returnId}/dispute'),
    noted(ports, '/me/returns/{returnId}/statements'),
    appeal,
  ];
}

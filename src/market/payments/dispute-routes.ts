import { z } from 'zod';
import { id, limit, money, paragraphs } from '../../door/fields.ts';
import { askerOf } from '../../door/names.ts';
import { type AnyRoute, read, write } from '../../door/route.ts';
import { bodyBytesFor, inspectUpload, UPLOAD_REFUSALS, uploadBody } from '../../door/upload.ts';
import { isRefusal, refuse } from '../../kernel/decision.ts';
import type { InspectedUpload } from '../../cases/evidence.ts';
import { answerChargeback } from '../../processes/answer-chargeback.ts';
import type { Cashier } from '../../processes/cashier.ts';
import { disputesView, disputeView } from './dispute-views.ts';
import { CHARGEBACK_REASONS } from './provider.ts';

const FILES_MAX = 3;
/** What banks read. */
const READABLE: ReadonlySet<string> = new Set(['application/pdf', 'image/jpeg', 'image/png']);

const disputeId = id<'Dispute'>('dsp');
const row = {
  disputeId: z.string(),
  orderId: z.string(),
  amount: money,
  fee: money,
  reason: z.enum(CHARGEBACK_REASONS),
  openedAt: z.int(),
  answerBy: z.int(),
  answer: z.enum(['open', 'defended', 'accepted', 'missed']),
  mayAnswer: z.boolean(),
  sentAt: z.int().nullable(),
  outcome: z.enum(['won', 'lost']).nullable(),
  outcomeAt: z.int().nullable(),
};
const FINANCE = { who: ['seller'], team: ['finance'], action: 'data.read-own' } as const;
const NOT_FOUND = refuse('not-found', 'There is no such chargeback of yours.');

const list = read({
  path: '/me/chargebacks',
  summary: 'Chargebacks of my orders: those that wait for my answer first',
  tag: 'money',
  access: FINANCE,
  query: z.strictObject({ limit: limit.default(50) }),
  response: z.object({ chargebacks: z.array(z.object(row)) }),
  handle: (reader, { query }) => disputesView(reader, askerOf(reader.actor), query.limit),
});

const show = read({
  path: '/me/chargebacks/{disputeId}',
  summary: 'A chargeback: the order, the amount, why, until when to answer, and what I answered',
  tag: 'money',
  access: FINANCE,
  params: z.strictObject({ disputeId }),
  response: z.object({
    ...row,
    defence: z
      .object({
        at: z.int(),
        text: z.string().nullable(),
        files: z.array(z.object({ kind: z.string(), mime: z.string(), bytes: z.int() })),
      })
      .nullable(),
  }),
  handle: async (reader, { params }) =>
    (await disputeView(reader, askerOf(reader.actor), params.disputeId)) ?? NOT_FOUND,
});

function answer({ cashier }: { readonly cashier: Cashier }) {
  return write({
    method: 'post',
    path: '/me/chargebacks/{disputeId}/answer',
    summary: "Answer the buyer's bank, once: with words and proof, or by accepting the loss",
    tag: 'money',
    access: { who: ['seller'], team: ['finance'], action: 'chargeback.answer' },
    bodyBytesMax: bodyBytesFor(FILES_MAX),
    params: z.strictObject({ disputeId }),
    body: z.discriminatedUnion('answer', [
      z.strictObject({ answer: z.literal('accept') }),
      z.strictObject({
        answer: z.literal('defend'),
        text: paragraphs(10_000).min(1, 'say what speaks against it'),
        files: z.array(uploadBody).max(FILES_MAX, `at most ${FILES_MAX} files`).default([]),
      }),
    ]),
    response: z.object({ disputeId: z.string() }),
    refusals: {
      'answer-too-late': 410,
      'chargeback-closed': 410,
      ...UPLOAD_REFUSALS,
    },
    prepare: async (reader, { body }) => {
      const files: InspectedUpload[] = [];
      if (body.answer === 'accept') return files;
      for (const [i, file] of body.files.entries()) {
        const field = `files.${i}.content`;
        const upload = await inspectUpload(file, reader.rulebook, field);
        if (isRefusal(upload)) return upload;
        if (!READABLE.has(upload.mime))
          return refuse('file-type-not-accepted', 'Banks read PDF, JPEG and PNG files.', { field });
        files.push(upload);
      }
      return files;
    },
    handle: (writer, { params, body, prepared: files }) =>
      answerChargeback(writer, {
        ...params,
        seller: askerOf(writer.actor),
        ...(body.answer === 'defend' ? { defence: { text: body.text, files } } : {}),
        cashier,
      }),
  });
}

export function disputeRoutes(ports: { readonly cashier: Cashier }): readonly AnyRoute[] {
  return [list, show, answer(ports)];
}

import { z } from 'zod';
import { line, money } from '../../door/fields.ts';
import { type AnyRoute, write } from '../../door/route.ts';
import type { Cashier } from '../../processes/cashier.ts';
import { CHARGEBACK_REASONS } from './provider.ts';

/**
 * What a payment provider reports, brought by the operator's own systems: for providers without a webhook of their own.
 * Each notice is taken once by its id.
 */
export function noticeOfProviderRoutes({ cashier }: { readonly cashier: Cashier }): readonly AnyRoute[] {
  return [
    write({
      method: 'post',
      path: '/payments/notices',
      summary: 'A buyer disputes a charge with the bank, or the bank has decided about it',
      tag: 'payments',
      access: { who: ['engineer'] },
      body: z.strictObject({
        noticeId: line(200),
        kind: z.enum(['chargeback-opened', 'chargeback-won', 'chargeback-lost']),
        chargebackId: line(200),
        /** Of the charge, as the provider named it when it was authorised. */
        reference: line(200),
        /** Absent: all that is left of the charge, or all of it where everything was refunded. */
        amount: money.optional(),
        reason: z.enum(CHARGEBACK_REASONS).optional(),
        /** Until when the bank waits for an answer. */
        answerBy: z.int().positive().optional(),
      }),
      response: z.object({ known: z.boolean() }),
      refusals: { 'more-than-was-paid': 422, 'wrong-currency': 422 },
      handle: (writer, { body: { amount, reason, answerBy, ...notice } }) =>
        cashier.takeNotice(writer, {
          ...notice,
          ...(amount === undefined ? {} : { amount }),
          ...(reason === undefined ? {} : { reason }),
          ...(answerBy === undefined ? {} : { answerBy }),
        }),
    }),
  ];
}

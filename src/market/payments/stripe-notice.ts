import type { Stripe } from 'stripe';
import { CURRENCIES, type Currency, money } from '../../kernel/money.ts';
import type { ChargebackReason, ProviderNotice } from './provider.ts';

/** https://docs.stripe.com/api/disputes/object#dispute_object-reason */
const REASONS: Readonly<Record<string, ChargebackReason>> = {
  product_not_received: 'not-received',
  product_unacceptable: 'not-as-described',
  fraudulent: 'fraud',
  unrecognized: 'fraud',
  duplicate: 'duplicate',
  credit_not_processed: 'refund-missing',
};
/** What the status of a dispute begins with that is still a bank's question. https://docs.stripe.com/disputes/how-disputes-work */
const INQUIRY = 'warning_';

/** What a webhook of Stripe tells of a chargeback; `null`: nothing that concerns us. */
export function noticeOf(event: Stripe.Event): ProviderNotice | null {
  const { type } = event;
  if (
    type !== 'charge.dispute.created' &&
    type !== 'charge.dispute.funds_withdrawn' &&
    type !== 'charge.dispute.closed'
  )
    return null;
  const { id, amount, currency, payment_intent: intent, status, reason } = event.data.object;
  // An inquiry moves no money. Should it become a chargeback, the money that is withdrawn then tells of it.
  if (status.startsWith(INQUIRY)) return null;
  const { due_by: dueBy } = event.data.object.evidence_details ?? {};
  const reference = typeof intent === 'string' ? intent : intent?.id;
  if (reference === undefined) return null;
  const notice = { chargebackId: id, reference };
  if (type !== 'charge.dispute.closed') {
    const ours = currencyOf(currency);
    return {
      ...notice,
      // One chargeback is told of twice, in any order: as created, and as money withdrawn.
      noticeId: `${id}:opened`,
      kind: 'chargeback-opened',
      ...(ours ? { amount: money(amount, ours) } : {}),
      reason: REASONS[reason] ?? 'other',
      ...(dueBy ? { answerBy: dueBy * 1_000 } : {}),
    };
  }
  const kind = status === 'lost' ? 'chargeback-lost' : 'chargeback-won';
  return { ...notice, noticeId: event.id, kind };
}

function currencyOf(code: string): Currency | undefined {
  return CURRENCIES.find((c) => c === code.toUpperCase());
}

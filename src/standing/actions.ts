/**
 * Everything that a standing can allow or stop. Each route names one; `permits.ts` is the only judge. Staff
 * actions are judged by role alone and are not listed here.
 */
export const ACTIONS = [
  // Shown to others: whether a seller's goods and page may be seen and bought.
  'listing.show',
  'sell',
  // What a seller does.
  'listing.publish',
  'listing.change',
  'order.ship',
  'order.refund',
  'order.cancel-as-seller',
  'message.answer',
  'holiday.declare',
  'payout.receive',
  'payout.account.change',
  'plan.file',
  'deposit.pay',
  // What a buyer does.
  'cart.change',
  'checkout',
  'order.cancel-as-buyer',
  'order.confirm-receipt',
  'message.ask',
  'review.post',
  'complaint.file',
  'return.voluntary',
  // Never blocked, whatever the standing: law and fairness (see NEVER_BLOCKED in permits.ts).
  'complaint.safety',
  'withdrawal.request',
  'conformity.claim',
  'complaint.statement',
  'appeal.file',
  'data.read-own',
  'data.export',
  'terms.accept',
  'evidence.add',
  'chargeback.answer',
  'account.edit',
  'support.ask',
] as const;

export type Action = (typeof ACTIONS)[number];

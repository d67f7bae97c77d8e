import type { Action } from '../src/standing/actions.ts';
import type { MeasureKind } from '../src/standing/standing.ts';

/**
 * What each standing must stop, written down by hand from the rules and not taken from the code under test: the walk
 * over all routes and the tests of `permits` both judge by it.
 */
const TRADE: readonly Action[] = [
  'listing.show',
  'sell',
  'listing.publish',
  'listing.change',
  'payout.receive',
  'payout.account.change',
];
const EVERYTHING_VOLUNTARY: readonly Action[] = [
  ...TRADE,
  'cart.change',
  'checkout',
  'message.ask',
  'review.post',
  'complaint.file',
  'return.voluntary',
];

export type StandingName = MeasureKind | 'good' | 'held';

/** For measures without parameters of their own (no listing, cap or limit named). */
export const BLOCKED: Readonly<Record<StandingName, readonly Action[]>> = {
  good: [],
  held: TRADE,
  warning: [],
  'listing-takedown': ['listing.show', 'sell', 'listing.change', 'listing.publish'],
  demotion: [],
  'order-cap': ['sell'],
  'payout-hold': ['payout.receive', 'payout.account.change'],
  compensation: [],
  deposit: ['listing.publish'],
  suspension: TRADE,
  shutdown: TRADE,
  bar: EVERYTHING_VOLUNTARY,
  'return-limits': ['return.voluntary'],
  'complaint-rights-suspended': ['complaint.file', 'review.post'],
  'purchase-hold': ['cart.change', 'checkout'],
  'account-closed': EVERYTHING_VOLUNTARY,
};

/** Law and fairness: no standing stops these. */
export const ALWAYS_OPEN: readonly Action[] = [
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
  'order.ship',
  'order.refund',
  'order.cancel-as-seller',
  'order.cancel-as-buyer',
  'order.confirm-receipt',
  'message.answer',
  'holiday.declare',
  'plan.file',
  'deposit.pay',
];

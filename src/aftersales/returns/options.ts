import type { EpochMs } from '../../kernel/time.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import type { Side } from './answer.ts';
import type { Return } from './return.ts';
import { mayCure } from './rights.ts';

export const RETURN_OPTIONS = [
  'approve',
  'cure',
  'reject',
  'offer',
  'answer-offer',
  'extend',
  'hand-over',
  'accept-rejection',
  'send-back',
  'receive',
  'inspect',
  'send-out',
  'give-up',
  'check',
  'choose',
  'pay-difference',
  'add-statement',
  'withdraw',
  'reopen',
  'appeal',
] as const;
export type ReturnOption = (typeof RETURN_OPTIONS)[number];

/** What this side may do now, for buttons: each step is decided again when it is asked for. */
export function returnOptions(
  state: Return,
  side: Side,
  rules: Rulebook,
  now: EpochMs,
): readonly ReturnOption[] {
  const { stage, decision, reception } = state;
  const { status } = stage;
  const seller = side === 'seller';
  const buyer = !seller;
  const negotiating = status === 'negotiating';
  const open = status === 'requested' || negotiating;
  const offered = state.offers.find((o) => o.answer === 'open');
  const lost = decision && { 'for-buyer': seller, 'for-seller': buyer, split: true }[decision.outcome];
  const may: Record<ReturnOption, boolean> = {
    approve: seller && open,
    cure: seller && open && mayCure(rules, state),
    reject: seller && open && state.ground !== 'withdrawal',
    offer: negotiating || (seller && status === 'requested'),
    'answer-offer': negotiating && offered !== undefined && offered.by !== side,
    extend: negotiating && state.extensions < rules.returns.clocks.extensionsMax,
    'hand-over': negotiating || (buyer && status === 'rejected'),
    'accept-rejection': buyer && status === 'rejected',
    'send-back': buyer && status === 'awaiting-return',
    receive: seller && status === 'in-transit',
    inspect: seller && status === 'inspection',
    'send-out': seller && (status === 'repair' || status === 'replacement'),
    'give-up': seller && status === 'repair',
    check: buyer && (status === 'checking' || status === 'sent-out'),
    choose: buyer && status === 'choosing',
    'pay-difference': buyer && status === 'paying',
    'add-statement': stage.status === 'platform-review' && !stage.frozen && now < stage.evidenceUntil,
    withdraw:
      buyer &&
      reception !== 'received' &&
      ['requested', 'negotiating', 'rejected', 'awaiting-return', 'choosing', 'platform-review'].includes(
        status,
      ),
    reopen:
      buyer &&
      stage.status === 'closed' &&
      stage.reopenUntil !== null &&
      now < stage.reopenUntil &&
      state.reopened < rules.returns.clocks.reopenMax,
    appeal: lost === true && !decision?.isFinal && decision?.appeal === null && now < decision.appealUntil,
  };
  return RETURN_OPTIONS.filter((option) => may[option]);
}

/** Whose move it is. */
export function turnOf({
  stage,
}: Pick<Return, 'stage'>): 'buyer' | 'seller' | 'both' | 'carrier' | 'us' | 'nobody' {
  switch (stage.status) {
    case 'requested':
    case 'inspection':
    case 'repair':
    case 'replacement':
      return 'seller';
    case 'rejected':
    case 'awaiting-return':
    case 'choosing':
    case 'paying':
    case 'checking':
      return 'buyer';
    case 'negotiating':
      return 'both';
    case 'in-transit':
    case 'sent-out':
      return 'carrier';
    case 'platform-review':
    case 'refund-pending':
      return 'us';
    case 'closed':
      return 'nobody';
    default:
      return stage satisfies never;
  }
}

import type { Upload } from '../../cases/evidence.ts';
import type { Concept } from '../../kernel/concept.ts';
import { assert, type Decision, refuse } from '../../kernel/decision.ts';
import type { CheckoutId, Id, OrderId, PartyId } from '../../kernel/ids.ts';
import type { Currency } from '../../kernel/money.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';
import type { ChargebackReason } from './provider.ts';

export type DisputeId = Id<'Dispute'>;

/** What a seller says to the buyer's bank: words and proof, both kept outside the chain. */
export interface Defence {
  readonly at: EpochMs;
  readonly text: Commitment;
  readonly files: readonly Upload[];
}

/**
 * A chargeback from the side of one seller: what the bank took of one order and why, and what the seller answers. The money
 * itself is the payment's business. Sellers who share a charge answer one by one; the bank is told once, when nobody is
 * still to be heard.
 */
export interface Dispute {
  /** As the provider names the chargeback. */
  readonly chargeback: string;
  readonly checkout: CheckoutId;
  readonly orderId: OrderId;
  readonly seller: PartyId;
  readonly currency: Currency;
  readonly amountMinor: number;
  readonly reason: ChargebackReason;
  readonly openedAt: EpochMs;
  readonly answerBy: EpochMs;
  readonly answer: 'open' | 'defended' | 'accepted' | 'missed';
  readonly defence: Defence | null;
  /** When the sweep tells the bank, should telling it right after commit be lost. */
  readonly sendAt: EpochMs | null;
  readonly failures: number;
  readonly sent: { readonly at: EpochMs; readonly reference: string } | null;
  readonly outcome: { readonly at: EpochMs; readonly is: 'won' | 'lost' } | null;
}

interface Answer {
  readonly at: EpochMs;
  /** Set on the last answer of a chargeback: then the bank is told. */
  readonly sendAt: EpochMs | null;
}

export type DisputeEvent =
  | ({ readonly type: 'DisputeOpened'; readonly at: EpochMs } & Pick<
      Dispute,
      'chargeback' | 'checkout' | 'orderId' | 'seller' | 'currency' | 'amountMinor' | 'reason' | 'answerBy'
    >)
  | (Answer & {
      readonly type: 'DisputeDefended';
      readonly text: Commitment;
      readonly files: readonly Upload[];
    })
  | (Answer & { readonly type: 'DisputeAccepted' })
  | (Answer & { readonly type: 'AnswerMissed' })
  | {
      readonly type: 'DefenceDelayed';
      readonly at: EpochMs;
      readonly why: string;
      readonly sendAt: EpochMs;
    }
  | { readonly type: 'DefenceSent'; readonly at: EpochMs; readonly reference: string }
  /** The provider takes no answer any more, or none of this kind. */
  | { readonly type: 'DefenceRefused'; readonly at: EpochMs; readonly why: string }
  | { readonly type: 'DisputeClosed'; readonly at: EpochMs; readonly outcome: 'won' | 'lost' };

export function evolveDispute(state: Dispute | undefined, event: DisputeEvent): Dispute {
  if (event.type === 'DisputeOpened') {
    const { type: _, at, ...facts } = event;
    const nothingYet = { defence: null, sendAt: null, failures: 0, sent: null, outcome: null };
    return { ...facts, openedAt: at, answer: 'open', ...nothingYet };
  }
  assert(state, `${event.type} before DisputeOpened`);
  switch (event.type) {
    case 'DisputeDefended': {
      const { at, text, files, sendAt } = event;
      return { ...state, answer: 'defended', defence: { at, text, files }, sendAt };
    }
    case 'DisputeAccepted':
      return { ...state, answer: 'accepted', sendAt: event.sendAt };
    case 'AnswerMissed':
      return { ...state, answer: 'missed', sendAt: event.sendAt };
    case 'DefenceDelayed':
      return { ...state, failures: state.failures + 1, sendAt: event.sendAt };
    case 'DefenceSent':
      return { ...state, sendAt: null, sent: { at: event.at, reference: event.reference } };
    case 'DefenceRefused':
      return { ...state, sendAt: null };
    case 'DisputeClosed':
      return { ...state, sendAt: null, outcome: { at: event.at, is: event.outcome } };
    default:
      return event satisfies never;
  }
}

/** Whether an answer is still taken: by the seller whose order it is, once, before the deadline and the bank's own word. */
export function mayAnswer(state: Dispute | undefined, seller: PartyId, at: EpochMs): Decision<never> {
  if (state?.seller !== seller) return refuse('not-found', 'There is no such chargeback of yours.');
  if (state.outcome) return refuse('chargeback-closed', `The bank has decided already: ${state.outcome.is}.`);
  if (state.answer === 'missed' || (state.answer === 'open' && at >= state.answerBy))
    return refuse('answer-too-late', 'The time for an answer is over.');
  if (state.answer !== 'open') return refuse('answered-already', 'You have answered this chargeback.');
  return [];
}

/** One stream an order that a chargeback concerns. Wakes at the deadline for the answer, and to tell the bank. */
export const disputes: Concept<Dispute, DisputeEvent, 'seller' | 'chargeback' | 'orderId'> = {
  name: 'dispute',
  revision: 1,
  evolve: evolveDispute,
  columns: {
    seller: { type: 'text', of: (d) => d.seller },
    chargeback: { type: 'text', of: (d) => d.chargeback },
    orderId: { type: 'text', of: (d) => d.orderId },
  },
  due: (d) => {
    if (d.outcome) return undefined;
    return d.answer === 'open' ? d.answerBy : (d.sendAt ?? undefined);
  },
};

import type { Concept } from '../../kernel/concept.ts';
import { assert } from '../../kernel/decision.ts';
import type { PartyId } from '../../kernel/ids.ts';
import type { Currency } from '../../kernel/money.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';
import { type Balances, post, type Posting } from './ledger.ts';

/** Money on its way to a seller's bank. It leaves the balance when ordered, and comes back if the bank refuses. */
export type Payout = {
  readonly seller: PartyId;
  readonly currency: Currency;
  readonly amountMinor: number;
  /** Commitment to the account it goes to. */
  readonly account: Commitment;
  readonly orderedAt: EpochMs;
  /** Sum of this stream's postings; adds up to zero. */
  readonly balances: Balances;
} & (
  | { readonly status: 'ordered'; readonly failures: number; readonly sendAt: EpochMs }
  | { readonly status: 'sent'; readonly sentAt: EpochMs; readonly reference: string }
  | { readonly status: 'failed'; readonly failedAt: EpochMs; readonly why: string }
);

export type PayoutEvent =
  | (Posting & {
      readonly type: 'PayoutOrdered';
      readonly at: EpochMs;
      readonly seller: PartyId;
      readonly amountMinor: number;
      readonly account: Commitment;
      /** When the sweep sends it, should the sending right after commit be lost. */
      readonly sendAt: EpochMs;
    })
  | { readonly type: 'PayoutDelayed'; readonly at: EpochMs; readonly why: string; readonly sendAt: EpochMs }
  | { readonly type: 'PayoutSent'; readonly at: EpochMs; readonly reference: string }
  | (Posting & { readonly type: 'PayoutFailed'; readonly at: EpochMs; readonly why: string });

export function evolvePayout(state: Payout | undefined, event: PayoutEvent): Payout {
  if (event.type === 'PayoutOrdered') {
    const { type: _, at, lines, ...facts } = event;
    return { ...facts, orderedAt: at, balances: post({}, lines), status: 'ordered', failures: 0 };
  }
  assert(state, `${event.type} before PayoutOrdered`);
  const { seller, currency, amountMinor, account, orderedAt, balances } = state;
  const base = { seller, currency, amountMinor, account, orderedAt, balances };
  switch (event.type) {
    case 'PayoutDelayed':
      assert(state.status === 'ordered', 'only an ordered payout waits');
      return { ...state, failures: state.failures + 1, sendAt: event.sendAt };
    case 'PayoutSent':
      return { ...base, status: 'sent', sentAt: event.at, reference: event.reference };
    case 'PayoutFailed':
      return {
        ...base,
        balances: post(balances, event.lines),
        status: 'failed',
        failedAt: event.at,
        why: event.why,
      };
    default:
      return event satisfies never;
  }
}

/** Stream id `pay_...`. Wakes to be sent. */
export const payouts: Concept<Payout, PayoutEvent, 'seller' | 'status'> = {
  name: 'payout',
  revision: 1,
  evolve: evolvePayout,
  columns: {
    seller: { type: 'text', of: (p) => p.seller },
    status: { type: 'text', of: (p) => p.status },
  },
  due: (p) => (p.status === 'ordered' ? p.sendAt : undefined),
};

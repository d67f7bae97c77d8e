import type { Concept } from '../../kernel/concept.ts';
import { assert } from '../../kernel/decision.ts';
import type { OrderId, PartyId } from '../../kernel/ids.ts';
import type { Currency } from '../../kernel/money.ts';
import type { EpochMs } from '../../kernel/time.ts';
import { type Balances, post, type Posting } from './ledger.ts';

/**
 * What a sanction had a seller pay to a buyer. The paying itself is a refund of the order's payment; if the
 * sanction is reversed the platform makes up for it to the seller, and the buyer keeps the money.
 */
export interface Compensation {
  readonly orderId: OrderId;
  readonly seller: PartyId;
  readonly currency: Currency;
  readonly amountMinor: number;
  readonly status: 'paid' | 'reversed';
  readonly balances: Balances;
}

export type CompensationEvent =
  | {
      readonly type: 'CompensationPaid';
      readonly at: EpochMs;
      readonly orderId: OrderId;
      readonly seller: PartyId;
      readonly currency: Currency;
      readonly amountMinor: number;
    }
  | (Posting & { readonly type: 'CompensationReversed'; readonly at: EpochMs });

export function evolveCompensation(state: Compensation | undefined, event: CompensationEvent): Compensation {
  if (event.type === 'CompensationPaid') {
    const { orderId, seller, currency, amountMinor } = event;
    return { orderId, seller, currency, amountMinor, status: 'paid', balances: {} };
  }
  assert(state, `${event.type} before CompensationPaid`);
  switch (event.type) {
    case 'CompensationReversed':
      return { ...state, status: 'reversed', balances: post(state.balances, event.lines) };
    default:
      return event satisfies never;
  }
}

/** One stream a sanction, under the sanction's id. */
export const compensations: Concept<Compensation, CompensationEvent, 'seller'> = {
  name: 'compensation',
  revision: 1,
  evolve: evolveCompensation,
  columns: { seller: { type: 'text', of: (c) => c.seller } },
};

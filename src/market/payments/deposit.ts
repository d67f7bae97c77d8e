import type { Concept } from '../../kernel/concept.ts';
import { assert } from '../../kernel/decision.ts';
import type { PartyId } from '../../kernel/ids.ts';
import type { Currency } from '../../kernel/money.ts';
import type { EpochMs } from '../../kernel/time.ts';
import { type Balances, type LedgerLine, post, type Posting } from './ledger.ts';
import type { Chargeback, ChargebackId } from './payment.ts';

/** A refundable security that a sanction asks of a seller. It stays the seller's money, held apart. */
export interface Deposit {
  readonly seller: PartyId;
  readonly currency: Currency;
  readonly amountMinor: number;
  /** Never more than `amountMinor`; taken from earnings or paid in, and not taken back by a bank. */
  readonly paidMinor: number;
  readonly status: 'owed' | 'paid' | 'returned';
  readonly balances: Balances;
  /** Of what was paid in by card, by the charge that it was paid with. */
  readonly chargebacks?: readonly DepositChargeback[];
}

export type DepositChargeback = Chargeback & { readonly reference: string };

export type DepositEvent =
  | {
      readonly type: 'DepositRequired';
      readonly at: EpochMs;
      readonly seller: PartyId;
      readonly currency: Currency;
      readonly amountMinor: number;
    }
  | (Posting & {
      readonly type: 'DepositTaken';
      readonly at: EpochMs;
      readonly amountMinor: number;
      readonly from: 'balance' | 'card';
      /** The provider's reference for money paid in. */
      readonly reference?: string;
    })
  /** What was paid goes back to the free balance; what was still owed is owed no more. */
  | (Posting & { readonly type: 'DepositReturned'; readonly at: EpochMs; readonly amountMinor: number })
  | (Posting & {
      readonly type: 'DepositChargedBack';
      readonly at: EpochMs;
      readonly chargebackId: ChargebackId;
      readonly reference: string;
      readonly amountMinor: number;
    })
  | (Posting & {
      readonly type: 'DepositChargebackClosed';
      readonly at: EpochMs;
      readonly chargebackId: ChargebackId;
      readonly outcome: 'won' | 'lost';
    });

export function evolveDeposit(state: Deposit | undefined, event: DepositEvent): Deposit {
  if (event.type === 'DepositRequired') {
    const { seller, currency, amountMinor } = event;
    return { seller, currency, amountMinor, paidMinor: 0, status: 'owed', balances: {} };
  }
  assert(state, `${event.type} before DepositRequired`);
  const balances = post(state.balances, event.lines);
  switch (event.type) {
    case 'DepositTaken': {
      const paidMinor = state.paidMinor + event.amountMinor;
      if (state.status === 'returned') return { ...state, balances };
      return { ...state, balances, paidMinor, status: paidMinor >= state.amountMinor ? 'paid' : 'owed' };
    }
    case 'DepositReturned':
      return { ...state, balances, status: 'returned' };
    case 'DepositChargedBack': {
      const { at: openedAt, chargebackId, reference, amountMinor, lines } = event;
      const opened = { chargebackId, reference, openedAt, amountMinor, outcome: 'open' as const, lines };
      return { ...covered(state, lines), balances, chargebacks: [...(state.chargebacks ?? []), opened] };
    }
    case 'DepositChargebackClosed': {
      const { chargebackId, outcome, lines } = event;
      const chargebacks = (state.chargebacks ?? []).map((c) =>
        c.chargebackId === chargebackId ? { ...c, outcome } : c,
      );
      return { ...covered(state, lines), balances, chargebacks };
    }
    default:
      return event satisfies never;
  }
}

/** What a bank takes out of a deposit is not paid any more, until it gives it back. */
function covered(state: Deposit, lines: readonly LedgerLine[]): Deposit {
  const paidMinor = state.paidMinor - outOfDeposit(lines);
  if (state.status === 'returned') return state;
  return { ...state, paidMinor, status: paidMinor >= state.amountMinor ? 'paid' : 'owed' };
}

/** What a posting takes out of the deposit; below zero: what it puts in. */
export function outOfDeposit(lines: readonly LedgerLine[]): number {
  return lines.reduce((sum, [account, debit]) => (account === 'deposit' ? sum + debit : sum), 0);
}

/** One stream a sanction, under the sanction's id. */
export const deposits: Concept<Deposit, DepositEvent, 'seller'> = {
  name: 'deposit',
  revision: 1,
  evolve: evolveDeposit,
  columns: { seller: { type: 'text', of: (d) => d.seller } },
};

import type { Concept } from '../../kernel/concept.ts';
import { assert } from '../../kernel/decision.ts';
import type { OrderId, PartyId, PayoutId, SanctionId } from '../../kernel/ids.ts';
import type { Currency } from '../../kernel/money.ts';
import { DAY_MS, dayNumber, type EpochMs } from '../../kernel/time.ts';

export type PayoutSkipReason =
  | 'not-permitted'
  | 'no-payout-account'
  | 'payout-account-changed'
  | 'below-minimum';

/** What is still to be paid in of a deposit; taken from what the seller earns. */
export interface DepositOwed {
  readonly sanctionId: SanctionId;
  readonly currency: Currency;
  readonly amountMinor: number;
}

/**
 * A seller's free balance: the sum of what payments, payouts, deposits and compensations did to the ledger's
 * account `available`. Those streams hold the postings; this one makes payouts lockable and countable.
 */
export interface Account {
  readonly seller: PartyId;
  /** Minor units free to be paid out. Below zero is a debt that later sales repay. */
  readonly available: Readonly<Partial<Record<Currency, number>>>;
  readonly depositsOwed: readonly DepositOwed[];
  /** Orders transferred, by UTC day of the transfer, of the latest days only: they decide the commission tier. */
  readonly sold: readonly (readonly [day: number, orders: number])[];
  /** Numbers given out in the seller's sequence of invoices and credit notes. */
  readonly invoices: number;
  /** When payouts are looked at next; `null` while there is nothing to pay. */
  readonly payoutAt: EpochMs | null;
  /** Why the last look paid nothing; gone after a payout. */
  readonly skipped: { readonly at: EpochMs; readonly reason: PayoutSkipReason; readonly why: string } | null;
}

export type BalanceMove =
  | 'transfer'
  | 'refund'
  | 'chargeback'
  | 'payout'
  | 'payout-failed'
  | 'deposit'
  | 'compensation-reversed'
  | 'return-held'
  | 'return-released';

export type AccountEvent =
  | { readonly type: 'AccountOpened'; readonly at: EpochMs; readonly seller: PartyId }
  /** What a posting of another stream did to the free balance: positive if the seller gained. */
  | {
      readonly type: 'BalanceChanged';
      readonly at: EpochMs;
      readonly currency: Currency;
      readonly gainedMinor: number;
      readonly by: BalanceMove;
      readonly orderId?: OrderId;
      readonly payoutId?: PayoutId;
      readonly sanctionId?: SanctionId;
    }
  /** Replaces what was owed under the same sanction; an amount of 0 ends it. */
  | ({ readonly type: 'DepositOwed'; readonly at: EpochMs } & DepositOwed)
  | { readonly type: 'PayoutsScheduled'; readonly at: EpochMs; readonly payoutAt: EpochMs | null }
  | {
      readonly type: 'PayoutSkipped';
      readonly at: EpochMs;
      readonly reason: PayoutSkipReason;
      readonly why: string;
      readonly payoutAt: EpochMs;
    }
  | {
      readonly type: 'InvoiceNumbered';
      readonly at: EpochMs;
      readonly orderId: OrderId;
      readonly number: number;
    };

/** Bounds the row: a commission window longer than a year sees the latest year only. */
const SOLD_DAYS_KEPT = 366;

export function evolveAccount(state: Account | undefined, event: AccountEvent): Account {
  if (event.type === 'AccountOpened')
    return {
      seller: event.seller,
      available: {},
      depositsOwed: [],
      sold: [],
      invoices: 0,
      payoutAt: null,
      skipped: null,
    };
  assert(state, `${event.type} before AccountOpened`);
  switch (event.type) {
    case 'BalanceChanged': {
      const { currency, gainedMinor, by } = event;
      const available = { ...state.available, [currency]: availableMinor(state, currency) + gainedMinor };
      const after = { ...state, available };
      if (by === 'payout') return { ...after, skipped: null };
      return by === 'transfer' ? { ...after, sold: counted(state.sold, event.at) } : after;
    }
    case 'DepositOwed': {
      const { sanctionId, currency, amountMinor } = event;
      const others = state.depositsOwed.filter((d) => d.sanctionId !== sanctionId);
      return {
        ...state,
        depositsOwed: amountMinor > 0 ? [...others, { sanctionId, currency, amountMinor }] : others,
      };
    }
    case 'PayoutsScheduled':
      return { ...state, payoutAt: event.payoutAt };
    case 'PayoutSkipped':
      return {
        ...state,
        payoutAt: event.payoutAt,
        skipped: { at: event.at, reason: event.reason, why: event.why },
      };
    case 'InvoiceNumbered':
      return { ...state, invoices: event.number };
    default:
      return event satisfies never;
  }
}

export function availableMinor(state: Pick<Account, 'available'>, currency: Currency): number {
  return state.available[currency] ?? 0;
}

/** Orders transferred in the `windowDays` UTC days up to and including that of `now`. */
export function ordersSold(state: Pick<Account, 'sold'>, now: EpochMs, windowDays: number): number {
  const from = dayNumber(now) - windowDays;
  return state.sold.reduce((sum, [day, orders]) => (day > from ? sum + orders : sum), 0);
}

function counted(sold: Account['sold'], at: EpochMs): Account['sold'] {
  const today = dayNumber(at);
  const recent = sold.filter(([day]) => day > today - SOLD_DAYS_KEPT && day !== today);
  const count = sold.find(([day]) => day === today)?.[1] ?? 0;
  return [...recent, [today, count + 1]];
}

/** One stream a seller, under the party's id. Wakes for payouts. */
export const accounts: Concept<Account, AccountEvent, never> = {
  name: 'account',
  revision: 1,
  evolve: evolveAccount,
  columns: {},
  due: (a) => a.payoutAt ?? undefined,
};

/** The next payout day, counted in whole periods from 1970 so that all sellers of a day are paid together. */
export function nextPayoutAt(now: EpochMs, everyDays: number): EpochMs {
  const period = everyDays * DAY_MS;
  return (Math.floor(now / period) + 1) * period;
}

import type { Concept } from '../../kernel/concept.ts';
import { assert } from '../../kernel/decision.ts';
import type { OrderId, PartyId, PayoutId, SanctionId } from '../../kernel/ids.ts';
import type { Currency } from '../../kernel/money.ts';
import { DAY_MS, dayNumber, type EpochMs } from '../../kernel/time.ts';
import { type Balances, post, type Posting } from './ledger.ts';

export type PayoutSkipReason =
  | 'not-permitted'
  | 'no-payout-account'
  | 'payout-account-changed'
  | 'below-minimum'
  | 'deposit-owed';

export interface Deposit {
  readonly sanctionId: SanctionId;
  readonly currency: Currency;
  readonly amountMinor: number;
}

/** A seller's balance in one currency, in minor units. `availableMinor` below zero is a debt that later sales repay. */
export interface Balance {
  readonly availableMinor: number;
  readonly depositMinor: number;
}

/** What the platform owes a seller beyond single orders, and what it counts for them. */
export interface Account {
  readonly seller: PartyId;
  readonly balances: Readonly<Partial<Record<Currency, Balance>>>;
  /** Sum of this stream's own postings, by currency; each adds up to zero. */
  readonly ledger: Readonly<Partial<Record<Currency, Balances>>>;
  readonly deposits: readonly Deposit[];
  /** Compensations given back after a reversal. */
  readonly givenBack: readonly SanctionId[];
  /** Orders transferred, by UTC day of the transfer, of the latest days only: they decide the commission tier. */
  readonly sold: readonly (readonly [day: number, orders: number])[];
  /** Numbers given out in the seller's sequence of invoices and credit notes. */
  readonly invoices: number;
  /** When payouts are looked at next; `null` while there is nothing to pay. */
  readonly payoutAt: EpochMs | null;
  /** Why the last look paid nothing; gone after a payout. */
  readonly skipped: { readonly at: EpochMs; readonly reason: PayoutSkipReason; readonly why: string } | null;
}

export type AccountEvent =
  | { readonly type: 'AccountOpened'; readonly at: EpochMs; readonly seller: PartyId }
  /**
   * What a payment's or payout's posting did to the free balance: positive if the seller gained. The posting
   * itself is with the payment or payout, so that it is counted once.
   */
  | {
      readonly type: 'BalanceChanged';
      readonly at: EpochMs;
      readonly currency: Currency;
      readonly gainedMinor: number;
      readonly by: 'transfer' | 'refund' | 'chargeback' | 'payout' | 'payout-failed';
      readonly orderId?: OrderId;
      readonly payoutId?: PayoutId;
    }
  | (Posting & {
      readonly type: 'DepositTaken' | 'DepositReturned';
      readonly at: EpochMs;
      readonly sanctionId: SanctionId;
      readonly amountMinor: number;
    })
  | (Posting & {
      readonly type: 'CompensationGivenBack';
      readonly at: EpochMs;
      readonly sanctionId: SanctionId;
      readonly amountMinor: number;
    })
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

/** Longest window a commission tier may look back: the schema's largest, a year. */
const SOLD_DAYS_KEPT = 366;

export function evolveAccount(state: Account | undefined, event: AccountEvent): Account {
  if (event.type === 'AccountOpened')
    return {
      seller: event.seller,
      balances: {},
      ledger: {},
      deposits: [],
      givenBack: [],
      sold: [],
      invoices: 0,
      payoutAt: null,
      skipped: null,
    };
  assert(state, `${event.type} before AccountOpened`);
  switch (event.type) {
    case 'BalanceChanged': {
      const after = withBalance(state, event.currency, { availableMinor: event.gainedMinor });
      if (event.by === 'payout') return { ...after, skipped: null };
      return event.by === 'transfer' ? { ...after, sold: counted(state.sold, event.at) } : after;
    }
    case 'DepositTaken': {
      const { sanctionId, currency, amountMinor } = event;
      const after = withBalance(posted(state, event), currency, {
        availableMinor: -amountMinor,
        depositMinor: amountMinor,
      });
      return { ...after, deposits: [...state.deposits, { sanctionId, currency, amountMinor }] };
    }
    case 'DepositReturned': {
      const { sanctionId, currency, amountMinor } = event;
      const after = withBalance(posted(state, event), currency, {
        availableMinor: amountMinor,
        depositMinor: -amountMinor,
      });
      return { ...after, deposits: state.deposits.filter((d) => d.sanctionId !== sanctionId) };
    }
    case 'CompensationGivenBack': {
      const after = withBalance(posted(state, event), event.currency, { availableMinor: event.amountMinor });
      return { ...after, givenBack: [...state.givenBack, event.sanctionId] };
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

export function balanceIn(state: Pick<Account, 'balances'>, currency: Currency): Balance {
  return state.balances[currency] ?? { availableMinor: 0, depositMinor: 0 };
}

/** Orders transferred in the `windowDays` UTC days up to and including that of `now`. */
export function ordersSold(state: Pick<Account, 'sold'>, now: EpochMs, windowDays: number): number {
  const from = dayNumber(now) - windowDays;
  return state.sold.reduce((sum, [day, orders]) => (day > from ? sum + orders : sum), 0);
}

function withBalance(state: Account, currency: Currency, change: Partial<Balance>): Account {
  const before = balanceIn(state, currency);
  const after: Balance = {
    availableMinor: before.availableMinor + (change.availableMinor ?? 0),
    depositMinor: before.depositMinor + (change.depositMinor ?? 0),
  };
  return { ...state, balances: { ...state.balances, [currency]: after } };
}

function posted(state: Account, posting: Posting): Account {
  const ledger = post(state.ledger[posting.currency] ?? {}, posting.lines);
  return { ...state, ledger: { ...state.ledger, [posting.currency]: ledger } };
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

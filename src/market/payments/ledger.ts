import type { Currency } from '../../kernel/money.ts';

/**
 * Accounts of the double entry. A positive amount is a debit, a negative one a credit; every posting sums to zero.
 *
 * - `provider`: money at the payment provider, ours to move. Debited by captures and deposits, credited by refunds and payouts.
 * - `pending`: owed to the seller for an order, not yet transferred.
 * - `held`: of what is owed to the seller, what a return is about; nobody's until the return ends.
 * - `available`: owed to the seller and free to be paid out. A debit balance is the seller's debt to us.
 * - `deposit`: the seller's refundable security, held by us.
 * - `commission`: what we earned.
 * - `goodwill`: what we paid out of our own pocket.
 *
 * `pending`, `held`, `available` and `deposit` are kept a seller, the others once for the platform.
 */
export const LEDGER_ACCOUNTS = [
  'provider',
  'pending',
  'held',
  'available',
  'deposit',
  'commission',
  'goodwill',
] as const;
export type LedgerAccount = (typeof LEDGER_ACCOUNTS)[number];

/** One line of a posting, in minor units of the event's currency; short because every money event carries some. */
export type LedgerLine = readonly [account: LedgerAccount, debitMinor: number];

export type Balances = Readonly<Partial<Record<LedgerAccount, number>>>;

/** Every event that moves money carries its posting, so that the ledger is a projection of the log. */
export interface Posting {
  readonly currency: Currency;
  readonly lines: readonly LedgerLine[];
}

/** Adds a posting's lines to balances; accounts that come to nothing are left out. */
export function post(balances: Balances, lines: readonly LedgerLine[]): Balances {
  const after: Partial<Record<LedgerAccount, number>> = { ...balances };
  for (const [account, debit] of lines) {
    const balance = (after[account] ?? 0) + debit;
    if (balance === 0) delete after[account];
    else after[account] = balance;
  }
  return after;
}

/** Zero for every posting that may be recorded. */
export function sumOf(lines: readonly LedgerLine[]): number {
  return lines.reduce((total, [, debit]) => total + debit, 0);
}

/** The posting that undoes one. */
export function reversed(lines: readonly LedgerLine[]): readonly LedgerLine[] {
  return lines.map(([account, debit]) => [account, -debit] as const);
}

/** What a posting leaves the seller free to be paid out: what it credits to `available`. */
export function gainOf(lines: readonly LedgerLine[]): number {
  return lines.reduce((gain, [account, debit]) => (account === 'available' ? gain - debit : gain), 0);
}

/** Moves an amount: credited to `from`, debited to `to`. Nothing moves if it is zero. */
export function move(from: LedgerAccount, to: LedgerAccount, amountMinor: number): readonly LedgerLine[] {
  if (amountMinor === 0) return [];
  return [
    [to, amountMinor],
    [from, -amountMinor],
  ];
}

import { type Currency, CURRENCIES } from '../../kernel/money.ts';
import type { Database } from '../../platform/database.ts';
import { LEDGER_ACCOUNTS, type LedgerAccount } from './ledger.ts';

/** All that was ever posted in one currency, in minor units. */
export interface LedgerTotals {
  readonly currency: Currency;
  /** Debit balance of each account of the double entry. */
  readonly accounts: Readonly<Record<LedgerAccount, number>>;
  /** Of all accounts together: 0, or the ledger is broken. */
  readonly sumMinor: number;
  /** What the sellers' balances say is free to be paid out: the credit balance of `available`, or the ledger is broken. */
  readonly sellersAvailableMinor: number;
}

/** Streams that hold postings, each with their running sum in `balances`. */
const POSTING_TABLES = ['concept_payment', 'concept_payout', 'concept_deposit', 'concept_compensation'];

/** The whole ledger, added up from every stream that holds postings. */
export async function ledgerTotals(db: Pick<Database, 'pool'>): Promise<readonly LedgerTotals[]> {
  const postings = POSTING_TABLES.map(
    (table) =>
      `select doc->>'currency' as currency, b.key as account, b.value::bigint as minor
       from ${table}, jsonb_each_text(doc->'balances') b where doc->'balances' is not null`,
  );
  const sums = await db.pool.query<{ currency: Currency; account: LedgerAccount; minor: number }>(
    `select currency, account, sum(minor)::bigint as minor from (${postings.join(' union all ')}) p group by 1, 2`,
  );
  const sellers = await db.pool.query<{ currency: Currency; minor: number }>(
    `select a.key as currency, sum(a.value::bigint)::bigint as minor
     from concept_account, jsonb_each_text(doc->'available') a group by 1`,
  );
  const inUse = CURRENCIES.filter(
    (c) => sums.rows.some((r) => r.currency === c) || sellers.rows.some((r) => r.currency === c),
  );
  return inUse.map((currency) => {
    const own = sums.rows.filter((r) => r.currency === currency);
    const accounts = Object.fromEntries(
      LEDGER_ACCOUNTS.map((name) => [name, own.find((r) => r.account === name)?.minor ?? 0]),
    ) as Record<LedgerAccount, number>;
    return {
      currency,
      accounts,
      sumMinor: own.reduce((sum, r) => sum + r.minor, 0),
      sellersAvailableMinor: sellers.rows.find((r) => r.currency === currency)?.minor ?? 0,
    };
  });
}

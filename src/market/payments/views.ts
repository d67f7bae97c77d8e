import type { Reader } from '../../door/route.ts';
import type { PartyId, PayoutId, SanctionId } from '../../kernel/ids.ts';
import type { Currency } from '../../kernel/money.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { permits } from '../../standing/permits.ts';
import type { Party } from '../parties/party.ts';
import type { Account, AccountEvent } from './account.ts';
import type { Deposit } from './deposit.ts';
import type { Payout } from './payout.ts';

/** Why no payout leaves, or none would on the next payout day. */
export interface PayoutHold {
  readonly reason: 'not-permitted' | 'no-payout-account' | 'payout-account-changed' | 'below-minimum';
  readonly why: string;
  readonly sanctionId: SanctionId | null;
  /** When it ends by itself; `null` if only something else than time can end it. */
  readonly until: number | null;
}

/** What a seller has: free, on its way, owed to us as deposits, and why it may not be paid out. */
export async function balanceView(reader: Reader, seller: PartyId) {
  const account = await accountOf(reader, seller);
  const sums = await reader.db.pool.query<{ currency: Currency; pending: number }>(
    `select doc->>'currency' as currency, -sum((doc->'balances'->>'pending')::bigint)::bigint as pending
     from concept_payment where seller = $1 and doc->'balances'->>'pending' is not null group by 1`,
    [seller],
  );
  const deposits = await reader.db.pool.query<{ id: SanctionId; doc: Deposit }>(
    'select id, doc from concept_deposit where seller = $1 order by id',
    [seller],
  );
  const pending = new Map(sums.rows.map((r) => [r.currency, r.pending]));
  const available = account?.available ?? {};
  const currencies = new Set([...(Object.keys(available) as Currency[]), ...pending.keys()]);
  return {
    balances: [...currencies].toSorted().map((currency) => ({
      currency,
      /** Below zero it is a debt, repaid by later sales. */
      availableMinor: available[currency] ?? 0,
      pendingMinor: pending.get(currency) ?? 0,
    })),
    deposits: deposits.rows.map(({ id, doc }) => ({
      sanctionId: id,
      status: doc.status,
      currency: doc.currency,
      amountMinor: doc.amountMinor,
      paidMinor: doc.paidMinor,
    })),
    payoutAt: account?.payoutAt ?? null,
    hold: await holdOf(reader, seller, account),
  };
}

/** A seller's payouts, the newest first, and what keeps the next one back. */
export async function payoutsView(
  reader: Reader,
  seller: PartyId,
  page: { readonly before?: string | undefined; readonly limit: number },
) {
  const account = await accountOf(reader, seller);
  const rows = await reader.db.pool.query<{ id: PayoutId; doc: Payout }>(
    `select id, doc from concept_payout where seller = $1 and ($2::text is null or id < $2)
     order by id desc limit $3`,
    [seller, page.before ?? null, page.limit],
  );
  const numbers = await reader.reveal(rows.rows.map((r) => r.doc.account));
  return {
    payouts: rows.rows.map(({ id, doc }) => ({
      payoutId: id,
      status: doc.status,
      currency: doc.currency,
      amountMinor: doc.amountMinor,
      account: shortened(numbers.get(doc.account)),
      orderedAt: doc.orderedAt,
      sentAt: doc.status === 'sent' ? doc.sentAt : null,
      why: doc.status === 'failed' ? doc.why : null,
    })),
    nextPayoutAt: account?.payoutAt ?? null,
    hold: await holdOf(reader, seller, account),
    /** What came of the last payout day, if nothing was paid. */
    skipped: account?.skipped ?? null,
    next: rows.rows.length < page.limit ? null : (rows.rows.at(-1)?.id ?? null),
  };
}

/** Enough of an account number to recognise one's own. */
function shortened(number: string | undefined): string | null {
  return number === undefined ? null : `…${number.slice(-4)}`;
}

async function accountOf({ db }: Reader, seller: PartyId): Promise<Account | undefined> {
  const rows = await db.pool.query<{ doc: Account }>('select doc from concept_account where id = $1', [
    seller,
  ]);
  return rows.rows[0]?.doc;
}

/** As the payout day will judge it, in the same order, by what is known now. */
async function holdOf(
  reader: Reader,
  seller: PartyId,
  account: Account | undefined,
): Promise<PayoutHold | null> {
  const { now, rulebook } = reader;
  const permit = permits((await reader.standings([seller])).get(seller), 'payout.receive', now);
  if (!permit.allowed) {
    const { why, sanctionId, until } = permit;
    return { reason: 'not-permitted', why, sanctionId, until };
  }
  const parties = await reader.db.pool.query<{ doc: Party }>('select doc from concept_party where id = $1', [
    seller,
  ]);
  const target = parties.rows[0]?.doc.payoutAccount;
  const held = (reason: PayoutHold['reason'], why: string, until: number | null = null) => ({
    reason,
    why,
    sanctionId: null,
    until,
  });
  if (!target) return held('no-payout-account', 'Tell us a bank account, so that money can be paid out.');
  const restsUntil = target.changedAt + rulebook.payout.accountChangeRestDays * DAY_MS;
  if (restsUntil > now)
    return held(
      'payout-account-changed',
      'The bank account was changed lately; payouts to it rest for some days.',
      restsUntil,
    );
  const gains = Object.entries(account?.available ?? {}) as [Currency, number][];
  const positive = gains.filter(([, minor]) => minor > 0);
  const small = positive.every(([currency, minor]) => minor < rulebook.payout.minimumMinor[currency]);
  return positive.length > 0 && small
    ? held('below-minimum', 'The balance is smaller than the smallest payout.')
    : null;
}

type Moved = Extract<AccountEvent, { type: 'BalanceChanged' }>;

/** Every change of a seller's free balance, the newest first, with what was left after it. */
export async function ledgerView(
  { db }: Reader,
  seller: PartyId,
  page: { readonly before?: number | undefined; readonly limit: number },
) {
  const rows = await db.pool.query<{ version: number; event: Moved; balance: number }>(
    `select * from (
       select version, body::jsonb as event,
         sum((body::jsonb->>'gainedMinor')::bigint) over (partition by body::jsonb->>'currency' order by version)::bigint
           as balance
       from log_entry where stream = $1 and concept = 'account' and type = 'BalanceChanged') moved
     where ($2::int is null or version < $2) order by version desc limit $3`,
    [seller, page.before ?? null, page.limit],
  );
  return {
    entries: rows.rows.map(({ version, event, balance }) => ({
      number: version,
      at: event.at,
      what: event.by,
      currency: event.currency,
      gainedMinor: event.gainedMinor,
      availableMinor: balance,
      orderId: event.orderId ?? null,
      payoutId: event.payoutId ?? null,
      sanctionId: event.sanctionId ?? null,
    })),
    next: rows.rows.length < page.limit ? null : String(rows.rows.at(-1)?.version ?? ''),
  };
}

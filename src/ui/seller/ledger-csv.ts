import type { LoaderFunctionArgs } from 'react-router';

import { get } from '../api.ts';
import type { LedgerEntry } from './money-models.ts';

const PAGE = 100;
/** A file that a spreadsheet still opens; older entries are in the data export of the account. */
const ENTRIES_MAX = 20_000;

/** The whole ledger, the newest first, amounts in whole units with a point, as spreadsheets in any language read them. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const entries: LedgerEntry[] = [];
  let cursor: string | null = '';
  while (cursor !== null && entries.length < ENTRIES_MAX) {
    const page: { entries: readonly LedgerEntry[]; next: string | null } = await get(
      args,
      `/me/ledger?limit=${PAGE}${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    entries.push(...page.entries);
    cursor = page.next;
  }
  const head = ['number', 'at', 'what', 'currency', 'change', 'balance', 'order', 'payout', 'sanction'];
  const rows = entries.map((e) => [
    e.number,
    new Date(e.at).toISOString(),
    e.what,
    e.currency,
    units(e.gainedMinor, e.currency),
    units(e.availableMinor, e.currency),
    e.orderId ?? '',
    e.payoutId ?? '',
    e.sanctionId ?? '',
  ]);
  // Our own ids and words only: nothing in it can be a formula.
  const text = [head, ...rows].map((row) => row.join(',')).join('\r\n');
  return new Response(`${text}\r\n`, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="ledger.csv"',
      'cache-control': 'no-store',
    },
  });
}

function units(minor: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return (minor / 10 ** digits).toFixed(digits);
}

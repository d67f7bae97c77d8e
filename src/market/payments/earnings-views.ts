import type { Reader } from '../../door/route.ts';
import type { OrderId, PartyId } from '../../kernel/ids.ts';
import type { Currency } from '../../kernel/money.ts';
import { DAY_MS, dayNumber } from '../../kernel/time.ts';
import type { Order } from '../orders/order.ts';
import type { CapturedPayment } from './payment.ts';

/** Why an order's money is not free yet. */
export type HeldWhy = 'not-shipped' | 'on-the-way' | 'not-delivered' | 'disputed' | 'waiting-time';

interface HeldRow {
  readonly id: OrderId;
  readonly payment: CapturedPayment;
  readonly status: Order['status'];
  readonly delivered: number | null;
}

/** The orders whose money is on its way to the free balance, what each waits for, and until when if that is known. */
export async function heldView(reader: Reader, seller: PartyId, limit: number) {
  const rows = await reader.db.pool.query<HeldRow>(
    `select p.id, p.doc as payment, o.doc->>'status' as status, (o.doc->>'deliveredAt')::bigint as delivered
     from concept_payment p join concept_order o on o.id = p.id
     where p.seller = $1 and p.doc->'balances'->>'pending' is not null
     order by (p.doc->'transfer'->>'at')::bigint nulls last, p.id limit $2`,
    [seller, limit],
  );
  return {
    waiting: await waitingSums(reader, seller),
    held: rows.rows.map(({ id, payment, status, delivered }) => {
      const { currency, transfer, balances, chargebacks } = payment;
      const disputed = chargebacks.some((c) => c.outcome === 'open');
      return {
        orderId: id,
        amount: { amountMinor: -(balances.pending ?? 0), currency },
        why: disputed ? ('disputed' as const) : WHY[status],
        deliveredAt: delivered,
        freeAt: transfer.state === 'scheduled' ? transfer.at : null,
      };
    }),
  };
}

interface WaitingRow {
  readonly status: Order['status'];
  readonly disputed: boolean;
  readonly currency: Currency;
  readonly orders: number;
  readonly minor: number;
}

/** All of them together, by what they wait for: what a list that is cut off does not show. */
async function waitingSums({ db }: Reader, seller: PartyId) {
  const { rows } = await db.pool.query<WaitingRow>(
    `select o.doc->>'status' as status, p.doc->'chargebacks' @> '[{"outcome":"open"}]' as disputed,
       p.doc->>'currency' as currency, count(*)::int as orders,
       -sum((p.doc->'balances'->>'pending')::bigint)::float8 as minor
     from concept_payment p join concept_order o on o.id = p.id
     where p.seller = $1 and p.doc->'balances'->>'pending' is not null group by 1, 2, 3`,
    [seller],
  );
  const sums = Map.groupBy(rows, ({ status, disputed, currency }) => {
    return `${disputed ? 'disputed' : WHY[status]} ${currency}`;
  });
  return [...sums]
    .map(([key, parts]) => {
      const [why, currency] = key.split(' ') as [HeldWhy, Currency];
      const amountMinor = parts.reduce((sum, part) => sum + part.minor, 0);
      return {
        why,
        orders: parts.reduce((sum, part) => sum + part.orders, 0),
        amount: { amountMinor, currency },
      };
    })
    .toSorted((a, b) => b.orders - a.orders || a.why.localeCompare(b.why));
}

const WHY: Readonly<Record<Order['status'], HeldWhy>> = {
  placed: 'not-shipped',
  'part-shipped': 'not-shipped',
  shipped: 'on-the-way',
  delivered: 'waiting-time',
  undelivered: 'not-delivered',
  // What a refund has not given back yet.
  cancelled: 'not-delivered',
};

const WEEK_MS = 7 * DAY_MS;

/**
 * Orders and what they came to, in weeks of whole days (UTC) of which today is the last, the oldest first; one row a
 * currency that was sold in. Whole days: each week is told by its first one, and counts all of that day.
 */
export async function salesView({ db, now }: Reader, seller: PartyId, weeks: number) {
  const first = (dayNumber(now) + 1) * DAY_MS - weeks * WEEK_MS;
  const rows = await db.pool.query<{ week: number; currency: Currency; orders: number; minor: number }>(
    `select floor(((doc->>'placedAt')::bigint - $2::bigint) / $3::bigint)::int as week, doc->>'currency' as currency,
       count(*)::int as orders, sum((doc->>'totalMinor')::bigint)::bigint as minor
     from concept_order where seller = $1 and (doc->>'placedAt')::bigint >= $2 and doc->>'status' <> 'cancelled'
     group by 1, 2`,
    [seller, first, WEEK_MS],
  );
  return {
    weeks: Array.from({ length: weeks }, (_, week) => {
      const own = rows.rows.filter((r) => r.week === week);
      return {
        from: first + week * WEEK_MS,
        orders: own.reduce((sum, r) => sum + r.orders, 0),
        sums: own.map(({ currency, minor }) => ({ currency, amountMinor: minor })),
      };
    }),
  };
}

import { nameBook } from '../../door/names.ts';
import type { Reader } from '../../door/route.ts';
import type { OrderId, PartyId } from '../../kernel/ids.ts';
import { orderOptions } from '../../processes/order-options.ts';
import type { Payment } from '../payments/payment.ts';
import type { Label, LabelAddress, LabelMaker } from '../shipments/label.ts';
import type { Order } from './order.ts';

/** What a seller sorts orders by. `to-ship` and `late` are orders of our own that wait for their seller. */
export const SALES_STATES = ['to-ship', 'late', 'shipped', 'delivered', 'undelivered', 'cancelled'] as const;
export type SalesState = (typeof SALES_STATES)[number];

interface Row {
  readonly id: OrderId;
  readonly doc: Order;
  readonly payment: Payment | null;
}

/** $1 the seller, $2 now. */
const WHERE: Readonly<Record<SalesState, string>> = {
  'to-ship': `o."openOf" = $1 and $2::bigint is not null`,
  late: `o."openOf" = $1 and (o.doc->>'shipBy')::bigint < $2`,
  shipped: `o.seller = $1 and o.status in ('shipped', 'part-shipped') and $2::bigint is not null`,
  delivered: `o.seller = $1 and o.status = 'delivered' and $2::bigint is not null`,
  undelivered: `o.seller = $1 and o.status = 'undelivered' and $2::bigint is not null`,
  cancelled: `o.seller = $1 and o.status = 'cancelled' and $2::bigint is not null`,
};

/** Orders of a seller in one state. What waits is shown by its deadline, the most pressing first; the rest newest first. */
export async function salesOf(
  reader: Reader,
  seller: PartyId,
  page: {
    readonly state: SalesState;
    readonly text?: string | undefined;
    readonly offset: number;
    readonly limit: number;
  },
) {
  const { state, text, offset, limit } = page;
  const waits = state === 'to-ship' || state === 'late';
  const rows = await reader.db.pool.query<Row>(
    `select o.id, o.doc, p.doc as payment from concept_order o left join concept_payment p on p.id = o.id
     where ${WHERE[state]} and ($3::text is null or right(o.id, 8) ilike $3 or o.id = $3)
     order by ${waits ? `(o.doc->>'shipBy')::bigint, o.id` : 'o.id desc'} offset $4 limit $5`,
    [seller, reader.now, text ?? null, offset, limit],
  );
  const name = await nameBook(
    reader,
    rows.rows.map((r) => r.doc.buyer),
  );
  return rows.rows.map(({ id, doc, payment }) => ({
    id,
    status: doc.status,
    buyer: { id: doc.buyer, name: name(doc.buyer) },
    placedAt: doc.placedAt,
    shipBy: doc.shipBy,
    deliverBy: doc.deliverBy,
    country: doc.country,
    currency: doc.currency,
    totalMinor: doc.totalMinor,
    lines: doc.lines.map(({ listingId, title, quantity }, i) => ({
      listingId,
      title: title ?? null,
      quantity: quantity - (doc.cancelledPieces?.[i] ?? 0),
    })),
    paid: payment?.status === 'captured',
    mayDo: orderOptions(doc, payment ?? undefined, 'seller'),
  }));
}

/** How many wait, are late and are on their way: the numbers on the tabs. */
export async function salesCounts({ db, now }: Reader, seller: PartyId) {
  const rows = await db.pool.query<{ to_ship: number; late: number; shipped: number; undelivered: number }>(
    `select (select count(*)::int from concept_order o where ${WHERE['to-ship']}) as to_ship,
       (select count(*)::int from concept_order o where ${WHERE.late}) as late,
       (select count(*)::int from concept_order o where ${WHERE.shipped}) as shipped,
       (select count(*)::int from concept_order o where ${WHERE.undelivered}) as undelivered`,
    [seller, now],
  );
  const { to_ship = 0, late = 0, shipped = 0, undelivered = 0 } = rows.rows[0] ?? {};
  return { 'to-ship': to_ship, late, shipped, undelivered };
}

/** What to print onto the parcel of an order; nothing for orders of others, or without an address of ours. */
export async function labelOf(
  reader: Reader,
  labels: LabelMaker,
  seller: PartyId,
  orderId: OrderId,
): Promise<Label | undefined> {
  const rows = await reader.db.pool.query<{ order: Order; shop: string | null; home: string | null }>(
    `select o.doc as order, s.doc->'name'->>'shop' as shop, s.doc->'identity'->'address'->>'value' as home
     from concept_order o join concept_party s on s.id = o.seller where o.id = $1 and o.seller = $2`,
    [orderId, seller],
  );
  const row = rows.rows[0];
  if (row?.order.address === undefined) return undefined;
  const revealed = await reader.reveal([row.order.address, ...(row.home === null ? [] : [row.home])]);
  const read = (commitment: string | null) => {
    const text = commitment === null ? undefined : revealed.get(commitment);
    return text === undefined ? null : (JSON.parse(text) as LabelAddress);
  };
  const to = read(row.order.address);
  return to === null
    ? undefined
    : labels.make({ orderId, from: { name: row.shop ?? '', address: read(row.home) }, to });
}

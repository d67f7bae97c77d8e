import { nameBook } from '../../door/names.ts';
import type { Reader } from '../../door/route.ts';
import type { OrderId, PartyId, ShipmentId } from '../../kernel/ids.ts';
import { orderOptions, type OrderSide, refundableNow } from '../../processes/order-options.ts';
import type { Payment } from '../payments/payment.ts';
import type { Shipment } from '../shipments/shipment.ts';
import { type Order, remainingPieces } from './order.ts';
import { timelineOf } from './timeline-views.ts';

interface Row {
  readonly id: OrderId;
  readonly doc: Order;
  readonly payment: Payment | null;
}

const ROW = `select o.id, o.doc, p.doc as payment from concept_order o left join concept_payment p on p.id = o.id`;

/** The orders of one side, the newest first. `before` is the last id of the page before. */
export async function ordersOf(
  reader: Reader,
  side: 'buyer' | 'seller',
  party: PartyId,
  page: {
    readonly status?: string | undefined;
    readonly before?: string | undefined;
    readonly limit: number;
  },
) {
  const rows = await reader.db.pool.query<Row>(
    `${ROW} where o.${side} = $1 and ($2::text is null or o.status = $2) and ($3::text is null or o.id < $3)
     order by o.id desc limit $4`,
    [party, page.status ?? null, page.before ?? null, page.limit],
  );
  const name = await nameBook(
    reader,
    rows.rows.flatMap((r) => [r.doc.seller, r.doc.buyer]),
  );
  const picture = await picturesOf(
    reader,
    rows.rows.flatMap((r) => r.doc.lines),
  );
  return {
    orders: rows.rows.map(({ id, doc, payment }) => ({
      id,
      status: doc.status,
      seller: { id: doc.seller, name: name(doc.seller) },
      buyer: { id: doc.buyer, name: name(doc.buyer) },
      placedAt: doc.placedAt,
      shipBy: doc.shipBy,
      deliverBy: doc.deliverBy,
      currency: doc.currency,
      totalMinor: doc.totalMinor,
      lines: doc.lines.map(({ listingId, title, quantity }) => ({
        listingId,
        title: title ?? null,
        quantity,
        ...picture(listingId),
      })),
      payment: payment?.status ?? null,
      mayDo: orderOptions(doc, payment ?? undefined, side),
    })),
    next: rows.rows.length < page.limit ? null : (rows.rows.at(-1)?.id ?? null),
  };
}

/** One order with everything about it that this side may know; nothing for whom it is not. */
export async function orderView(reader: Reader, id: OrderId) {
  const row = await rowOf(reader, id);
  const side = row && sideOf(reader, row.doc);
  if (!row || !side) return undefined;
  const { doc: order, payment } = row;
  const name = await nameBook(reader, [order.seller, order.buyer]);
  const picture = await picturesOf(reader, order.lines);
  return {
    id,
    status: order.status,
    side,
    seller: { id: order.seller, name: name(order.seller) },
    buyer: { id: order.buyer, name: name(order.buyer) },
    placedAt: order.placedAt,
    shipBy: order.shipBy,
    deliverBy: order.deliverBy,
    /** When we end it, should it never be shipped. */
    endsAt: order.endsAt ?? null,
    currency: order.currency,
    lines: order.lines.map((line, i) => ({
      listingId: line.listingId,
      title: line.title ?? null,
      quantity: line.quantity,
      cancelled: order.cancelledPieces?.[i] ?? 0,
      unitMinor: line.unitMinor,
      ...picture(line.listingId),
    })),
    /** Pieces of each line, in order, that are neither shipped nor cancelled. */
    remaining: remainingPieces(order),
    shippingMinor: order.shippingMinor,
    totalMinor: order.totalMinor,
    country: order.country,
    importDuty: order.importDuty ?? null,
    address: await addressOf(reader, order),
    invoice: order.invoice ?? null,
    source: order.source ?? null,
    payment: payment ? moneyView(payment, side) : null,
    shipments: await parcelsOf(reader, order),
    timeline: await timelineOf(reader, id, order, side),
    mayDo: orderOptions(order, payment ?? undefined, side),
  };
}

export async function rowOf({ db }: Pick<Reader, 'db'>, id: OrderId): Promise<Row | undefined> {
  return (await db.pool.query<Row>(`${ROW} where o.id = $1`, [id])).rows[0];
}

/** What the articles look like today; an order keeps words and prices, not pictures. */
async function picturesOf({ db }: Pick<Reader, 'db'>, lines: Order['lines']) {
  const rows = await db.pool.query<{ id: string; image: string | null; category: string }>(
    `select id, doc->'images'->>0 as image, doc->>'category' as category from concept_listing where id = any($1)`,
    [[...new Set(lines.map((l) => l.listingId))]],
  );
  const pictures = new Map(rows.rows.map((r) => [r.id, r]));
  return (id: string) => {
    const found = pictures.get(id);
    return { image: found?.image ?? null, category: found?.category ?? null };
  };
}

/** Whose order it is to whoever asks; the route has let in only the roles of staff that may look. */
export function sideOf({ actor }: Pick<Reader, 'actor'>, order: Order): OrderSide | undefined {
  if (actor.kind === 'staff') return 'staff';
  if (actor.kind === 'anonymous') return undefined;
  if (order.buyer === actor.partyId) return 'buyer';
  return order.seller === actor.partyId ? 'seller' : undefined;
}

/** Where it goes, as it was written at the checkout; `null` where we were never told, or it is erased. */
async function addressOf(reader: Reader, { address }: Order): Promise<Record<string, string> | null> {
  if (address === undefined) return null;
  const text = (await reader.reveal([address])).get(address);
  return text === undefined ? null : (JSON.parse(text) as Record<string, string>);
}

/** What the seller earns of it is told to the seller and to staff. */
function moneyView(payment: Payment, side: OrderSide) {
  const { status, amountMinor, currency } = payment;
  if (payment.status !== 'captured') return { status, amountMinor, currency };
  return {
    status,
    amountMinor,
    currency,
    paidAt: payment.capturedAt,
    refundedMinor: payment.refundedMinor,
    compensatedMinor: payment.compensatedMinor,
    refundableMinor: refundableNow(payment),
    refunds: payment.refunds.map(
      ({ refundId, at, amountMinor: refunded, reason, creditNote, reference }) => ({
        refundId,
        at,
        amountMinor: refunded,
        reason,
        creditNote: creditNote ?? null,
        sent: reference !== undefined,
      }),
    ),
    chargebacks: payment.chargebacks.map(({ chargebackId, openedAt, amountMinor: taken, outcome }) => ({
      chargebackId,
      openedAt,
      amountMinor: taken,
      outcome,
    })),
    ...(side === 'buyer' ? {} : { transfer: payment.transfer }),
  };
}

async function parcelsOf(reader: Reader, order: Order) {
  const ids = 'shipments' in order ? order.shipments : [];
  const rows = await reader.db.pool.query<{ id: ShipmentId; doc: Shipment }>(
    'select id, doc from concept_shipment where id = any($1) order by id',
    [ids],
  );
  const numbers = await reader.reveal(rows.rows.flatMap((r) => r.doc.tracking ?? []));
  return rows.rows.map(({ id, doc }) => {
    // Kept as `carrier:number`, so that equal digits at two carriers are two parcels.
    const kept = doc.tracking === undefined ? undefined : numbers.get(doc.tracking);
    return {
      shipmentId: id,
      carrier: doc.carrier,
      trackingNumber: kept?.slice(kept.indexOf(':') + 1) ?? null,
      status: doc.status,
      announcedAt: doc.createdAt,
      scans: doc.scans,
    };
  });
}

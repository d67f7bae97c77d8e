import { allocate, money } from '../kernel/money.ts';
import type { Fact, FactBody } from '../processes/facts.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { BadRow, Row } from './olist-rows.ts';

export const OLIST = 'olist';

/** One order of one seller: an order of several sellers is several of ours. */
interface Part {
  readonly order: Row<'orders'>;
  readonly ref: string;
  readonly seller: string;
  readonly buyer: string;
  readonly items: readonly Row<'order_items'>[];
  readonly paidMinor: number | undefined;
}

export interface OlistRows {
  readonly customers: readonly Row<'customers'>[];
  readonly orders: readonly Row<'orders'>[];
  readonly items: readonly Row<'order_items'>[];
  readonly payments: readonly Row<'order_payments'>[];
}

export interface OlistCounts {
  readonly orders: number;
  readonly items: number;
  readonly sellers: number;
}

export interface OlistFacts {
  /** In order of time, parties first. */
  readonly facts: readonly Fact[];
  /** What the files hold. */
  readonly read: OlistCounts;
  /** What of it became facts: rows that contradict themselves and orders without items are left out. */
  readonly taken: OlistCounts;
  /** Line of the orders file by the reference that its facts carry, to name a row that is refused later. */
  readonly lineOf: ReadonlyMap<string, number>;
}

/**
 * Rows to facts. What contradicts itself (delivered but never shipped, shipped before it was bought) is named and left
 * out whole: half of it would count against a seller for a mistake of the file.
 */
export function olistFacts(rows: OlistRows, bad: (row: BadRow) => void): OlistFacts {
  const buyers = new Map(rows.customers.map((c) => [c.customer_id, c.customer_unique_id]));
  const itemsOf = Map.groupBy(rows.items, (i) => i.order_id);
  const paymentsOf = Map.groupBy(rows.payments, (p) => p.order_id);
  const known = new Set<string>();
  const parts: Part[] = [];
  for (const order of rows.orders) {
    const badOrder = (field: string, why: string) =>
      bad({ file: 'orders.csv', line: order.line, field, why });
    if (known.has(order.order_id)) {
      badOrder('order_id', 'this order was in an earlier row');
      continue;
    }
    known.add(order.order_id);
    const buyer = buyers.get(order.customer_id);
    const items = itemsOf.get(order.order_id) ?? [];
    const contradiction = contradictionIn(order);
    if (!buyer) badOrder('customer_id', 'no such row in customers.csv');
    else if (contradiction) badOrder(...contradiction);
    else if (items.length > 0)
      parts.push(...split(order, buyer, items, paymentsOf.get(order.order_id) ?? []));
    // Orders without items never reached a seller ("unavailable" before assignment): nobody can be judged by them.
  }
  for (const item of rows.items)
    if (!known.has(item.order_id))
      bad({ file: 'order_items.csv', line: item.line, field: 'order_id', why: 'no such row in orders.csv' });
  const facts = [...partyFacts(parts), ...parts.flatMap(orderFacts).toSorted((a, b) => a.at - b.at)];
  return {
    facts,
    read: {
      orders: known.size,
      items: rows.items.length,
      sellers: new Set(rows.items.map((i) => i.seller_id)).size,
    },
    taken: {
      orders: new Set(parts.map((p) => p.order.order_id)).size,
      items: parts.reduce((n, p) => n + p.items.length, 0),
      sellers: new Set(parts.map((p) => p.seller)).size,
    },
    lineOf: new Map(parts.map((p) => [p.ref, p.order.line])),
  };
}

function contradictionIn(o: Row<'orders'>): [field: string, why: string] | undefined {
  const {
    order_purchase_timestamp: bought,
    order_delivered_carrier_date: sent,
    order_delivered_customer_date: got,
  } = o;
  if (got !== undefined && sent === undefined)
    return ['order_delivered_carrier_date', 'delivered, but never handed over'];
  if (sent !== undefined && sent < bought)
    return ['order_delivered_carrier_date', 'handed over before it was bought'];
  if (got !== undefined && sent !== undefined && got < sent)
    return ['order_delivered_customer_date', 'delivered before it was handed over'];
  return undefined;
}

function split(
  order: Row<'orders'>,
  buyer: string,
  items: readonly Row<'order_items'>[],
  payments: readonly Row<'order_payments'>[],
): readonly Part[] {
  const bySeller = [...Map.groupBy(items, (i) => i.seller_id)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const paid = payments.length === 0 ? undefined : payments.reduce((sum, p) => sum + p.payment_value, 0);
  const worth = bySeller.map(([, own]) => own.reduce((sum, i) => sum + i.price + i.freight_value, 0));
  const shares = paid === undefined || worth.every((w) => w === 0) ? [] : allocate(money(paid, 'BRL'), worth);
  return bySeller.map(([seller, own], n) => ({
    order,
    ref: bySeller.length === 1 ? order.order_id : `${order.order_id}.${n + 1}`,
    seller,
    buyer,
    items: own,
    paidMinor: shares[n]?.amountMinor,
  }));
}

function partyFacts(parts: readonly Part[]): readonly Fact[] {
  const seen = new Map<string, Fact>();
  const add = (kind: 'seller' | 'buyer', party: string, at: EpochMs) => {
    const ref = `${kind}-${party}`;
    if (!seen.has(ref))
      seen.set(ref, {
        source: OLIST,
        key: ref,
        at,
        type: 'party-registered',
        kind,
        party: ref,
        country: 'BR',
        language: 'pt-BR',
        currency: 'BRL',
      });
  };
  for (const part of parts) {
    add('seller', part.seller, part.order.order_purchase_timestamp);
    add('buyer', part.buyer, part.order.order_purchase_timestamp);
  }
  return [...seen.values()];
}

function orderFacts({ order, ref, seller, buyer, items, paidMinor }: Part): readonly Fact[] {
  const { order_purchase_timestamp: placedAt, order_estimated_delivery_date: deliverBy } = order;
  const fact = (what: string, at: EpochMs, body: FactBody): Fact => ({
    source: OLIST,
    key: `${ref}:${what}`,
    at,
    ...body,
  });
  const shipBy = Math.max(...items.map((i) => i.shipping_limit_date));
  const facts = [
    fact('placed', placedAt, {
      type: 'order-placed',
      order: ref,
      seller: `seller-${seller}`,
      buyer: `buyer-${buyer}`,
      shipBy: Math.max(shipBy, placedAt),
      deliverBy: Math.max(deliverBy, shipBy, placedAt),
      currency: 'BRL',
      country: 'BR',
      lines: items.map((i) => ({ item: i.product_id, quantity: 1, unitMinor: i.price })),
      shippingMinor: items.reduce((sum, i) => sum + i.freight_value, 0),
    }),
  ];
  const paidAt = Math.max(placedAt, order.order_approved_at ?? placedAt);
  if (paidMinor !== undefined)
    facts.push(fact('paid', paidAt, { type: 'order-paid', order: ref, amountMinor: paidMinor }));
  const sentAt = order.order_delivered_carrier_date;
  const gotAt = order.order_delivered_customer_date;
  if (sentAt !== undefined) {
    facts.push(
      fact('shipped', sentAt, { type: 'order-shipped', order: ref, carrier: 'unknown', trackingNumber: ref }),
    );
    // The date is the carrier's own: what the seller handed over was scanned then.
    facts.push(fact('scanned', sentAt, { type: 'shipment-scanned', parcel: ref, code: 'accepted' }));
  } else if (order.order_status === 'canceled' || order.order_status === 'unavailable')
    // The file knows no time of cancelling; by the ship-by date at the latest the order had not been shipped.
    facts.push(
      fact('cancelled', Math.max(shipBy, paidAt), { type: 'order-cancelled', order: ref, by: 'seller' }),
    );
  if (gotAt !== undefined) facts.push(fact('delivered', gotAt, { type: 'order-delivered', order: ref }));
  return facts;
}

import type { Reader } from '../../door/route.ts';
import { isRefusal } from '../../kernel/decision.ts';
import type { ListingId, OrderId, PartyId } from '../../kernel/ids.ts';
import type { Order } from '../../market/orders/order.ts';
import { permits } from '../../standing/permits.ts';
import { holdingsOf, quantitiesOf } from './quantities.ts';
import { RETURN_REASONS } from './return.ts';
import { conformityUntil, groundOf, remediesFor, shippingPaidBy, withdrawalUntil } from './rights.ts';
import { articlesOf, type Stored } from './views.ts';

const OFFERED_MAX = 24;

/** What of an order can be returned now, for which reasons, with which rights, and what it can be exchanged for. */
export async function returnableView(reader: Reader, orderId: OrderId, buyer: PartyId) {
  const { db, rulebook, now } = reader;
  const rows = await db.pool.query<{ doc: Order }>(
    'select doc from concept_order where id = $1 and buyer = $2',
    [orderId, buyer],
  );
  const order = rows.rows[0]?.doc;
  if (!order) return undefined;
  const found = await db.pool.query<Stored>(
    'select id, doc from concept_return_request where order_id = $1 order by id',
    [orderId],
  );
  const known = found.rows.map(({ id, doc }) => ({ id, state: doc }));
  const article = await articlesOf(
    reader,
    order.lines.map((l) => l.listingId),
  );
  const counts = quantitiesOf(orderId, order, known);
  const deliveredAt = order.status === 'delivered' ? order.deliveredAt : null;
  const about = { country: order.country, deliveredAt: deliveredAt ?? now };
  return {
    orderId,
    currency: order.currency,
    exchangeOf: order.exchangeOf ?? null,
    deliveredAt,
    withdrawalUntil: deliveredAt === null ? null : withdrawalUntil(rulebook, order.country, deliveredAt),
    conformityUntil: deliveredAt === null ? null : conformityUntil(rulebook, order.country, deliveredAt),
    returns: known.map(({ id, state }) => ({ id, status: state.stage.status })),
    lines: order.lines.map((line, i) => ({
      line: i,
      ...article(line.listingId),
      title: line.title ?? null,
      unitMinor:
        holdingsOf(orderId, order, i, known)[0]?.parts.reduce((sum, p) => sum + p.amountMinor, 0) ??
        line.unitMinor,
      ...counts[i],
    })),
    reasons:
      deliveredAt === null
        ? []
        : RETURN_REASONS.flatMap((reason) => {
            const ground = groundOf(rulebook, { reason, ...about }, now);
            if (isRefusal(ground)) return [];
            const shippingBy = shippingPaidBy(rulebook, ground, order.country);
            return [{ reason, ground, remedies: remediesFor(reason), shippingBy }];
          }),
    exchangeFor: await offeredBy(reader, order),
  };
}

/** Other articles of the same seller, in the order's currency. */
async function offeredBy(reader: Reader, { seller, currency, lines }: Order) {
  const { db, now } = reader;
  const standing = (await reader.standings([seller])).get(seller);
  const rows = await db.pool.query<{ id: ListingId; title: string; price: number }>(
    `select id, doc->>'title' as title, (doc->'price'->>'amountMinor')::int as price from concept_listing
     where seller = $1 and doc->>'status' = 'live' and doc->'price'->>'currency' = $2 and (doc->>'stock')::int > 0
       and id <> all($3) order by doc->>'title', id limit $4`,
    [seller, currency, lines.map((l) => l.listingId), OFFERED_MAX],
  );
  return rows.rows
    .filter(({ id }) => permits(standing, 'sell', now, { listingId: id }).allowed)
    .map(({ id, title, price }) => ({ listingId: id, title, unitMinor: price }));
}

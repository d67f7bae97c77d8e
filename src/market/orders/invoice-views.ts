import type { Reader } from '../../door/route.ts';
import { assert, refuse, type Refusal } from '../../kernel/decision.ts';
import type { OrderId } from '../../kernel/ids.ts';
import { drawInvoice } from '../../processes/draw-invoice.ts';
import type { Party } from '../parties/party.ts';
import { evolveOrder, type Order, type OrderEvent } from './order.ts';
import { rowOf, sideOf } from './views.ts';

const NOT_FOUND = refuse('not-found', 'There is no such order.');

/**
 * The invoice of an order as it was when its number was given, at the first parcel: what was cancelled before is not
 * on it, what came back otherwise is on credit notes of the same sequence, issued with it or later.
 */
export async function invoiceView(reader: Reader, id: OrderId) {
  const row = await rowOf(reader, id);
  if (!row || !sideOf(reader, row.doc)) return NOT_FOUND;
  const { doc: order, payment } = row;
  const drawnAt = order.invoice === undefined ? undefined : await whenInvoiced(reader, id);
  if (!drawnAt)
    return refuse('not-invoiced', 'The invoice comes with the first parcel.', {
      facts: { status: order.status },
    });
  const refunds = payment?.status === 'captured' ? payment.refunds : [];
  return {
    orderId: id,
    number: drawnAt.invoice,
    issuedAt: drawnAt.at,
    orderedAt: order.placedAt,
    country: order.country,
    seller: await sellerOf(reader, order),
    recipient: await recipientOf(reader, order),
    ...drawInvoice(drawnAt.order),
    creditNotes: refunds.flatMap(({ creditNote: number, creditMinor, at, amountMinor, reason }) => {
      const issuedAt = Math.max(at, drawnAt.at);
      return number === undefined
        ? []
        : [{ number, issuedAt, grossMinor: creditMinor ?? amountMinor, reason }];
    }),
  };
}

/** Folds the order's events up to the one that numbered it. */
async function whenInvoiced(
  { db }: Reader,
  id: OrderId,
): Promise<{ readonly at: number; readonly invoice: number; readonly order: Order } | undefined> {
  const rows = await db.pool.query<{ event: OrderEvent }>(
    `select body::jsonb as event from log_entry where stream = $1 and concept = 'order' order by version`,
    [id],
  );
  let order: Order | undefined;
  for (const { event } of rows.rows) {
    order = evolveOrder(order, event);
    if (event.type === 'OrderInvoiced') return { at: event.at, invoice: event.invoice, order };
  }
  return undefined;
}

/** Who sold it, as trade law asks: the legal name before the shop's, address and tax number. */
async function sellerOf(reader: Reader, order: Order) {
  const found = await reader.db.pool.query<{ doc: Party }>('select doc from concept_party where id = $1', [
    order.seller,
  ]);
  const party = found.rows[0]?.doc;
  assert(party, `the seller ${order.seller} of an order is unknown`);
  const { identity } = party;
  const values = await reader.reveal(Object.values(identity).map((fact) => fact.value));
  const told = (field: keyof Party['identity']) => {
    const fact = identity[field];
    return fact === undefined ? null : (values.get(fact.value) ?? null);
  };
  const address = told('address');
  return {
    id: order.seller,
    shop: 'shop' in party.name ? party.name.shop : null,
    legalName: told('legal-name'),
    taxId: told('tax-id'),
    companyNumber: told('company-number'),
    address: address === null ? null : (JSON.parse(address) as Record<string, string>),
  };
}

async function recipientOf(reader: Reader, { address }: Order): Promise<Record<string, string> | null> {
  const text = address === undefined ? undefined : (await reader.reveal([address])).get(address);
  return text === undefined ? null : (JSON.parse(text) as Record<string, string>);
}

export type InvoiceView = Exclude<Awaited<ReturnType<typeof invoiceView>>, Refusal>;

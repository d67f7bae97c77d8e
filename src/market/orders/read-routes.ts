import { z } from 'zod';
import {
  amountMinor,
  country,
  currency,
  cursor,
  limit,
  orderId,
  partyId,
  shipmentId,
} from '../../door/fields.ts';
import { askerOf } from '../../door/names.ts';
import { type AnyRoute, read } from '../../door/route.ts';
import { refuse, type Refusal } from '../../kernel/decision.ts';
import { ORDER_OPTIONS } from '../../processes/order-options.ts';
import { type InvoiceView, invoiceView } from './invoice-views.ts';
import { ORDER_STATUSES } from './order.ts';
import { ordersOf, orderView } from './views.ts';

/** Who of the staff looks into single orders. Engineers have the log, and no business with addresses. */
const LOOKING = ['representative', 'investigator', 'reviewer', 'head'] as const;
const SIDES = ['buyer', 'seller'] as const;
/** Of a seller's team. */
const TEAM = ['shipping', 'finance'] as const;

const params = z.object({ orderId });
const named = z.object({ id: partyId, name: z.string() });
const status = z.enum(ORDER_STATUSES);
const mayDo = z.array(z.enum(ORDER_OPTIONS));
const NOT_FOUND = refuse('not-found', 'There is no such order.');

const head = {
  id: orderId,
  status,
  seller: named,
  buyer: named,
  placedAt: z.int(),
  shipBy: z.int(),
  deliverBy: z.int(),
  currency,
  totalMinor: amountMinor,
  mayDo,
};

const article = {
  listingId: z.string(),
  title: z.string().nullable(),
  image: z.string().nullable(),
  category: z.string().nullable(),
};

const list = read({
  path: '/orders',
  summary: 'My orders, the newest first: what I bought, or as a seller what I sold',
  tag: 'orders',
  access: { who: SIDES, team: TEAM, action: 'data.read-own' },
  query: z.strictObject({
    status: status.optional(),
    limit: limit.default(20),
    cursor: cursor.optional(),
  }),
  response: z.object({
    orders: z.array(
      z.object({
        ...head,
        lines: z.array(z.object({ ...article, quantity: z.int() })),
        payment: z.string().nullable(),
      }),
    ),
    next: z.string().nullable(),
  }),
  handle: (reader, { query }) =>
    ordersOf(reader, reader.actor.kind === 'seller' ? 'seller' : 'buyer', askerOf(reader.actor), {
      status: query.status,
      before: query.cursor,
      limit: query.limit,
    }),
});

const show = read({
  path: '/orders/{orderId}',
  summary:
    'An order with its parcels, money and everything that happened, for its buyer, its seller and staff',
  tag: 'orders',
  access: { who: [...SIDES, ...LOOKING], team: TEAM, action: 'data.read-own' },
  params,
  response: z.looseObject({
    ...head,
    side: z.enum(['buyer', 'seller', 'staff']),
    lines: z.array(
      z.object({
        ...article,
        quantity: z.int(),
        cancelled: z.int(),
        unitMinor: amountMinor,
      }),
    ),
    shippingMinor: amountMinor,
    country,
    address: z.record(z.string(), z.string()).nullable(),
    invoice: z.int().nullable(),
    payment: z.looseObject({ status: z.string(), amountMinor, currency }).nullable(),
    shipments: z.array(
      z.object({
        shipmentId,
        carrier: z.string(),
        trackingNumber: z.string().nullable(),
        status: z.string(),
        announcedAt: z.int(),
        scans: z.array(z.object({ at: z.int(), code: z.string(), place: z.string().optional() })),
      }),
    ),
    timeline: z.array(z.looseObject({ at: z.int(), what: z.string() })),
  }),
  handle: async (reader, { params: { orderId } }) => (await orderView(reader, orderId)) ?? NOT_FOUND,
});

const invoice = read({
  path: '/orders/{orderId}/invoice',
  summary: 'The invoice of an order: number, lines with tax, sums, credit notes',
  tag: 'orders',
  access: { who: [...SIDES, ...LOOKING], team: TEAM, action: 'data.read-own' },
  params,
  response: z.looseObject({
    orderId,
    number: z.int(),
    issuedAt: z.int(),
    currency,
    lines: z.array(
      z.object({
        what: z.enum(['goods', 'shipping']),
        title: z.string(),
        quantity: z.int(),
        unitMinor: amountMinor,
        grossMinor: amountMinor,
        netMinor: amountMinor,
        taxMinor: amountMinor,
        taxBasisPoints: z.int().nullable(),
      }),
    ),
    taxes: z.array(z.object({ basisPoints: z.int(), netMinor: amountMinor, taxMinor: amountMinor })),
    netMinor: amountMinor,
    taxMinor: amountMinor,
    grossMinor: amountMinor,
  }),
  handle: (reader, { params: { orderId } }): Promise<InvoiceView | Refusal> => invoiceView(reader, orderId),
});

export function orderReadRoutes(): readonly AnyRoute[] {
  return [list, show, invoice];
}

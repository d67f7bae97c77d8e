import { z } from 'zod';
import {
  amountMinor,
  country,
  currency,
  cursor,
  limit,
  line,
  offsetCursor,
  offsetOf,
  orderId,
  partyId,
} from '../../door/fields.ts';
import { askerOf } from '../../door/names.ts';
import { type AnyRoute, read } from '../../door/route.ts';
import { refuse } from '../../kernel/decision.ts';
import { ORDER_OPTIONS } from '../../processes/order-options.ts';
import type { LabelMaker } from '../shipments/label.ts';
import { ORDER_STATUSES } from './order.ts';
import { labelOf, SALES_STATES, salesCounts, salesOf } from './sales-views.ts';

const sales = read({
  path: '/me/sold-orders',
  summary:
    'What I sold, by what is to be done: what waits to be shipped by its deadline, the rest newest first',
  tag: 'orders',
  access: { who: ['seller'], team: ['shipping', 'finance'], action: 'data.read-own' },
  query: z.strictObject({
    state: z.enum(SALES_STATES).default('to-ship'),
    /** The last eight characters of an order's number, as on its label, or all of it. */
    q: line(60).optional(),
    limit: limit.default(50),
    cursor: cursor.optional(),
  }),
  response: z.object({
    orders: z.array(
      z.object({
        id: orderId,
        status: z.enum(ORDER_STATUSES),
        buyer: z.object({ id: partyId, name: z.string() }),
        placedAt: z.int(),
        shipBy: z.int(),
        deliverBy: z.int(),
        country,
        currency,
        totalMinor: amountMinor,
        lines: z.array(z.object({ listingId: z.string(), title: z.string().nullable(), quantity: z.int() })),
        paid: z.boolean(),
        mayDo: z.array(z.enum(ORDER_OPTIONS)),
      }),
    ),
    counts: z.record(z.string(), z.int()),
    next: z.string().nullable(),
  }),
  handle: async (reader, { query }) => {
    const seller = askerOf(reader.actor);
    const offset = offsetOf(query.cursor);
    const page = { state: query.state, text: query.q, offset, limit: query.limit };
    const [orders, counts] = await Promise.all([salesOf(reader, seller, page), salesCounts(reader, seller)]);
    return {
      orders,
      counts,
      next: orders.length < query.limit ? null : offsetCursor(offset + query.limit),
    };
  },
});

const address = z.record(z.string(), z.string());

function label(labels: LabelMaker) {
  return read({
    path: '/orders/{orderId}/label',
    summary: 'What to print onto the parcel of an order of mine',
    tag: 'orders',
    access: { who: ['seller'], team: ['shipping'], action: 'data.read-own' },
    params: z.object({ orderId }),
    response: z.object({
      kind: z.literal('plain'),
      from: z.object({ name: z.string(), address: address.nullable() }),
      to: address,
      reference: z.string(),
      code: z.string(),
    }),
    handle: async (reader, { params }) =>
      (await labelOf(reader, labels, askerOf(reader.actor), params.orderId)) ??
      refuse('not-found', 'There is no address of this order to print.'),
  });
}

export function salesRoutes(ports: { readonly labels: LabelMaker }): readonly AnyRoute[] {
  return [sales, label(ports.labels)];
}

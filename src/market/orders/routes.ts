import { z } from 'zod';
import { amountMinor, currency, line, orderId, shipmentId } from '../../door/fields.ts';
import { askerOf } from '../../door/names.ts';
import { type AnyRoute, type Writer, write } from '../../door/route.ts';
import { isRefusal, refuse, type Refusal } from '../../kernel/decision.ts';
import type { OrderId } from '../../kernel/ids.ts';
import { money as moneyOf } from '../../kernel/money.ts';
import { type CancelInput, cancelPieces } from '../../processes/cancel.ts';
import type { Cashier } from '../../processes/cashier.ts';
import { markDelivered } from '../../processes/deliver.ts';
import { isPermitted } from '../../processes/permitted.ts';
import { inOwnOrder } from '../../processes/judge-conflict.ts';
import { refundOrder } from '../../processes/refund.ts';
import { shipParcel } from '../../processes/ship.ts';
import { CANCEL_REASONS, type Order, ORDER_STATUSES, orders } from './order.ts';
import { orderReadRoutes } from './read-routes.ts';
import { trackingNumber } from '../../door/tracking.ts';

const SIDES = ['buyer', 'seller'] as const;
const params = z.object({ orderId });
const NOT_FOUND = refuse('not-found', 'There is no such order.');

const changed = z.object({ orderId, status: z.enum(ORDER_STATUSES) });

function answered(orderId: OrderId, outcome: Order | Refusal) {
  return isRefusal(outcome) ? outcome : { orderId, status: outcome.status };
}

/** The order if it is the actor's own, as its buyer or its seller. */
async function ownOrder(writer: Writer, orderId: OrderId): Promise<Order | Refusal> {
  const { actor, unit } = writer;
  const order = await unit.load(orders, orderId);
  if (!order || actor.kind === 'anonymous') return NOT_FOUND;
  return order.buyer === actor.partyId || order.seller === actor.partyId ? order : NOT_FOUND;
}

const pieces = z.array(z.int().min(0)).max(1_000).optional();

function cancellation(cashier: Cashier) {
  return write({
    method: 'post',
    path: '/orders/{orderId}/cancellation',
    summary: 'End what is not shipped of an order, as its buyer or its seller; the money goes back',
    tag: 'orders',
    access: { who: SIDES, team: ['shipping'], action: 'order.cancel-as-buyer' },
    params,
    body: z.strictObject({ reason: z.enum(CANCEL_REASONS), pieces }),
    response: changed,
    refusals: { 'wrong-reason': 422, 'wrong-pieces': 422 },
    handle: async (writer, { params: { orderId }, body }) => {
      const order = await ownOrder(writer, orderId);
      if (isRefusal(order)) return order;
      const me = askerOf(writer.actor);
      const by = order.seller === me ? 'seller' : 'buyer';
      if (by === 'seller' && !(await isPermitted(writer, me, 'order.cancel-as-seller')))
        return refuse('not-permitted', 'This account may not cancel orders now.');
      const { reason } = body;
      const some = body.pieces === undefined ? {} : { pieces: body.pieces };
      const input: CancelInput = { orderId, at: writer.unit.now, by, reason, cashier, ...some };
      return answered(orderId, await cancelPieces(writer, input));
    },
  });
}

const ship = write({
  method: 'post',
  path: '/orders/{orderId}/shipments',
  summary: 'Tell that a parcel of this order was sent, with its tracking number if it has one',
  tag: 'orders',
  access: { who: ['seller'], team: ['shipping'], action: 'order.ship' },
  status: 201,
  params,
  body: z.strictObject({
    carrier: line(80),
    trackingNumber: trackingNumber.optional(),
    pieces,
  }),
  response: changed.extend({ shipmentId }),
  refusals: { 'wrong-pieces': 422 },
  handle: async (writer, { params: { orderId }, body }) => {
    const { unit } = writer;
    const order = await ownOrder(writer, orderId);
    if (isRefusal(order)) return order;
    const { carrier, trackingNumber } = body;
    const sent = await shipParcel(writer, {
      orderId,
      shipmentId: unit.ids.next('shp'),
      at: unit.now,
      carrier,
      ...(trackingNumber === undefined ? {} : { trackingNumber }),
      ...(body.pieces === undefined ? {} : { pieces: body.pieces }),
    });
    if (isRefusal(sent)) return sent;
    return { orderId, status: sent.order.status, shipmentId: sent.shipmentId };
  },
});

const receipt = write({
  method: 'post',
  path: '/orders/{orderId}/receipt',
  summary: 'Confirm that an order has arrived',
  tag: 'orders',
  access: { who: ['buyer'], action: 'order.confirm-receipt' },
  params,
  response: changed,
  handle: async (writer, { params: { orderId } }) => {
    const order = await ownOrder(writer, orderId);
    if (isRefusal(order)) return order;
    return answered(orderId, await markDelivered(writer, { orderId, at: writer.unit.now, how: 'buyer' }));
  },
});

/** Cancellations and compensations have roads of their own, and `decided-by-platform` is for staff. */
const REASONS = [
  'not-received',
  'returned',
  'withdrawal',
  'not-as-described',
  'damaged',
  'goodwill-of-seller',
  'decided-by-platform',
] as const;

function refund(cashier: Cashier) {
  return write({
    method: 'post',
    path: '/orders/{orderId}/refunds',
    summary:
      'Give the buyer money back, as the seller or decided by staff; all that is left if no amount is named',
    tag: 'orders',
    access: { who: ['seller', 'representative'], team: ['finance'], action: 'order.refund' },
    status: 201,
    params,
    body: z.strictObject({
      amountMinor: amountMinor.min(1).optional(),
      reason: z.enum(REASONS),
    }),
    response: z.object({ orderId, refundId: z.string(), amountMinor, currency }),
    refusals: {
      'wrong-reason': 422,
      'bad-amount': 422,
      'more-than-was-paid': 422,
      'conflict-of-interest': 403,
    },
    handle: async (writer, { params: { orderId }, body }) => {
      const { actor, unit } = writer;
      const order =
        actor.kind === 'staff' ? await unit.load(orders, orderId) : await ownOrder(writer, orderId);
      if (!order) return NOT_FOUND;
      if (isRefusal(order)) return order;
      if ((body.reason === 'decided-by-platform') !== (actor.kind === 'staff'))
        return refuse('wrong-reason', 'Staff refund as decided-by-platform, and nobody else does.', {
          field: 'reason',
        });
      const own = actor.kind === 'staff' && (await inOwnOrder(writer, orderId, actor.partyId));
      if (own) return own;
      const refunded = await refundOrder(writer, {
        orderId,
        reason: body.reason,
        at: unit.now,
        cashier,
        ...(body.amountMinor === undefined ? {} : { amount: moneyOf(body.amountMinor, order.currency) }),
      });
      return isRefusal(refunded) ? refunded : { orderId, refundId: refunded.refundId, ...refunded.refunded };
    },
  });
}

export function orderRoutes({ cashier }: { readonly cashier: Cashier }): readonly AnyRoute[] {
  return [...orderReadRoutes(), cancellation(cashier), ship, receipt, refund(cashier)];
}

import { z } from 'zod';
import { line, orderId, shipmentId, time } from '../../door/fields.ts';
import { type AnyRoute, write } from '../../door/route.ts';
import { askerOf } from '../../door/names.ts';
import { isRefusal, refuse } from '../../kernel/decision.ts';
import { takeCarrierScan } from '../../processes/carrier-scan.ts';
import { markUndelivered } from '../../processes/deliver.ts';
import { inOwnOrder } from '../../processes/judge-conflict.ts';
import { SCANS } from './shipment.ts';

const carrierScan = write({
  method: 'post',
  path: '/carrier-scans',
  summary: 'A carrier has seen a parcel, named by its tracking number',
  tag: 'shipments',
  access: { who: ['engineer'] },
  status: 201,
  body: z.strictObject({
    carrier: line(80),
    trackingNumber: line(40).min(4),
    code: z.enum(SCANS),
    /** When it was seen. Carriers report late and out of order. */
    at: time,
    /** Town or depot, as the carrier names it. */
    place: line(80).optional(),
  }),
  response: z.object({ shipmentId, orderId: z.string(), status: z.string() }),
  refusals: { 'scan-in-future': 422 },
  handle: async (writer, { body: { place, ...scan } }) => {
    if (scan.at > writer.unit.now)
      return refuse('scan-in-future', 'A parcel cannot have been seen later than now.', { field: 'at' });
    const taken = await takeCarrierScan(writer, { ...scan, ...(place === undefined ? {} : { place }) });
    if (isRefusal(taken)) return taken;
    const { shipment } = taken;
    return { shipmentId: taken.shipmentId, orderId: shipment.orderId, status: shipment.status };
  },
});

const nonDelivery = write({
  method: 'post',
  path: '/orders/{orderId}/non-delivery',
  summary: 'Staff find that an order did not arrive: its money waits, whatever the carrier said',
  tag: 'orders',
  access: { who: ['representative'] },
  params: z.object({ orderId }),
  response: z.object({ orderId, status: z.string() }),
  refusals: { 'conflict-of-interest': 403 },
  handle: async (writer, { params: { orderId } }) => {
    const own = await inOwnOrder(writer, orderId, askerOf(writer.actor));
    if (own) return own;
    const order = await markUndelivered(writer, { orderId, at: writer.unit.now, why: 'staff' });
    return isRefusal(order) ? order : { orderId, status: order.status };
  },
});

/** What is known of a parcel's journey from elsewhere than its seller. */
export function carrierRoutes(): readonly AnyRoute[] {
  return [carrierScan, nonDelivery];
}

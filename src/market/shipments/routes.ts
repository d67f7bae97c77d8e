import { z } from 'zod';
import { line, shipmentId, time } from '../../door/fields.ts';
import { type AnyRoute, write } from '../../door/route.ts';
import { isRefusal, refuse } from '../../kernel/decision.ts';
import { takeScan } from '../../processes/scan.ts';
import { SCANS } from './shipment.ts';

const scan = write({
  method: 'post',
  path: '/shipments/{shipmentId}/scans',
  summary: 'A carrier has seen a parcel',
  tag: 'shipments',
  access: { who: ['engineer'] },
  status: 201,
  params: z.object({ shipmentId }),
  body: z.strictObject({
    code: z.enum(SCANS),
    /** When it was seen; now if not said. Carriers report late and out of order. */
    at: time.optional(),
    /** Town or depot, as the carrier names it. */
    place: line(80).optional(),
  }),
  response: z.object({ shipmentId, orderId: z.string(), status: z.string() }),
  refusals: { 'scan-in-future': 422 },
  handle: async (writer, { params: { shipmentId }, body: { code, place, at = writer.unit.now } }) => {
    if (at > writer.unit.now)
      return refuse('scan-in-future', 'A parcel cannot have been seen later than now.', { field: 'at' });
    const where = place === undefined ? {} : { place };
    const shipment = await takeScan(writer, { shipmentId, at, code, ...where });
    if (isRefusal(shipment)) return shipment;
    return { shipmentId, orderId: shipment.orderId, status: shipment.status };
  },
});

export function shipmentRoutes(): readonly AnyRoute[] {
  return [scan];
}

import { refuse, type Refusal } from '../kernel/decision.ts';
import type { ShipmentId } from '../kernel/ids.ts';
import { type Shipment, shipments, TRACKING_KIND, trackingValue } from '../market/shipments/shipment.ts';
import { type ScanInput, takeScan } from './scan.ts';
import type { World } from './world.ts';

/** A scan as carriers know it: by their own number. Refuses `not-found`, and what `takeScan` refuses. */
export async function takeCarrierScan(
  world: World,
  input: Omit<ScanInput, 'shipmentId'> & { readonly carrier: string; readonly trackingNumber: string },
): Promise<{ readonly shipmentId: ShipmentId; readonly shipment: Shipment } | Refusal> {
  const { carrier, trackingNumber, ...scan } = input;
  const tracking = world.unit.commit(TRACKING_KIND, trackingValue(carrier, trackingNumber));
  const [found] = await world.unit.find(shipments, { tracking });
  if (!found) return refuse('not-found', 'No parcel of ours has this number.', { field: 'trackingNumber' });
  const shipmentId = found.id as ShipmentId;
  const shipment = await takeScan(world, { shipmentId, ...scan });
  return 'refused' in shipment ? shipment : { shipmentId, shipment };
}

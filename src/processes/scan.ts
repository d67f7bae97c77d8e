import { isRefusal, type Refusal } from '../kernel/decision.ts';
import type { ShipmentId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import { orders } from '../market/orders/order.ts';
import { recordScan } from '../market/shipments/decide.ts';
import { type ScanCode, type Shipment, shipments } from '../market/shipments/shipment.ts';
import { followParcels, markUndelivered } from './deliver.ts';
import { followReturn } from './return-steps.ts';
import { rescheduleTransfer } from './transfer.ts';
import type { World } from './world.ts';

export interface ScanInput {
  readonly shipmentId: ShipmentId;
  readonly at: EpochMs;
  readonly code: ScanCode;
  readonly place?: string;
}

/**
 * A carrier has seen a parcel. The last parcel's delivered scan delivers the order; a lost or returned one marks it as
 * not delivered. The order follows the carrier, never the other way round.
 */
export async function takeScan(world: World, input: ScanInput): Promise<Shipment | Refusal> {
  const { unit } = world;
  const { shipmentId, ...scan } = input;
  const before = await unit.load(shipments, shipmentId);
  const events = recordScan(before, scan);
  if (isRefusal(events)) return events;
  const shipment = unit.append(shipments, shipmentId, events);
  const changed = shipment.status !== before?.status;
  const { returnId, status } = shipment;
  if (returnId !== undefined) await followReturn(world, { returnId, shipmentId, status, at: scan.at });
  else if (changed) await followCarrier(world, shipmentId, shipment, scan.at);
  return shipment;
}

async function followCarrier(
  world: World,
  shipmentId: ShipmentId,
  shipment: Shipment,
  at: EpochMs,
): Promise<void> {
  const { unit } = world;
  const { orderId, status } = shipment;
  const returnId = (await unit.load(orders, orderId))?.exchangeOf;
  if (returnId !== undefined) await followReturn(world, { returnId, shipmentId, status, at });
  switch (status) {
    case 'announced':
      return;
    case 'moving':
      // Its first scan: the end date of untracked parcels no longer holds.
      return rescheduleTransfer(world, orderId);
    case 'returned':
    case 'lost': {
      const order = await unit.load(orders, orderId);
      // A delivered order stays so when its parcel comes back: that is a return, judged elsewhere.
      if (order?.status === 'shipped')
        await markUndelivered(world, { orderId, at, why: status === 'lost' ? 'lost' : 'returned-to-sender' });
      return;
    }
    case 'delivered':
      return followParcels(world, orderId);
    default:
      return status satisfies never;
  }
}

import { type Decision, refuse } from '../../kernel/decision.ts';
import type { OrderId, PartyId, ReturnId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';
import type { ScanCode, Shipment, ShipmentEvent } from './shipment.ts';

export function announceShipment(
  state: Shipment | undefined,
  command: {
    readonly at: EpochMs;
    readonly orderId: OrderId;
    readonly seller: PartyId;
    readonly carrier: string;
    readonly tracking?: Commitment;
    readonly returnId?: ReturnId;
  },
): Decision<ShipmentEvent> {
  if (state)
    return refuse('shipment-exists', 'There is a shipment with this number already.', { field: 'shipment' });
  return [{ type: 'ShipmentAnnounced', ...command }];
}

/**
 * Carriers send scans late, twice and out of order: the same one again is refused as known, any other is kept in
 * order of time. A scan may lie before the seller's announcement, which many make after handing over the parcel.
 */
export function recordScan(
  state: Shipment | undefined,
  command: { readonly at: EpochMs; readonly code: ScanCode; readonly place?: string },
): Decision<ShipmentEvent> {
  if (!state) return refuse('not-found', 'There is no shipment with this number.', { field: 'shipment' });
  const { at, code, place } = command;
  if (state.scans.some((s) => s.at === at && s.code === code))
    return refuse('scan-known', 'This scan is recorded already.', { field: 'at' });
  const { orderId, seller, returnId } = state;
  return [
    {
      type: 'ShipmentScanned',
      at,
      orderId,
      seller,
      code,
      ...(place === undefined ? {} : { place }),
      ...(returnId === undefined ? {} : { returnId }),
      ...(state.scans.length === 0 ? { first: true } : {}),
    },
  ];
}

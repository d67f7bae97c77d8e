import type { Concept } from '../../kernel/concept.ts';
import { assert } from '../../kernel/decision.ts';
import type { OrderId, PartyId, ReturnId, ShipmentId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';

/** What carriers report. The last three end a shipment. */
export const SCANS = [
  'accepted',
  'in-transit',
  'out-for-delivery',
  'exception',
  'delivered',
  'returned',
  'lost',
] as const;
export type ScanCode = (typeof SCANS)[number];

export interface Scan {
  readonly at: EpochMs;
  readonly code: ScanCode;
  /** Town or depot as the carrier names it. */
  readonly place?: string;
}

/** A parcel of one order. It is real at its first scan: a number alone proves nothing. */
export interface Shipment {
  readonly orderId: OrderId;
  readonly seller: PartyId;
  readonly createdAt: EpochMs;
  readonly carrier: string;
  /** Commitment to `carrier:number`; absent for untracked parcels. */
  readonly tracking?: Commitment;
  /** Set on parcels of a return, either way: they are none of the order's own. */
  readonly returnId?: ReturnId;
  /** `announced`: the seller's word alone. */
  readonly status: 'announced' | 'moving' | 'delivered' | 'returned' | 'lost';
  /** In order of time; the latest ones of each kind if there are more than `SCANS_KEPT_MAX`. */
  readonly scans: readonly Scan[];
}

export type ShipmentEvent =
  | {
      readonly type: 'ShipmentAnnounced';
      readonly at: EpochMs;
      readonly orderId: OrderId;
      readonly seller: PartyId;
      readonly carrier: string;
      readonly tracking?: Commitment;
      readonly returnId?: ReturnId;
    }
  | {
      readonly type: 'ShipmentScanned';
      readonly at: EpochMs;
      readonly orderId: OrderId;
      readonly seller: PartyId;
      readonly code: ScanCode;
      readonly place?: string;
      readonly returnId?: ReturnId;
      /** Present on the scan that made the shipment real. */
      readonly first?: true;
    };

/** All scans stay in the log; the row keeps as many as a page or a case shows. */
export const SCANS_KEPT_MAX = 40;

export function evolveShipment(state: Shipment | undefined, event: ShipmentEvent): Shipment {
  if (event.type === 'ShipmentAnnounced') {
    const { type: _, at, ...rest } = event;
    return { ...rest, createdAt: at, status: 'announced', scans: [] };
  }
  assert(state, `${event.type} before ShipmentAnnounced`);
  switch (event.type) {
    case 'ShipmentScanned': {
      const { at, code, place } = event;
      const scan: Scan = { at, code, ...(place === undefined ? {} : { place }) };
      return { ...state, scans: withScan(state.scans, scan), status: statusAfter(state.status, code) };
    }
    default:
      return event satisfies never;
  }
}

function withScan(scans: readonly Scan[], scan: Scan): readonly Scan[] {
  const later = scans.findIndex((s) => s.at > scan.at);
  const all = later === -1 ? [...scans, scan] : [...scans.slice(0, later), scan, ...scans.slice(later)];
  if (all.length <= SCANS_KEPT_MAX) return all;
  // The first scan proves that the parcel is real: what makes room is the one after it.
  return [...all.slice(0, 1), ...all.slice(2)];
}

/** Carriers report late and out of order: only another end replaces an end, and `delivered` outlasts all but `returned`. */
function statusAfter(status: Shipment['status'], code: ScanCode): Shipment['status'] {
  switch (code) {
    case 'delivered':
      return status === 'returned' ? 'returned' : 'delivered';
    case 'returned':
      return 'returned';
    case 'lost':
      return status === 'delivered' || status === 'returned' ? status : 'lost';
    case 'accepted':
    case 'in-transit':
    case 'out-for-delivery':
    case 'exception':
      return status === 'announced' ? 'moving' : status;
    default:
      return code satisfies never;
  }
}

/** One stream a parcel. */
export const shipments: Concept<Shipment, ShipmentEvent, 'order' | 'tracking'> = {
  name: 'shipment',
  revision: 1,
  evolve: evolveShipment,
  columns: {
    order: { type: 'text', of: (s) => s.orderId },
    tracking: { type: 'text', of: (s) => s.tracking ?? null },
  },
};

/** Id of a parcel that an outside shop or carrier reports under its own number. */
export function outsideShipmentId(source: string, ref: string): ShipmentId {
  return `shp_${source}_${ref}` as ShipmentId;
}

/** What a tracking commitment is made of: the same digits at two carriers are two parcels. */
export const TRACKING_KIND = 'tracking';
export function trackingValue(carrier: string, number: string): string {
  return `${carrier.trim().toLowerCase()}:${number.replaceAll(/[\s-]/g, '').toUpperCase()}`;
}

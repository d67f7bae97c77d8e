import type { Reader } from '../../door/route.ts';
import type { OrderId } from '../../kernel/ids.ts';
import type { OrderSide } from '../../processes/order-options.ts';
import type { PaymentEvent } from '../payments/payment-event.ts';
import type { ShipmentEvent } from '../shipments/shipment.ts';
import type { Order, OrderEvent } from './order.ts';

/** One thing that happened to an order, as the log has it. */
export interface Moment {
  readonly at: number;
  /** Kebab-case: `placed`, `scanned`, `refunded`... */
  readonly what: string;
  readonly shipmentId?: string;
  /** A carrier's word and where it was said. */
  readonly scan?: string;
  readonly place?: string;
  readonly amountMinor?: number;
  readonly by?: string;
  readonly reason?: string;
}

type Told = Omit<Moment, 'at'>;
type Event = OrderEvent | PaymentEvent | ShipmentEvent;

/** What happened to an order, its parcels and its money, from the log itself and in order of when it happened. */
export async function timelineOf(
  { db }: Pick<Reader, 'db'>,
  id: OrderId,
  order: Order,
  side: OrderSide,
): Promise<readonly Moment[]> {
  const parcels = 'shipments' in order ? order.shipments : [];
  const rows = await db.pool.query<{ stream: string; event: Event }>(
    `select stream, body::jsonb as event from log_entry
     where (stream = $1 and concept in ('order', 'payment')) or (stream = any($2) and concept = 'shipment')
     order by id`,
    [id, parcels],
  );
  const moments = rows.rows.flatMap(({ stream, event }): Moment[] => {
    const told = tell(event, stream, side);
    return told ? [{ at: event.at, ...told }] : [];
  });
  return moments.toSorted((a, b) => a.at - b.at);
}

/** What this side is told of an event; the seller's dealings with us are not the buyer's. */
function tell(event: Event, stream: string, side: OrderSide): Told | undefined {
  switch (event.type) {
    case 'OrderPlaced':
      return { what: 'placed', amountMinor: event.totalMinor };
    case 'OrderShipped':
      return { what: 'shipped', shipmentId: event.shipmentId };
    case 'OrderDelivered':
      return { what: 'delivered', by: event.how };
    case 'OrderUndelivered':
      return { what: 'not-delivered', reason: event.why };
    case 'OrderCancelled':
      return { what: event.pieces ? 'part-cancelled' : 'cancelled', by: event.by, reason: event.reason };
    case 'OrderInvoiced':
      return { what: 'invoiced' };
    case 'ShipmentScanned': {
      const { code, place } = event;
      return { what: 'scanned', shipmentId: stream, scan: code, ...(place === undefined ? {} : { place }) };
    }
    case 'PaymentCaptured':
    case 'PaymentReported':
      return { what: 'paid' };
    case 'PaymentVoided':
      return { what: 'payment-failed' };
    case 'PaymentRefunded':
      return { what: 'refunded', amountMinor: event.amountMinor, reason: event.reason };
    case 'RefundSent':
      return { what: 'refund-sent' };
    case 'ChargebackOpened':
      return { what: 'chargeback-opened', amountMinor: event.amountMinor };
    case 'ChargebackWon':
      return { what: 'chargeback-won' };
    case 'ChargebackLost':
      return { what: 'chargeback-lost' };
    case 'PaymentTransferred':
      return side === 'buyer' ? undefined : { what: 'transferred' };
    case 'PaymentAuthorised':
    case 'TransferScheduled':
    case 'RefundCredited':
    case 'RefundDelayed':
    case 'AmountHeld':
    case 'HoldReleased':
    case 'SellerMadeWhole':
    case 'ShipmentAnnounced':
      return undefined;
    default:
      return event satisfies never;
  }
}

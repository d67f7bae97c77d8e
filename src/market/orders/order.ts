import type { Concept } from '../../kernel/concept.ts';
import { assert } from '../../kernel/decision.ts';
import type { CheckoutId, ListingId, OrderId, PartyId, ReturnId, ShipmentId } from '../../kernel/ids.ts';
import type { Currency } from '../../kernel/money.ts';
import { dayNumber, type EpochMs } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';

/** What was bought, as it was agreed: later changes of the listing do not touch it. Amounts in minor units. */
export interface OrderLine {
  readonly listingId: ListingId;
  readonly quantity: number;
  /** Price of one piece, tax included. */
  readonly unitMinor: number;
  /** Absent where an outside shop did not say. */
  readonly title?: string;
  /** Which edition of the listing it was bought under; absent for outside orders. */
  readonly edition?: number;
  /** Rate of the tax inside `unitMinor`, in basis points of the price before tax; absent where unknown. */
  readonly taxBasisPoints?: number;
}

export type CancelledBy = 'buyer' | 'seller' | 'system';

/** Why an order or a part of it ended before shipment. The last four are the platform's own. */
export const CANCEL_REASONS = [
  'changed-mind',
  'ordered-by-mistake',
  'too-slow',
  'out-of-stock',
  'price-error',
  'cannot-ship-there',
  'damaged-before-shipping',
  'other',
  'payment-failed',
  'never-shipped',
  'goods-stopped',
  'reported-by-shop',
] as const;
export type CancelReason = (typeof CANCEL_REASONS)[number];

/** `carrier`: a delivered scan of every parcel; `buyer`: receipt confirmed; `shop`: an outside shop's word; `staff`: decided. */
export type DeliveredHow = 'carrier' | 'buyer' | 'shop' | 'staff';
export type UndeliveredWhy = 'lost' | 'returned-to-sender' | 'staff';

/** What was agreed at checkout, and never changes. One order has one seller. */
export interface OrderTerms {
  readonly seller: PartyId;
  readonly buyer: PartyId;
  readonly placedAt: EpochMs;
  /** The seller's promise to hand it to the carrier. */
  readonly shipBy: EpochMs;
  /** The promise to the buyer. */
  readonly deliverBy: EpochMs;
  readonly currency: Currency;
  readonly lines: readonly OrderLine[];
  readonly shippingMinor: number;
  /** Rate of the tax inside `shippingMinor`; absent where unknown. */
  readonly shippingTaxBasisPoints?: number;
  /** Lines plus shipping, tax included. */
  readonly totalMinor: number;
  /** Country of delivery, ISO 3166. */
  readonly country: string;
  /**
   * What customs there may ask of the buyer on arrival, as estimated at checkout; not part of the total. Minor units of the
   * order's currency, `null` where the tariff is not known. Absent within one customs territory and for outside orders.
   */
  readonly importDuty?: { readonly from: string; readonly estimateMinor: number | null };
  /** Where it goes; missing for outside orders. */
  readonly address?: Commitment;
  /** The checkout that made it; missing for orders of an outside shop, whose money never passes through us. */
  readonly checkout?: CheckoutId;
  /** When the platform ends it, should it never be shipped; missing for outside orders. */
  readonly endsAt?: EpochMs;
  /** The outside shop that reported it. */
  readonly source?: string;
  /** The exchange whose difference it is paid for: its one line costs only that. */
  readonly exchangeOf?: ReturnId;
}

/** Where the goods are. Refunds and chargebacks are facts of the payment, which has the same id as the order. */
export type OrderProgress =
  | { readonly status: 'placed' }
  | {
      readonly status: 'part-shipped';
      /** Pieces of each line, in order, that are neither shipped nor cancelled. */
      readonly remaining: readonly number[];
      readonly shipments: readonly ShipmentId[];
      /** When the first parcel went. */
      readonly shippedAt: EpochMs;
    }
  | { readonly status: 'shipped'; readonly shipments: readonly ShipmentId[]; readonly shippedAt: EpochMs }
  | {
      readonly status: 'delivered';
      readonly shipments: readonly ShipmentId[];
      readonly shippedAt: EpochMs;
      readonly deliveredAt: EpochMs;
      readonly how: DeliveredHow;
    }
  | {
      readonly status: 'undelivered';
      readonly shipments: readonly ShipmentId[];
      readonly shippedAt: EpochMs;
      readonly undeliveredAt: EpochMs;
      readonly why: UndeliveredWhy;
    }
  | {
      readonly status: 'cancelled';
      readonly cancelledAt: EpochMs;
      readonly by: CancelledBy;
      readonly reason: CancelReason;
    };

export type OrderStatus = OrderProgress['status'];
export const ORDER_STATUSES = [
  'placed',
  'part-shipped',
  'shipped',
  'delivered',
  'undelivered',
  'cancelled',
] as const satisfies readonly OrderStatus[];

export type Order = OrderTerms &
  OrderProgress & {
    /** Pieces of each line cancelled so far; absent while none is. */
    readonly cancelledPieces?: readonly number[];
    /** Number in the seller's sequence of invoices, given at the first shipment. */
    readonly invoice?: number;
  };

/** Every event names the seller, so that readers of the log need not look the order up. */
interface OfSeller {
  readonly at: EpochMs;
  readonly seller: PartyId;
}

export type OrderEvent =
  | ({ readonly type: 'OrderPlaced'; readonly at: EpochMs } & Omit<OrderTerms, 'placedAt'>)
  /** `pieces` of each line in this parcel; absent: everything that was left. */
  | (OfSeller & {
      readonly type: 'OrderShipped';
      readonly shipmentId: ShipmentId;
      readonly pieces?: readonly number[];
    })
  | (OfSeller & { readonly type: 'OrderDelivered'; readonly how: DeliveredHow })
  | (OfSeller & { readonly type: 'OrderUndelivered'; readonly why: UndeliveredWhy })
  /** `pieces` of each line that are cancelled; absent: everything that was left. */
  | (OfSeller & {
      readonly type: 'OrderCancelled';
      readonly by: CancelledBy;
      readonly reason: CancelReason;
      readonly pieces?: readonly number[];
    })
  | (OfSeller & { readonly type: 'OrderInvoiced'; readonly invoice: number });

/** Pieces of each line that are neither shipped nor cancelled. */
export function remainingPieces(order: Order): readonly number[] {
  switch (order.status) {
    case 'placed':
      return order.lines.map((line, i) => line.quantity - (order.cancelledPieces?.[i] ?? 0));
    case 'part-shipped':
      return order.remaining;
    case 'shipped':
    case 'delivered':
    case 'undelivered':
    case 'cancelled':
      return order.lines.map(() => 0);
    default:
      return order satisfies never;
  }
}

export function evolveOrder(state: Order | undefined, event: OrderEvent): Order {
  if (event.type === 'OrderPlaced') {
    const { type: _, at, ...terms } = event;
    return { ...terms, placedAt: at, status: 'placed' };
  }
  assert(state, `${event.type} before OrderPlaced`);
  switch (event.type) {
    case 'OrderShipped':
      return shipped(state, event);
    case 'OrderDelivered':
      return { ...kept(state), ...sent(state), status: 'delivered', deliveredAt: event.at, how: event.how };
    case 'OrderUndelivered':
      return {
        ...kept(state),
        ...sent(state),
        status: 'undelivered',
        undeliveredAt: event.at,
        why: event.why,
      };
    case 'OrderCancelled':
      return cancelled(state, event);
    case 'OrderInvoiced':
      return { ...state, invoice: event.invoice };
    default:
      return event satisfies never;
  }
}

type Kept = OrderTerms & Pick<Order, 'cancelledPieces' | 'invoice'>;
type KeyOf<Progress> = Progress extends unknown ? keyof Progress : never;

/** Everything else is kept from one event to the next. */
const OF_PROGRESS: Readonly<Record<KeyOf<OrderProgress>, true>> = {
  status: true,
  remaining: true,
  shipments: true,
  shippedAt: true,
  deliveredAt: true,
  how: true,
  undeliveredAt: true,
  why: true,
  cancelledAt: true,
  by: true,
  reason: true,
};

/** The state without what belongs to its progress. */
function kept(state: Order): Kept {
  const rest = Object.entries(state).filter(([key]) => !(key in OF_PROGRESS));
  return Object.fromEntries(rest) as unknown as Kept;
}

function sent(state: Order): { readonly shipments: readonly ShipmentId[]; readonly shippedAt: EpochMs } {
  assert('shipments' in state, `a ${state.status} order has no shipments`);
  return { shipments: state.shipments, shippedAt: state.shippedAt };
}

function shipped(state: Order, event: Extract<OrderEvent, { type: 'OrderShipped' }>): Order {
  const before = 'shipments' in state ? sent(state) : { shipments: [], shippedAt: event.at };
  const parts = { shipments: [...before.shipments, event.shipmentId], shippedAt: before.shippedAt };
  const remaining = event.pieces ? less(remainingPieces(state), event.pieces) : [];
  if (remaining.some((n) => n > 0)) return { ...kept(state), ...parts, status: 'part-shipped', remaining };
  return { ...kept(state), ...parts, status: 'shipped' };
}

function cancelled(state: Order, event: Extract<OrderEvent, { type: 'OrderCancelled' }>): Order {
  const open = remainingPieces(state);
  const gone = event.pieces ?? open;
  const remaining = less(open, gone);
  const cancelledPieces = gone.map((n, i) => n + (state.cancelledPieces?.[i] ?? 0));
  const after = { ...kept(state), cancelledPieces };
  if (remaining.some((n) => n > 0))
    return 'shipments' in state
      ? { ...after, ...sent(state), status: 'part-shipped', remaining }
      : { ...after, status: 'placed' };
  if ('shipments' in state) return { ...after, ...sent(state), status: 'shipped' };
  return { ...after, status: 'cancelled', cancelledAt: event.at, by: event.by, reason: event.reason };
}

function less(from: readonly number[], pieces: readonly number[]): readonly number[] {
  return from.map((n, i) => n - (pieces[i] ?? 0));
}

/** Key of the column that counts a seller's new orders of one UTC day. */
export function sellerDay(seller: PartyId, at: EpochMs): string {
  return `${seller}:${dayNumber(at)}`;
}

function isOpen(order: Order): boolean {
  return order.status === 'placed' || order.status === 'part-shipped';
}

/**
 * One stream an order. `openOf` is the seller of an order of our own that is still to be shipped, `sellerDay` the
 * day it was placed: both are what limits count, and empty for outside orders, which no limit of ours governs.
 */
export const orders: Concept<
  Order,
  OrderEvent,
  'seller' | 'buyer' | 'status' | 'checkout' | 'openOf' | 'sellerDay'
> = {
  name: 'order',
  revision: 2,
  evolve: evolveOrder,
  columns: {
    seller: { type: 'text', of: (o) => o.seller },
    buyer: { type: 'text', of: (o) => o.buyer },
    status: { type: 'text', indexed: false, of: (o) => o.status },
    checkout: { type: 'text', of: (o) => o.checkout ?? null },
    openOf: { type: 'text', of: (o) => (o.checkout !== undefined && isOpen(o) ? o.seller : null) },
    sellerDay: {
      type: 'text',
      of: (o) => (o.checkout === undefined ? null : sellerDay(o.seller, o.placedAt)),
    },
  },
  due: (o) => (isOpen(o) ? o.endsAt : undefined),
};

/** Id of an order of an outside shop: made from its own number, so that later facts find it without a map. */
export function outsideOrderId(source: string, ref: string): OrderId {
  return `ord_${source}_${ref}` as OrderId;
}

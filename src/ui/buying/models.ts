/** What the pages of buying read from the API. */
import type { Money } from '../../kernel/money.ts';
import type { EpochMs } from '../../kernel/time.ts';

export interface Named {
  readonly id: string;
  readonly name: string;
}

export type LineCode =
  | 'recalled'
  | 'not-sold-now'
  | 'no-longer-offered'
  | 'sold-out'
  | 'fewer-left'
  | 'not-delivered-there'
  | 'prohibited-there'
  | 'new-shop-limit';

export interface CartLine {
  readonly listingId: string;
  readonly quantity: number;
  readonly title: string | null;
  readonly image: string | null;
  readonly category: string | null;
  readonly price: Money | null;
  readonly lineMinor: number | null;
  readonly available: number;
  readonly seller: Named | null;
  readonly problem: { readonly code: LineCode } | null;
}

export interface CartView {
  readonly lines: readonly CartLine[];
  readonly totals: readonly Money[];
  readonly ready: boolean;
}

export interface ImportDuty {
  readonly from: string;
  /** Minor units; `null` where the tariff is not known. */
  readonly estimateMinor: number | null;
}

export interface QuotedOrder {
  readonly seller: string;
  readonly lines: readonly {
    readonly listingId: string;
    readonly quantity: number;
    readonly unitMinor: number;
    readonly title?: string;
  }[];
  readonly shippingMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
  readonly shipBy: EpochMs;
  readonly deliverBy: EpochMs;
  readonly importDuty?: ImportDuty;
}

export interface Quote {
  readonly currency: Money['currency'];
  readonly totalMinor: number;
  readonly orders: readonly QuotedOrder[];
}

export interface PaymentForm {
  readonly provider: string;
  readonly testTokens: readonly string[];
  readonly publicKey: string | null;
}

/** A postal address with who receives there, as an order keeps it. */
export type Address = Readonly<Record<string, string>>;

export type OrderStatus = 'placed' | 'part-shipped' | 'shipped' | 'delivered' | 'undelivered' | 'cancelled';
export const ORDER_STATUSES = [
  'placed',
  'part-shipped',
  'shipped',
  'delivered',
  'undelivered',
  'cancelled',
] as const satisfies readonly OrderStatus[];

interface OrderHead {
  readonly id: string;
  readonly status: OrderStatus;
  readonly seller: Named;
  readonly placedAt: EpochMs;
  readonly shipBy: EpochMs;
  readonly deliverBy: EpochMs;
  readonly currency: Money['currency'];
  readonly totalMinor: number;
  readonly mayDo: readonly string[];
}

interface Article {
  readonly listingId: string;
  readonly title: string | null;
  readonly image: string | null;
  readonly category: string | null;
  readonly quantity: number;
}

export interface OrderRow extends OrderHead {
  readonly lines: readonly Article[];
  readonly payment: string | null;
}

export interface OrderLine extends Article {
  readonly cancelled: number;
  readonly unitMinor: number;
}

export interface Parcel {
  readonly shipmentId: string;
  readonly carrier: string;
  readonly trackingNumber: string | null;
  readonly status: string;
  readonly announcedAt: EpochMs;
}

export interface Moment {
  readonly at: EpochMs;
  readonly what: string;
  readonly shipmentId?: string;
  readonly scan?: string;
  readonly place?: string;
  readonly amountMinor?: number;
  readonly by?: string;
  readonly reason?: string;
}

export interface OrderPage extends OrderHead {
  readonly lines: readonly OrderLine[];
  readonly shippingMinor: number;
  readonly endsAt: EpochMs | null;
  readonly importDuty: ImportDuty | null;
  readonly address: Address | null;
  readonly payment: {
    readonly status: string;
    readonly amountMinor: number;
    readonly refundedMinor?: number;
    readonly refunds?: readonly {
      readonly refundId: string;
      readonly at: EpochMs;
      readonly amountMinor: number;
      readonly reason: string;
      readonly sent: boolean;
    }[];
  } | null;
  readonly shipments: readonly Parcel[];
  readonly timeline: readonly Moment[];
}

export interface Invoice {
  readonly orderId: string;
  readonly number: number;
  readonly issuedAt: EpochMs;
  readonly orderedAt: EpochMs;
  readonly currency: Money['currency'];
  readonly seller: {
    readonly shop: string | null;
    readonly legalName: string | null;
    readonly taxId: string | null;
    readonly companyNumber: string | null;
    readonly address: Address | null;
  };
  readonly recipient: Address | null;
  readonly lines: readonly {
    readonly what: 'goods' | 'shipping';
    readonly title: string;
    readonly quantity: number;
    readonly unitMinor: number;
    readonly grossMinor: number;
    readonly taxBasisPoints: number | null;
  }[];
  readonly taxes: readonly {
    readonly basisPoints: number;
    readonly netMinor: number;
    readonly taxMinor: number;
  }[];
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly grossMinor: number;
  readonly creditNotes: readonly {
    readonly number: number;
    readonly issuedAt: EpochMs;
    readonly grossMinor: number;
    readonly reason: string;
  }[];
}

export interface OwnReview {
  readonly reviewId: string;
  readonly orderId: string;
  readonly line: number;
  readonly rating: number;
  readonly text: string | null;
  readonly postedAt: EpochMs;
  readonly changedAt: EpochMs | null;
  readonly answer: { readonly text: string | null; readonly at: EpochMs } | null;
}

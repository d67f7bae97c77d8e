import type { OrderId } from '../../kernel/ids.ts';

export type LabelAddress = Readonly<Record<string, string>>;

export interface LabelRequest {
  readonly orderId: OrderId;
  readonly from: { readonly name: string; readonly address: LabelAddress | null };
  readonly to: LabelAddress;
}

/** What goes onto a parcel. A carrier's own label would be one more kind: a document as the carrier prints it. */
export interface Label {
  readonly kind: 'plain';
  readonly from: LabelRequest['from'];
  readonly to: LabelAddress;
  /** Read by people. */
  readonly reference: string;
  /** Read by machines, as a QR code. */
  readonly code: string;
}

/** Whoever makes labels: carriers' services can take the place of the plain one. */
export interface LabelMaker {
  make(request: LabelRequest): Promise<Label>;
}

/** Addresses and the order's own number: enough for a parcel whose postage is bought elsewhere. */
export const PLAIN_LABELS: LabelMaker = {
  make: ({ orderId, from, to }) =>
    Promise.resolve({ kind: 'plain', from, to, reference: orderId.slice(-8).toUpperCase(), code: orderId }),
};

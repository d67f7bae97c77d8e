import type { ReturnId } from '../../kernel/ids.ts';
import type { LabelAddress } from '../../market/shipments/label.ts';

export interface ReturnLabelRequest {
  readonly returnId: ReturnId;
  readonly from: LabelAddress;
  readonly to: { readonly name: string; readonly address: LabelAddress | null };
  /** Who pays the carrier; a label that is paid for is bought by the seller's account. */
  readonly paidBy: 'buyer' | 'seller';
}

/** What goes onto the parcel back. A carrier's own label would be one more kind. */
export interface ReturnLabel {
  readonly kind: 'plain';
  readonly from: LabelAddress;
  readonly to: ReturnLabelRequest['to'];
  readonly paidBy: 'buyer' | 'seller';
  /** Read by people. */
  readonly reference: string;
  /** Read by machines, as a QR code. */
  readonly code: string;
}

/** Whoever makes labels for parcels back: carriers' services can take the place of the plain one. */
export interface ReturnLabelMaker {
  make(request: ReturnLabelRequest): Promise<ReturnLabel>;
}

/** Addresses and the return's own number: enough for a parcel whose postage is bought elsewhere. */
export const PLAIN_RETURN_LABELS: ReturnLabelMaker = {
  make: ({ returnId, from, to, paidBy }) =>
    Promise.resolve({
      kind: 'plain',
      from,
      to,
      paidBy,
      reference: returnId.slice(-8).toUpperCase(),
      code: returnId,
    }),
};

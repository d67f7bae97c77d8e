import type { PartyId, ReturnId, SanctionId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Posting } from './ledger.ts';
import type { Agreed, ChargebackId, Ours, RefundId, RefundReason, VoidWhy } from './payment.ts';

interface OfSeller {
  readonly at: EpochMs;
  readonly seller: PartyId;
}

export type PaymentEvent =
  | ({ readonly type: 'PaymentAuthorised'; readonly at: EpochMs } & Ours)
  | ({ readonly type: 'PaymentReported'; readonly at: EpochMs; readonly source: string } & Agreed)
  | (OfSeller & { readonly type: 'PaymentVoided'; readonly why: VoidWhy })
  | (OfSeller & Posting & { readonly type: 'PaymentCaptured' })
  /** `transferAt: null`: no longer scheduled, since the goods did not arrive. */
  | (OfSeller & { readonly type: 'TransferScheduled'; readonly transferAt: EpochMs | null })
  | (OfSeller & Posting & { readonly type: 'PaymentTransferred'; readonly commissionBasisPoints: number })
  | (OfSeller &
      Posting & {
        readonly type: 'PaymentRefunded';
        readonly buyer: PartyId;
        readonly refundId: RefundId;
        readonly amountMinor: number;
        readonly reason: RefundReason;
        readonly sanctionId?: SanctionId;
        /** The return whose hold it comes out of. */
        readonly fromHold?: ReturnId;
        /** Number in the seller's sequence of invoices, if the order has an invoice. */
        readonly creditNote?: number;
        /** When the sweep sends it, should the sending right after commit be lost. */
        readonly tryAt: EpochMs;
      })
  | (OfSeller &
      Posting & {
        /** `SellerMadeWhole`: a refund that we had decided was reversed; the buyer keeps it, and the seller has it from us. */
        readonly type: 'AmountHeld' | 'HoldReleased' | 'SellerMadeWhole';
        readonly returnId: ReturnId;
        readonly amountMinor: number;
      })
  /** The order is invoiced: a refund from before is a credit note to that invoice. */
  | (OfSeller & {
      readonly type: 'RefundCredited';
      readonly refundId: RefundId;
      readonly creditNote: number;
      /** Of how much it is; absent: of all that was refunded. */
      readonly creditMinor?: number;
    })
  | (OfSeller & { readonly type: 'RefundSent'; readonly refundId: RefundId; readonly reference: string })
  | (OfSeller & {
      readonly type: 'RefundDelayed';
      readonly refundId: RefundId;
      readonly why: string;
      readonly tryAt: EpochMs;
    })
  | (OfSeller &
      Posting & {
        readonly type: 'ChargebackOpened';
        readonly buyer: PartyId;
        readonly chargebackId: ChargebackId;
        readonly amountMinor: number;
      })
  | (OfSeller & Posting & { readonly type: 'ChargebackWon'; readonly chargebackId: ChargebackId })
  | (OfSeller &
      Posting & {
        readonly type: 'ChargebackLost';
        readonly chargebackId: ChargebackId;
        readonly feeMinor: number;
      });

import type { PartyId, ShipmentId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';
import type { RefundId } from '../../market/payments/payment.ts';
import type {
  MoneyPart,
  Note,
  Offer,
  PlatformDecision,
  Remedy,
  Return,
  ReturnAppeal,
  Stage,
} from './return.ts';

interface At {
  readonly at: EpochMs;
}

/** Readers of the log count by these and look nothing up: signals, defect monitoring. */
export type About = Pick<Return, 'orderId' | 'seller' | 'buyer' | 'lines' | 'reason' | 'ground'>;

type In<Status extends Stage['status']> = Extract<Stage, { status: Status }>;

/** Every event that moves the machine carries the state that it enters, with its deadline as it was computed then. */
export type ReturnEvent =
  | (At &
      About &
      Pick<
        Return,
        | 'currency'
        | 'country'
        | 'sellerCountry'
        | 'deliveredAt'
        | 'wanted'
        | 'swap'
        | 'claims'
        | 'shippingBy'
        | 'rulebook'
        | 'ticketId'
      > & {
        readonly type: 'ReturnRequested';
        readonly note: Note;
        readonly stage: In<'requested'> | In<'platform-review'>;
      })
  | (At & { readonly type: 'OfferMade'; readonly offer: Offer; readonly stage: In<'negotiating'> })
  | (At & { readonly type: 'OfferDeclined'; readonly by: 'buyer' | 'seller' })
  | (At & {
      readonly type: 'NegotiationExtended';
      readonly by: 'buyer' | 'seller';
      readonly stage: In<'negotiating'>;
    })
  /** `cure`: the seller mends or replaces first, as the law allows; `silence`: the seller's time was over. */
  | (At & {
      readonly type: 'ReturnApproved';
      readonly how: 'seller' | 'cure' | 'agreement' | 'silence';
      readonly remedy: Remedy;
      readonly amountMinor: number;
      readonly stage: Stage;
    })
  | (At & { readonly type: 'ReturnRejected'; readonly note: Note; readonly stage: In<'rejected'> })
  | (At & {
      readonly type: 'ReviewBegun';
      /** A side, or a clock that ran out. */
      readonly by: 'buyer' | 'seller' | 'clock' | 'carrier';
      readonly note: Note | null;
      readonly stage: In<'platform-review'>;
    })
  | (At & { readonly type: 'StatementAdded'; readonly note: Note })
  | (At & { readonly type: 'EvidenceFrozen'; readonly stage: In<'platform-review'> })
  | (At & { readonly type: 'DecisionOverdue'; readonly stage: In<'platform-review'> })
  | (At &
      About & {
        readonly type: 'ReturnDecided';
        readonly decision: PlatformDecision;
        readonly remedy: Remedy;
        readonly stage: Stage;
      })
  | (At & { readonly type: 'DecisionFinal' })
  | (At & { readonly type: 'DecisionAppealed'; readonly appeal: ReturnAppeal })
  | (At & { readonly type: 'AppealOverdue'; readonly decideBy: EpochMs })
  /** Reversed: a refund that is owed after all, or one that the seller is made whole for. */
  | (At &
      About & {
        readonly type: 'DecisionAppealJudged';
        readonly reviewer: PartyId;
        readonly outcome: 'upheld' | 'reversed';
        readonly reasons: Commitment;
        /** The finding that falls with the decision. */
        readonly overturned: PlatformDecision['finding'];
        readonly amountMinor: number;
        readonly stage: Stage;
      })
  | (At & {
      readonly type: 'GoodsSentBack';
      readonly shipmentId: ShipmentId;
      readonly stage: In<'in-transit'>;
    })
  /** The carrier has seen one of the parcels again. */
  | (At & { readonly type: 'ParcelSeen'; readonly stage: In<'in-transit'> | In<'sent-out'> })
  | (At & {
      readonly type: 'GoodsReceived';
      readonly how: 'carrier' | 'seller';
      readonly stage: In<'inspection'>;
    })
  | (At & {
      readonly type: 'GoodsAccepted';
      readonly how: 'seller' | 'silence' | 'not-disputed';
      readonly restocked: readonly number[];
      readonly writtenOff: readonly number[];
      readonly amountMinor: number;
      readonly stage: Stage;
    })
  | (At & {
      readonly type: 'CureFailed';
      readonly by: 'seller' | 'buyer' | 'carrier' | 'clock';
      readonly note: Note | null;
      readonly stage: In<'choosing'>;
    })
  | (At & {
      readonly type: 'RemedyChosen';
      readonly by: 'buyer' | 'clock' | 'shortage';
      readonly remedy: Remedy;
      readonly stage: Stage;
    })
  | (At & {
      readonly type: 'DifferencePaid';
      readonly part: MoneyPart;
      readonly stage: In<'replacement'>;
    })
  | (At & {
      readonly type: 'DifferenceGivenBack';
      readonly part: MoneyPart & { readonly refundId: RefundId };
    })
  /** The bank decides about the money, or it is not here yet: tried again then, or never where nothing is left of it. */
  | (At & { readonly type: 'DifferencePostponed'; readonly tryAt: EpochMs | null })
  | (At & { readonly type: 'GoodsSentOut'; readonly shipmentId: ShipmentId; readonly stage: In<'sent-out'> })
  | (At & { readonly type: 'GoodsArrived'; readonly stage: In<'checking'> })
  | (At & { readonly type: 'RefundPaid'; readonly part: MoneyPart & { readonly refundId: RefundId } })
  | (At & { readonly type: 'RefundOverdue'; readonly stage: In<'refund-pending'> })
  | (At & About & { readonly type: 'ReturnClosed'; readonly stage: In<'closed'> })
  | (At & { readonly type: 'ReturnReopened'; readonly stage: In<'awaiting-return'> })
  | (At & {
      readonly type: 'ClockPostponed';
      readonly country: string;
      readonly year: number;
      readonly tryAt: EpochMs;
    });

export type ReturnRequested = Extract<ReturnEvent, { type: 'ReturnRequested' }>;

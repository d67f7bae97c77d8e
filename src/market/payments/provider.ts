import type { CheckoutId, PartyId } from '../../kernel/ids.ts';
import type { Money } from '../../kernel/money.ts';
import type { EpochMs } from '../../kernel/time.ts';

/**
 * A payment provider. Every call names a key: the same key again has the same effect once and the same answer, so
 * that any call may be repeated after a crash. What can't be answered now (network, overload) throws
 * `ProviderUnavailable`; a definite no is an outcome.
 */
export interface PaymentProvider {
  readonly name: string;
  /** How a buyer's token is made: by choosing a test card, or in the provider's own form. */
  readonly form?: PaymentForm;
  /** It keeps sellers' bank accounts itself, and pays to account ids of its own (`acct_...`). */
  readonly connectedAccounts?: true;
  /** Reserves money of the buyer for a checkout, and takes nothing yet. */
  authorise(request: AuthoriseRequest): Promise<Authorisation>;
  /** Takes the reserved money. */
  capture(request: {
    readonly key: string;
    readonly reference: string;
    readonly amount: Money;
  }): Promise<Done>;
  /** Lets go of whatever was reserved for a checkout; nothing reserved is fine too. */
  release(request: { readonly key: string; readonly checkoutId: CheckoutId }): Promise<void>;
  /** Gives captured money back to the buyer, by the way it came. */
  refund(request: {
    readonly key: string;
    readonly reference: string;
    readonly amount: Money;
  }): Promise<Sent>;
  /** Pays a seller. `account` is what the seller gave: an IBAN, or the provider's own account id. */
  payout(request: {
    readonly key: string;
    readonly seller: PartyId;
    readonly account: string;
    readonly amount: Money;
  }): Promise<Sent>;
  /**
   * Answers a chargeback once and for good: with the seller's words and proof, or, `accepted`, by giving in. Only what
   * the bank may know is in it.
   */
  defend(request: DefenceRequest): Promise<Sent>;
  /** Test providers only, which send no webhooks: what they have to report about a payment once its capture is recorded. */
  noticesAfterCapture?(reference: string): readonly ProviderNotice[];
  /**
   * Providers with webhooks: the notice in one, `null` where it says nothing that concerns us. Throws `WrongSignature`
   * unless the provider signed exactly these bytes, lately.
   */
  noticeIn?(body: string, signature: string): ProviderNotice | null;
}

export interface PaymentForm {
  readonly testTokens?: readonly string[];
  /** Names our account to the provider's script in the browser; no secret. */
  readonly publicKey?: string;
  /** Where that script comes from and speaks to: the only foreign addresses that a page of ours lets in. */
  readonly origins?: readonly string[];
}

export interface AuthoriseRequest {
  readonly key: string;
  readonly checkoutId: CheckoutId;
  readonly buyer: PartyId;
  readonly amount: Money;
  /** The provider's name for the buyer's card or wallet, made by the provider's form; card numbers never reach us. */
  readonly token: string;
}

export type DeclineCode = 'declined' | 'insufficient-funds' | 'unknown-token' | 'authentication-needed';

export type Authorisation =
  | { readonly outcome: 'authorised'; readonly reference: string }
  | { readonly outcome: 'declined'; readonly code: DeclineCode; readonly why: string };

export type Done = { readonly outcome: 'done' } | { readonly outcome: 'refused'; readonly why: string };
export type Sent =
  | { readonly outcome: 'sent'; readonly reference: string }
  | { readonly outcome: 'refused'; readonly why: string };

/** Why a buyer disputes a charge, in our words for what banks say. */
export const CHARGEBACK_REASONS = [
  'not-received',
  'not-as-described',
  'fraud',
  'duplicate',
  'refund-missing',
  'other',
] as const;
export type ChargebackReason = (typeof CHARGEBACK_REASONS)[number];

export interface DefenceRequest {
  readonly key: string;
  readonly chargebackId: string;
  /** Of the authorisation. */
  readonly reference: string;
  /** Every seller of the charge gives in. */
  readonly accepted: boolean;
  readonly statement: string;
  readonly parcels: readonly {
    readonly carrier: string;
    readonly trackingNumber: string;
    readonly shippedAt: EpochMs;
  }[];
  readonly files: readonly { readonly mime: string; readonly base64: string }[];
}

/** A dispute that a buyer opened with the bank, or how it ended. */
export interface ProviderNotice {
  /** The provider's own id of the message: recorded once. */
  readonly noticeId: string;
  readonly kind: 'chargeback-opened' | 'chargeback-won' | 'chargeback-lost';
  readonly chargebackId: string;
  /** Of the authorisation, as `authorise` returned it. */
  readonly reference: string;
  readonly amount?: Money;
  /** Only of opened ones. */
  readonly reason?: ChargebackReason;
  /** Until when the bank waits for an answer. */
  readonly answerBy?: EpochMs;
}

/** The provider gave no answer: nobody knows whether it acted. Ask again later with the same key. */
export class ProviderUnavailable extends Error {
  override name = 'ProviderUnavailable';
}

/** A webhook that the provider did not sign. */
export class WrongSignature extends Error {
  override name = 'WrongSignature';
}

import { Stripe } from 'stripe';
import type { CheckoutId, PartyId } from '../../kernel/ids.ts';
import type { Money } from '../../kernel/money.ts';
import {
  type Authorisation,
  type AuthoriseRequest,
  type DeclineCode,
  type DefenceRequest,
  type Done,
  type PaymentForm,
  type PaymentProvider,
  type ProviderNotice,
  ProviderUnavailable,
  type Sent,
  WrongSignature,
} from './provider.ts';
import { noticeOf } from './stripe-notice.ts';

export interface StripeOptions {
  readonly secretKey: string;
  /** For the card form in the buyer's browser (`pk_...`); without it nobody can pay from our pages. */
  readonly publishableKey?: string | undefined;
  /** Of the webhook's endpoint; without it none is believed. */
  readonly webhookSecret?: string | undefined;
  /** Where the API is, for tests against a server of their own. */
  readonly at?: { readonly host: string; readonly port: number; readonly protocol: 'http' | 'https' };
}

/** Where Stripe takes files as proof; one each. */
const FILE_FIELDS = [
  'uncategorized_file',
  'shipping_documentation',
  'customer_communication',
  'receipt',
  'service_documentation',
] as const;
/** https://docs.stripe.com/security/guide#content-security-policy */
const ORIGINS = [
  'https://js.stripe.com',
  'https://*.js.stripe.com',
  'https://api.stripe.com',
  'https://hooks.stripe.com',
];

/** A buyer waits for the answer; what did not come by then is asked for again under the same key. */
const TIMEOUT_MS = 20_000;
/** Intents of one checkout that `release` looks through: one an attempt, and only one can be authorised. */
const INTENTS_MAX = 100;

/**
 * Stripe: a checkout is a PaymentIntent with manual capture, a payout a transfer to the seller's connected account
 * (`acct_...`), which Stripe pays out to the bank by that account's own schedule. Our keys are Stripe's idempotency keys.
 * https://docs.stripe.com/payments/place-a-hold-on-a-payment-method, https://docs.stripe.com/connect/separate-charges-and-transfers
 */
export class StripeProvider implements PaymentProvider {
  readonly name = 'stripe';
  readonly form: PaymentForm;
  readonly connectedAccounts = true;
  private readonly client: Stripe;
  private readonly webhookSecret: string | undefined;

  constructor({ secretKey, publishableKey, webhookSecret, at }: StripeOptions) {
    this.form = publishableKey === undefined ? {} : { publicKey: publishableKey, origins: ORIGINS };
    this.webhookSecret = webhookSecret;
    this.client = new Stripe(secretKey, { timeout: TIMEOUT_MS, telemetry: false, ...at });
  }

  authorise({ key, checkoutId, buyer, amount, token }: AuthoriseRequest): Promise<Authorisation> {
    return answered<Authorisation>(
      async () => {
        const intent = await this.client.paymentIntents.create(
          {
            amount: amount.amountMinor,
            currency: amount.currency.toLowerCase(),
            payment_method: token,
            capture_method: 'manual',
            confirm: true,
            // Whatever needs the buyer again was done by the payment form before the token came here.
            error_on_requires_action: true,
            automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
            metadata: { checkout: checkoutId, buyer },
            transfer_group: checkoutId,
          },
          { idempotencyKey: key },
        );
        if (intent.status === 'requires_capture') return { outcome: 'authorised', reference: intent.id };
        return declined('declined', `The payment is ${intent.status.replaceAll('_', ' ')}.`);
      },
      (error) => declined(declineCodeOf(error), error.message),
    );
  }

  capture(request: { key: string; reference: string; amount: Money }): Promise<Done> {
    const { key, reference, amount } = request;
    return answered<Done>(
      async () => {
        const intent = await this.client.paymentIntents.capture(
          reference,
          { amount_to_capture: amount.amountMinor },
          { idempotencyKey: key },
        );
        if (intent.status === 'succeeded') return { outcome: 'done' };
        throw new ProviderUnavailable(`Stripe has not taken the money yet: ${intent.status}`);
      },
      // Stripe forgets keys after a day; what was captured then says so in the intent that comes with the error.
      (error) =>
        error.payment_intent?.status === 'succeeded'
          ? { outcome: 'done' }
          : { outcome: 'refused', why: error.message },
    );
  }

  /** Found by our own id, since a crash may have lost Stripe's: all intents of the checkout that still hold money. */
  async release({ key, checkoutId }: { key: string; checkoutId: CheckoutId }): Promise<void> {
    await answered<void>(
      async () => {
        const found = await this.client.paymentIntents.search({
          query: `metadata['checkout']:'${checkoutId}'`,
          limit: INTENTS_MAX,
        });
        for (const intent of found.data)
          if (intent.status === 'requires_capture')
            await this.client.paymentIntents.cancel(intent.id, {}, { idempotencyKey: `${key}:${intent.id}` });
      },
      (error) => {
        throw new ProviderUnavailable(`Stripe does not release ${checkoutId}: ${error.message}`);
      },
    );
  }

  refund({ key, reference, amount }: { key: string; reference: string; amount: Money }): Promise<Sent> {
    return answered<Sent>(
      async () => {
        const refund = await this.client.refunds.create(
          { payment_intent: reference, amount: amount.amountMinor },
          { idempotencyKey: key },
        );
        return refund.status === 'failed' || refund.status === 'canceled'
          ? { outcome: 'refused', why: `The refund ${refund.status}.` }
          : { outcome: 'sent', reference: refund.id };
      },
      (error) => ({ outcome: 'refused', why: error.message }),
    );
  }

  async payout(request: { key: string; seller: PartyId; account: string; amount: Money }): Promise<Sent> {
    const { key, seller, account, amount } = request;
    if (!account.startsWith('acct_'))
      return {
        outcome: 'refused',
        why: 'Stripe pays connected accounts only: give the account id that begins with acct_.',
      };
    return answered<Sent>(
      async () => {
        const transfer = await this.client.transfers.create(
          {
            amount: amount.amountMinor,
            currency: amount.currency.toLowerCase(),
            destination: account,
            metadata: { seller },
          },
          { idempotencyKey: key },
        );
        return { outcome: 'sent', reference: transfer.id };
      },
      (error) => {
        // Our own balance is short for the moment: nothing is wrong with the seller's account.
        if (error.code === 'balance_insufficient') throw new ProviderUnavailable(error.message);
        return { outcome: 'refused', why: error.message };
      },
    );
  }

  /** https://docs.stripe.com/disputes/api: files first, then the evidence, handed in for good with `submit`. */
  async defend(request: DefenceRequest): Promise<Sent> {
    const { key, chargebackId, accepted } = request;
    return answered<Sent>(
      async () => {
        const idempotent = { idempotencyKey: key };
        if (accepted) await this.client.disputes.close(chargebackId, {}, idempotent);
        else {
          const evidence = await this.evidenceOf(request);
          await this.client.disputes.update(chargebackId, { evidence, submit: true }, idempotent);
        }
        return { outcome: 'sent', reference: chargebackId };
      },
      (error) => ({ outcome: 'refused', why: error.message }),
    );
  }

  private async evidenceOf({ key, statement, parcels, files }: DefenceRequest) {
    const evidence: Stripe.DisputeUpdateParams.Evidence = { uncategorized_text: statement };
    const [parcel] = parcels;
    if (parcel) {
      evidence.shipping_carrier = parcel.carrier;
      evidence.shipping_tracking_number = parcels.map((p) => p.trackingNumber).join(', ');
      evidence.shipping_date = new Date(parcel.shippedAt).toISOString().slice(0, 10);
    }
    for (const [i, { mime, base64 }] of files.slice(0, FILE_FIELDS.length).entries()) {
      const file = { data: Buffer.from(base64, 'base64'), name: `proof-${i + 1}`, type: mime };
      const uploaded = await this.client.files.create(
        { purpose: 'dispute_evidence', file },
        { idempotencyKey: `${key}:file:${i}` },
      );
      const field = FILE_FIELDS[i];
      if (field) evidence[field] = uploaded.id;
    }
    // More sellers than Stripe has places for proof: nobody's is dropped in silence.
    if (files.length > FILE_FIELDS.length)
      evidence.uncategorized_text = `${statement}\n\n${files.length - FILE_FIELDS.length} more files on request.`;
    return evidence;
  }

  /** https://docs.stripe.com/webhooks#verify-events */
  noticeIn(body: string, signature: string): ProviderNotice | null {
    const secret = this.webhookSecret;
    if (secret === undefined) throw new WrongSignature('no secret of the webhook is configured');
    let event: Stripe.Event;
    try {
      event = this.client.webhooks.constructEvent(body, signature, secret);
    } catch (error) {
      if (error instanceof Stripe.errors.StripeSignatureVerificationError)
        throw new WrongSignature(error.message);
      throw error;
    }
    return noticeOf(event);
  }
}

type StripeError = InstanceType<typeof Stripe.errors.StripeError>;

/**
 * Stripe's definite no goes to `refused`. No answer, overload, a fault of theirs, and keys of ours that they do not
 * accept, leave open what happened: ask again under the same key.
 */
async function answered<T>(ask: () => Promise<T>, refused: (error: StripeError) => T): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    const definite =
      error instanceof Stripe.errors.StripeCardError ||
      error instanceof Stripe.errors.StripeInvalidRequestError;
    if (definite) return refused(error);
    throw new ProviderUnavailable(`Stripe: ${error.message}`, { cause: error });
  }
}

function declined(code: DeclineCode, why: string): Authorisation {
  return { outcome: 'declined', code, why };
}

function declineCodeOf({ code, decline_code: reason }: StripeError): DeclineCode {
  if (reason === 'insufficient_funds') return 'insufficient-funds';
  if (code === 'authentication_required' || reason === 'authentication_required')
    return 'authentication-needed';
  if (code === 'resource_missing') return 'unknown-token';
  return 'declined';
}

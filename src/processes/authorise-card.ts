import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { CheckoutId, PartyId } from '../kernel/ids.ts';
import { type PaymentProvider, ProviderUnavailable } from '../market/payments/provider.ts';
import { chargeDeclined, type OpenedCharge } from './open-charge.ts';
import type { World } from './world.ts';

export interface AuthorisedCard {
  readonly checkoutId: CheckoutId;
  /** The provider's reference of the authorisation. */
  readonly reference: string;
}

/**
 * What comes before a unit that spends money of a card: the charge is opened in a unit of its own, then the provider
 * reserves the money under a key made of the charge's id and attempt. Asked again it answers the same; after a
 * decline it asks anew. Refuses `payment-declined` with the bank's code, and `provider-unavailable`.
 */
export async function authoriseCard(
  units: { run<T>(work: (world: World) => Promise<T>): Promise<T> },
  provider: PaymentProvider,
  input: {
    readonly checkoutId: CheckoutId;
    readonly payer: PartyId;
    readonly token: string;
    readonly open: (world: World) => Promise<OpenedCharge | Refusal>;
  },
): Promise<AuthorisedCard | Refusal> {
  const { checkoutId, payer, token, open } = input;
  const opened = await units.run(open);
  if (isRefusal(opened)) return opened;
  const { amount, attempt, reference } = opened;
  if (reference !== undefined) return { checkoutId, reference };
  const key = `${checkoutId}:authorise:${attempt}`;
  try {
    const answer = await provider.authorise({ key, checkoutId, buyer: payer, amount, token });
    if (answer.outcome === 'authorised') return { checkoutId, reference: answer.reference };
    await units.run((world) => chargeDeclined(world, { checkoutId, why: answer.why }));
    return refuse('payment-declined', answer.why, {
      field: 'paymentToken',
      facts: { declineCode: answer.code },
    });
  } catch (error) {
    if (!(error instanceof ProviderUnavailable)) throw error;
    return refuse(
      'provider-unavailable',
      'The payment provider does not answer, and nothing was charged. Try again with the same Idempotency-Key.',
    );
  }
}

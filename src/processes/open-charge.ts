import { refuse, type Refusal } from '../kernel/decision.ts';
import type { CheckoutId } from '../kernel/ids.ts';
import { type Money, money } from '../kernel/money.ts';
import { MINUTE_MS } from '../kernel/time.ts';
import { type Charge, charges } from '../market/payments/charge.ts';
import type { World } from './world.ts';

/** How long an authorisation may wait for its orders before it is released: technical patience, no rule. */
export const GIVE_UP_MS = 15 * MINUTE_MS;

export interface OpenedCharge {
  readonly amount: Money;
  /** Counts declined authorisations: part of the next one's key. */
  readonly attempt: number;
  /** Present if it was authorised before. */
  readonly reference?: string;
}

/** A charge that was asked for before under the same id: the same answer again, unless it has been let go. */
export function reopened(charge: Charge): OpenedCharge | Refusal {
  if (charge.status === 'void')
    return refuse('checkout-expired', 'This checkout took too long. Start it anew.');
  const { amountMinor, currency, declines: attempt } = charge;
  const amount = money(amountMinor, currency);
  return 'reference' in charge ? { amount, attempt, reference: charge.reference } : { amount, attempt };
}

/** The bank said no; the next attempt goes under another key. */
export async function chargeDeclined(
  { unit }: World,
  { checkoutId, why }: { readonly checkoutId: CheckoutId; readonly why: string },
): Promise<void> {
  const charge = await unit.load(charges, checkoutId);
  if (charge?.status === 'opened')
    unit.append(charges, checkoutId, [{ type: 'ChargeDeclined', at: unit.now, why }]);
}

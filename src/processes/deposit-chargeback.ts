import { assert, refuse, type Refusal } from '../kernel/decision.ts';
import type { OrderId } from '../kernel/ids.ts';
import { type Money, money } from '../kernel/money.ts';
import type { Charge } from '../market/payments/charge.ts';
import { type Deposit, deposits } from '../market/payments/deposit.ts';
import { move, reversed } from '../market/payments/ledger.ts';
import type { ChargebackId } from '../market/payments/payment.ts';
import { changeBalance } from './balance.ts';
import type { World } from './world.ts';

type Outcome = Promise<{ readonly orders: readonly OrderId[] } | Refusal>;

/**
 * The seller's own bank has taken back what was paid in as a deposit. The deposit stays as it is, and what was taken is the seller's
 * debt: so it is not paid out a second time when the deposit is returned, and later sales repay it.
 */
export async function depositChargedBack(
  world: World,
  charge: Charge,
  input: { readonly reference: string; readonly chargebackId: string; readonly amount?: Money },
): Outcome {
  const { unit } = world;
  const { reference } = input;
  const chargebackId = input.chargebackId as ChargebackId;
  const { sanctionId, state } = await depositOf(world, charge);
  const { seller, currency, chargebacks = [] } = state;
  if (chargebacks.some((c) => c.chargebackId === chargebackId))
    return refuse('chargeback-known', 'This chargeback is recorded already.', { field: 'chargebackId' });
  const leftMinor = chargebacks.reduce(
    (left, c) => (c.reference === reference && c.outcome !== 'won' ? left - c.amountMinor : left),
    charge.amountMinor,
  );
  const amount = input.amount ?? money(leftMinor, currency);
  if (amount.currency !== currency)
    return refuse('wrong-currency', `This charge was made in ${currency}.`, { field: 'amount.currency' });
  const { amountMinor } = amount;
  if (amountMinor < 1 || amountMinor > leftMinor)
    return refuse(
      'more-than-was-paid',
      `Only ${leftMinor} minor units of this charge are not back with the payer yet.`,
      { field: 'amount.amountMinor', facts: { refundableMinor: leftMinor } },
    );
  const lines = move('provider', 'available', amountMinor);
  const about = { at: unit.now, chargebackId, reference, amountMinor, currency, lines };
  unit.append(deposits, sanctionId, [{ type: 'DepositChargedBack', ...about }]);
  await changeBalance(world, { seller, currency, lines, by: 'chargeback', sanctionId });
  return { orders: [] };
}

/** Won: the debt is gone. Lost: it stays, and the fee is the seller's on top. */
export async function depositChargebackClosed(
  world: World,
  charge: Charge,
  input: { readonly chargebackId: string; readonly outcome: 'won' | 'lost' },
): Outcome {
  const { unit, rulebook } = world;
  const { outcome } = input;
  const { sanctionId, state } = await depositOf(world, charge);
  const { seller, currency } = state;
  const known = state.chargebacks?.find((c) => c.chargebackId === input.chargebackId);
  if (!known) return refuse('not-found', 'There is no such chargeback.', { field: 'chargebackId' });
  if (known.outcome !== 'open')
    return refuse('chargeback-closed', `This chargeback was ${known.outcome} already.`);
  const { chargebackId } = known;
  const lines =
    outcome === 'won'
      ? reversed(known.lines)
      : move('provider', 'available', rulebook.payout.chargebackFeeMinor[currency]);
  unit.append(deposits, sanctionId, [
    { type: 'DepositChargebackClosed', at: unit.now, chargebackId, outcome, currency, lines },
  ]);
  await changeBalance(world, { seller, currency, lines, by: 'chargeback', sanctionId });
  return { orders: [] };
}

async function depositOf({ unit }: World, { deposit }: Charge) {
  assert(deposit !== undefined, 'a charge of a checkout pays no deposit');
  const state: Deposit | undefined = await unit.lock(deposits, deposit, 'update');
  assert(state, `a charge for the unknown deposit ${deposit}`);
  return { sanctionId: deposit, state };
}

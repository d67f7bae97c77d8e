import { assert, refuse, type Refusal } from '../kernel/decision.ts';
import type { CheckoutId, PartyId, SanctionId } from '../kernel/ids.ts';
import { type Money, money } from '../kernel/money.ts';
import { accounts } from '../market/payments/account.ts';
import { charges } from '../market/payments/charge.ts';
import { deposits } from '../market/payments/deposit.ts';
import { move } from '../market/payments/ledger.ts';
import { changeBalance, freeOfDeposit, lockAccount, payOwedDeposits } from './balance.ts';
import type { CashierCalls } from './cashier.ts';
import { GIVE_UP_MS, type OpenedCharge, reopened } from './open-charge.ts';
import { retryAt } from './retry.ts';
import type { World } from './world.ts';

/**
 * Asks a seller for a refundable deposit. What is free in the balance is taken at once, the rest from the next
 * earnings or by paying it in. Done once a sanction: asked again, it answers the same.
 */
export async function takeDeposit(
  world: World,
  input: { readonly sanctionId: SanctionId; readonly seller: PartyId; readonly amount: Money },
): Promise<{ readonly taken: Money; readonly owed: Money } | Refusal> {
  const { unit } = world;
  const { sanctionId, seller, amount } = input;
  const { amountMinor, currency } = amount;
  if (!(await unit.load(deposits, sanctionId))) {
    if (amountMinor < 1) return refuse('bad-amount', 'A deposit is more than 0.', { field: 'amount' });
    await lockAccount(world, seller);
    unit.append(deposits, sanctionId, [
      { type: 'DepositRequired', at: unit.now, seller, currency, amountMinor },
    ]);
    const account = unit.append(accounts, seller, [
      { type: 'DepositOwed', at: unit.now, sanctionId, currency, amountMinor },
    ]);
    await payOwedDeposits(world, account, currency);
  }
  const paidMinor = (await unit.load(deposits, sanctionId))?.paidMinor ?? 0;
  return { taken: money(paidMinor, currency), owed: money(Math.max(0, amountMinor - paidMinor), currency) };
}

/** The sanction has ended: what was paid is the seller's to have again, and nothing more is owed. */
export async function returnDeposit(
  world: World,
  { sanctionId }: { readonly sanctionId: SanctionId },
): Promise<{ readonly returned: Money } | Refusal> {
  const { unit } = world;
  const known = await unit.load(deposits, sanctionId);
  if (!known) return refuse('not-found', 'No deposit was asked for under this sanction.');
  const { seller, currency, paidMinor, status } = known;
  if (status === 'returned') return { returned: money(paidMinor, currency) };
  const at = unit.now;
  const lines = move('available', 'deposit', paidMinor);
  await lockAccount(world, seller);
  unit.append(accounts, seller, [{ type: 'DepositOwed', at, sanctionId, currency, amountMinor: 0 }]);
  unit.append(deposits, sanctionId, [
    { type: 'DepositReturned', at, amountMinor: paidMinor, currency, lines },
  ]);
  await changeBalance(world, { seller, currency, lines, by: 'deposit', sanctionId });
  return { returned: money(paidMinor, currency) };
}

/** First step of paying a deposit in by card: the charge is written down before the provider hears of it. */
export async function openDepositCharge(
  world: World,
  input: {
    readonly checkoutId: CheckoutId;
    readonly sanctionId: SanctionId;
    readonly seller: PartyId;
    readonly provider: string;
  },
): Promise<OpenedCharge | Refusal> {
  const { unit } = world;
  const { checkoutId, sanctionId, seller, provider } = input;
  const deposit = await unit.load(deposits, sanctionId);
  if (deposit?.seller !== seller)
    return refuse('not-found', 'No deposit is asked of you under this sanction.');
  const charge = await unit.load(charges, checkoutId);
  if (charge) return reopened(charge);
  if (deposit.status !== 'owed') return refuse('nothing-owed', 'This deposit is paid already.');
  const { currency } = deposit;
  const amountMinor = deposit.amountMinor - deposit.paidMinor;
  const at = unit.now;
  const giveUpAt = at + GIVE_UP_MS;
  unit.append(charges, checkoutId, [
    {
      type: 'ChargeOpened',
      at,
      payer: seller,
      deposit: sanctionId,
      provider,
      currency,
      amountMinor,
      giveUpAt,
    },
  ]);
  return { amount: money(amountMinor, currency), attempt: 0 };
}

/** Second step: the money is reserved; its capture, which follows the commit, pays the deposit. */
export async function authoriseDeposit(
  world: World,
  input: { readonly checkoutId: CheckoutId; readonly reference: string; readonly cashier: CashierCalls },
): Promise<{ readonly checkoutId: CheckoutId } | Refusal> {
  const { unit } = world;
  const { checkoutId, reference, cashier } = input;
  const charge = await unit.lock(charges, checkoutId, 'update');
  if (charge?.status !== 'opened' || charge.deposit === undefined || charge.giveUpAt <= unit.now)
    return refuse('checkout-expired', 'This payment took too long. Start it anew.');
  unit.append(charges, checkoutId, [
    { type: 'ChargeAuthorised', at: unit.now, reference, orders: [], captureAt: retryAt(unit.now, 0) },
  ]);
  unit.afterCommit(() => cashier.capture(checkoutId));
  return { checkoutId };
}

/**
 * Money that a seller paid in by card has arrived. It covers what is still owed; should that have become less
 * meanwhile, the rest is the seller's free balance.
 */
export async function depositPaidIn(
  world: World,
  input: { readonly sanctionId: SanctionId; readonly amount: Money; readonly reference: string },
): Promise<void> {
  const { unit } = world;
  const { sanctionId, amount, reference } = input;
  const known = await unit.load(deposits, sanctionId);
  assert(known && known.currency === amount.currency, `paid in for the unknown deposit ${sanctionId}`);
  const { seller, currency } = known;
  const owed = known.status === 'owed' ? known.amountMinor - known.paidMinor : 0;
  const amountMinor = Math.min(owed, amount.amountMinor);
  const lines = [
    ...move('deposit', 'provider', amountMinor),
    ...move('available', 'provider', amount.amountMinor - amountMinor),
  ];
  const at = unit.now;
  const deposit = unit.append(deposits, sanctionId, [
    { type: 'DepositTaken', at, amountMinor, from: 'card', reference, currency, lines },
  ]);
  if (deposit.status === 'paid') await freeOfDeposit(unit, seller, sanctionId);
  await lockAccount(world, seller);
  unit.append(accounts, seller, [
    { type: 'DepositOwed', at, sanctionId, currency, amountMinor: owed - amountMinor },
  ]);
  await changeBalance(world, { seller, currency, lines, by: 'deposit', sanctionId });
}

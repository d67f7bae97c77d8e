import { assert, refuse, type Refusal } from '../kernel/decision.ts';
import type { OrderId, PartyId, SanctionId } from '../kernel/ids.ts';
import { type Money, money } from '../kernel/money.ts';
import { type Account, accounts } from '../market/payments/account.ts';
import type { Charge } from '../market/payments/charge.ts';
import { type Deposit, deposits, outOfDeposit } from '../market/payments/deposit.ts';
import { move } from '../market/payments/ledger.ts';
import type { ChargebackId } from '../market/payments/payment.ts';
import { standings } from '../standing/standing.ts';
import { changeBalance, freeOfDeposit, lockAccount, payOwedDeposits } from './balance.ts';
import { giveNotice } from './give-notice.ts';
import type { World } from './world.ts';

type Outcome = Promise<{ readonly orders: readonly OrderId[] } | Refusal>;

/**
 * The seller's own bank has taken back what was paid in as a deposit. It is owed again, as before it was paid: what is free is taken
 * at once, and what the sanction stopped until then is stopped again. Of a deposit that was returned already it is the seller's debt.
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
  const ofDeposit = state.status === 'returned' ? 0 : Math.min(amountMinor, state.paidMinor);
  const lines = [
    ...move('provider', 'deposit', ofDeposit),
    ...move('provider', 'available', amountMinor - ofDeposit),
  ];
  const about = { at: unit.now, chargebackId, reference, amountMinor, currency, lines };
  unit.append(deposits, sanctionId, [{ type: 'DepositChargedBack', ...about }]);
  await changeBalance(world, { seller, currency, lines, by: 'chargeback', sanctionId });
  if (ofDeposit > 0) await owedAgain(world, sanctionId, seller);
  return { orders: [] };
}

/** As when it was asked for: paid from what is free, and told to the seller while something is missing. */
async function owedAgain(world: World, sanctionId: SanctionId, seller: PartyId): Promise<void> {
  const { unit } = world;
  await payOwedDeposits(
    world,
    await noteOwed(world, sanctionId),
    (await stateOf(world, sanctionId)).currency,
  );
  const { status, amountMinor, paidMinor, currency } = await stateOf(world, sanctionId);
  if (status !== 'owed') return;
  const standing = await unit.lock(standings, seller, 'update');
  if (standing?.measures.some((m) => m.sanctionId === sanctionId && m.depositPaid === true))
    unit.append(standings, seller, [{ type: 'DepositTakenBack', at: unit.now, sanctionId }]);
  const owed = money(amountMinor - paidMinor, currency);
  giveNotice(world, { to: seller, body: { kind: 'deposit-owed-again', sanctionId, owed } });
}

/** What is owed of a deposit, in the seller's account. */
async function noteOwed(world: World, sanctionId: SanctionId): Promise<Account> {
  const { status, seller, currency, amountMinor, paidMinor } = await stateOf(world, sanctionId);
  const owedMinor = status === 'returned' ? 0 : amountMinor - paidMinor;
  await lockAccount(world, seller);
  return world.unit.append(accounts, seller, [
    { type: 'DepositOwed', at: world.unit.now, sanctionId, currency, amountMinor: owedMinor },
  ]);
}

/** Won: what it was taken from has it again, as far as a deposit still needs it. Lost: the fee is the seller's on top. */
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
  const owed = state.status === 'owed' ? state.amountMinor - state.paidMinor : 0;
  const back = Math.min(owed, outOfDeposit(known.lines));
  const lines =
    outcome === 'won'
      ? [...move('deposit', 'provider', back), ...move('available', 'provider', known.amountMinor - back)]
      : move('provider', 'available', rulebook.payout.chargebackFeeMinor[currency]);
  unit.append(deposits, sanctionId, [
    { type: 'DepositChargebackClosed', at: unit.now, chargebackId, outcome, currency, lines },
  ]);
  if (outcome === 'won' && back > 0) {
    await noteOwed(world, sanctionId);
    if (back === owed) await freeOfDeposit(unit, seller, sanctionId);
  }
  await changeBalance(world, { seller, currency, lines, by: 'chargeback', sanctionId });
  return { orders: [] };
}

async function depositOf(world: World, { deposit }: Charge) {
  assert(deposit !== undefined, 'a charge of a checkout pays no deposit');
  await world.unit.lock(deposits, deposit, 'update');
  return { sanctionId: deposit, state: await stateOf(world, deposit) };
}

async function stateOf({ unit }: World, sanctionId: SanctionId): Promise<Deposit> {
  const state = await unit.load(deposits, sanctionId);
  assert(state, `a charge for the unknown deposit ${sanctionId}`);
  return state;
}

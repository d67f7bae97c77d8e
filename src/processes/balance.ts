import type { OrderId, PartyId, PayoutId, SanctionId } from '../kernel/ids.ts';
import type { Currency } from '../kernel/money.ts';
import {
  type Account,
  accounts,
  availableMinor,
  type BalanceMove,
  nextPayoutAt,
} from '../market/payments/account.ts';
import { deposits } from '../market/payments/deposit.ts';
import { gainOf, type LedgerLine, move } from '../market/payments/ledger.ts';
import { standings } from '../standing/standing.ts';
import type { World } from './world.ts';

/** The seller's account, opened if it is the first time that money is about; held against other changes until commit. */
export async function lockAccount({ unit }: World, seller: PartyId): Promise<Account> {
  const known = await unit.lock(accounts, seller, 'update');
  return known ?? unit.append(accounts, seller, [{ type: 'AccountOpened', at: unit.now, seller }]);
}

export interface BalanceChange {
  readonly seller: PartyId;
  readonly currency: Currency;
  /** The whole posting; only what it does to `available` counts here. */
  readonly lines: readonly LedgerLine[];
  readonly by: BalanceMove;
  readonly orderId?: OrderId;
  readonly payoutId?: PayoutId;
  readonly sanctionId?: SanctionId;
}

/**
 * Mirrors a posting in the seller's account. What is gained pays a deposit that is still owed first; if anything is
 * left to pay out, the next payout day is set.
 */
export async function changeBalance(world: World, change: BalanceChange): Promise<void> {
  const { lines, seller, ...facts } = change;
  const gainedMinor = gainOf(lines);
  if (gainedMinor === 0 && change.by !== 'transfer') return;
  const { unit, rulebook } = world;
  await lockAccount(world, seller);
  const at = unit.now;
  let account = unit.append(accounts, seller, [{ type: 'BalanceChanged', at, gainedMinor, ...facts }]);
  if (gainedMinor > 0) account = await payOwedDeposits(world, account, change.currency);
  if (account.payoutAt === null && availableMinor(account, change.currency) > 0)
    unit.append(accounts, seller, [
      { type: 'PayoutsScheduled', at, payoutAt: nextPayoutAt(at, rulebook.payout.payoutEveryDays) },
    ]);
}

/** Takes what is free towards each deposit owed in this currency, oldest first. */
export async function payOwedDeposits(
  { unit }: World,
  account: Account,
  currency: Currency,
): Promise<Account> {
  let state = account;
  for (const owed of account.depositsOwed) {
    const free = availableMinor(state, currency);
    if (owed.currency !== currency || free <= 0) continue;
    const { sanctionId } = owed;
    const amountMinor = Math.min(owed.amountMinor, free);
    const at = unit.now;
    await unit.load(deposits, sanctionId);
    const lines = move('deposit', 'available', amountMinor);
    const deposit = unit.append(deposits, sanctionId, [
      { type: 'DepositTaken', at, amountMinor, from: 'balance', currency, lines },
    ]);
    if (deposit.status === 'paid') await freeOfDeposit(unit, account.seller, sanctionId);
    state = unit.append(accounts, account.seller, [
      { type: 'BalanceChanged', at, currency, gainedMinor: -amountMinor, by: 'deposit', sanctionId },
      { type: 'DepositOwed', at, sanctionId, currency, amountMinor: owed.amountMinor - amountMinor },
    ]);
  }
  return state;
}

/** The deposit is paid in whole: what its sanction stopped until then is open again. */
export async function freeOfDeposit(
  unit: World['unit'],
  seller: PartyId,
  sanctionId: SanctionId,
): Promise<void> {
  const standing = await unit.lock(standings, seller, 'update');
  const waiting = standing?.measures.some((m) => m.sanctionId === sanctionId && m.depositPaid !== true);
  if (waiting) unit.append(standings, seller, [{ type: 'DepositPaid', at: unit.now, sanctionId }]);
}

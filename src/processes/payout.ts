import { refuse, type Refusal } from '../kernel/decision.ts';
import type { PartyId, PayoutId } from '../kernel/ids.ts';
import { type Currency, CURRENCIES } from '../kernel/money.ts';
import { DAY_MS } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';
import { parties } from '../market/parties/party.ts';
import {
  type Account,
  accounts,
  availableMinor,
  nextPayoutAt,
  type PayoutSkipReason,
} from '../market/payments/account.ts';
import { move } from '../market/payments/ledger.ts';
import { payouts } from '../market/payments/payout.ts';
import { permits } from '../standing/permits.ts';
import { standings } from '../standing/standing.ts';
import { changeBalance } from './balance.ts';
import type { CashierCalls } from './cashier.ts';
import { retryAt } from './retry.ts';
import type { World } from './world.ts';

/**
 * Deadline of an account: the payout day. Pays out each currency whose balance is worth it, or notes why not and looks
 * again on the next payout day. The standing is locked until commit, so no payout is ordered after a verdict; one
 * that was ordered before is sent.
 */
export async function expireAccount(
  world: World,
  id: string,
  cashier: CashierCalls,
): Promise<object | Refusal> {
  const { unit, rulebook } = world;
  const seller = id as PartyId;
  const account = await unit.load(accounts, seller);
  const at = unit.now;
  if (!account || account.payoutAt === null || account.payoutAt > at)
    return refuse('not-due', 'No payout is due.');
  const payoutAt = nextPayoutAt(at, rulebook.payout.payoutEveryDays);
  if (!CURRENCIES.some((c) => availableMinor(account, c) > 0)) {
    unit.append(accounts, seller, [{ type: 'PayoutsScheduled', at, payoutAt: null }]);
    return { nothingToPay: true };
  }
  const skip = (reason: PayoutSkipReason, why: string) => {
    unit.append(accounts, seller, [{ type: 'PayoutSkipped', at, reason, why, payoutAt }]);
    return { skipped: reason };
  };
  const standing = await unit.lock(standings, seller, 'share');
  const permit = permits(standing, 'payout.receive', at);
  if (!permit.allowed) return skip('not-permitted', permit.why);
  const target = (await unit.load(parties, seller))?.payoutAccount;
  if (!target)
    return skip('no-payout-account', 'Tell us a bank account and the money comes on the next payout day.');
  const restsUntil = target.changedAt + rulebook.payout.accountChangeRestDays * DAY_MS;
  if (restsUntil > at)
    return skip(
      'payout-account-changed',
      'The bank account was changed lately; payouts to it rest for some days.',
    );
  const worth = CURRENCIES.filter(
    (c) => availableMinor(account, c) >= Math.max(1, rulebook.payout.minimumMinor[c]),
  );
  if (worth.length === 0) return skip('below-minimum', 'The balance is smaller than the smallest payout.');
  unit.append(accounts, seller, [{ type: 'PayoutsScheduled', at, payoutAt }]);
  for (const currency of worth) await orderPayout(world, { account, currency, to: target.account, cashier });
  return { paidOut: worth.length };
}

async function orderPayout(
  world: World,
  input: {
    readonly account: Account;
    readonly currency: Currency;
    readonly to: Commitment;
    readonly cashier: CashierCalls;
  },
): Promise<void> {
  const { unit } = world;
  const { account, currency, to, cashier } = input;
  const { seller } = account;
  const payoutId: PayoutId = unit.ids.next('po');
  const amountMinor = availableMinor(account, currency);
  const at = unit.now;
  const lines = move('provider', 'available', amountMinor);
  unit.append(payouts, payoutId, [
    {
      type: 'PayoutOrdered',
      at,
      seller,
      currency,
      amountMinor,
      account: to,
      sendAt: retryAt(at, 0),
      lines,
    },
  ]);
  await changeBalance(world, { seller, currency, lines, by: 'payout', payoutId });
  unit.afterCommit(() => cashier.sendPayout(payoutId));
}

/** The provider has sent it. */
export async function payoutSent(
  { unit }: World,
  { payoutId, reference }: { readonly payoutId: PayoutId; readonly reference: string },
): Promise<object | Refusal> {
  const payout = await unit.load(payouts, payoutId);
  if (payout?.status !== 'ordered') return refuse('not-waiting', 'This payout is not waiting to be sent.');
  unit.append(payouts, payoutId, [{ type: 'PayoutSent', at: unit.now, reference }]);
  return { sent: payoutId };
}

/** The bank does not take it: the money is free again and waits for a better account. */
export async function payoutRefused(
  world: World,
  { payoutId, why }: { readonly payoutId: PayoutId; readonly why: string },
): Promise<object | Refusal> {
  const { unit } = world;
  const payout = await unit.load(payouts, payoutId);
  if (payout?.status !== 'ordered') return refuse('not-waiting', 'This payout is not waiting to be sent.');
  const { seller, currency, amountMinor } = payout;
  const lines = move('available', 'provider', amountMinor);
  unit.append(payouts, payoutId, [{ type: 'PayoutFailed', at: unit.now, why, currency, lines }]);
  await changeBalance(world, { seller, currency, lines, by: 'payout-failed', payoutId });
  return { failed: payoutId };
}

/**
 * Deadline of a payout: sends what was lost after the commit. Not while the seller may not be paid: what a provider did not
 * take in time is still here. Nor is it put back into the balance, since the provider may have taken it and not said so.
 */
export async function expirePayout(
  { unit }: World,
  id: string,
  cashier: CashierCalls,
): Promise<object | Refusal> {
  const payoutId = id as PayoutId;
  const payout = await unit.load(payouts, payoutId);
  const at = unit.now;
  if (payout?.status !== 'ordered' || payout.sendAt > at)
    return refuse('not-due', 'Nothing is due for this payout.');
  const permit = permits(await unit.lock(standings, payout.seller, 'share'), 'payout.receive', at);
  if (!permit.allowed) {
    unit.append(payouts, payoutId, [{ type: 'PayoutDelayed', at, why: permit.why, sendAt: at + DAY_MS }]);
    return { waits: payoutId };
  }
  const sendAt = retryAt(at, payout.failures);
  unit.append(payouts, payoutId, [{ type: 'PayoutDelayed', at, why: 'no answer on record', sendAt }]);
  unit.afterCommit(() => cashier.sendPayout(payoutId));
  return { retried: payoutId };
}

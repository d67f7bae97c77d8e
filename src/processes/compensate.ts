import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { OrderId, SanctionId } from '../kernel/ids.ts';
import { type Money, money } from '../kernel/money.ts';
import { compensations } from '../market/payments/compensation.ts';
import { move } from '../market/payments/ledger.ts';
import { unheldMinor } from '../market/payments/hold.ts';
import { payments } from '../market/payments/payment.ts';
import { changeBalance } from './balance.ts';
import { refundOrder } from './refund.ts';
import type { World } from './world.ts';

/**
 * Has a seller pay a buyer for a wrong, by the way the buyer paid: at most what is not back with the buyer yet, since a
 * card takes back no more than it gave. Before the transfer it comes out of the order's money, afterwards out of the
 * seller's balance, which may fall below zero. The commission stays. Done once a sanction: asked again, it answers the same.
 */
export async function payCompensation(
  world: World,
  input: { readonly sanctionId: SanctionId; readonly orderId: OrderId; readonly amount: Money },
): Promise<{ readonly paid: Money } | Refusal> {
  const { unit } = world;
  const { sanctionId, orderId, amount } = input;
  const known = await unit.load(compensations, sanctionId);
  if (known) return { paid: money(known.amountMinor, known.currency) };
  const payment = await unit.load(payments, orderId);
  if (payment?.status !== 'captured')
    return refuse(
      'not-paid-here',
      'Nothing was paid to us for this order, so nothing can be paid back by us.',
    );
  const paidMinor = Math.min(amount.amountMinor, unheldMinor(payment));
  const refunded = await refundOrder(world, {
    orderId,
    amount: money(paidMinor, amount.currency),
    reason: 'compensation',
    at: unit.now,
    sanctionId,
  });
  if (isRefusal(refunded)) return refunded;
  const { seller } = payment;
  const { currency, amountMinor } = refunded.refunded;
  unit.append(compensations, sanctionId, [
    { type: 'CompensationPaid', at: unit.now, orderId, seller, currency, amountMinor },
  ]);
  return { paid: refunded.refunded };
}

/** The sanction was reversed: we make up for it to the seller out of our own pocket; the buyer keeps the money. */
export async function reverseCompensation(
  world: World,
  { sanctionId }: { readonly sanctionId: SanctionId },
): Promise<{ readonly returned: Money } | Refusal> {
  const { unit } = world;
  const known = await unit.load(compensations, sanctionId);
  if (!known) return refuse('not-found', 'No compensation was paid under this sanction.');
  const { seller, currency, amountMinor, status } = known;
  if (status === 'reversed') return { returned: money(amountMinor, currency) };
  const lines = move('available', 'goodwill', amountMinor);
  unit.append(compensations, sanctionId, [{ type: 'CompensationReversed', at: unit.now, currency, lines }]);
  await changeBalance(world, { seller, currency, lines, by: 'compensation-reversed', sanctionId });
  return { returned: money(amountMinor, currency) };
}

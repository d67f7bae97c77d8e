import { holdingsOf } from '../aftersales/returns/quantities.ts';
import { assert, isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { ClaimId, OrderId, PartyId, RecallId } from '../kernel/ids.ts';
import { money } from '../kernel/money.ts';
import { DAY_MS } from '../kernel/time.ts';
import { type Order, orders } from '../market/orders/order.ts';
import { unheldMinor } from '../market/payments/hold.ts';
import { payments, refundableMinor } from '../market/payments/payment.ts';
import { chooseRemedy, type Claim, claimIdOf, claims, giveRemedy, refundClaim } from '../quality/claim.ts';
import { type Recall, recalls, type Remedy } from '../quality/recall.ts';
import type { CashierCalls } from './cashier.ts';
import { refundOrder } from './refund.ts';
import { returnsOf } from './request-return.ts';
import type { World } from './world.ts';

type Outcome = Promise<{ readonly claimId: ClaimId; readonly claim: Claim } | Refusal>;

/** How long a bank or a return that holds the same money is waited for. */
const LOOK_AGAIN_MS = 7 * DAY_MS;
const UNDECIDED: ReadonlySet<string> = new Set(['bank-decides', 'held-for-return', 'in-return']);

/**
 * The owner of recalled goods chooses how to be made good. A refund goes out at once; a repair or replacement is the
 * seller's to bring in time, or becomes a refund.
 */
export async function claimRemedy(
  world: World,
  input: {
    readonly recallId: RecallId;
    readonly orderId: OrderId;
    readonly remedy: Remedy;
    readonly buyer: PartyId;
    readonly cashier: CashierCalls;
  },
): Outcome {
  const { unit, rulebook } = world;
  const { recallId, orderId, remedy, buyer, cashier } = input;
  const recall = await unit.load(recalls, recallId);
  if (!recall) return refuse('not-found', 'There is no such recall.');
  // Locked as by a return: one piece is made good once.
  const order = await unit.lock(orders, orderId, 'update');
  // Money of an outside shop's order is not ours to give back.
  if (order?.buyer !== buyer || order.checkout === undefined || recalledMinor(order, recall) === 0)
    return refuse('not-found', 'There is no such order of yours with these goods.', { field: 'orderId' });
  const claimId = claimIdOf(recallId, orderId);
  const state = await unit.load(claims, claimId);
  const { seller } = order;
  const events = chooseRemedy(
    state,
    recall,
    { recallId, buyer, seller, orderId, remedy, at: unit.now },
    rulebook,
  );
  if (isRefusal(events)) return events;
  const owed = await owedMinor(world, order, orderId, recall);
  if (isRefusal(owed)) return owed;
  const chosen = unit.append(claims, claimId, events);
  if (remedy !== 'refund') return { claimId, claim: chosen };
  const refunded = await refundRecalled(world, order, orderId, recall, cashier);
  if (isRefusal(refunded)) return refunded;
  return { claimId, claim: settle(world, claimId, chosen, buyer) };
}

/** What the recalled goods in an order cost, without pieces that were cancelled. */
export function recalledMinor(order: Order, { listings }: Pick<Recall, 'listings'>): number {
  if (order.status === 'cancelled') return 0;
  return order.lines.reduce(
    (sum, line, i) =>
      listings.includes(line.listingId)
        ? sum + line.unitMinor * (line.quantity - (order.cancelledPieces?.[i] ?? 0))
        : sum,
    0,
  );
}

/** What the recalled pieces cost that no return is about or has paid back: nobody is paid by both. */
async function owedMinor(
  world: World,
  order: Order,
  orderId: OrderId,
  recall: Recall,
): Promise<number | Refusal> {
  const known = await returnsOf(world, orderId);
  if (known.length === 0) return recalledMinor(order, recall);
  const recalled = order.lines.flatMap(({ listingId }, i) =>
    recall.listings.includes(listingId) ? [i] : [],
  );
  const left = recalled
    .flatMap((i) => holdingsOf(orderId, order, i, known))
    .reduce((sum, { quantity, parts }) => {
      const own = parts.filter((p) => p.orderId === orderId);
      return sum + quantity * own.reduce((worth, p) => worth + p.amountMinor, 0);
    }, 0);
  if (left > 0) return left;
  const asked = known.find(({ state }) => state.stage.status !== 'closed')?.id;
  return asked === undefined
    ? refuse('nothing-left-to-refund', 'Everything paid for these goods is refunded already.')
    : refuse('in-return', 'You have asked for a return of these goods: it goes on there.', {
        facts: { returnId: asked },
      });
}

/** What was paid for the goods, or what is left of it. */
async function refundRecalled(
  world: World,
  order: Order,
  orderId: OrderId,
  recall: Recall,
  cashier: CashierCalls,
): Promise<object | Refusal> {
  const { unit } = world;
  const payment = await unit.lock(payments, orderId, 'update');
  if (payment?.status !== 'captured')
    return refuse('not-paid', 'This order is not paid: there is nothing to give back.');
  if (refundableMinor(payment) === 0)
    return refuse('nothing-left-to-refund', 'Everything paid for this order is refunded already.');
  const owed = await owedMinor(world, order, orderId, recall);
  if (isRefusal(owed)) return owed;
  const amount = money(Math.min(owed, unheldMinor(payment)), payment.currency);
  return refundOrder(world, { orderId, amount, reason: 'recalled', at: unit.now, cashier });
}

function settle({ unit }: World, claimId: ClaimId, state: Claim, by: string): Claim {
  const events = refundClaim(state, { by, at: unit.now });
  assert(!isRefusal(events), 'an open claim can be settled');
  return unit.append(claims, claimId, events);
}

/** The seller has brought what the owner chose. */
export async function remedyGiven(
  { unit }: World,
  input: { readonly claimId: ClaimId; readonly by: PartyId },
): Outcome {
  const { claimId, by } = input;
  const state = await unit.load(claims, claimId);
  if (!state) return refuse('not-found', 'There is no such claim on goods of yours.');
  const events = giveRemedy(state, { by, at: unit.now });
  if (isRefusal(events)) return events;
  return { claimId, claim: unit.append(claims, claimId, events) };
}

/** A silent seller does not win: what was chosen has not come in time, so the owner gets the money back. */
export async function expireClaim(world: World, id: string, cashier: CashierCalls): Promise<Claim | Refusal> {
  const { unit } = world;
  const claimId = id as ClaimId;
  const state = await unit.load(claims, claimId);
  if (state?.status !== 'open' || state.doneBy > unit.now) return refuse('not-due');
  const recall = await unit.load(recalls, state.recallId);
  const order = await unit.lock(orders, state.orderId, 'update');
  assert(recall && order, `claim ${claimId} rests on nothing`);
  const refunded = await refundRecalled(world, order, state.orderId, recall, cashier);
  if (isRefusal(refunded) && UNDECIDED.has(refunded.refused))
    return unit.append(claims, claimId, [
      { type: 'RemedyPostponed', at: unit.now, doneBy: unit.now + LOOK_AGAIN_MS },
    ]);
  // Nothing left means that the money is back by another way.
  return settle(world, claimId, state, 'system:deadline');
}

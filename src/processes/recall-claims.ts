import type { KnownReturn } from '../aftersales/returns/quantities.ts';
import type { MoneyPart } from '../aftersales/returns/return.ts';
import { assert, isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { ClaimId, ListingId, OrderId, PartyId, RecallId } from '../kernel/ids.ts';
import { type Money, money } from '../kernel/money.ts';
import { DAY_MS } from '../kernel/time.ts';
import { type Order, orders } from '../market/orders/order.ts';
import { refundPayment } from '../market/payments/decide.ts';
import { unheldMinor } from '../market/payments/hold.ts';
import { payments, type RefundId } from '../market/payments/payment.ts';
import {
  chooseRemedy,
  type Claim,
  claimIdOf,
  claims,
  covers,
  giveRemedy,
  isPaidOrWaits,
  refundClaim,
} from '../quality/claim.ts';
import { recalls, type Remedy } from '../quality/recall.ts';
import type { CashierCalls } from './cashier.ts';
import { paidFor, recalledArticles, recalledPieces } from './recalled-pieces.ts';
import { refundOrder } from './refund.ts';
import { returnsOf } from './request-return.ts';
import type { World } from './world.ts';

type Outcome = Promise<{ readonly claimId: ClaimId; readonly claim: Claim } | Refusal>;

/** How long a bank or a return that holds the same money is waited for. */
const LOOK_AGAIN_MS = 7 * DAY_MS;
const UNDECIDED: ReadonlySet<string> = new Set(['bank-decides', 'held-for-return', 'in-return']);

/**
 * The owner of recalled goods chooses how to be made good, for all of them in an order; once more for what a widened recall
 * added. A refund goes out at once; a repair or replacement is the seller's to bring in time, or becomes a refund.
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
  const known = order?.buyer === buyer ? await returnsOf(world, orderId) : [];
  // Money of an outside shop's order is not ours to give back.
  const articles =
    order?.buyer === buyer && order.checkout !== undefined
      ? recalledArticles(order, recall.listings, known)
      : [];
  if (!order || articles.length === 0)
    return refuse('not-found', 'There is no such order of yours with these goods.', { field: 'orderId' });
  const made = await claimsOf(world, orderId);
  const before = made.filter((c) => c.recallId === recallId);
  const listings = articles.filter((id) => !before.some((c) => covers(c, id)));
  const state = listings.length === 0 ? before.at(-1) : undefined;
  const { seller } = order;
  const events = chooseRemedy(
    state,
    recall,
    { recallId, buyer, seller, orderId, listings, remedy, at: unit.now },
    rulebook,
  );
  if (isRefusal(events)) return events;
  const about = { recallId, orderId, order, listings, known, made };
  const owed = owedFor(about);
  if (isRefusal(owed)) return owed;
  const claimId = claimIdOf(recallId, orderId, before.length);
  const chosen = unit.append(claims, claimId, events);
  if (remedy !== 'refund') return { claimId, claim: chosen };
  const refunded = await refundRecalled(world, owed, cashier);
  if (isRefusal(refunded)) return refunded;
  return { claimId, claim: settle(world, claimId, chosen, buyer) };
}

/** All claims on an order, also of other recalls. */
async function claimsOf({ unit }: World, orderId: OrderId): Promise<readonly Claim[]> {
  return (await unit.find(claims, { order_id: orderId })).map(({ state }) => state);
}

interface Owed {
  readonly recallId: RecallId;
  readonly orderId: OrderId;
  readonly order: Order;
  /** Articles that the claim is about. */
  readonly listings: readonly ListingId[];
  readonly known: readonly KnownReturn[];
  readonly made: readonly Claim[];
}

/** What was paid for the pieces that no return or other recall is about or has paid back: nobody is paid by both. */
function owedFor({ recallId, orderId, order, listings, known, made }: Owed): readonly MoneyPart[] | Refusal {
  const others = made.filter((c) => c.recallId !== recallId && isPaidOrWaits(c));
  const left = listings.filter((id) => !others.some((c) => covers(c, id)));
  const owed = paidFor(recalledPieces(orderId, order, left, known));
  if (owed.length > 0) return owed;
  const asked = known.find(({ state }) => state.stage.status !== 'closed')?.id;
  return asked === undefined
    ? refuse('nothing-left-to-refund', 'Everything paid for these goods is refunded already.')
    : refuse('in-return', 'You have asked for a return of these goods: it goes on there.', {
        facts: { returnId: asked },
      });
}

/**
 * Pays it, or what is left of it, by the way each part came: all parts or none. What is owed is counted from the goods, so that
 * parts which are paid already would be paid again with one that had to wait.
 */
async function refundRecalled(
  world: World,
  owed: readonly MoneyPart[],
  cashier: CashierCalls,
): Promise<object | Refusal> {
  const { unit } = world;
  const parts: { readonly orderId: OrderId; readonly amount: Money }[] = [];
  for (const { orderId, amountMinor } of owed) {
    const payment = await unit.lock(payments, orderId, 'update');
    if (payment?.status !== 'captured')
      return refuse('not-paid', 'This order is not paid: there is nothing to give back.');
    const amount = money(Math.min(amountMinor, unheldMinor(payment)), payment.currency);
    const trial = refundPayment(payment, { ...TRIAL, at: unit.now, amountMinor: amount.amountMinor });
    if (!isRefusal(trial)) parts.push({ orderId, amount });
    // All of it may be back with the buyer, but a bank that has it all may yet give it to the seller.
    else if (trial.refused !== 'nothing-left-to-refund') return trial;
  }
  for (const part of parts) {
    const refunded = await refundOrder(world, { ...part, reason: 'recalled', at: unit.now, cashier });
    if (isRefusal(refunded)) return refunded;
  }
  return parts.length > 0
    ? {}
    : refuse('nothing-left-to-refund', 'Everything paid for this order is refunded already.');
}

/** A refund that is only asked about. */
const TRIAL = { refundId: 'rfd_trial' as RefundId, reason: 'recalled', tryAt: 0 } as const;

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
  const { recallId, orderId, listings = recall.listings } = state;
  const known = await returnsOf(world, orderId);
  const made = await claimsOf(world, orderId);
  const owed = owedFor({ recallId, orderId, order, listings, known, made });
  const refunded = isRefusal(owed) ? owed : await refundRecalled(world, owed, cashier);
  if (isRefusal(refunded) && UNDECIDED.has(refunded.refused))
    return unit.append(claims, claimId, [
      { type: 'RemedyPostponed', at: unit.now, doneBy: unit.now + LOOK_AGAIN_MS },
    ]);
  // Nothing left means that the money is back by another way.
  return settle(world, claimId, state, 'system:deadline');
}

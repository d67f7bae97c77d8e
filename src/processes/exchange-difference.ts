import { payDifference } from '../aftersales/returns/cure.ts';
import { returns } from '../aftersales/returns/evolve.ts';
import { differenceMinor, type Return } from '../aftersales/returns/return.ts';
import { replacement } from '../aftersales/returns/stages.ts';
import { assert, isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { CheckoutId, OrderId, PartyId, ReturnId } from '../kernel/ids.ts';
import { money } from '../kernel/money.ts';
import { DAY_MS } from '../kernel/time.ts';
import { listings } from '../market/listings/listing.ts';
import { placeOrder } from '../market/orders/decide.ts';
import { orders } from '../market/orders/order.ts';
import { charges } from '../market/payments/charge.ts';
import { authorisePayment } from '../market/payments/decide.ts';
import { payments } from '../market/payments/payment.ts';
import type { CashierCalls } from './cashier.ts';
import { GIVE_UP_MS, type OpenedCharge, reopened } from './open-charge.ts';
import { isPermitted } from './permitted.ts';
import { retryAt } from './retry.ts';
import { settle } from './return-steps.ts';
import type { World } from './world.ts';

/**
 * The return whose difference can be paid now. To pay is to buy: a shop that may not sell the article by now takes no money
 * for it, and the clock of the return gives back what was paid for the first one.
 */
async function waiting(world: World, returnId: ReturnId, buyer: PartyId): Promise<Return | Refusal> {
  const state = await world.unit.lock(returns, returnId, 'update');
  if (state?.buyer !== buyer) return refuse('not-found', 'There is no such return of yours.');
  const { stage, seller, swap } = state;
  if (stage.status !== 'paying')
    return refuse('nothing-owed', 'No difference waits to be paid for this return.');
  assert(swap, `difference of ${returnId} without an article`);
  return (await isPermitted(world, seller, 'sell', swap))
    ? state
    : refuse(
        'not-sold-now',
        'This article can’t be sold right now: nothing was charged. If it stays so, the clock of the return gives you the money back.',
      );
}

/** First step, as at the checkout: the charge is written down before the provider hears of it. */
export async function openDifferenceCharge(
  world: World,
  input: {
    readonly checkoutId: CheckoutId;
    readonly returnId: ReturnId;
    readonly buyer: PartyId;
    readonly provider: string;
  },
): Promise<OpenedCharge | Refusal> {
  const { unit } = world;
  const { checkoutId, returnId, buyer, provider } = input;
  const known = await unit.load(charges, checkoutId);
  if (known) return reopened(known);
  const state = await waiting(world, returnId, buyer);
  if (isRefusal(state)) return state;
  const { currency } = state;
  const amountMinor = differenceMinor(state);
  unit.append(charges, checkoutId, [
    {
      type: 'ChargeOpened',
      at: unit.now,
      payer: buyer,
      provider,
      currency,
      amountMinor,
      giveUpAt: unit.now + GIVE_UP_MS,
    },
  ]);
  return { amount: money(amountMinor, currency), attempt: 0 };
}

/**
 * Second step: the money is reserved, and the difference becomes an order of its own, with one line that costs just that.
 * So it is captured, invoiced, shipped, transferred and refunded on the roads of any order.
 */
export async function placeDifference(
  world: World,
  input: {
    readonly checkoutId: CheckoutId;
    readonly returnId: ReturnId;
    readonly buyer: PartyId;
    readonly reference: string;
    readonly cashier: CashierCalls;
  },
): Promise<Return | Refusal> {
  const { unit } = world;
  const { checkoutId, returnId, buyer, reference, cashier } = input;
  const charge = await unit.lock(charges, checkoutId, 'update');
  if (charge?.status !== 'opened' || charge.giveUpAt <= unit.now || charge.payer !== buyer)
    return refuse('checkout-expired', 'This payment took too long. Start it anew.');
  const state = await waiting(world, returnId, buyer);
  if (isRefusal(state)) return state;
  const amountMinor = differenceMinor(state);
  if (amountMinor !== charge.amountMinor)
    return refuse('price-changed', 'The difference is another by now. Look at it again.');
  const orderId: OrderId = unit.ids.next('ord');
  const part = { orderId, amountMinor };
  const events = payDifference(state, { part, at: unit.now }, world.rulebook);
  if (isRefusal(events)) return events;
  const placed = await place(world, { state, returnId, orderId, checkoutId, amountMinor });
  if (placed) return placed;
  const captureAt = retryAt(unit.now, 0);
  unit.append(charges, checkoutId, [
    { type: 'ChargeAuthorised', at: unit.now, reference, orders: [orderId], captureAt },
  ]);
  const after = await settle(world, returnId, state, events, cashier);
  // Out of stock since it was agreed: the money goes back by the return, and nothing of the difference is taken.
  if (after.stage.status !== 'replacement')
    return refuse('out-of-stock', 'This article is sold out by now: nothing was charged.');
  unit.afterCommit(() => cashier.capture(checkoutId));
  return after;
}

async function place(
  world: World,
  about: {
    readonly state: Return;
    readonly returnId: ReturnId;
    readonly orderId: OrderId;
    readonly checkoutId: CheckoutId;
    readonly amountMinor: number;
  },
): Promise<Refusal | undefined> {
  const { unit, rulebook } = world;
  const { state, returnId, orderId, checkoutId, amountMinor } = about;
  const { seller, buyer, currency, swap, lines } = state;
  const bought = await unit.load(orders, state.orderId);
  assert(bought && swap, `difference of ${returnId} without an order or an article`);
  const listing = await unit.load(listings, swap.listingId);
  const next = replacement(state, 'replacement', unit.now, rulebook);
  if (isRefusal(next)) return next;
  const taxed = bought.lines[lines[0]?.line ?? 0]?.taxBasisPoints;
  const line = {
    listingId: swap.listingId,
    // The difference of all pieces together: pieces of one line may have been worth unlike amounts.
    quantity: 1,
    unitMinor: amountMinor,
    ...(listing ? { title: listing.title, edition: listing.edition } : {}),
    ...(taxed === undefined ? {} : { taxBasisPoints: taxed }),
  };
  const { country, address } = bought;
  const events = placeOrder(
    undefined,
    {
      seller,
      buyer,
      placedAt: unit.now,
      shipBy: next.shipBy,
      deliverBy: next.shipBy + rulebook.shipping.transitDays.region * DAY_MS,
      currency,
      lines: [line],
      shippingMinor: 0,
      totalMinor: amountMinor,
      country,
      checkout: checkoutId,
      exchangeOf: returnId,
      ...(address === undefined ? {} : { address }),
    },
    rulebook.orders,
  );
  if (isRefusal(events)) return events;
  unit.append(orders, orderId, events);
  const authorised = authorisePayment(undefined, {
    at: unit.now,
    seller,
    buyer,
    checkout: checkoutId,
    currency,
    amountMinor,
  });
  if (isRefusal(authorised)) return authorised;
  unit.append(payments, orderId, authorised);
  return undefined;
}

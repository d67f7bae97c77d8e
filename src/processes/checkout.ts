import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { CheckoutId, OrderId } from '../kernel/ids.ts';
import { type Money, money } from '../kernel/money.ts';
import { DAY_MS } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';
import { carts } from '../market/carts/cart.ts';
import { placeOrder } from '../market/orders/decide.ts';
import { orders } from '../market/orders/order.ts';
import { charges } from '../market/payments/charge.ts';
import { authorisePayment } from '../market/payments/decide.ts';
import { payments } from '../market/payments/payment.ts';
import type { CashierCalls } from './cashier.ts';
import { GIVE_UP_MS, type OpenedCharge, reopened } from './open-charge.ts';
import { type BorderTables, type Quote, quoteCheckout, type QuoteInput } from './quote.ts';
import { reserveStock } from './reserve-stock.ts';
import { retryAt } from './retry.ts';
import type { World } from './world.ts';

/**
 * First step of a checkout: everything is asked as if it were placed, and the charge is written down before the
 * provider hears of it, so that nothing stays reserved for orders that never came about. The same checkout may ask
 * again; a changed cart may not.
 */
export async function openCharge(
  world: World,
  input: QuoteInput & { readonly checkoutId: CheckoutId; readonly provider: string },
  tables: BorderTables,
): Promise<OpenedCharge | Refusal> {
  const { unit } = world;
  const { checkoutId, buyer, provider } = input;
  const [known] = await Promise.all([unit.load(charges, checkoutId), unit.load(carts, buyer)]);
  if (known && known.status !== 'opened') return reopened(known);
  const quote = await quoteCheckout(world, input, tables);
  if (isRefusal(quote)) return quote;
  const { currency, totalMinor: amountMinor } = quote;
  if (known && (known.amountMinor !== amountMinor || known.currency !== currency)) return changedMeanwhile();
  if (!known)
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
  return { amount: money(amountMinor, currency), attempt: known?.declines ?? 0 };
}

function changedMeanwhile(): Refusal {
  return refuse(
    'price-changed',
    'Prices or the cart have changed meanwhile. Look at it again, then start the checkout anew.',
  );
}

export interface PlaceInput extends QuoteInput {
  readonly checkoutId: CheckoutId;
  /** The provider's reference of the authorisation. */
  readonly reference: string;
  readonly address: Commitment;
  readonly cashier: CashierCalls;
}

export interface Placed {
  readonly checkoutId: CheckoutId;
  readonly orders: readonly { readonly orderId: OrderId; readonly total: Money }[];
  readonly total: Money;
}

/**
 * Second step: the money is reserved, and in one unit every seller's standing is asked again, stock is taken, orders
 * and payments come into being and the cart is emptied of them. The capture follows the commit.
 */
export async function placeOrders(
  world: World,
  input: PlaceInput,
  tables: BorderTables,
): Promise<Placed | Refusal> {
  const { unit } = world;
  const { checkoutId, reference, buyer, cashier } = input;
  const [charge] = await Promise.all([unit.lock(charges, checkoutId, 'update'), unit.load(carts, buyer)]);
  if (charge?.status !== 'opened' || charge.giveUpAt <= unit.now || charge.payer !== buyer)
    return refuse('checkout-expired', 'This checkout took too long. Start it anew.');
  const quote = await quoteCheckout(world, input, tables);
  if (isRefusal(quote)) return quote;
  if (quote.totalMinor !== charge.amountMinor || quote.currency !== charge.currency)
    return changedMeanwhile();
  const short = await reserveAll(world, quote);
  if (short) return short;
  const placed = await writeOrders(world, quote, input);
  if (isRefusal(placed)) return placed;
  unit.append(charges, checkoutId, [
    {
      type: 'ChargeAuthorised',
      at: unit.now,
      reference,
      orders: placed.map((o) => o.orderId),
      captureAt: retryAt(unit.now, 0),
    },
  ]);
  const listingIds = quote.orders.flatMap((o) => o.lines.map((l) => l.listingId));
  unit.append(carts, buyer, [{ type: 'CartCheckedOut', at: unit.now, listingIds }]);
  const total = money(quote.totalMinor, quote.currency);
  unit.afterCommit(() => cashier.capture(checkoutId, { reference, amount: total }));
  return { checkoutId, orders: placed, total };
}

async function reserveAll(world: World, quote: Quote): Promise<Refusal | undefined> {
  const lines = quote.orders.flatMap((o) => o.lines).toSorted((a, b) => (a.listingId < b.listingId ? -1 : 1));
  for (const { listingId, quantity, unitMinor, title } of lines) {
    const reserved = await reserveStock(world, listingId, quantity);
    if (isRefusal(reserved))
      return refuse('line-unavailable', `“${title ?? listingId}”: ${reserved.why ?? reserved.refused}`, {
        field: 'lines',
        facts: { listingIds: listingId },
      });
    // Read again under its lock: the price that is charged is the price that is agreed.
    if (reserved.price.amountMinor !== unitMinor) return changedMeanwhile();
  }
  return undefined;
}

async function writeOrders(
  world: World,
  quote: Quote,
  input: PlaceInput,
): Promise<Placed['orders'] | Refusal> {
  const { unit, rulebook } = world;
  const { checkoutId, buyer, country, address } = input;
  const { currency } = quote;
  const placed: { orderId: OrderId; total: Money }[] = [];
  for (const quoted of quote.orders) {
    const orderId: OrderId = unit.ids.next('ord');
    const { seller, shipBy, totalMinor } = quoted;
    const events = placeOrder(
      undefined,
      {
        ...quoted,
        buyer,
        currency,
        country,
        address,
        placedAt: unit.now,
        checkout: checkoutId,
        endsAt: shipBy + rulebook.orders.cancelUnshippedAfterDays * DAY_MS,
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
      amountMinor: totalMinor,
    });
    if (isRefusal(authorised)) return authorised;
    unit.append(payments, orderId, authorised);
    placed.push({ orderId, total: money(totalMinor, currency) });
  }
  return placed;
}

import type { PostalAddress } from '../src/entry/address.ts';
import { isRefusal } from '../src/kernel/decision.ts';
import type { CheckoutId, ListingId, OrderId, PartyId } from '../src/kernel/ids.ts';
import { carts } from '../src/market/carts/cart.ts';
import { setCartLine } from '../src/market/carts/decide.ts';
import { BUILT_IN_DUTIES } from '../src/market/payments/duties.ts';
import { BUILT_IN_TAXES } from '../src/market/payments/taxes.ts';
import { openCharge, placeOrders } from '../src/processes/checkout.ts';
import type { SimulatedMarket } from './market.ts';

export interface Shopper {
  readonly id: PartyId;
  readonly country: string;
  /** With whom it goes to, as the checkout asks for it. */
  readonly address: PostalAddress & { readonly name: string };
}

export interface CartWish {
  readonly listingId: ListingId;
  readonly quantity: number;
}

const BORDERS = { taxes: BUILT_IN_TAXES, duties: BUILT_IN_DUTIES };

/** Puts something into the cart. */
export async function putInCart(market: SimulatedMarket, buyer: PartyId, wish: CartWish): Promise<boolean> {
  const done = await market.attempt(buyer, async ({ unit, rulebook }) => {
    const events = setCartLine(await unit.load(carts, buyer), { at: unit.now, ...wish }, rulebook.orders);
    return isRefusal(events) ? events : unit.append(carts, buyer, events);
  });
  return done !== undefined;
}

/** The whole way through the checkout, as the shop's route goes it: charge opened, money reserved, orders placed. */
export async function checkOut(
  market: SimulatedMarket,
  shopper: Shopper,
  listingIds: readonly ListingId[],
  token = 'ok',
): Promise<readonly OrderId[]> {
  const { cashier } = market;
  const buyer = shopper.id;
  const input = { buyer, country: shopper.country, listingIds };
  const opened = await market.attempt(buyer, async (world) => {
    const checkoutId: CheckoutId = world.unit.ids.next('chk');
    const charge = await openCharge(
      world,
      { ...input, checkoutId, provider: cashier.provider.name },
      BORDERS,
    );
    return isRefusal(charge) ? charge : { checkoutId, ...charge };
  });
  if (!opened) return [];
  const { checkoutId, amount } = opened;
  const answer = await cashier.provider.authorise({
    key: `${checkoutId}:authorise:0`,
    checkoutId,
    buyer,
    amount,
    token,
  });
  if (answer.outcome === 'declined') return [];
  const placed = await market.attempt(buyer, (world) => {
    const address = world.unit.keep({
      party: buyer,
      kind: 'delivery-address',
      value: JSON.stringify(shopper.address),
    });
    return placeOrders(
      world,
      { ...input, checkoutId, reference: answer.reference, address, cashier },
      BORDERS,
    );
  });
  return placed?.orders.map((o) => o.orderId) ?? [];
}

import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  amountMinor,
  country,
  currency,
  line,
  listingId,
  money,
  orderId,
  partyId,
  postalAddress,
} from '../../door/fields.ts';
import { askerOf } from '../../door/names.ts';
import { type AnyRoute, read, write } from '../../door/route.ts';
import { isRefusal } from '../../kernel/decision.ts';
import type { CheckoutId, ListingId } from '../../kernel/ids.ts';
import type { Money } from '../../kernel/money.ts';
import { type AuthorisedCard, authoriseCard } from '../../processes/authorise-card.ts';
import type { Cashier } from '../../processes/cashier.ts';
import { openCharge, placeOrders } from '../../processes/checkout.ts';
import { drawInvoice } from '../../processes/draw-invoice.ts';
import { type BorderTables, quoteCheckout } from '../../processes/quote.ts';

interface Ports extends BorderTables {
  readonly cashier: Cashier;
}

const listingIds = z.array(listingId).min(1).max(1_000).optional();

const quoted = z.object({
  currency,
  totalMinor: amountMinor,
  orders: z.array(
    z.object({
      seller: partyId,
      lines: z.array(z.looseObject({ listingId, quantity: z.int(), unitMinor: amountMinor })),
      shippingMinor: amountMinor,
      /** Of the shipping, where taxes are known. */
      shippingTaxBasisPoints: z.int().optional(),
      /** Contained in the total. */
      taxMinor: amountMinor,
      totalMinor: amountMinor,
      shipBy: z.int(),
      deliverBy: z.int(),
      /** What customs may ask on arrival; not part of the total. `estimateMinor` null: not known. */
      importDuty: z.object({ from: country, estimateMinor: z.int().nullable() }).optional(),
    }),
  ),
});

function paymentForm({ cashier }: Ports) {
  return read({
    path: '/checkout/payment-form',
    summary:
      'How a payment token for the checkout is made: test cards of the sandbox, or the form of the provider',
    tag: 'checkout',
    access: { who: ['anyone'] },
    response: z.object({
      provider: z.string(),
      /** Tokens that stand for cards, where the provider has no real ones. */
      testTokens: z.array(z.string()),
      /** For the provider's own form in the browser. */
      publicKey: z.string().nullable(),
    }),
    handle: async () => {
      const { name, form } = cashier.provider;
      return { provider: name, testTokens: form?.testTokens ?? [], publicKey: form?.publicKey ?? null };
    },
  });
}

function quote(ports: Ports) {
  return write({
    method: 'post',
    path: '/checkout/quote',
    summary: 'What my cart costs delivered to a country, and when it comes: an order a seller',
    tag: 'checkout',
    access: { who: ['buyer'], action: 'checkout' },
    body: z.strictObject({ country, listingIds }),
    response: quoted,
    handle: async (writer, { body }) => {
      const input = { buyer: askerOf(writer.actor), country: body.country, ...chosen(body.listingIds) };
      const result = await quoteCheckout(writer, input, ports);
      if (isRefusal(result)) return result;
      const { currency, totalMinor } = result;
      const orders = result.orders.map((order) => ({
        ...order,
        taxMinor: drawInvoice({ ...order, currency }).taxMinor,
      }));
      return { currency, totalMinor, orders };
    },
  });
}

/**
 * The charge is opened and the card asked before the transaction, under the request's own key; orders come into being
 * in it, and the capture follows. Refused in between, the money is let go and the checkout has to be started anew.
 */
function checkout(ports: Ports) {
  const { cashier } = ports;
  return write({
    method: 'post',
    path: '/checkout',
    summary: 'Buy what is in my cart: one payment, an order a seller',
    tag: 'checkout',
    access: { who: ['buyer'], action: 'checkout' },
    status: 201,
    body: z.strictObject({
      address: postalAddress.extend({ name: line(100) }),
      /** The payment form's name for a card or wallet; card numbers never come here. */
      paymentToken: line(200),
      listingIds,
      /** The total that the buyer was shown: if it is another by now, the answer is `price-changed` and nothing is charged. */
      agreedTotal: money.optional(),
    }),
    response: z.object({
      checkoutId: z.string(),
      orders: z.array(z.object({ orderId, total: money })),
      total: money,
    }),
    refusals: { 'payment-declined': 422, 'provider-unavailable': 503, 'checkout-expired': 410 },
    prepare: async (preparer, { body, idempotencyKey }) => {
      const buyer = askerOf(preparer.actor);
      const checkoutId = checkoutIdOf(idempotencyKey);
      const wish = { buyer, country: body.address.country, ...chosen(body.listingIds) };
      const provider = cashier.provider;
      return authoriseCard(preparer, provider, {
        checkoutId,
        payer: buyer,
        token: body.paymentToken,
        open: (world) =>
          openCharge(world, { ...wish, ...agreedIn(body), checkoutId, provider: provider.name }, ports),
      });
    },
    abandon: ({ checkoutId }: AuthorisedCard) => cashier.release(checkoutId),
    handle: async (writer, { body, prepared }) => {
      const buyer = askerOf(writer.actor);
      const address = writer.unit.keep({
        party: buyer,
        kind: 'delivery-address',
        value: JSON.stringify(body.address),
      });
      const wish = { buyer, country: body.address.country, ...chosen(body.listingIds) };
      return placeOrders(writer, { ...wish, ...prepared, address, cashier }, ports);
    },
  });
}

function agreedIn({ agreedTotal }: { readonly agreedTotal?: Money | undefined }) {
  return agreedTotal === undefined ? {} : { agreed: agreedTotal };
}

function chosen(listingIds: readonly ListingId[] | undefined) {
  return listingIds === undefined ? {} : { listingIds };
}

/** The same request again is the same checkout; nobody else's key can make it, since the key names the party. */
function checkoutIdOf(idempotencyKey: string): CheckoutId {
  return `chk_${createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 32)}` as CheckoutId;
}

export function checkoutRoutes(ports: Ports): readonly AnyRoute[] {
  return [paymentForm(ports), quote(ports), checkout(ports)];
}

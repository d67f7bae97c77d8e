import { describe, expect, test } from 'vitest';
import { Shop } from '../../test/shop.ts';
import { isRefusal, type Refusal } from '../kernel/decision.ts';
import type { CaseId, CheckoutId, SanctionId } from '../kernel/ids.ts';
import { DAY_MS } from '../kernel/time.ts';
import { carts } from '../market/carts/cart.ts';
import { listings } from '../market/listings/listing.ts';
import { charges } from '../market/payments/charge.ts';
import { payments } from '../market/payments/payment.ts';
import type { Measure } from '../standing/standing.ts';
import type { Placed } from './checkout.ts';

function measure(kind: Measure['kind'], at: number, more: Partial<Measure> = {}): Measure {
  return {
    sanctionId: 'san_1' as SanctionId,
    caseId: 'cas_1' as CaseId,
    kind,
    from: at,
    until: null,
    ...more,
  };
}

function placed(result: Placed | Refusal): Placed {
  if (isRefusal(result)) throw new Error(`refused: ${result.refused} ${result.why ?? ''}`);
  return result;
}

describe('a checkout', () => {
  test('splits the cart by seller, promises dates, takes stock, captures once and empties the cart', async () => {
    const shop = new Shop();
    const [a, b] = [await shop.seller(), await shop.seller()];
    const buyer = await shop.buyer();
    const [bowl, cup] = [
      await shop.listing(a),
      await shop.listing(a, { price: { amountMinor: 300, currency: 'EUR' } }),
    ];
    const lamp = await shop.listing(b, { handlingDays: 0 });
    const result = placed(
      await shop.buy(buyer, [
        [bowl, 1],
        [cup, 2],
        [lamp, 1],
      ]),
    );

    expect(result.orders.map((o) => o.total.amountMinor)).toEqual([10_000 + 600 + 500 + 200, 10_000 + 500]);
    const [first, second] = await Promise.all(result.orders.map((o) => shop.orderOf(o.orderId)));
    expect(first).toMatchObject({
      seller: a,
      status: 'placed',
      shippingMinor: 700,
      currency: 'EUR',
      country: 'DE',
    });
    expect(first?.lines).toMatchObject([
      { listingId: bowl, quantity: 1, taxBasisPoints: 1900, edition: 1 },
      { listingId: cup, quantity: 2 },
    ]);
    expect(first?.shipBy).toBe(Date.UTC(2026, 0, 8) - 1);
    expect(second?.shipBy).toBe(Date.UTC(2026, 0, 6) - 1);
    expect(second?.deliverBy).toBe(Date.UTC(2026, 0, 9) - 1);
    await shop.market.run('test', async ({ unit }) => {
      expect(await unit.load(listings, cup)).toMatchObject({ stock: 98 });
      expect(await unit.load(carts, buyer)).toEqual({ lines: [] });
      expect(await unit.load(charges, result.checkoutId)).toMatchObject({ status: 'captured' });
      expect(await unit.load(payments, result.orders[0]?.orderId ?? '')).toMatchObject({
        status: 'captured',
        balances: { provider: 11_300, pending: -11_300 },
      });
    });
    expect(shop.provider.effects.map((e) => [e.kind, e.minor])).toEqual([
      ['authorise', 21_800],
      ['capture', 21_800],
    ]);
  });

  test('names every line that can no longer be bought', async () => {
    const shop = new Shop();
    const [a, b] = [await shop.seller(), await shop.seller()];
    const buyer = await shop.buyer();
    const [bowl, lamp] = [await shop.listing(a, { title: 'Bowl' }), await shop.listing(b, { title: 'Lamp' })];
    await shop.judge(b, {
      type: 'MeasureApplied',
      at: shop.market.now,
      measure: measure('suspension', shop.market.now),
    });
    const result = await shop.buy(buyer, [
      [bowl, 1],
      [lamp, 1],
    ]);
    expect(result).toMatchObject({
      refused: 'line-unavailable',
      why: "“Lamp” can't be bought right now; remove it to go on.",
      field: 'lines.1',
      facts: { listingIds: lamp },
    });
    expect(shop.provider.effects).toEqual([]);
  });

  test.each([
    ['a taken-down listing', 'listing-takedown'],
    ['a shut-down seller', 'shutdown'],
    ['a barred seller', 'bar'],
  ] as const)('refuses %s', async (_, kind) => {
    const shop = new Shop();
    const seller = await shop.seller();
    const listingId = await shop.listing(seller);
    await shop.judge(seller, {
      type: 'MeasureApplied',
      at: shop.market.now,
      measure: measure(kind, 0, { listingId }),
    });
    expect(await shop.buy(await shop.buyer(), [[listingId, 1]])).toMatchObject({
      refused: 'line-unavailable',
    });
  });

  test('refuses a buyer who may not buy', async () => {
    const shop = new Shop();
    const buyer = await shop.buyer();
    const listingId = await shop.listing(await shop.seller());
    await shop.judge(buyer, { type: 'MeasureApplied', at: 0, measure: measure('purchase-hold', 0) });
    expect(await shop.buy(buyer, [[listingId, 1]])).toMatchObject({ refused: 'not-permitted' });
  });

  test('holds an order cap over the last 24 hours', async () => {
    const shop = new Shop();
    const seller = await shop.seller();
    const buyer = await shop.buyer();
    const listingId = await shop.listing(seller);
    await shop.judge(seller, {
      type: 'MeasureApplied',
      at: 0,
      measure: measure('order-cap', 0, { ordersPerDayMax: 2 }),
    });
    placed(await shop.buy(buyer, [[listingId, 1]]));
    placed(await shop.buy(buyer, [[listingId, 1]]));
    expect(await shop.buy(buyer, [[listingId, 1]])).toMatchObject({ refused: 'line-unavailable' });
    shop.market.pass(DAY_MS);
    placed(await shop.buy(buyer, [[listingId, 1]]));
  });

  test('holds the limits of a new seller', async () => {
    const shop = new Shop();
    const seller = await shop.seller({ established: false });
    const buyer = await shop.buyer();
    const dear = await shop.listing(seller, { price: { amountMinor: 90_000, currency: 'EUR' } });
    expect(await shop.buy(buyer, [[dear, 1]])).toMatchObject({ refused: 'line-unavailable' });
    await shop.fillCart(buyer, [[dear, 0]]);
    const listingId = await shop.listing(seller);
    for (let i = 0; i < 20; i++) placed(await shop.buy(buyer, [[listingId, 1]]));
    expect(await shop.buy(buyer, [[listingId, 1]])).toMatchObject({
      refused: 'line-unavailable',
      why: expect.stringContaining('hands full'),
    });
  });

  test('refuses what is sold out, not delivered there, withdrawn, or in two currencies', async () => {
    const shop = new Shop();
    const seller = await shop.seller();
    const buyer = await shop.buyer();
    const few = await shop.listing(seller, { stock: 1 });
    expect(await shop.buy(buyer, [[few, 2]])).toMatchObject({
      refused: 'line-unavailable',
      why: expect.stringContaining('Only 1'),
    });
    await shop.fillCart(buyer, [[few, 0]]);
    const far = await shop.listing(seller, {
      zones: [{ name: 'islands', countries: ['IS'], priceMinor: 0, extraItemMinor: 0, transitDays: 9 }],
    });
    expect(await shop.buy(buyer, [[far, 1]])).toMatchObject({
      why: expect.stringContaining('not delivered to DE'),
    });
    await shop.fillCart(buyer, [[far, 0]]);
    const pounds = await shop.listing(seller, { price: { amountMinor: 100, currency: 'GBP' } });
    expect(
      await shop.buy(buyer, [
        [few, 1],
        [pounds, 1],
      ]),
    ).toMatchObject({ refused: 'mixed-currencies' });
    expect(await shop.checkout(await shop.buyer(), 'chk_empty' as CheckoutId)).toMatchObject({
      refused: 'empty-cart',
    });
  });
});

describe('the money of a checkout', () => {
  test('is refused by the bank: nothing happens, and another card may be tried', async () => {
    const shop = new Shop();
    const buyer = await shop.buyer();
    await shop.fillCart(buyer, [[await shop.listing(await shop.seller()), 1]]);
    const id = 'chk_same' as CheckoutId;
    expect(await shop.checkout(buyer, id, 'declined')).toMatchObject({ refused: 'payment-declined' });
    expect(shop.market.store.table(payments).size).toBe(0);
    placed(await shop.checkout(buyer, id, 'ok'));
  });

  test('is captured by the sweep if the first capture gets no answer', async () => {
    const shop = new Shop();
    const seller = await shop.seller();
    const listingId = await shop.listing(seller);
    const { checkoutId } = placed(await shop.buy(await shop.buyer(), [[listingId, 1]], 'capture-fails-once'));
    const status = () =>
      shop.market.run('t', async ({ unit }) => (await unit.load(charges, checkoutId))?.status);
    expect(await status()).toBe('authorised');
    expect(shop.problems).toHaveLength(1);
    await shop.passDays(1);
    expect(await status()).toBe('captured');
    await shop.passDays(1);
    expect(shop.provider.effects.filter((e) => e.kind === 'capture')).toHaveLength(1);
  });

  test('never comes: the orders end without blame and the goods go back', async () => {
    const shop = new Shop();
    const listingId = await shop.listing(await shop.seller(), { stock: 5 });
    const { orders } = placed(await shop.buy(await shop.buyer(), [[listingId, 2]], 'capture-refused'));
    expect(await shop.orderOf(orders[0]?.orderId ?? ('' as never))).toMatchObject({
      status: 'cancelled',
      by: 'system',
      reason: 'payment-failed',
    });
    await shop.market.run('t', async ({ unit }) => {
      expect(await unit.load(listings, listingId)).toMatchObject({ stock: 5 });
      expect(await unit.load(payments, orders[0]?.orderId ?? '')).toMatchObject({ status: 'void' });
    });
    expect(shop.ledger()).toEqual({});
  });

  test('is released when its orders never came about', async () => {
    const shop = new Shop();
    const buyer = await shop.buyer();
    const seller = await shop.seller();
    const listingId = await shop.listing(seller);
    await shop.fillCart(buyer, [[listingId, 1]]);
    const id = 'chk_lost' as CheckoutId;
    // The process dies between the provider's answer and the orders.
    const authorise = shop.provider.authorise.bind(shop.provider);
    shop.provider.authorise = async (request) => {
      await authorise(request);
      throw new Error('killed');
    };
    await expect(shop.checkout(buyer, id)).rejects.toThrow('killed');
    await shop.passDays(1);
    expect(shop.provider.effects.map((e) => e.kind)).toEqual(['authorise', 'release']);
    expect(await shop.market.run('t', ({ unit }) => unit.load(charges, id))).toMatchObject({
      status: 'void',
    });
    shop.provider.authorise = authorise;
    expect(await shop.checkout(buyer, id)).toMatchObject({ refused: 'checkout-expired' });
  });

  test('is released when a verdict comes between authorisation and orders', async () => {
    const shop = new Shop();
    const buyer = await shop.buyer();
    const seller = await shop.seller();
    await shop.fillCart(buyer, [[await shop.listing(seller), 1]]);
    const authorise = shop.provider.authorise.bind(shop.provider);
    shop.provider.authorise = async (request) => {
      await shop.judge(seller, { type: 'MeasureApplied', at: 0, measure: measure('suspension', 0) });
      return authorise(request);
    };
    expect(await shop.checkout(buyer, 'chk_verdict' as CheckoutId)).toMatchObject({
      refused: 'line-unavailable',
    });
    await shop.passDays(1);
    expect(shop.provider.effects.map((e) => e.kind)).toEqual(['authorise', 'release']);
  });

  test('is not taken for a cart that changed meanwhile', async () => {
    const shop = new Shop();
    const buyer = await shop.buyer();
    const listingId = await shop.listing(await shop.seller());
    await shop.fillCart(buyer, [[listingId, 1]]);
    const authorise = shop.provider.authorise.bind(shop.provider);
    shop.provider.authorise = async (request) => {
      await shop.fillCart(buyer, [[listingId, 2]]);
      return authorise(request);
    };
    expect(await shop.checkout(buyer, 'chk_changed' as CheckoutId)).toMatchObject({
      refused: 'price-changed',
    });
  });
});

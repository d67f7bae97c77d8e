import { describe, expect, test } from 'vitest';
import { Shop } from '../../test/shop.ts';
import { isRefusal } from '../kernel/decision.ts';
import type { OrderId, ShipmentId } from '../kernel/ids.ts';
import { DAY_MS } from '../kernel/time.ts';
import { accounts } from '../market/payments/account.ts';
import { payments } from '../market/payments/payment.ts';
import { takeCarrierScan } from './carrier-scan.ts';
import { takeScan } from './scan.ts';
import { type ShipInput, shipParcel } from './ship.ts';

function ship(shop: Shop, orderId: OrderId, id: string, more: Partial<ShipInput> = {}) {
  const shipmentId = `shp_${id}` as ShipmentId;
  return shop.market.run('t', (w) =>
    shipParcel(w, { orderId, shipmentId, at: w.unit.now, carrier: 'DHL', ...more }),
  );
}

async function transferOf(shop: Shop, orderId: OrderId) {
  const payment = await shop.market.run('t', ({ unit }) => unit.load(payments, orderId));
  if (payment?.status !== 'captured') throw new Error('not captured');
  return payment.transfer;
}

describe('a parcel', () => {
  test('is not sent before the money is there', async () => {
    const shop = new Shop();
    const listingId = await shop.listing(await shop.seller());
    const result = await shop.buy(await shop.buyer(), [[listingId, 1]], 'capture-fails-once');
    if (isRefusal(result)) throw new Error(result.refused);
    const orderId = result.orders[0]?.orderId ?? ('' as OrderId);
    expect(await ship(shop, orderId, 'early')).toMatchObject({ refused: 'not-paid-yet' });
    await shop.passDays(1);
    expect(await ship(shop, orderId, 'paid')).toMatchObject({ shipmentId: 'shp_paid' });
  });

  test('has a tracking number of its own, which never enters the log', async () => {
    const shop = new Shop();
    const [seller, buyer] = [await shop.seller(), await shop.buyer()];
    const [a, b] = [await shop.order(seller, buyer), await shop.order(seller, buyer)];
    await ship(shop, a, '1', { trackingNumber: 'JJD 0001' });
    expect(await ship(shop, b, '2', { trackingNumber: 'jjd0001' })).toMatchObject({
      refused: 'tracking-used',
      field: 'trackingNumber',
    });
    expect(await ship(shop, b, '1', { trackingNumber: 'JJD2' })).toMatchObject({
      refused: 'shipment-exists',
    });
    expect(JSON.stringify(shop.market.store.entries)).not.toMatch(/JJD ?0001/i);
  });

  test('gives the order its invoice number, the first one only, without gaps', async () => {
    const shop = new Shop();
    const [seller, buyer] = [await shop.seller(), await shop.buyer()];
    const [a, b] = [await shop.order(seller, buyer, 2), await shop.order(seller, buyer)];
    await ship(shop, a, '1', { pieces: [1] });
    await ship(shop, a, '2');
    await ship(shop, b, '3');
    expect((await shop.orderOf(a)).invoice).toBe(1);
    expect((await shop.orderOf(b)).invoice).toBe(2);
    expect((await shop.market.run('t', ({ unit }) => unit.load(accounts, seller)))?.invoices).toBe(2);
  });

  test('is found by the number that its carrier knows', async () => {
    const shop = new Shop();
    const orderId = await shop.order(await shop.seller(), await shop.buyer());
    await ship(shop, orderId, '1', { trackingNumber: 'JJD1' });
    const scan = (trackingNumber: string) =>
      shop.market.run('carrier', (w) =>
        takeCarrierScan(w, { carrier: 'dhl', trackingNumber, at: w.unit.now, code: 'delivered' }),
      );
    expect(await scan('JJD9')).toMatchObject({ refused: 'not-found', field: 'trackingNumber' });
    expect(await scan('jjd-1')).toMatchObject({ shipmentId: 'shp_1', shipment: { status: 'delivered' } });
    expect(await shop.orderOf(orderId)).toMatchObject({ status: 'delivered', how: 'carrier' });
  });

  test('moves the date of the money with what is known of it', async () => {
    const shop = new Shop();
    const orderId = await shop.order(await shop.seller(), await shop.buyer());
    const { deliverBy } = await shop.orderOf(orderId);
    const sentAt = shop.market.now;
    const shipmentId = await shop.ship(orderId, 'JJD1');
    expect(await transferOf(shop, orderId)).toEqual({ state: 'scheduled', at: sentAt + 30 * DAY_MS });
    const scan = async (code: 'accepted' | 'lost' | 'delivered') => {
      shop.market.pass(DAY_MS);
      await shop.market.must('carrier', (w) => takeScan(w, { shipmentId, at: w.unit.now, code }));
      return transferOf(shop, orderId);
    };
    expect(await scan('accepted')).toEqual({ state: 'scheduled', at: deliverBy + 30 * DAY_MS });
    expect(await scan('lost')).toEqual({ state: 'waiting' });
    expect(await scan('delivered')).toEqual({ state: 'scheduled', at: shop.market.now + 7 * DAY_MS });
  });
});

import { beforeEach, describe, expect, test } from 'vitest';
import { TestMarket } from '../../test/worlds.ts';
import { DAY_MS, HOUR_MS } from '../kernel/time.ts';
import { orders, outsideOrderId } from '../market/orders/order.ts';
import { payments } from '../market/payments/payment.ts';
import { outsideShipmentId, shipments } from '../market/shipments/shipment.ts';
import { type Fact, type FactBody, type FactsTaken, takeFacts } from './facts.ts';

const AT = Date.UTC(2025, 5, 1);
const id = outsideOrderId('shop', 'A1');

let market: TestMarket;
let number = 0;
beforeEach(() => {
  market = new TestMarket();
});

function fact(body: FactBody, more: Partial<Pick<Fact, 'at' | 'key'>> = {}): Fact {
  number += 1;
  return { source: 'shop', key: `k${number}`, at: AT, ...more, ...body };
}

const party = (kind: 'seller' | 'buyer', ref: string): Fact =>
  fact({ type: 'party-registered', kind, party: ref, country: 'BR', language: 'pt', currency: 'BRL' });
const placed = (more: Partial<Extract<Fact, { type: 'order-placed' }>> = {}): Fact =>
  ({
    ...fact({
      type: 'order-placed',
      order: 'A1',
      seller: 's1',
      buyer: 'b1',
      shipBy: AT + 2 * DAY_MS,
      deliverBy: AT + 9 * DAY_MS,
      currency: 'BRL',
      country: 'BR',
      lines: [{ item: 'i1', quantity: 1, unitMinor: 5_000 }],
      shippingMinor: 900,
    }),
    ...more,
  }) as Fact;
const paid = () => fact({ type: 'order-paid', order: 'A1' });
const shipped = (at = AT + DAY_MS) =>
  fact({ type: 'order-shipped', order: 'A1', carrier: 'Correios', trackingNumber: 'BR123' }, { at });
const scanned = (code: 'accepted' | 'delivered' | 'lost', hours: number) =>
  fact({ type: 'shipment-scanned', parcel: 'A1', code }, { at: AT + DAY_MS + hours * HOUR_MS });

function take(...facts: readonly Fact[]): Promise<FactsTaken> {
  return market.run('shop', (w) => takeFacts(w, facts));
}

async function known(): Promise<void> {
  await take(party('seller', 's1'), party('buyer', 'b1'));
}

describe('facts of an outside shop', () => {
  test('make an order from placing to delivery, in one batch', async () => {
    const taken = await take(
      party('seller', 's1'),
      party('buyer', 'b1'),
      placed(),
      paid(),
      shipped(),
      scanned('accepted', 2),
      scanned('delivered', 50),
    );
    expect(taken).toEqual({ accepted: 7, duplicates: 0, errors: [] });
    const order = await market.run('t', ({ unit }) => unit.load(orders, id));
    expect(order).toMatchObject({
      status: 'delivered',
      how: 'carrier',
      seller: 'pty_shop_s1',
      buyer: 'pty_shop_b1',
      totalMinor: 5_900,
      source: 'shop',
      deliveredAt: AT + DAY_MS + 50 * HOUR_MS,
    });
    expect(await market.run('t', ({ unit }) => unit.load(payments, id))).toMatchObject({
      status: 'outside',
      amountMinor: 5_900,
    });
    const shipment = await market.run('t', ({ unit }) =>
      unit.load(shipments, outsideShipmentId('shop', 'A1')),
    );
    expect(shipment).toMatchObject({ status: 'delivered', carrier: 'Correios' });
    expect(JSON.stringify(market.store.entries)).not.toContain('BR123');
  });

  test('ask for no deadline of ours and move no money', async () => {
    await known();
    await take(placed(), paid(), shipped(), scanned('delivered', 5));
    const order = await market.run('t', ({ unit }) => unit.load(orders, id));
    expect(order && orders.due?.(order)).toBeUndefined();
    expect(market.store.entries.some(({ event }) => 'lines' in event && event.type !== 'OrderPlaced')).toBe(
      false,
    );
  });

  test('said twice count once, in a batch and between batches', async () => {
    await known();
    const once = placed();
    expect(await take(once, once)).toEqual({ accepted: 1, duplicates: 1, errors: [] });
    expect(await take(once)).toEqual({ accepted: 0, duplicates: 1, errors: [] });
  });

  test('that contradict an earlier one under their key are named', async () => {
    await known();
    const first = placed();
    await take(first);
    const second = { ...first, at: first.at + 1 };
    expect(await take(second)).toMatchObject({
      accepted: 0,
      errors: [{ index: 0, code: 'conflicting-fact', field: 'key' }],
    });
  });

  test('that are wrong are named by place and field, and the good ones stay', async () => {
    await known();
    const taken = await take(
      paid(),
      placed({ seller: 'nobody' }),
      placed({ seller: 'b1' }),
      placed({ shipBy: AT - 1 }),
      placed(),
      placed(),
      fact({ type: 'order-delivered', order: 'A1' }),
      shipped(AT - 1),
      shipped(),
      fact({ type: 'order-cancelled', order: 'A1', by: 'seller' }, { at: AT + DAY_MS }),
      fact({ type: 'shipment-scanned', parcel: 'X', code: 'accepted' }),
      fact({ type: 'order-delivered', order: 'A1' }, { at: market.now + DAY_MS }),
      paid(),
      paid(),
    );
    expect(taken.errors.map((e) => [e.index, e.code, e.field])).toEqual([
      [0, 'not-found', 'order'],
      [1, 'unknown-seller', 'seller'],
      [2, 'unknown-seller', 'seller'],
      [3, 'promise-before-order', 'shipBy'],
      [5, 'order-exists', 'order'],
      [6, 'not-shipped', undefined],
      [7, 'shipped-before-placed', 'at'],
      [9, 'nothing-left', undefined],
      [10, 'not-found', 'shipment'],
      [11, 'in-the-future', 'at'],
      [13, 'payment-exists', 'order'],
    ]);
    expect(taken.accepted).toBe(3);
    expect(await market.run('t', ({ unit }) => unit.load(orders, id))).toMatchObject({ status: 'shipped' });
  });

  test('a wrong fact can be mended and sent again under its key', async () => {
    await known();
    const early = paid();
    expect((await take(early)).errors).toHaveLength(1);
    await take(placed());
    expect(await take(early)).toMatchObject({ accepted: 1 });
  });

  test('an order in several parcels has arrived with the last of them', async () => {
    await known();
    const parcel = (ref: string, pieces: number[]) =>
      fact({ type: 'order-shipped', order: 'A1', parcel: ref, carrier: 'X', pieces }, { at: AT + DAY_MS });
    const arrived = (ref: string) =>
      fact({ type: 'shipment-scanned', parcel: ref, code: 'delivered' }, { at: AT + 2 * DAY_MS });
    await take(
      placed({ lines: [{ item: 'i', quantity: 2, unitMinor: 100 }] }),
      parcel('P1', [1]),
      parcel('P2', [1]),
    );
    await take(arrived('P1'));
    expect(await market.run('t', ({ unit }) => unit.load(orders, id))).toMatchObject({ status: 'shipped' });
    await take(arrived('P2'));
    expect(await market.run('t', ({ unit }) => unit.load(orders, id))).toMatchObject({ status: 'delivered' });
  });

  test('a parcel that is lost leaves its order undelivered until it turns up', async () => {
    await known();
    await take(placed(), shipped(), scanned('accepted', 1), scanned('lost', 90));
    expect(await market.run('t', ({ unit }) => unit.load(orders, id))).toMatchObject({
      status: 'undelivered',
      why: 'lost',
    });
    await take(scanned('delivered', 200));
    expect(await market.run('t', ({ unit }) => unit.load(orders, id))).toMatchObject({ status: 'delivered' });
  });
});

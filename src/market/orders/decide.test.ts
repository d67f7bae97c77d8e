import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { given } from '../../../test/case-law.ts';
import { isRefusal } from '../../kernel/decision.ts';
import type { CheckoutId, ListingId, PartyId, ShipmentId } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { cancelOrder, deliverOrder, placeOrder, shipOrder, undeliverOrder } from './decide.ts';
import { orders, type OrderEvent, type OrderTerms, remainingPieces } from './order.ts';

const AT = Date.UTC(2026, 0, 5);
const LIMITS = { linesMax: 3, piecesPerLineMax: 9 };
const seller = 'pty_s' as PartyId;
const bowl = { listingId: 'lst_1' as ListingId, quantity: 2, unitMinor: 1_000 };
const lamp = { listingId: 'lst_2' as ListingId, quantity: 1, unitMinor: 500 };

const terms: OrderTerms = {
  seller,
  buyer: 'pty_b' as PartyId,
  checkout: 'chk_1' as CheckoutId,
  placedAt: AT,
  shipBy: AT + 2 * DAY_MS,
  deliverBy: AT + 5 * DAY_MS,
  endsAt: AT + 23 * DAY_MS,
  currency: 'EUR',
  country: 'DE',
  lines: [bowl, lamp],
  shippingMinor: 490,
  totalMinor: 2_990,
};
const { placedAt: at, ...agreed } = terms;
const placed: OrderEvent = { type: 'OrderPlaced', at, ...agreed };
const shipmentId = 'shp_1' as ShipmentId;
const shipped = (pieces?: readonly number[]): OrderEvent => ({
  type: 'OrderShipped',
  at: AT + DAY_MS,
  seller,
  shipmentId,
  ...(pieces ? { pieces } : {}),
});
const delivered: OrderEvent = { type: 'OrderDelivered', at: AT + 3 * DAY_MS, seller, how: 'carrier' };
const cancelled = (pieces?: readonly number[]): OrderEvent => ({
  type: 'OrderCancelled',
  at: AT + DAY_MS,
  seller,
  by: 'buyer',
  reason: 'changed-mind',
  ...(pieces ? { pieces } : {}),
});

describe('placing an order', () => {
  const place = (more: Partial<OrderTerms>) =>
    given(orders).when((o) => placeOrder(o, { ...terms, ...more }, LIMITS));

  test('records what was agreed', () => {
    place({}).then({ type: 'OrderPlaced', at: AT, totalMinor: 2_990, lines: [bowl, lamp] });
    expect(place({}).state()).toMatchObject({ status: 'placed', placedAt: AT });
  });
  test('twice under one number is refused', () => {
    given(orders, placed)
      .when((o) => placeOrder(o, terms, LIMITS))
      .refused('order-exists', 'order');
  });
  test.each([
    ['own-goods', 'seller', { buyer: seller }],
    ['empty-order', 'lines', { lines: [] }],
    ['too-many-lines', 'lines', { lines: [bowl, bowl, bowl, bowl] }],
    ['bad-quantity', 'lines.0.quantity', { lines: [{ ...bowl, quantity: 0 }] }],
    ['bad-quantity', 'lines.1.quantity', { lines: [bowl, { ...bowl, quantity: 10 }] }],
    ['bad-amount', 'lines.0.unitMinor', { lines: [{ ...bowl, unitMinor: -1 }] }],
    ['bad-amount', 'lines.0.unitMinor', { lines: [{ ...bowl, unitMinor: 0.5 }] }],
    ['bad-amount', 'shippingMinor', { shippingMinor: -1, totalMinor: 2_499 }],
    ['wrong-total', 'totalMinor', { totalMinor: 2_991 }],
    [
      'amount-too-large',
      'totalMinor',
      {
        lines: [{ ...bowl, quantity: 2, unitMinor: 9_000_000_000 }],
        shippingMinor: 0,
        totalMinor: 18_000_000_000,
      },
    ],
    ['promise-before-order', 'shipBy', { shipBy: AT - 1 }],
    ['promise-before-order', 'deliverBy', { deliverBy: AT + DAY_MS }],
  ] as const)('is refused: %s at %s', (code, field, more) => {
    place(more).refused(code, field);
  });
});

describe('shipping', () => {
  const ship =
    (pieces?: readonly number[], when = AT + DAY_MS) =>
    (o: Parameters<typeof shipOrder>[0]) =>
      shipOrder(o, { at: when, shipmentId, ...(pieces ? { pieces } : {}) });

  test('everything in one parcel', () => {
    expect(given(orders, placed).when(ship()).state()).toMatchObject({
      status: 'shipped',
      shippedAt: AT + DAY_MS,
      shipments: [shipmentId],
    });
  });
  test('in two parcels: part-shipped, then shipped as of the first', () => {
    expect(
      given(orders, placed)
        .when(ship([1, 0]))
        .state(),
    ).toMatchObject({
      status: 'part-shipped',
      remaining: [1, 1],
    });
    expect(
      given(orders, placed, shipped([1, 0]))
        .when(ship(undefined, AT + 2 * DAY_MS))
        .state(),
    ).toMatchObject({
      status: 'shipped',
      shippedAt: AT + DAY_MS,
      shipments: [shipmentId, shipmentId],
    });
  });
  test('the named pieces that happen to be all that is left', () => {
    expect(
      given(orders, placed)
        .when(ship([2, 1]))
        .state(),
    ).toMatchObject({ status: 'shipped' });
  });
  test.each([
    [[3, 0], 'pieces.0'],
    [[0, -1], 'pieces.1'],
    [[1], 'pieces'],
    [[0, 0], 'pieces'],
  ])('of %j pieces is refused', (pieces, field) => {
    given(orders, placed).when(ship(pieces)).refused('wrong-pieces', field);
  });
  test('is refused for unknown, cancelled and wholly shipped orders, and before the order', () => {
    given(orders).when(ship()).refused('not-found');
    given(orders, placed, cancelled()).when(ship()).refused('order-cancelled');
    given(orders, placed, shipped()).when(ship()).refused('nothing-left');
    given(orders, placed)
      .when(ship(undefined, AT - 1))
      .refused('shipped-before-placed', 'at');
  });
});

describe('cancelling', () => {
  const cancel =
    (
      by: 'buyer' | 'seller' | 'system',
      reason: 'changed-mind' | 'out-of-stock' | 'never-shipped',
      pieces?: readonly number[],
    ) =>
    (o: Parameters<typeof cancelOrder>[0]) =>
      cancelOrder(o, { at: AT + DAY_MS, by, reason, ...(pieces ? { pieces } : {}) });

  test('by the buyer before shipment ends the order', () => {
    expect(given(orders, placed).when(cancel('buyer', 'changed-mind')).state()).toMatchObject({
      status: 'cancelled',
      by: 'buyer',
      cancelledPieces: [2, 1],
    });
  });
  test('some pieces leaves the others open', () => {
    const state = given(orders, placed)
      .when(cancel('seller', 'out-of-stock', [1, 0]))
      .state();
    expect(state).toMatchObject({ status: 'placed', cancelledPieces: [1, 0] });
    expect(remainingPieces(state)).toEqual([1, 1]);
  });
  test('the rest of what is shipped in part makes it shipped', () => {
    expect(
      given(orders, placed, shipped([2, 0]))
        .when(cancel('seller', 'out-of-stock'))
        .state(),
    ).toMatchObject({
      status: 'shipped',
      cancelledPieces: [0, 1],
    });
  });
  test('is refused once all is shipped, for strange reasons, before the order and for unknown orders', () => {
    given(orders, placed, shipped()).when(cancel('buyer', 'changed-mind')).refused('nothing-left');
    given(orders, placed).when(cancel('buyer', 'out-of-stock')).refused('wrong-reason', 'reason');
    given(orders, placed).when(cancel('seller', 'changed-mind')).refused('wrong-reason', 'reason');
    given(orders, placed)
      .when((o) => cancelOrder(o, { at: AT - 1, by: 'buyer', reason: 'other' }))
      .refused('cancelled-before-placed', 'at');
    given(orders).when(cancel('buyer', 'changed-mind')).refused('not-found');
  });
});

describe('arriving', () => {
  const deliver =
    (when = AT + 3 * DAY_MS) =>
    (o: Parameters<typeof deliverOrder>[0]) =>
      deliverOrder(o, { at: when, how: 'buyer' });
  const undeliver = (o: Parameters<typeof undeliverOrder>[0]) =>
    undeliverOrder(o, { at: AT + 9 * DAY_MS, why: 'lost' });

  test('delivers what was shipped, and what was taken to be lost', () => {
    given(orders, placed, shipped()).when(deliver()).then({ type: 'OrderDelivered', how: 'buyer' });
    const lost: OrderEvent = { type: 'OrderUndelivered', at: AT + 2 * DAY_MS, seller, why: 'lost' };
    expect(given(orders, placed, shipped(), lost).when(deliver()).state()).toMatchObject({
      status: 'delivered',
    });
  });
  test('is refused before shipment, in part, twice, after cancellation and before it was sent', () => {
    given(orders).when(deliver()).refused('not-found');
    given(orders, placed).when(deliver()).refused('not-shipped');
    given(orders, placed, shipped([1, 0]))
      .when(deliver())
      .refused('not-shipped');
    given(orders, placed, shipped(), delivered).when(deliver()).refused('already-delivered');
    given(orders, placed, cancelled()).when(deliver()).refused('order-cancelled');
    given(orders, placed, shipped()).when(deliver(AT)).refused('delivered-before-shipped', 'at');
  });
  test('can be taken back, by a loss or by staff', () => {
    expect(given(orders, placed, shipped(), delivered).when(undeliver).state()).toMatchObject({
      status: 'undelivered',
      why: 'lost',
      shippedAt: AT + DAY_MS,
    });
    given(orders, placed).when(undeliver).refused('not-under-way');
    given(orders).when(undeliver).refused('not-found');
  });
});

describe('any order', () => {
  test('never ships and cancels more pieces than it has, and wakes only while it can end', () => {
    const step = fc.record({
      do: fc.constantFrom('ship' as const, 'cancel' as const, 'deliver' as const, 'lose' as const),
      pieces: fc.option(fc.tuple(fc.integer({ min: -1, max: 3 }), fc.integer({ min: -1, max: 2 })), {
        nil: undefined,
      }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let state = orders.evolve(undefined, placed);
        const gone = [0, 0];
        for (const { do: what, pieces } of steps) {
          const some = pieces ? { pieces } : {};
          const left = remainingPieces(state);
          const events =
            what === 'ship'
              ? shipOrder(state, { at: AT + DAY_MS, shipmentId, ...some })
              : what === 'cancel'
                ? cancelOrder(state, { at: AT + DAY_MS, by: 'seller', reason: 'other', ...some })
                : what === 'deliver'
                  ? deliverOrder(state, { at: AT + 2 * DAY_MS, how: 'buyer' })
                  : undeliverOrder(state, { at: AT + 3 * DAY_MS, why: 'lost' });
          if (isRefusal(events)) continue;
          if (what === 'ship' || what === 'cancel')
            for (const i of [0, 1]) gone[i] = (gone[i] ?? 0) + ((pieces ?? left)[i] ?? 0);
          state = events.reduce((s, e) => orders.evolve(s, e), state);
        }
        const left = remainingPieces(state);
        expect([(gone[0] ?? 0) + (left[0] ?? 0), (gone[1] ?? 0) + (left[1] ?? 0)]).toEqual([2, 1]);
        const open = state.status === 'placed' || state.status === 'part-shipped';
        expect(open).toBe(left.some((n) => n > 0));
        expect(orders.due?.(state)).toBe(open ? terms.endsAt : undefined);
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      }),
    );
  });
});

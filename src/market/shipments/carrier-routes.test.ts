import { expect, test } from 'vitest';
import { testServer } from '../../../test/market.ts';
import type { Actor } from '../../door/actor.ts';
import type { PartyId } from '../../kernel/ids.ts';

const staff = (role: 'engineer' | 'representative'): Actor => ({
  kind: 'staff',
  partyId: `pty_${role}` as PartyId,
  roles: [role],
});

test('a carrier delivers a parcel by its number, and staff may find that it never came', async () => {
  await using server = await testServer();
  const at = server.now() - 86_400_000;
  const shop = { source: 'shop', at };
  const party = { ...shop, type: 'party-registered', country: 'DE', language: 'de', currency: 'EUR' };
  const facts = [
    { ...party, key: 's', kind: 'seller', party: 's' },
    { ...party, key: 'b', kind: 'buyer', party: 'b' },
    {
      ...shop,
      type: 'order-placed',
      key: 'o',
      order: 'A1',
      seller: 's',
      buyer: 'b',
      shipBy: at + 1,
      deliverBy: at + 2,
      currency: 'EUR',
      country: 'DE',
      lines: [{ item: 'i', quantity: 1, unitMinor: 100 }],
      shippingMinor: 0,
    },
    { ...shop, type: 'order-shipped', key: 'x', order: 'A1', carrier: 'DHL', trackingNumber: 'JJD0001' },
  ];
  expect((await server.ask(staff('engineer'), 'post', '/facts/batch', { facts })).body.errors).toEqual([]);

  const scan = (more: object, actor = staff('engineer')) =>
    server.ask(actor, 'post', '/carrier-scans', {
      carrier: 'dhl',
      trackingNumber: 'jjd 0001',
      code: 'delivered',
      at: at + 1_000,
      ...more,
    });
  expect((await scan({ trackingNumber: 'OTHER1' })).status).toBe(404);
  expect((await scan({ at: server.now() + 1 })).body).toMatchObject({
    status: 422,
    errors: [{ field: 'at' }],
  });
  expect((await scan({ code: 'eaten' })).status).toBe(422);
  expect((await scan({}, staff('representative'))).status).toBe(403);
  const taken = await scan({});
  expect(taken.status).toBe(201);
  expect(taken.body).toEqual({ shipmentId: 'shp_shop_A1', orderId: 'ord_shop_A1', status: 'delivered' });
  expect((await scan({})).body).toMatchObject({ status: 409 });

  const find = () => server.ask(staff('representative'), 'post', '/orders/ord_shop_A1/non-delivery');
  expect((await find()).body).toEqual({ orderId: 'ord_shop_A1', status: 'undelivered' });
  expect((await find()).status).toBe(409);
});

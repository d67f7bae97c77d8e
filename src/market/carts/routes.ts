import { z } from 'zod';
import { listingId, money, partyId } from '../../door/fields.ts';
import { askerOf } from '../../door/names.ts';
import { type AnyRoute, read, write } from '../../door/route.ts';
import { isRefusal } from '../../kernel/decision.ts';
import { changeCart } from '../../processes/change-cart.ts';
import type { Traffic } from '../listings/traffic.ts';
import { cartView } from './views.ts';

const line = z.object({
  listingId,
  quantity: z.int(),
  addedAt: z.int(),
  title: z.string().nullable(),
  image: z.string().nullable(),
  category: z.string().nullable(),
  price: money.nullable(),
  lineMinor: z.int().nullable(),
  available: z.int(),
  seller: z.object({ id: partyId, name: z.string() }).nullable(),
  /** Why it can't be bought as it stands; `null` if it can. */
  problem: z
    .object({
      code: z.enum(['recalled', 'not-sold-now', 'no-longer-offered', 'sold-out', 'fewer-left']),
      message: z.string(),
    })
    .nullable(),
});
const params = z.object({ listingId });
const kept = z.object({ lines: z.array(z.object({ listingId, quantity: z.int(), addedAt: z.int() })) });

const show = read({
  path: '/cart',
  summary: 'My cart, each line with whether it can be bought right now',
  tag: 'cart',
  access: { who: ['buyer'], action: 'data.read-own' },
  response: z.object({ lines: z.array(line), totals: z.array(money), ready: z.boolean() }),
  handle: (reader) => cartView(reader, askerOf(reader.actor)),
});

function put(traffic: Traffic) {
  return write({
    method: 'put',
    path: '/cart/lines/{listingId}',
    summary: 'Put this many pieces of a listing into my cart',
    tag: 'cart',
    access: { who: ['buyer'], action: 'cart.change' },
    params,
    body: z.strictObject({ quantity: z.int('a whole number of pieces').min(0) }),
    response: kept,
    refusals: { 'bad-quantity': 422 },
    handle: async (writer, { params: { listingId }, body: { quantity } }) => {
      const cart = await changeCart(writer, { buyer: askerOf(writer.actor), listingId, quantity });
      if (isRefusal(cart)) return cart;
      if (quantity > 0) traffic.added(listingId);
      return { lines: cart.lines };
    },
  });
}

const remove = write({
  method: 'delete',
  path: '/cart/lines/{listingId}',
  summary: 'Take a listing out of my cart',
  tag: 'cart',
  access: { who: ['buyer'], action: 'cart.change' },
  params,
  response: kept,
  handle: async (writer, { params: { listingId } }) => {
    const cart = await changeCart(writer, { buyer: askerOf(writer.actor), listingId, quantity: 0 });
    return isRefusal(cart) ? cart : { lines: cart.lines };
  },
});

export function cartRoutes({ traffic }: { readonly traffic: Traffic }): readonly AnyRoute[] {
  return [show, put(traffic), remove];
}

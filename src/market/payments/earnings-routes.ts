import { z } from 'zod';
import { limit, money } from '../../door/fields.ts';
import { askerOf } from '../../door/names.ts';
import { type AnyRoute, read } from '../../door/route.ts';
import { heldView, salesView } from './earnings-views.ts';

const FINANCE = { who: ['seller'], team: ['finance'], action: 'data.read-own' } as const;

const why = z.enum(['not-shipped', 'on-the-way', 'not-delivered', 'disputed', 'waiting-time']);

const held = read({
  path: '/me/balance/orders',
  summary: 'Orders whose money is not free yet: what each waits for, and until when if that is known',
  tag: 'money',
  access: FINANCE,
  query: z.strictObject({ limit: limit.default(50) }),
  response: z.object({
    /** Over all such orders, however few are listed. */
    waiting: z.array(z.object({ why, orders: z.int(), amount: money })),
    held: z.array(
      z.object({
        orderId: z.string(),
        amount: money,
        why,
        deliveredAt: z.int().nullable(),
        freeAt: z.int().nullable(),
      }),
    ),
  }),
  handle: (reader, { query }) => heldView(reader, askerOf(reader.actor), query.limit),
});

const sales = read({
  path: '/me/sales',
  summary: 'My orders and what they came to, week by week, cancelled ones left out',
  tag: 'money',
  access: FINANCE,
  query: z.strictObject({ weeks: z.coerce.number().int().min(1).max(53).default(12) }),
  response: z.object({
    weeks: z.array(z.object({ from: z.int(), orders: z.int(), sums: z.array(money) })),
  }),
  handle: (reader, { query }) => salesView(reader, askerOf(reader.actor), query.weeks),
});

export function earningsRoutes(): readonly AnyRoute[] {
  return [held, sales];
}

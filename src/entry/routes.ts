import { z } from 'zod';
import { money } from '../door/fields.ts';
import { askerOf } from '../door/names.ts';
import { type AnyRoute, read } from '../door/route.ts';
import { refuse } from '../kernel/decision.ts';
import { entryView } from './views.ts';

const readEntry = read({
  path: '/me/entry',
  summary:
    'My limits as a new seller, how much of them is used, what I still have to tell, and what ends them',
  tag: 'me',
  access: { who: ['seller'], action: 'data.read-own' },
  response: z.object({
    stage: z.enum(['probation', 'established']),
    strict: z.boolean(),
    limits: z.object({
      openOrdersMax: z.int().nullable(),
      listingsMax: z.int().nullable(),
      orderValueMax: money.nullable(),
      payoutDelayDays: z.int(),
    }),
    used: z.object({ openOrders: z.int(), listings: z.int() }),
    everListed: z.boolean(),
    unlocks: z.object({
      missing: z.array(z.enum(['delivered-orders', 'days', 'identity', 'no-points', 'no-hold'])),
      deliveredOrders: z.int(),
      deliveredOrdersMin: z.int(),
      registeredAt: z.int(),
      daysDoneAt: z.int(),
      points: z.int(),
    }),
    identity: z.object({
      mustGive: z.array(z.string()),
      missing: z.array(z.string()),
      unverified: z.array(z.string()),
      giveBy: z.int().nullable(),
      beforeSelling: z.boolean(),
      toCorrect: z.array(z.object({ field: z.string(), why: z.string(), correctBy: z.int().nullable() })),
    }),
    hasPayoutAccount: z.boolean(),
  }),
  handle: async (reader) =>
    (await entryView(reader, askerOf(reader.actor))) ?? refuse('not-found', 'There is no such party.'),
});

export function entryRoutes(): readonly AnyRoute[] {
  return [readEntry];
}

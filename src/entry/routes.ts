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
      highVolume: z.boolean(),
      certificate: z
        .object({
          from: z.int(),
          asked: z.object({ certifyBy: z.int().nullable(), isLast: z.boolean() }).nullable(),
        })
        .nullable(),
      beforeSelling: z.boolean(),
      toCorrect: z.array(z.object({ field: z.string(), why: z.string(), correctBy: z.int().nullable() })),
    }),
    hasPayoutAccount: z.boolean(),
  }),
  handle: async (reader) =>
    (await entryView(reader, askerOf(reader.actor))) ?? refuse('not-found', 'There is no such party.'),
});

const readSelling = read({
  path: '/selling',
  summary: 'What selling here costs and asks for: commission, limits of new sellers, when money is paid out',
  tag: 'terms',
  access: { who: ['anyone'] },
  response: z.object({
    commission: z.array(z.object({ name: z.string(), fromDeliveredOrders: z.int(), basisPoints: z.int() })),
    commissionWindowDays: z.int(),
    probation: z.object({
      openOrdersMax: z.int(),
      listingsMax: z.int(),
      payoutDelayDays: z.int(),
      deliveredOrdersMin: z.int(),
      afterDays: z.int(),
    }),
    payout: z.object({ transferDelayDays: z.int(), everyDays: z.int(), restDays: z.int() }),
    identity: z.object({
      mustGive: z.array(z.string()),
      giveWithinDays: z.int(),
      giveBeforeSellingIn: z.array(z.string()),
      highVolume: z.object({
        deliveredTo: z.array(z.string()),
        withinDays: z.int(),
        salesMin: z.int(),
        grossMin: money,
        alsoGive: z.array(z.string()),
        giveWithinDays: z.int(),
        lookBackMonths: z.int(),
        certifyEveryMonths: z.int(),
        certifyWithinDays: z.int(),
        lastNoticeDays: z.int(),
      }),
    }),
    termsVersion: z.string(),
  }),
  handle: async ({ rulebook }) => {
    const { entry, payout, identity, commission, terms } = rulebook;
    const { openOrdersMax, listingsMax, payoutDelayDays, lifts } = entry.probation;
    const { deliveredOrdersMin, afterDays } = lifts;
    const { sellerMustGive, giveWithinDays, giveBeforeSellingIn } = identity;
    const { source: _source, deliveredTo, alsoGive, ...highVolume } = identity.highVolume;
    return {
      commission: commission.tiers.map((tier) => ({ ...tier })),
      commissionWindowDays: commission.windowDays,
      probation: { openOrdersMax, listingsMax, payoutDelayDays, deliveredOrdersMin, afterDays },
      payout: {
        transferDelayDays: payout.transferDelayDays,
        everyDays: payout.payoutEveryDays,
        restDays: payout.accountChangeRestDays,
      },
      identity: {
        mustGive: [...sellerMustGive],
        giveWithinDays,
        giveBeforeSellingIn: [...giveBeforeSellingIn],
        highVolume: { ...highVolume, deliveredTo: [...deliveredTo], alsoGive: [...alsoGive] },
      },
      termsVersion: terms.version,
    };
  },
});

export function entryRoutes(): readonly AnyRoute[] {
  return [readEntry, readSelling];
}

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { currency, cursor, limit, line, sanctionId } from '../../door/fields.ts';
import { askerOf } from '../../door/names.ts';
import { type AnyRoute, read, write } from '../../door/route.ts';
import { isRefusal } from '../../kernel/decision.ts';
import type { CheckoutId } from '../../kernel/ids.ts';
import { type AuthorisedCard, authoriseCard } from '../../processes/authorise-card.ts';
import type { Cashier } from '../../processes/cashier.ts';
import { authoriseDeposit, openDepositCharge } from '../../processes/deposit.ts';
import { disputeRoutes } from './dispute-routes.ts';
import { noticeOfProviderRoutes } from './notice-routes.ts';
import { earningsRoutes } from './earnings-routes.ts';
import { ledgerTotals } from './ledger-views.ts';
import { balanceView, ledgerView, payoutsView } from './views.ts';

/** May be negative: a debt. */
const minor = z.int();
const hold = z
  .object({
    reason: z.enum(['not-permitted', 'no-payout-account', 'payout-account-changed', 'below-minimum']),
    why: z.string(),
    sanctionId: z.string().nullable(),
    until: z.int().nullable(),
  })
  .nullable();
const OWN = { who: ['seller'], team: ['finance'], action: 'data.read-own' } as const;

const balance = read({
  path: '/me/balance',
  summary: 'What I have: free, on its way, asked of me as a deposit, and what keeps payouts back',
  tag: 'money',
  access: OWN,
  response: z.object({
    balances: z.array(z.object({ currency, availableMinor: minor, pendingMinor: minor })),
    deposits: z.array(
      z.object({
        sanctionId,
        status: z.enum(['owed', 'paid', 'returned']),
        currency,
        amountMinor: minor,
        paidMinor: minor,
      }),
    ),
    payoutAt: z.int().nullable(),
    hold,
  }),
  handle: (reader) => balanceView(reader, askerOf(reader.actor)),
});

const payouts = read({
  path: '/me/payouts',
  summary: 'My payouts, the newest first, when the next one is due and what keeps it back',
  tag: 'money',
  access: OWN,
  query: z.strictObject({ limit: limit.default(20), cursor: cursor.optional() }),
  response: z.object({
    payouts: z.array(
      z.object({
        payoutId: z.string(),
        status: z.enum(['ordered', 'sent', 'failed']),
        currency,
        amountMinor: minor,
        account: z.string().nullable(),
        orderedAt: z.int(),
        sentAt: z.int().nullable(),
        why: z.string().nullable(),
      }),
    ),
    nextPayoutAt: z.int().nullable(),
    hold,
    skipped: z.object({ at: z.int(), reason: z.string(), why: z.string() }).nullable(),
    next: z.string().nullable(),
  }),
  handle: (reader, { query }) =>
    payoutsView(reader, askerOf(reader.actor), { before: query.cursor, limit: query.limit }),
});

const ledger = read({
  path: '/me/ledger',
  summary: 'Every change of my free balance, the newest first',
  tag: 'money',
  access: OWN,
  query: z.strictObject({
    limit: limit.default(50),
    cursor: z.coerce.number().int().positive().max(2_000_000_000).optional(),
  }),
  response: z.object({
    entries: z.array(
      z.object({
        number: z.int(),
        at: z.int(),
        what: z.string(),
        currency,
        gainedMinor: minor,
        availableMinor: minor,
        orderId: z.string().nullable(),
        payoutId: z.string().nullable(),
        sanctionId: z.string().nullable(),
      }),
    ),
    next: z.string().nullable(),
  }),
  handle: (reader, { query }) =>
    ledgerView(reader, askerOf(reader.actor), { before: query.cursor, limit: query.limit }),
});

const totals = read({
  path: '/ledger/totals',
  summary: 'The double entry by account and currency: every sum must be zero',
  tag: 'money',
  access: { who: ['head', 'engineer'] },
  response: z.object({
    balanced: z.boolean(),
    totals: z.array(
      z.object({
        currency,
        accounts: z.record(z.string(), minor),
        sumMinor: minor,
        sellersAvailableMinor: minor,
      }),
    ),
  }),
  handle: async ({ db }) => {
    const rows = await ledgerTotals(db);
    const balanced = rows.every(
      (t) => t.sumMinor === 0 && t.sellersAvailableMinor + t.accounts.available === 0,
    );
    return { balanced, totals: rows };
  },
});

/** As a checkout: the charge is opened and the card asked before the transaction, the capture pays the deposit after it. */
function payDeposit({ cashier }: { readonly cashier: Cashier }) {
  return write({
    method: 'post',
    path: '/me/deposits/{sanctionId}/payment',
    summary: 'Pay in by card what is still owed of a deposit that a sanction asks of me',
    tag: 'money',
    access: { who: ['seller'], action: 'deposit.pay' },
    status: 202,
    params: z.object({ sanctionId }),
    body: z.strictObject({ paymentToken: line(200) }),
    response: z.object({ checkoutId: z.string() }),
    refusals: { 'payment-declined': 422, 'provider-unavailable': 503, 'checkout-expired': 410 },
    prepare: (preparer, { params: { sanctionId }, body: { paymentToken: token }, idempotencyKey }) => {
      const seller = askerOf(preparer.actor);
      const hash = createHash('sha256').update(`deposit ${sanctionId} ${idempotencyKey}`).digest('hex');
      const checkoutId = `chk_${hash.slice(0, 32)}` as CheckoutId;
      const { provider } = cashier;
      return authoriseCard(preparer, provider, {
        checkoutId,
        payer: seller,
        token,
        open: (world) =>
          openDepositCharge(world, { checkoutId, sanctionId, seller, provider: provider.name }),
      });
    },
    abandon: ({ checkoutId }: AuthorisedCard) => cashier.release(checkoutId),
    handle: async (writer, { prepared }) => {
      const authorised = await authoriseDeposit(writer, { ...prepared, cashier });
      return isRefusal(authorised) ? authorised : { checkoutId: authorised.checkoutId };
    },
  });
}

export function paymentRoutes(ports: { readonly cashier: Cashier }): readonly AnyRoute[] {
  return [
    balance,
    payouts,
    ledger,
    totals,
    payDeposit(ports),
    ...earningsRoutes(),
    ...disputeRoutes(ports),
    ...noticeOfProviderRoutes(ports),
  ];
}

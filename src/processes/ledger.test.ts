import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Shop } from '../../test/shop.ts';
import { isRefusal } from '../kernel/decision.ts';
import type { CaseId, OrderId, PartyId, SanctionId } from '../kernel/ids.ts';
import { money } from '../kernel/money.ts';
import { accounts, availableMinor } from '../market/payments/account.ts';
import { charges } from '../market/payments/charge.ts';
import { sumOf } from '../market/payments/ledger.ts';
import { type CapturedPayment, payments } from '../market/payments/payment.ts';
import { payouts } from '../market/payments/payout.ts';
import { lockAccount } from './balance.ts';
import { cancelPieces } from './cancel.ts';
import { chargebackClosed, chargebackOpened } from './chargeback.ts';
import { payCompensation, reverseCompensation } from './compensate.ts';
import { returnDeposit, takeDeposit } from './deposit.ts';
import { refundOrder } from './refund.ts';

const DAYS_TO_TRANSFER = 8;

async function captured(shop: Shop, orderId: OrderId): Promise<CapturedPayment> {
  const payment = await shop.market.run('t', ({ unit }) => unit.load(payments, orderId));
  if (payment?.status !== 'captured') throw new Error('not captured');
  return payment;
}

function eur(amountMinor: number) {
  return money(amountMinor, 'EUR');
}

async function available(shop: Shop, seller: PartyId): Promise<number> {
  const account = await shop.accountOf(seller);
  return account ? availableMinor(account, 'EUR') : 0;
}

function refund(shop: Shop, orderId: OrderId, amountMinor?: number) {
  return shop.market.run('t', (w) =>
    refundOrder(w, {
      orderId,
      ...(amountMinor === undefined ? {} : { amount: eur(amountMinor) }),
      reason: 'returned',
      at: w.unit.now,
      cashier: shop.cashier,
    }),
  );
}

async function referenceOf(shop: Shop, orderId: OrderId): Promise<string> {
  const { checkout } = await captured(shop, orderId);
  const charge = await shop.market.run('t', ({ unit }) => unit.load(charges, checkout));
  if (!charge || !('reference' in charge)) throw new Error('no charge');
  return charge.reference;
}

describe('an order paid for', () => {
  test('is transferred some days after delivery, less commission, and paid out on the payout day', async () => {
    const shop = new Shop();
    const seller = await shop.seller();
    const orderId = await shop.order(seller, await shop.buyer());
    await shop.deliver(orderId);
    await shop.passDays(6);
    expect(await available(shop, seller)).toBe(0);
    await shop.passDays(2);
    // 10,500 less 9 %.
    expect(shop.ledger()).toMatchObject({ commission: -945 });
    await shop.passDays(7);
    expect(shop.ledger()).toEqual({ provider: 945, pending: 0, available: 0, commission: -945 });
    const [payout] = await shop.market.run('t', ({ unit }) => unit.find(payouts, { seller }));
    expect(payout?.state).toMatchObject({ status: 'sent', amountMinor: 9_555 });
    expect(shop.provider.effects.filter((e) => e.kind === 'payout')).toMatchObject([{ minor: 9_555 }]);
  });

  test('costs the commission of the tier that the seller has reached in the window', async () => {
    const shop = new Shop();
    const seller = await shop.seller();
    const sold = (orders: number) =>
      shop.market.must('test', async (w) => {
        await lockAccount(w, seller);
        const at = w.unit.now;
        for (let n = 0; n < orders; n++)
          w.unit.append(accounts, seller, [
            { type: 'BalanceChanged', at, currency: 'EUR', gainedMinor: 0, by: 'transfer' },
          ]);
        return {};
      });
    const commission = async () => {
      const orderId = await shop.order(seller, await shop.buyer());
      await shop.deliver(orderId);
      const before = shop.ledger().commission ?? 0;
      await shop.passDays(DAYS_TO_TRANSFER);
      return before - (shop.ledger().commission ?? 0);
    };
    await sold(98);
    // Each of 10,500: 9 %, the 99th, then 8 % of the 101st.
    expect([await commission(), await sold(1), await commission()]).toEqual([945, {}, 840]);
    await sold(900);
    expect(await commission()).toBe(735);
    await shop.passDays(90);
    expect(await commission()).toBe(945);
  });

  test('waits longer if the seller is new', async () => {
    const shop = new Shop();
    const seller = await shop.seller({ established: false });
    const orderId = await shop.order(seller, await shop.buyer());
    await shop.deliver(orderId);
    await shop.passDays(20);
    expect((await captured(shop, orderId)).transfer.state).toBe('scheduled');
    await shop.passDays(2);
    expect((await captured(shop, orderId)).transfer.state).toBe('done');
  });

  test('ends at a date if its parcel was never scanned', async () => {
    const shop = new Shop();
    const orderId = await shop.order(await shop.seller(), await shop.buyer());
    await shop.ship(orderId);
    await shop.passDays(29);
    expect((await captured(shop, orderId)).transfer.state).toBe('scheduled');
    await shop.passDays(1);
    expect((await captured(shop, orderId)).transfer.state).toBe('done');
  });

  test('goes back to the buyer if it is never shipped', async () => {
    const shop = new Shop();
    const orderId = await shop.order(await shop.seller(), await shop.buyer());
    await shop.passDays(25);
    expect(await shop.orderOf(orderId)).toMatchObject({
      status: 'cancelled',
      by: 'system',
      reason: 'never-shipped',
    });
    expect(shop.ledger()).toEqual({ provider: 0, pending: 0 });
    expect(shop.provider.effects.filter((e) => e.kind === 'refund')).toMatchObject([{ minor: 10_500 }]);
  });

  test('is refunded for the pieces that are cancelled, shipping with the last of them', async () => {
    const shop = new Shop();
    const orderId = await shop.order(await shop.seller(), await shop.buyer(), 3);
    const cancel = (pieces?: readonly number[]) =>
      shop.market.must('t', (w) =>
        cancelPieces(w, {
          orderId,
          at: w.unit.now,
          by: 'buyer',
          reason: 'changed-mind',
          ...(pieces ? { pieces } : {}),
          cashier: shop.cashier,
        }),
      );
    await cancel([1]);
    expect((await captured(shop, orderId)).refundedMinor).toBe(10_000);
    await cancel();
    expect((await captured(shop, orderId)).refundedMinor).toBe(30_700);
    expect(shop.ledger()).toEqual({ provider: 0, pending: 0 });
  });
});

describe('refunds', () => {
  test('after the transfer come out of the balance, and the commission comes back', async () => {
    const shop = new Shop();
    const seller = await shop.seller();
    const orderId = await shop.order(seller, await shop.buyer());
    await shop.deliver(orderId);
    await shop.passDays(DAYS_TO_TRANSFER + 7);
    await refund(shop, orderId, 5_000);
    // The payout is gone: a debt that the next sale repays.
    expect(await available(shop, seller)).toBe(-4_550);
    await refund(shop, orderId);
    expect(await available(shop, seller)).toBe(-9_555);
    expect(shop.ledger()).toMatchObject({ commission: 0, provider: -9_555, available: 9_555 });
    const next = await shop.order(seller, await shop.buyer());
    await shop.deliver(next);
    await shop.passDays(DAYS_TO_TRANSFER);
    expect(await available(shop, seller)).toBe(0);
  });

  test('never give back more than was paid', async () => {
    const shop = new Shop();
    const orderId = await shop.order(await shop.seller(), await shop.buyer());
    expect(await refund(shop, orderId, 10_501)).toMatchObject({ refused: 'more-than-was-paid' });
    await refund(shop, orderId, 10_000);
    expect(await refund(shop, orderId, 501)).toMatchObject({ refused: 'more-than-was-paid' });
    expect(await refund(shop, orderId)).toMatchObject({ refunded: eur(500) });
    expect(await refund(shop, orderId)).toMatchObject({ refused: 'nothing-left-to-refund' });
  });

  test('are sent once, also if the first sending gets lost', async () => {
    const shop = new Shop();
    const orderId = await shop.order(await shop.seller(), await shop.buyer());
    const send = shop.provider.refund.bind(shop.provider);
    shop.provider.refund = async (request) => {
      await send(request);
      throw new Error('no answer');
    };
    await refund(shop, orderId, 100);
    shop.provider.refund = send;
    await shop.passDays(2);
    expect(shop.provider.effects.filter((e) => e.kind === 'refund')).toHaveLength(1);
    expect((await captured(shop, orderId)).refunds).toMatchObject([
      { reference: expect.stringMatching(/^sbx_refund/) },
    ]);
  });
});

describe('a chargeback', () => {
  test('takes the money at once, stops the transfer, and gives it back if it is won', async () => {
    const shop = new Shop();
    const seller = await shop.seller();
    const orderId = await shop.order(seller, await shop.buyer());
    await shop.deliver(orderId);
    const reference = await referenceOf(shop, orderId);
    await shop.market.must('t', (w) => chargebackOpened(w, { reference, chargebackId: 'cb1' }));
    expect(shop.ledger()).toEqual({ provider: 0, pending: 0 });
    expect(await refund(shop, orderId)).toMatchObject({ refused: 'bank-decides' });
    await shop.passDays(30);
    expect(await available(shop, seller)).toBe(0);
    await shop.market.must('t', (w) =>
      chargebackClosed(w, { reference, chargebackId: 'cb1', outcome: 'won' }),
    );
    await shop.passDays(1);
    expect(await available(shop, seller)).toBe(9_555);
  });

  test('that is lost costs the seller the amount and a fee, also after the payout', async () => {
    const shop = new Shop();
    const seller = await shop.seller();
    const orderId = await shop.order(seller, await shop.buyer());
    await shop.deliver(orderId);
    await shop.passDays(DAYS_TO_TRANSFER + 7);
    const reference = await referenceOf(shop, orderId);
    await shop.market.must('t', (w) => chargebackOpened(w, { reference, chargebackId: 'cb1' }));
    await shop.market.must('t', (w) =>
      chargebackClosed(w, { reference, chargebackId: 'cb1', outcome: 'lost' }),
    );
    expect(await available(shop, seller)).toBe(-9_555 - 2_000);
    expect(shop.ledger()).toMatchObject({ commission: 0 });
  });

  test('comes from the sandbox by a token of its own', async () => {
    const shop = new Shop();
    const result = await shop.buy(
      await shop.buyer(),
      [[await shop.listing(await shop.seller()), 1]],
      'chargeback',
    );
    if (isRefusal(result)) throw new Error(result.refused);
    expect((await captured(shop, result.orders[0]?.orderId ?? ('' as OrderId))).chargebacks).toMatchObject([
      { outcome: 'open', amountMinor: 10_500 },
    ]);
  });
});

describe('a payout', () => {
  const held = async (prepare: (shop: Shop, seller: PartyId) => Promise<unknown>) => {
    const shop = new Shop();
    const seller = await shop.seller();
    const orderId = await shop.order(seller, await shop.buyer());
    await shop.deliver(orderId);
    await prepare(shop, seller);
    await shop.passDays(DAYS_TO_TRANSFER + 7);
    return { shop, seller, account: await shop.accountOf(seller) };
  };

  test.each(['suspension', 'payout-hold', 'shutdown', 'bar'] as const)(
    'does not leave under a %s',
    async (kind) => {
      const measure = {
        sanctionId: 'san_1' as SanctionId,
        caseId: 'cas_1' as CaseId,
        kind,
        from: 0,
        until: null,
      };
      const { shop, seller, account } = await held((s, id) =>
        s.judge(id, { type: 'MeasureApplied', at: 0, measure }),
      );
      expect(account?.skipped).toMatchObject({ reason: 'not-permitted', why: expect.stringContaining('.') });
      expect(shop.provider.effects.some((e) => e.kind === 'payout')).toBe(false);
      await shop.judge(seller, {
        type: 'MeasureEnded',
        at: 0,
        sanctionId: measure.sanctionId,
        why: 'reversed',
      });
      await shop.passDays(7);
      expect(shop.provider.effects.filter((e) => e.kind === 'payout')).toHaveLength(1);
    },
  );

  test('that the provider did not take in time does not leave once the seller is stopped', async () => {
    const shop = new Shop();
    const seller = await shop.seller();
    const orderId = await shop.order(seller, await shop.buyer());
    await shop.deliver(orderId);
    const { provider } = shop;
    const take = provider.payout.bind(provider);
    provider.payout = () => Promise.reject(new Error('unreachable'));
    await shop.passDays(DAYS_TO_TRANSFER + 7);
    const waiting = () =>
      shop.market.run('t', ({ unit }) => unit.find(payouts, { seller, status: 'ordered' }));
    expect(await waiting()).toHaveLength(1);
    const measure = {
      sanctionId: 'san_1' as SanctionId,
      caseId: 'cas_1' as CaseId,
      kind: 'suspension',
      from: 0,
      until: null,
    } as const;
    await shop.judge(seller, { type: 'MeasureApplied', at: 0, measure });
    provider.payout = take;
    await shop.passDays(5);
    expect(provider.effects.filter((e) => e.kind === 'payout')).toEqual([]);
    expect(await waiting()).toHaveLength(1);
    const { sanctionId } = measure;
    await shop.judge(seller, { type: 'MeasureEnded', at: 0, sanctionId, why: 'reversed' });
    await shop.passDays(2);
    expect(provider.effects.filter((e) => e.kind === 'payout')).toHaveLength(1);
    expect(await waiting()).toEqual([]);
  });

  test('that the bank refuses comes back into the balance', async () => {
    const shop = new Shop();
    const seller = await shop.seller({ account: 'REFUSED' });
    const orderId = await shop.order(seller, await shop.buyer());
    await shop.deliver(orderId);
    await shop.passDays(DAYS_TO_TRANSFER + 7);
    expect(await available(shop, seller)).toBe(9_555);
    const failed = await shop.market.run('t', ({ unit }) => unit.find(payouts, { seller, status: 'failed' }));
    expect(failed.length).toBeGreaterThan(0);
  });
});

describe('sanctions that cost money', () => {
  const sanctionId = 'san_1' as SanctionId;

  test('a compensation is paid once, and a reversal gives it back to the seller from our own pocket', async () => {
    const shop = new Shop();
    const seller = await shop.seller();
    const orderId = await shop.order(seller, await shop.buyer());
    await shop.deliver(orderId);
    await shop.passDays(DAYS_TO_TRANSFER);
    const pay = () =>
      shop.market.must('t', (w) => payCompensation(w, { sanctionId, orderId, amount: eur(2_000) }));
    expect(await pay()).toEqual({ paid: eur(2_000) });
    expect(await pay()).toEqual({ paid: eur(2_000) });
    const after = await available(shop, seller);
    expect(shop.ledger()).toMatchObject({ commission: -945 });
    await shop.market.must('t', (w) => reverseCompensation(w, { sanctionId }));
    await shop.market.must('t', (w) => reverseCompensation(w, { sanctionId }));
    expect(await available(shop, seller)).toBe(after + 2_000);
    expect(shop.ledger()).toMatchObject({ goodwill: 2_000 });
    await shop.passDays(1);
    expect(shop.provider.effects.filter((e) => e.kind === 'refund')).toMatchObject([{ minor: 2_000 }]);
  });

  test('a compensation is never more than was paid', async () => {
    const shop = new Shop();
    const orderId = await shop.order(await shop.seller(), await shop.buyer());
    expect(
      await shop.market.must('t', (w) => payCompensation(w, { sanctionId, orderId, amount: eur(99_999) })),
    ).toEqual({ paid: eur(10_500) });
  });

  test('a deposit takes what is free, then what comes in, and is returned whole', async () => {
    const shop = new Shop();
    const seller = await shop.seller();
    const first = await shop.order(seller, await shop.buyer());
    await shop.deliver(first);
    await shop.passDays(7);
    expect(
      await shop.market.must('t', (w) => takeDeposit(w, { sanctionId, seller, amount: eur(15_000) })),
    ).toEqual({ taken: eur(9_555), owed: eur(5_445) });
    const second = await shop.order(seller, await shop.buyer());
    await shop.deliver(second);
    await shop.passDays(8);
    expect(shop.ledger()).toMatchObject({ deposit: -15_000 });
    expect((await shop.accountOf(seller))?.depositsOwed).toEqual([]);
    await shop.market.must('t', (w) => returnDeposit(w, { sanctionId }));
    expect(shop.ledger()).toMatchObject({ deposit: 0 });
  });
});

type Step =
  | { readonly do: 'buy'; readonly seller: number; readonly quantity: number; readonly token: string }
  | {
      readonly do: 'ship' | 'deliver' | 'chargeback' | 'chargeback-of-all' | 'won' | 'lost' | 'cancel';
      readonly order: number;
    }
  | { readonly do: 'refund'; readonly order: number; readonly amount: number }
  | { readonly do: 'compensate'; readonly order: number; readonly amount: number; readonly sanction: number }
  | { readonly do: 'deposit'; readonly seller: number; readonly amount: number; readonly sanction: number }
  | { readonly do: 'return-deposit' | 'reverse-compensation'; readonly sanction: number }
  | { readonly do: 'wait'; readonly days: number };

const index = fc.nat({ max: 9 });
const amount = fc.integer({ min: 1, max: 25_000 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('buy' as const),
      seller: fc.nat({ max: 1 }),
      quantity: fc.integer({ min: 1, max: 3 }),
      token: fc.constantFrom(
        'ok',
        'ok',
        'ok',
        'capture-fails-once',
        'capture-refused',
        'declined',
        'chargeback',
      ),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'ship' as const,
        'deliver' as const,
        'deliver' as const,
        'chargeback' as const,
        'chargeback-of-all' as const,
        'won' as const,
        'lost' as const,
        'cancel' as const,
      ),
      order: index,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('refund' as const), order: index, amount }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('compensate' as const),
      order: index,
      amount,
      sanction: fc.nat({ max: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('deposit' as const),
      seller: fc.nat({ max: 1 }),
      amount,
      sanction: fc.nat({ max: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('return-deposit' as const, 'reverse-compensation' as const),
      sanction: fc.nat({ max: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 15 }) }),
  },
);

class History {
  readonly shop = new Shop();
  sellers: PartyId[] = [];
  readonly orders: OrderId[] = [];

  async play(steps: readonly Step[]): Promise<void> {
    this.sellers = [await this.shop.seller(), await this.shop.seller({ established: false })];
    for (const one of steps) await this.take(one);
  }

  private async take(one: Step): Promise<void> {
    const { shop } = this;
    const run = shop.market.run.bind(shop.market);
    if (one.do === 'wait') return shop.passDays(one.days);
    if (one.do === 'buy') {
      const seller = this.sellers[one.seller] ?? ('' as PartyId);
      const result = await shop.buy(
        await shop.buyer(),
        [[await shop.listing(seller), one.quantity]],
        one.token,
      );
      if (!isRefusal(result)) this.orders.push(...result.orders.map((o) => o.orderId));
      return;
    }
    if ('sanction' in one) {
      const sanctionId = `san_${one.do.includes('deposit') ? 'd' : 'c'}${one.sanction}` as SanctionId;
      if (one.do === 'deposit')
        await run('t', (w) =>
          takeDeposit(w, {
            sanctionId,
            seller: this.sellers[one.seller] ?? ('' as PartyId),
            amount: eur(one.amount),
          }),
        );
      if (one.do === 'return-deposit') await run('t', (w) => returnDeposit(w, { sanctionId }));
      if (one.do === 'reverse-compensation') await run('t', (w) => reverseCompensation(w, { sanctionId }));
      const orderId = 'order' in one ? this.orders[one.order % this.orders.length] : undefined;
      if (one.do === 'compensate' && orderId)
        await run('t', (w) => payCompensation(w, { sanctionId, orderId, amount: eur(one.amount) }));
      return;
    }
    const orderId = this.orders[one.order % this.orders.length];
    if (!orderId) return;
    await this.act(one, orderId);
  }

  private async act(one: Exclude<Step, { do: 'wait' | 'buy' }>, orderId: OrderId): Promise<void> {
    const { shop } = this;
    const run = shop.market.run.bind(shop.market);
    const { status } = await shop.orderOf(orderId);
    const paid = (await run('t', ({ unit }) => unit.load(payments, orderId)))?.status === 'captured';
    if (one.do === 'refund') await refund(shop, orderId, one.amount);
    if (one.do === 'ship' && status === 'placed' && paid) await shop.ship(orderId);
    if (one.do === 'deliver' && status === 'placed' && paid) await shop.deliver(orderId);
    if (one.do === 'cancel')
      await run('t', (w) =>
        cancelPieces(w, {
          orderId,
          at: w.unit.now,
          by: 'seller',
          reason: 'out-of-stock',
          cashier: shop.cashier,
        }),
      );
    if (!paid) return;
    const reference = await referenceOf(shop, orderId);
    const chargebackId = `cb_${orderId}`;
    if (one.do === 'chargeback-of-all') {
      const amount = money((await shop.orderOf(orderId)).totalMinor, 'EUR');
      await run('t', (w) => chargebackOpened(w, { reference, chargebackId, amount }));
    }
    if (one.do === 'chargeback') await run('t', (w) => chargebackOpened(w, { reference, chargebackId }));
    if (one.do === 'won' || one.do === 'lost') {
      const outcome = one.do;
      await run('t', (w) => chargebackClosed(w, { reference, chargebackId, outcome, cashier: shop.cashier }));
    }
  }
}

describe('on any history', () => {
  test('every posting sums to zero, balances follow the ledger, and nobody gets back more than they paid', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
        const history = new History();
        await history.play(steps);
        const { shop } = history;
        for (const { event } of shop.market.store.entries)
          if ('lines' in event && 'currency' in event && event.type !== 'OrderPlaced')
            expect(sumOf(event.lines as [])).toBe(0);

        const ledger = shop.ledger();
        let free = 0;
        for (const row of shop.market.store.table(accounts).values())
          free += availableMinor(row.doc as never, 'EUR');
        expect(free + (ledger.available ?? 0)).toBe(0);

        for (const row of shop.market.store.table(payments).values()) {
          const payment = row.doc as CapturedPayment;
          if (payment.status !== 'captured') continue;
          const { refundedMinor, compensatedMinor, amountMinor, balances } = payment;
          expect(refundedMinor + compensatedMinor).toBeLessThanOrEqual(amountMinor);
          expect(balances.pending ?? 0).toBeLessThanOrEqual(0);
          expect(balances.commission ?? 0).toBeLessThanOrEqual(0);
        }
        // Once everything that was ordered has been sent, the provider has seen just what the ledger says.
        await shop.passDays(2);
        const moved = { capture: 1, refund: -1, payout: -1, authorise: 0, release: 0, defend: 0, accept: 0 };
        const seen = shop.provider.effects.reduce((sum, e) => sum + moved[e.kind] * e.minor, 0);
        const disputed = shop.market.store.entries.reduce((sum, { event: e }) => {
          if (e.type !== 'ChargebackOpened' && e.type !== 'ChargebackWon' && e.type !== 'ChargebackLost')
            return sum;
          const lines = (e as unknown as { lines: [string, number][] }).lines;
          return lines.reduce((s, [account, debit]) => (account === 'provider' ? s + debit : s), sum);
        }, 0);
        expect(seen + disputed - (shop.ledger().provider ?? 0)).toBe(0);
        const captures = shop.provider.effects.filter((e) => e.kind === 'capture').map((e) => e.key);
        expect(new Set(captures).size).toBe(captures.length);
      }),
      { numRuns: 200 },
    );
  });
});

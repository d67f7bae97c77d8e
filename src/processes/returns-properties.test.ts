import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Returning } from '../../test/returning.ts';
import {
  answerOffer,
  approveReturn,
  handOver,
  makeOffer,
  rejectReturn,
  withdrawReturn,
} from '../aftersales/returns/answer.ts';
import { checkGoods, chooseRemedy, giveUpRepair } from '../aftersales/returns/cure.ts';
import { returns } from '../aftersales/returns/evolve.ts';
import { inspectGoods, receiveGoods } from '../aftersales/returns/goods.ts';
import { quantitiesOf } from '../aftersales/returns/quantities.ts';
import { REMEDIES, RETURN_REASONS, refundedMinor } from '../aftersales/returns/return.ts';
import { isRefusal } from '../kernel/decision.ts';
import type { ListingId, ReturnId } from '../kernel/ids.ts';
import { orders } from '../market/orders/order.ts';
import { heldMinor } from '../market/payments/hold.ts';
import { payments, refundableMinor } from '../market/payments/payment.ts';
import { appealReturn, decideReturn, judgeAppeal } from './decide-return.ts';
import { openDifferenceCharge, placeDifference } from './exchange-difference.ts';
import { refundOrder } from './refund.ts';
import { reopenReturn, returnsOf } from './request-return.ts';
import { sendBack, sendOut } from './return-parcels.ts';

const BOUGHT = 3;

const step = fc.record({
  act: fc.constantFrom(
    'ask',
    'ask',
    'approve',
    'approve',
    'cure',
    'reject',
    'offer',
    'accept',
    'hand-over',
    'withdraw',
    'send',
    'send',
    'scan',
    'scan',
    'receive',
    'inspect',
    'inspect',
    'inspect',
    'repair-fails',
    'send-out',
    'arrive',
    'check',
    'choose',
    'pay',
    'pay',
    'decide',
    'appeal',
    'judge',
    'reopen',
    'expire',
    'expire',
    'days',
    'refund-by-hand',
  ),
  pick: fc.nat({ max: 9 }),
  quantity: fc.integer({ min: 1, max: 4 }),
  yes: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

class Walk {
  readonly t: Returning;
  readonly ids: ReturnId[] = [];
  readonly others: readonly ListingId[];
  private count = 0;

  constructor(t: Returning, others: readonly ListingId[]) {
    this.t = t;
    this.others = others;
  }

  async take({ act, pick, quantity, yes }: Step): Promise<void> {
    const { t } = this;
    const { market, cashier } = t.shop;
    this.count += 1;
    if (act === 'days') return t.shop.passDays(1 + pick);
    if (act === 'refund-by-hand') {
      await market.run(t.seller, (w) =>
        refundOrder(w, {
          orderId: t.orderId,
          amount: { amountMinor: 1_000 * quantity, currency: 'EUR' },
          reason: 'goodwill-of-seller',
          at: w.unit.now,
          cashier,
        }),
      );
      return;
    }
    if (act === 'ask') {
      const asked = await t.ask({
        reason: RETURN_REASONS[pick % RETURN_REASONS.length] ?? 'defective',
        wanted: REMEDIES[quantity % REMEDIES.length] ?? 'return',
        quantity,
        ...(yes ? { exchangeFor: this.others[pick % this.others.length] as ListingId } : {}),
      });
      if (!isRefusal(asked)) this.ids.push(asked.returnId);
      return;
    }
    const id = this.ids[pick % Math.max(1, this.ids.length)];
    if (id !== undefined) await this.on(id, act, quantity, yes);
  }

  private async on(id: ReturnId, act: Step['act'], quantity: number, yes: boolean): Promise<unknown> {
    const { t } = this;
    const { market, cashier } = t.shop;
    const parcel = {
      returnId: id,
      carrier: 'DHL',
      trackingNumber: `N${this.count}${id.slice(-5)}1`,
      cashier,
    };
    switch (act) {
      case 'approve':
        return t.step(id, 'seller', (s, w) => approveReturn(s, { remedy: null, at: w.unit.now }, w.rulebook));
      case 'cure':
        return t.step(id, 'seller', (s, w) =>
          approveReturn(s, { remedy: yes ? 'repair' : 'exchange', at: w.unit.now }, w.rulebook),
        );
      case 'reject':
        return t.step(id, 'seller', async (s, w) =>
          rejectReturn(s, { note: await t.note(w, id, 'seller', true), at: w.unit.now }, w.rulebook),
        );
      case 'offer':
        return t.step(id, yes ? 'seller' : 'buyer', (s, w) =>
          makeOffer(
            s,
            {
              by: yes ? 'seller' : 'buyer',
              remedy: 'refund',
              amountMinor: 1_000 * quantity,
              text: 'o' as never,
              at: w.unit.now,
            },
            w.rulebook,
          ),
        );
      case 'accept':
        return t.step(id, yes ? 'seller' : 'buyer', (s, w) =>
          answerOffer(s, { by: yes ? 'seller' : 'buyer', answer: 'accept', at: w.unit.now }, w.rulebook),
        );
      case 'hand-over':
        return t.step(id, 'buyer', async (s, w) =>
          handOver(s, { by: 'buyer', note: await t.note(w, id, 'buyer'), at: w.unit.now }, w.rulebook),
        );
      case 'withdraw':
        return t.step(id, 'buyer', (s, w) => withdrawReturn(s, w.unit.now));
      case 'send':
        return market.run(t.buyer, (w) => sendBack(w, { ...parcel, by: t.buyer }));
      case 'send-out':
        return market.run(t.seller, (w) => sendOut(w, { ...parcel, by: t.seller }));
      case 'scan':
      case 'arrive':
        return (await t.stateOf(id)).parcels.length > 0
          ? t.scan(id, act === 'arrive' || yes ? 'delivered' : 'lost').catch(() => undefined)
          : undefined;
      case 'receive':
        return t.step(id, 'seller', (s, w) => receiveGoods(s, w.unit.now, w.rulebook));
      case 'inspect':
        return t.step(id, 'seller', async (s, w) =>
          inspectGoods(
            s,
            {
              verdict: yes ? 'accepted' : quantity > 2 ? 'reduced' : 'rejected',
              restocked: s.lines.map((l) => Math.min(l.quantity, quantity - 1)),
              payMinor: quantity * 1_000,
              repairDays: null,
              note: await t.note(w, id, 'seller', true),
              at: w.unit.now,
            },
            w.rulebook,
          ),
        );
      case 'repair-fails':
        return t.step(id, 'seller', async (s, w) =>
          giveUpRepair(s, { note: await t.note(w, id, 'seller'), at: w.unit.now }, w.rulebook),
        );
      case 'check':
        return t.step(id, 'buyer', async (s, w) =>
          checkGoods(s, { works: yes, note: await t.note(w, id, 'buyer'), at: w.unit.now }, w.rulebook),
        );
      case 'choose':
        return t.step(id, 'buyer', (s, w) =>
          chooseRemedy(s, { remedy: yes ? 'return' : 'exchange', by: 'buyer', at: w.unit.now }, w.rulebook),
        );
      case 'pay':
        return this.pay(id);
      case 'decide':
        return market.run('staff', (w) =>
          decideReturn(w, {
            returnId: id,
            by: 'pty_staff' as never,
            words: 'So.',
            cashier,
            misuse: false,
            remedy: yes ? 'refund' : null,
            amountMinor: quantity * 1_000,
            outcome: (['for-buyer', 'for-seller', 'split'] as const)[quantity % 3] ?? 'split',
          }),
        );
      case 'appeal':
        return market.run('x', (w) =>
          appealReturn(w, { returnId: id, by: yes ? t.buyer : t.seller, text: 'No.' }),
        );
      case 'judge':
        return market.run('staff', (w) =>
          judgeAppeal(w, {
            returnId: id,
            by: 'pty_other' as never,
            words: 'So.',
            cashier,
            outcome: yes ? 'reversed' : 'upheld',
          }),
        );
      case 'reopen':
        return market.run(t.buyer, (w) => reopenReturn(w, { returnId: id, by: t.buyer }));
      case 'expire':
        return returns.due?.(await t.stateOf(id)) === undefined ? undefined : t.expire(id);
      default:
        return undefined;
    }
  }

  private async pay(returnId: ReturnId): Promise<void> {
    const { buyer } = this.t;
    const { provider, cashier, market } = this.t.shop;
    const checkoutId = `chk_${returnId}_${this.count}` as never;
    const opened = await market.run(buyer, (w) =>
      openDifferenceCharge(w, { checkoutId, returnId, buyer, provider: provider.name }),
    );
    if (isRefusal(opened)) return;
    const answer = await provider.authorise({
      key: checkoutId,
      checkoutId,
      buyer,
      amount: opened.amount,
      token: 'ok',
    });
    if (answer.outcome !== 'authorised') return;
    await market.run(buyer, (w) =>
      placeDifference(w, { checkoutId, returnId, buyer, reference: answer.reference, cashier }),
    );
    await this.t.shop.sweep();
  }

  async check(): Promise<void> {
    const { t } = this;
    const totals = t.shop.ledger();
    expect(Object.values(totals).reduce((a, b) => a + b, 0)).toBe(0);
    await t.shop.market.run('test', async (w) => {
      const known = await returnsOf(w, t.orderId);
      const order = await w.unit.load(orders, t.orderId);
      if (!order) throw new Error('no order');
      for (const q of quantitiesOf(t.orderId, order, known)) {
        expect(q.ordered).toBe(q.cancelled + q.fulfilled);
        expect(q.requested + q.refunded + q.returnable).toBe(q.fulfilled);
        expect(
          Math.min(q.requested, q.refunded, q.returnable, q.restocked, q.writtenOff),
        ).toBeGreaterThanOrEqual(0);
      }
      for (const { id, state } of known) {
        expect(refundedMinor(state)).toBeLessThanOrEqual(
          state.claims.reduce((sum, c) => sum + c.amountMinor, 0),
        );
        for (const [i, l] of state.lines.entries())
          expect((state.restocked[i] ?? 0) + (state.writtenOff[i] ?? 0)).toBeLessThanOrEqual(l.quantity);
        const due = returns.due?.(state);
        if (state.stage.status !== 'closed') expect(due, `${id} ${state.stage.status}`).toBeDefined();
      }
      const ids = [t.orderId, ...known.flatMap((k) => k.state.differenceOrder?.orderId ?? [])];
      for (const id of ids) {
        const payment = await w.unit.load(payments, id);
        if (payment?.status !== 'captured') continue;
        // Never more back than was paid, nothing held that is not there, and holds only for what is open.
        expect(refundableMinor(payment)).toBeGreaterThanOrEqual(heldMinor(payment));
        expect(refundableMinor(payment)).toBeGreaterThanOrEqual(0);
        expect((payment.balances.held ?? 0) + heldMinor(payment)).toBe(0);
        expect(payment.refundedMinor).toBe(payment.refunds.reduce((sum, r) => sum + r.amountMinor, 0));
        for (const { returnId } of payment.holds)
          expect(known.find((k) => k.id === returnId)?.state.stage.status).not.toBe('closed');
        // In from the buyer, out to the buyer: what is left at the provider is what was not given back.
        expect(payment.balances.provider ?? 0).toBe(payment.amountMinor - payment.refundedMinor);
      }
    });
  }
}

it(
  'whatever both sides, carriers, clocks and staff do: money and pieces are conserved, and nothing waits for ever',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const t = await Returning.delivered(BOUGHT);
        const others = [
          await t.shop.listing(t.seller, { price: { amountMinor: 12_500, currency: 'EUR' }, stock: 2 }),
          await t.shop.listing(t.seller, { price: { amountMinor: 7_000, currency: 'EUR' }, stock: 2 }),
        ];
        const walk = new Walk(t, others);
        for (const one of steps) {
          await walk.take(one);
          await walk.check();
        }
        // Left alone, every return ends by its clocks; what is appealed against waits for a person.
        for (const id of walk.ids)
          for (let i = 0; i < 30; i++) {
            const state = await t.stateOf(id);
            if (state.stage.status === 'closed' || state.stage.status === 'platform-review') break;
            await t.expire(id);
          }
        for (const id of walk.ids)
          expect(['closed', 'platform-review']).toContain((await t.stateOf(id)).stage.status);
        await walk.check();
      }),
      { numRuns: 150 },
    );
  },
);

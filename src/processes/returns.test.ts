import { describe, expect, it } from 'vitest';
import { Returning } from '../../test/returning.ts';
import { approveReturn, handOver, rejectReturn } from '../aftersales/returns/answer.ts';
import { checkGoods, chooseRemedy } from '../aftersales/returns/cure.ts';
import { inspectGoods } from '../aftersales/returns/goods.ts';
import { isRefusal } from '../kernel/decision.ts';
import type { OrderId, RecallId, ReturnId } from '../kernel/ids.ts';
import { listings } from '../market/listings/listing.ts';
import { charges } from '../market/payments/charge.ts';
import { openChargebackOn } from '../market/payments/decide.ts';
import { type Payment, payments } from '../market/payments/payment.ts';
import { recalls } from '../quality/recall.ts';
import { chargebackClosed, chargebackOpened } from './chargeback.ts';
import { appealReturn, decideReturn, judgeAppeal } from './decide-return.ts';
import { openDifferenceCharge, placeDifference } from './exchange-difference.ts';
import { claimRemedy, expireClaim } from './recall-claims.ts';
import { sendBack, sendOut } from './return-parcels.ts';
import { stopGoods } from './stop-goods.ts';

const STAFF = 'pty_staff_1' as never;
const OTHER = 'pty_staff_2' as never;

async function paymentOf(t: Returning, id = t.orderId): Promise<Extract<Payment, { status: 'captured' }>> {
  const payment = await t.shop.market.run('test', ({ unit }) => unit.load(payments, id));
  if (payment?.status !== 'captured') throw new Error('not captured');
  return payment;
}

const heldOf = async (t: Returning) => (await paymentOf(t)).holds.reduce((sum, h) => sum + h.amountMinor, 0);

function ledgerSum(t: Returning): number {
  return Object.values(t.shop.ledger()).reduce((sum, n) => sum + n, 0);
}

async function back(t: Returning, id: ReturnId): Promise<void> {
  const { buyer: by } = t;
  await t.shop.market.must(by, (w) =>
    sendBack(w, { returnId: id, by, carrier: 'DHL', trackingNumber: `BK${id.slice(-4)}1` }),
  );
  await t.scan(id, 'accepted');
  await t.scan(id, 'delivered');
}

const inspected = (t: Returning, id: ReturnId, restocked: readonly number[] = [1]) =>
  t.must(id, 'seller', async (s, w) =>
    inspectGoods(
      s,
      {
        verdict: 'accepted',
        restocked,
        payMinor: null,
        repairDays: null,
        note: await t.note(w, id, 'seller'),
        at: w.unit.now,
      },
      w.rulebook,
    ),
  );

describe('a return', () => {
  it('holds what it claims and no more, is paid from the hold after the goods are back, and puts them on sale again', async () => {
    const t = await Returning.delivered(2);
    const id = await t.asked({ quantity: 1 });
    expect(await heldOf(t)).toBe(10_000);
    await t.must(id, 'seller', (s, w) => approveReturn(s, { remedy: null, at: w.unit.now }, w.rulebook));
    await back(t, id);
    expect((await t.stateOf(id)).stage).toMatchObject({ status: 'inspection' });
    expect((await t.stateOf(id)).reception).toBe('received');
    const listingId = (await t.stateOf(id)).lines[0]?.listingId ?? '';
    const stock = async () =>
      (await t.shop.market.run('test', ({ unit }) => unit.load(listings, listingId)))?.stock;
    const before = (await stock()) ?? 0;
    const after = await inspected(t, id);
    expect(after.stage).toMatchObject({ status: 'closed', why: 'refunded' });
    expect(await stock()).toBe(before + 1);
    const payment = await paymentOf(t);
    expect(payment.refundedMinor).toBe(10_000);
    expect(payment.holds).toEqual([]);
    expect(ledgerSum(t)).toBe(0);
  });

  it('goes to the buyer when the seller is silent, step by step', async () => {
    const t = await Returning.delivered(1);
    const id = await t.asked({ wanted: 'refund' });
    const after = await t.expire(id);
    expect(after.stage).toMatchObject({ status: 'closed', why: 'refunded' });
    expect((await paymentOf(t)).refundedMinor).toBe((await paymentOf(t)).amountMinor);
  });

  it('transfers the rest on time and the held part only when the return ends for the seller', async () => {
    const t = await Returning.delivered(2);
    const id = await t.asked({ quantity: 1 });
    await t.shop.passDays(8);
    const payment = await paymentOf(t);
    expect(payment.transfer.state).toBe('done');
    expect(payment.balances.held).toBe(-10_000);
    const earned = (await t.shop.accountOf(t.seller))?.available.EUR ?? 0;
    await t.must(id, 'seller', async (s, w) =>
      rejectReturn(s, { note: await t.note(w, id, 'seller', true), at: w.unit.now }, w.rulebook),
    );
    const after = await t.expire(id);
    expect(after.stage).toMatchObject({ status: 'closed', why: 'rejection-accepted' });
    const gained = ((await t.shop.accountOf(t.seller))?.available.EUR ?? 0) - earned;
    // Commission of 9 % on what became free.
    expect((await paymentOf(t)).balances.held ?? 0).toBe(0);
    expect(gained === 9_100 || gained < 0).toBe(true);
    expect(ledgerSum(t)).toBe(0);
  });

  it('after a transfer holds it out of the balance and gives back the commission on what is refunded', async () => {
    const t = await Returning.delivered(1);
    await t.shop.passDays(8);
    const id = await t.asked({ wanted: 'refund' });
    await t.must(id, 'seller', (s, w) => approveReturn(s, { remedy: null, at: w.unit.now }, w.rulebook));
    const payment = await paymentOf(t);
    expect(payment.refundedMinor).toBe(payment.amountMinor);
    expect(payment.balances).toEqual({});
    expect(ledgerSum(t)).toBe(0);
  });

  it('a repair that fails becomes a refund at the choice of the buyer', async () => {
    const t = await Returning.delivered(1);
    const id = await t.asked();
    await t.must(id, 'seller', (s, w) => approveReturn(s, { remedy: 'repair', at: w.unit.now }, w.rulebook));
    await back(t, id);
    await inspected(t, id, []);
    expect((await t.stateOf(id)).stage.status).toBe('repair');
    const { seller: by } = t;
    await t.shop.market.must(by, (w) =>
      sendOut(w, { returnId: id, by, carrier: 'DHL', trackingNumber: 'OUT12345' }),
    );
    await t.scan(id, 'delivered');
    expect((await t.stateOf(id)).stage.status).toBe('checking');
    await t.must(id, 'buyer', async (s, w) =>
      checkGoods(s, { works: false, note: await t.note(w, id, 'buyer'), at: w.unit.now }, w.rulebook),
    );
    await t.must(id, 'buyer', (s, w) =>
      chooseRemedy(s, { remedy: 'return', by: 'buyer', at: w.unit.now }, w.rulebook),
    );
    expect((await t.stateOf(id)).stage.status).toBe('awaiting-return');
    const { buyer } = t;
    await t.shop.market.must(buyer, (w) => sendBack(w, { returnId: id, by: buyer, carrier: 'DHL' }));
    await t.scan(id, 'delivered');
    const after = await inspected(t, id, [0]);
    expect(after.stage).toMatchObject({ status: 'closed', why: 'refunded' });
    expect(after.writtenOff).toEqual([1]);
    expect((await paymentOf(t)).refundedMinor).toBe((await paymentOf(t)).amountMinor);
  });

  it('an exchange for a dearer article is paid by an order of its own and ends when that has arrived', async () => {
    const t = await Returning.delivered(1);
    const dearer = await t.shop.listing(t.seller, { price: { amountMinor: 12_500, currency: 'EUR' } });
    const id = await t.asked({ wanted: 'exchange', exchangeFor: dearer });
    await t.must(id, 'seller', (s, w) => approveReturn(s, { remedy: null, at: w.unit.now }, w.rulebook));
    await back(t, id);
    const paying = await inspected(t, id);
    expect(paying.stage).toMatchObject({ status: 'paying', differenceMinor: 2_500 });
    await payDifference(t, id);
    const state = await t.stateOf(id);
    expect(state.stage.status).toBe('replacement');
    const extra = state.differenceOrder?.orderId ?? t.orderId;
    expect((await paymentOf(t, extra)).amountMinor).toBe(2_500);
    const { seller: by } = t;
    await t.shop.market.must(by, (w) =>
      sendOut(w, { returnId: id, by, carrier: 'DHL', trackingNumber: 'EXC12345' }),
    );
    await t.scan(id, 'delivered');
    expect((await t.shop.orderOf(extra)).status).toBe('delivered');
    const after = await t.expire(id);
    expect(after.stage).toMatchObject({ status: 'closed', why: 'replaced' });
    expect((await paymentOf(t)).refundedMinor).toBe(0);
    expect((await paymentOf(t)).holds).toEqual([]);
    expect(ledgerSum(t)).toBe(0);
    // The dearer article has a fault too: all that was paid for it is claimed.
    const again = await t.asked({ wanted: 'refund' });
    expect((await t.stateOf(again)).claims.toSorted((a, b) => b.amountMinor - a.amountMinor)).toMatchObject([
      { orderId: t.orderId },
      { orderId: extra, amountMinor: 2_500 },
    ]);
  });

  it('a recalled article that was got in exchange is paid back once, though the bank decides about a part of it', async () => {
    const t = await Returning.delivered(1);
    const ordered = await t.shop.buy(t.buyer, [
      [await t.shop.listing(t.seller), 1],
      [await t.shop.listing(t.seller), 1],
    ]);
    if (isRefusal(ordered)) throw new Error(ordered.refused);
    t.orderId = ordered.orders[0]?.orderId as OrderId;
    await t.shop.deliver(t.orderId);
    const dearer = await t.shop.listing(t.seller, { price: { amountMinor: 12_500, currency: 'EUR' } });
    const id = await t.asked({ wanted: 'exchange', exchangeFor: dearer });
    await t.must(id, 'seller', (s, w) => approveReturn(s, { remedy: null, at: w.unit.now }, w.rulebook));
    await back(t, id);
    await inspected(t, id);
    await payDifference(t, id);
    const { seller: by, buyer, orderId } = t;
    const { cashier, market } = t.shop;
    await market.must(by, (w) => sendOut(w, { returnId: id, by, carrier: 'DHL', trackingNumber: 'EXC99' }));
    await t.scan(id, 'delivered');
    await t.expire(id);
    const extra = (await t.stateOf(id)).differenceOrder?.orderId ?? orderId;
    const recallId = 'rcl_1' as RecallId;
    await market.must('test', async ({ unit }) => {
      await unit.load(recalls, recallId);
      const goods = { listings: [dearer], sellers: [by], gtins: [], remedies: ['refund', 'repair'] };
      unit.append(recalls, recallId, [{ type: 'RecallOpened', at: unit.now, ...goods } as never]);
      return {};
    });
    const { claimId } = await market.must(buyer, (w) =>
      claimRemedy(w, { recallId, orderId, remedy: 'repair', buyer, cashier }),
    );
    // Only the difference is disputed.
    const disputed = { reference: await referenceOf(t, extra), chargebackId: 'cb1' };
    await market.must('bank', (w) => chargebackOpened(w, disputed));
    market.now += 400 * 86_400_000;
    await market.must('deadline', (w) => expireClaim(w, claimId, cashier));
    expect((await paymentOf(t)).refundedMinor).toBe(0);
    await market.must('bank', (w) => chargebackClosed(w, { ...disputed, outcome: 'won' }));
    market.now += 8 * 86_400_000;
    await market.must('deadline', (w) => expireClaim(w, claimId, cashier));
    expect((await paymentOf(t)).refundedMinor).toBe(10_000);
    expect((await paymentOf(t, extra)).refundedMinor).toBe(2_500);
    expect(ledgerSum(t)).toBe(0);
  });

  it('an exchange that is not sent gives everything back, the difference too', async () => {
    const t = await Returning.delivered(1);
    const dearer = await t.shop.listing(t.seller, {
      price: { amountMinor: 12_500, currency: 'EUR' },
      stock: 3,
    });
    const id = await t.asked({ wanted: 'exchange', exchangeFor: dearer });
    await t.must(id, 'seller', (s, w) => approveReturn(s, { remedy: null, at: w.unit.now }, w.rulebook));
    await back(t, id);
    await inspected(t, id);
    await payDifference(t, id);
    const after = await t.expire(id);
    expect(after.stage).toMatchObject({ status: 'closed', why: 'refunded' });
    const stock = await t.shop.market.run('test', ({ unit }) => unit.load(listings, dearer));
    expect(stock?.stock).toBe(3);
    const extra = after.differenceOrder?.orderId ?? t.orderId;
    expect((await t.shop.orderOf(extra)).status).toBe('cancelled');
    expect((await paymentOf(t, extra)).refundedMinor).toBe(2_500);
    expect((await paymentOf(t)).refundedMinor).toBe((await paymentOf(t)).amountMinor);
    expect(ledgerSum(t)).toBe(0);
  });

  it('goods that were stopped since it was agreed do not go out in exchange: the buyer gets the money', async () => {
    const t = await Returning.delivered(1);
    const other = await t.shop.listing(t.seller, {
      price: { amountMinor: 10_000, currency: 'EUR' },
      stock: 3,
    });
    const id = await t.asked({ wanted: 'exchange', exchangeFor: other });
    await t.must(id, 'seller', (s, w) => approveReturn(s, { remedy: null, at: w.unit.now }, w.rulebook));
    await back(t, id);
    await t.shop.market.must('test', (w) =>
      stopGoods(w, { listings: [other], because: 'recall', ref: 'rcl_1', until: null, figures: {} }),
    );
    const after = await inspected(t, id);
    expect((await t.stateOf(id)).stage).toMatchObject({ status: 'closed', why: 'refunded' });
    expect(after.parcels.some((p) => p.way === 'out')).toBe(false);
    const stock = await t.shop.market.run('test', ({ unit }) => unit.load(listings, other));
    expect(stock?.stock).toBe(3);
    expect((await paymentOf(t)).refundedMinor).toBe((await paymentOf(t)).amountMinor);
    expect(ledgerSum(t)).toBe(0);
  });

  it('a cheaper article gives the difference back at once', async () => {
    const t = await Returning.delivered(1);
    const cheaper = await t.shop.listing(t.seller, { price: { amountMinor: 8_000, currency: 'EUR' } });
    const id = await t.asked({ wanted: 'exchange', exchangeFor: cheaper });
    await t.must(id, 'seller', (s, w) => approveReturn(s, { remedy: null, at: w.unit.now }, w.rulebook));
    await back(t, id);
    await inspected(t, id);
    expect((await paymentOf(t)).refundedMinor).toBe(2_000);
    expect((await t.stateOf(id)).stage.status).toBe('replacement');
  });

  it.each(['won', 'lost'] as const)(
    'the difference of a cheaper article waits for a bank that decides, also after the return has ended, and is paid once if that was %s',
    async (outcome) => {
      const t = await Returning.delivered(1);
      const cheaper = await t.shop.listing(t.seller, { price: { amountMinor: 8_000, currency: 'EUR' } });
      const id = await t.asked({ wanted: 'exchange', exchangeFor: cheaper });
      await t.must(id, 'seller', (s, w) => approveReturn(s, { remedy: null, at: w.unit.now }, w.rulebook));
      await back(t, id);
      const chargeback = { reference: await referenceOf(t), chargebackId: 'cb1' };
      await t.shop.market.must('bank', (w) => chargebackOpened(w, chargeback));
      await inspected(t, id);
      expect(await paymentOf(t)).toMatchObject({ refundedMinor: 0 });
      const { seller: by } = t;
      await t.shop.market.must(by, (w) => sendOut(w, { returnId: id, by, carrier: 'DHL' }));
      await t.must(id, 'buyer', async (s, w) =>
        checkGoods(s, { works: true, note: await t.note(w, id, 'buyer'), at: w.unit.now }, w.rulebook),
      );
      // Closed, and the bank is still at it: tried every day, and nothing paid.
      for (let day = 0; day < 3; day++) expect((await t.expire(id)).stage.status).toBe('closed');
      expect(await paymentOf(t)).toMatchObject({ refundedMinor: 0 });
      await t.shop.market.must('bank', (w) => chargebackClosed(w, { ...chargeback, outcome }));
      const after = await t.expire(id);
      expect(after.differenceTryAt).toBeNull();
      expect((await paymentOf(t)).refundedMinor).toBe(outcome === 'won' ? 2_000 : 0);
      await expect(t.expire(id)).rejects.toThrow('nothing is due');
      expect(ledgerSum(t)).toBe(0);
    },
  );

  it('a decision that is reversed is made good, and not what was agreed before it', async () => {
    const t = await Returning.delivered(1);
    const cheaper = await t.shop.listing(t.seller, { price: { amountMinor: 8_000, currency: 'EUR' } });
    const id = await t.asked({ wanted: 'exchange', exchangeFor: cheaper });
    await t.must(id, 'seller', (s, w) => approveReturn(s, { remedy: null, at: w.unit.now }, w.rulebook));
    await back(t, id);
    await inspected(t, id);
    expect((await paymentOf(t)).refundedMinor).toBe(2_000);
    const { seller: by } = t;
    await t.shop.market.must(by, (w) => sendOut(w, { returnId: id, by, carrier: 'DHL' }));
    // It does not arrive.
    expect((await t.expire(id)).stage.status).toBe('platform-review');
    await t.expire(id);
    await t.shop.market.must(STAFF, (w) =>
      decideReturn(w, {
        returnId: id,
        by: STAFF,
        words: 'It does not work.',
        outcome: 'for-buyer',
        remedy: 'return',
        amountMinor: null,
        misuse: false,
      }),
    );
    const { refundedMinor } = await paymentOf(t);
    expect(refundedMinor).toBeGreaterThan(2_000);
    await t.shop.market.must(by, (w) => appealReturn(w, { returnId: id, by, text: 'It does.' }));
    await t.shop.market.must(OTHER, (w) =>
      judgeAppeal(w, { returnId: id, by: OTHER, words: 'It does.', outcome: 'reversed' }),
    );
    expect(await paymentOf(t)).toMatchObject({ madeWholeMinor: refundedMinor - 2_000 });
    expect(ledgerSum(t)).toBe(0);
  });

  it('whoever misuses returns loses before two people, and no money moves', async () => {
    const t = await Returning.delivered(1);
    const id = await t.asked({ reason: 'changed-mind' });
    await t.must(id, 'seller', (s, w) => approveReturn(s, { remedy: null, at: w.unit.now }, w.rulebook));
    await back(t, id);
    await t.must(id, 'seller', async (s, w) =>
      inspectGoods(
        s,
        {
          verdict: 'rejected',
          restocked: [],
          payMinor: null,
          repairDays: null,
          note: await t.note(w, id, 'seller', true),
          at: w.unit.now,
        },
        w.rulebook,
      ),
    );
    await t.must(id, 'buyer', async (s, w) =>
      handOver(s, { by: 'buyer', note: await t.note(w, id, 'buyer'), at: w.unit.now }, w.rulebook),
    );
    const early = await t.shop.market.run(STAFF, (w) =>
      decideReturn(w, {
        returnId: id,
        by: STAFF,
        words: 'Too early.',
        outcome: 'for-seller',
        remedy: null,
        amountMinor: null,
        misuse: true,
      }),
    );
    expect(early).toMatchObject({ refused: 'evidence-open' });
    const frozen = await t.expire(id);
    expect(frozen.stage).toMatchObject({ status: 'platform-review', frozen: { sha256: expect.any(String) } });
    const decided = await t.shop.market.must(STAFF, (w) =>
      decideReturn(w, {
        returnId: id,
        by: STAFF,
        words: 'Another article came back.',
        outcome: 'for-seller',
        remedy: null,
        amountMinor: null,
        misuse: true,
      }),
    );
    expect(decided.decision?.finding).toEqual({ violation: 'return-misuse', subject: 'buyer' });
    await t.shop.market.must(t.buyer, (w) => appealReturn(w, { returnId: id, by: t.buyer, text: 'Not so.' }));
    const same = await t.shop.market.run(STAFF, (w) =>
      judgeAppeal(w, { returnId: id, by: STAFF, words: 'Again.', outcome: 'upheld' }),
    );
    expect(same).toMatchObject({ refused: 'took-part' });
    const judged = await t.shop.market.must(OTHER, (w) =>
      judgeAppeal(w, { returnId: id, by: OTHER, words: 'It stands.', outcome: 'upheld' }),
    );
    expect(judged.decision).toMatchObject({ isFinal: true, appeal: { status: 'upheld' } });
    expect((await paymentOf(t)).refundedMinor).toBe(0);
    expect((await paymentOf(t)).holds).toEqual([]);
  });

  it('of a recalled article is refused: its owners choose there', async () => {
    const t = await Returning.delivered(1);
    const listingId = (await t.shop.orderOf(t.orderId)).lines[0]?.listingId;
    await t.shop.market.must('test', async ({ unit }) => {
      const opened = {
        type: 'RecallOpened',
        at: unit.now,
        listings: [listingId],
        sellers: [t.seller],
        gtins: [],
      };
      unit.append(recalls, 'rcl_1', [opened as never]);
      return {};
    });
    expect(await t.ask()).toMatchObject({ refused: 'recalled', facts: { recallId: 'rcl_1' } });
  });

  it('waits for the bank when the buyer has gone there, and is not paid twice', async () => {
    const t = await Returning.delivered(1);
    const id = await t.asked({ wanted: 'refund' });
    await t.shop.market.must('bank', async ({ unit }) => {
      const events = openChargebackOn(await unit.load(payments, t.orderId), {
        at: unit.now,
        chargebackId: 'cb1' as never,
        amountMinor: 1,
      });
      if (!isRefusal(events)) unit.append(payments, t.orderId, events);
      return {};
    });
    await t.must(id, 'seller', (s, w) => approveReturn(s, { remedy: null, at: w.unit.now }, w.rulebook));
    expect((await t.stateOf(id)).stage.status).toBe('refund-pending');
    expect((await paymentOf(t)).refundedMinor).toBe(0);
  });

  it.each(['won', 'lost'] as const)(
    'waits for the bank that has all of the money, and is paid if that was %s',
    async (outcome) => {
      const t = await Returning.delivered(1);
      const id = await t.asked({ wanted: 'refund' });
      const { amountMinor } = await t.stateOf(id);
      const chargeback = { reference: await referenceOf(t), chargebackId: 'cb1' };
      await t.shop.market.must('bank', (w) => chargebackOpened(w, chargeback));
      await t.must(id, 'seller', (s, w) => approveReturn(s, { remedy: null, at: w.unit.now }, w.rulebook));
      expect((await t.stateOf(id)).stage.status).toBe('refund-pending');
      await t.shop.market.must('bank', (w) => chargebackClosed(w, { ...chargeback, outcome }));
      const { stage } = await t.expire(id);
      expect(stage).toMatchObject({
        status: 'closed',
        why: outcome === 'won' ? 'refunded' : 'settled-by-bank',
      });
      expect((await paymentOf(t)).refundedMinor).toBe(outcome === 'won' ? amountMinor : 0);
      expect(ledgerSum(t)).toBe(0);
    },
  );
});

/** What the bank calls the payment of the order. */
async function referenceOf(t: Returning, id?: OrderId): Promise<string> {
  const all = await t.shop.market.run('bank', ({ unit }) => unit.find(charges, {}));
  const first =
    id === undefined ? all[0] : all.find(({ state }) => 'orders' in state && state.orders.includes(id));
  return first?.state.status === 'captured' ? first.state.reference : '';
}

async function payDifference(t: Returning, returnId: ReturnId): Promise<void> {
  const checkoutId = `chk_${returnId}` as never;
  const { buyer } = t;
  const { provider, cashier, market } = t.shop;
  const opened = await market.must(buyer, (w) =>
    openDifferenceCharge(w, { checkoutId, returnId, buyer, provider: provider.name }),
  );
  const answer = await provider.authorise({
    key: `${returnId}:1`,
    checkoutId,
    buyer,
    amount: opened.amount,
    token: 'ok',
  });
  if (answer.outcome !== 'authorised') throw new Error('declined');
  await market.must(buyer, (w) =>
    placeDifference(w, { checkoutId, returnId, buyer, reference: answer.reference, cashier }),
  );
  await t.shop.sweep();
}

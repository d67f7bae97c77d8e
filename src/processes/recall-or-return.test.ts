import { beforeEach, describe, expect, it } from 'vitest';
import { Returning } from '../../test/returning.ts';
import { approveReturn } from '../aftersales/returns/answer.ts';
import { isRefusal, type Refusal } from '../kernel/decision.ts';
import type { ListingId, OrderId, RecallId } from '../kernel/ids.ts';
import { payments } from '../market/payments/payment.ts';
import { type RecallEvent, recalls, type Remedy } from '../quality/recall.ts';
import { claimRemedy, expireClaim } from './recall-claims.ts';

const RECALL = 'rcl_1' as RecallId;
const PRICE_MINOR = 10_000;

/** An order of two articles, of which the first is recalled. */
let t: Returning;
let recalled: ListingId;

beforeEach(async () => {
  t = await Returning.delivered(1);
  recalled = await t.shop.listing(t.seller);
  const placed = await t.shop.buy(t.buyer, [
    [recalled, 1],
    [await t.shop.listing(t.seller), 1],
  ]);
  if (isRefusal(placed)) throw new Error(placed.refused);
  t.orderId = placed.orders[0]?.orderId as OrderId;
  await t.shop.deliver(t.orderId);
});

async function recall(...events: readonly object[]): Promise<void> {
  await t.shop.market.must('test', async ({ unit }) => {
    await unit.load(recalls, RECALL);
    unit.append(recalls, RECALL, events as readonly RecallEvent[]);
    return {};
  });
}

const opened = () =>
  recall({
    type: 'RecallOpened',
    at: t.now,
    listings: [recalled],
    sellers: [t.seller],
    gtins: [],
    remedies: ['refund', 'repair'],
  });

function claim(remedy: Remedy): Promise<object | Refusal> {
  const { orderId, buyer } = t;
  const { cashier } = t.shop;
  return t.shop.market.run(buyer, (w) =>
    claimRemedy(w, { recallId: RECALL, orderId, remedy, buyer, cashier }),
  );
}

async function refunded(): Promise<number> {
  const payment = await t.shop.market.run('test', ({ unit }) => unit.load(payments, t.orderId));
  return payment?.status === 'captured' ? payment.refundedMinor : 0;
}

describe('goods that a recall and a return are about', () => {
  it('are not paid by the recall while the return is open, or once it has paid', async () => {
    const id = await t.asked({ wanted: 'refund' });
    await opened();
    expect(await claim('refund')).toMatchObject({ refused: 'in-return', facts: { returnId: id } });
    expect(await claim('repair')).toMatchObject({ refused: 'in-return' });
    await t.must(id, 'seller', (s, w) => approveReturn(s, { remedy: null, at: w.unit.now }, w.rulebook));
    expect(await refunded()).toBe(PRICE_MINOR);
    expect(await claim('refund')).toMatchObject({ refused: 'nothing-left-to-refund' });
    expect(await refunded()).toBe(PRICE_MINOR);
  });

  it('are not paid by a return once the recall has paid, also after it is closed', async () => {
    await opened();
    expect(await claim('refund')).toMatchObject({ claim: { status: 'done' } });
    await recall({ type: 'RecallClosed', at: t.now, by: 'pty_inspector', why: 'All are told.' });
    expect(await t.ask()).toMatchObject({ refused: 'recalled' });
    expect(await refunded()).toBe(PRICE_MINOR);
  });

  it('are paid by the recall when the repair that was chosen does not come', async () => {
    await opened();
    const chosen = await claim('repair');
    if (!('claimId' in chosen)) throw new Error('refused');
    t.shop.market.now += 400 * 86_400_000;
    const { cashier } = t.shop;
    await t.shop.market.must('deadline', (w) => expireClaim(w, String(chosen.claimId), cashier));
    expect(await refunded()).toBe(PRICE_MINOR);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { balancedMarket } from '../../../test/balanced.ts';
import { asBuyer, asSeller, newAccount } from '../../../test/counter.ts';
import { applyMeasure, bareOrder } from '../../../test/people.ts';
import type { Actor } from '../../door/actor.ts';
import type { ListingId, OrderId, PartyId, SanctionId } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { takeDeposit } from '../../processes/deposit.ts';
import { standings } from '../../standing/standing.ts';
import { charges } from './charge.ts';

const { server, counter } = await balancedMarket();
let buyer: PartyId;
let seller: PartyId;
let chair: ListingId;
let orders = 0;

beforeEach(async () => {
  buyer = await counter.buyer();
  seller = await counter.seller('Elbe Chairs');
  chair = await counter.listing(seller, 'Oak chair');
});

const post = (actor: Actor, orderId: OrderId, what: string, body?: object) =>
  server.ask(actor, 'post', `/orders/${orderId}/${what}`, body);
const mine = async (what: string) => (await server.ask(asSeller(seller), 'get', `/me/${what}`)).body;
const track = () => `T${String((orders += 1)).padStart(6, '0')}`;

/** Bought, delivered and transferred; the seller's probation delays the money. */
async function earned(): Promise<OrderId> {
  const orderId = await counter.order(buyer, chair);
  await counter.deliver(seller, orderId, track());
  return orderId;
}

async function until(done: () => Promise<boolean>): Promise<void> {
  for (let day = 0; day < 60; day++) {
    if (await done()) return;
    await counter.days(1);
  }
  throw new Error('nothing came of sixty days');
}
const transferred = () => until(async () => (await mine('balance')).balances[0].pendingMinor === 0);
const paidOut = () => until(async () => (await mine('payouts')).payouts.length > 0);

it('sales are told in weeks of whole days, today the last', async () => {
  const midnight = Math.floor(server.now() / DAY_MS) * DAY_MS;
  const sold = (at: number) => bareOrder(counter.runs, { seller, buyer, listingId: chair, at });
  // The first and the last moment of the seven days that end today, and the one before.
  for (const at of [midnight - 6 * DAY_MS, midnight + DAY_MS - 1, midnight - 6 * DAY_MS - 1]) await sold(at);
  const { weeks } = await mine('sales?weeks=2');
  expect(weeks).toMatchObject([
    { from: midnight - 13 * DAY_MS, orders: 1 },
    { from: midnight - 6 * DAY_MS, orders: 2 },
  ]);
});

describe('an order and its money', () => {
  it('cancelled before it is shipped goes back in whole, with the stock', async () => {
    const orderId = await counter.order(buyer, chair);
    const before = counter.provider.effects.length;
    const wrong = await post(asBuyer(buyer), orderId, 'cancellation', { reason: 'out-of-stock' });
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ field: 'reason' }] } });
    const done = await post(asBuyer(buyer), orderId, 'cancellation', { reason: 'changed-mind' });
    expect(done.body).toEqual({ orderId, status: 'cancelled' });
    expect(counter.effects(before)).toEqual(['refund 10400']);
    const { body } = await counter.show(asBuyer(buyer), orderId);
    expect(body).toMatchObject({
      payment: { refundedMinor: 10_400, refunds: [{ reason: 'cancelled-before-shipping', sent: true }] },
      mayDo: [],
    });
    expect((await server.ask({ kind: 'anonymous' }, 'get', `/listings/${chair}`)).body.available).toBe(10);
    const again = await post(asBuyer(buyer), orderId, 'cancellation', { reason: 'changed-mind' });
    expect(again.status).toBe(409);
    const late = await post(asSeller(seller), orderId, 'shipments', { carrier: 'DHL' });
    expect(late.status).toBe(409);
  });

  it('shipped, scanned, delivered, transferred and paid out, with an invoice', async () => {
    const orderId = await earned();
    const { body: order } = await counter.show(asBuyer(buyer), orderId);
    expect(order).toMatchObject({ status: 'delivered', invoice: 1, mayDo: ['review', 'invoice'] });
    expect(order.shipments).toMatchObject([
      {
        carrier: 'DHL',
        status: 'delivered',
        scans: [{ code: 'accepted', place: 'Leipzig' }, { code: 'delivered' }],
      },
    ]);
    expect(order.shipments[0].trackingNumber).toMatch(/^T0/);
    expect(order.timeline.map((m: { what: string; scan?: string }) => m.scan ?? m.what)).toEqual([
      'placed',
      'paid',
      'shipped',
      'invoiced',
      'accepted',
      'delivered',
      'delivered',
    ]);
    const { body: invoice } = await server.ask(asBuyer(buyer), 'get', `/orders/${orderId}/invoice`);
    expect(invoice).toMatchObject({
      number: 1,
      seller: { shop: 'Elbe Chairs', address: { city: 'Berlin' } },
      recipient: { name: 'Ada Byron' },
      lines: [
        { what: 'goods', title: 'Oak chair', quantity: 1, grossMinor: 9_900 },
        { what: 'shipping', grossMinor: 500 },
      ],
      taxes: [{ basisPoints: 1_900, taxMinor: 1_581 + 80 }],
      grossMinor: 10_400,
      creditNotes: [],
    });
    expect(invoice.netMinor + invoice.taxMinor).toBe(10_400);
    expect((await mine('balance')).balances).toEqual([
      { currency: 'EUR', availableMinor: 0, pendingMinor: 10_400 },
    ]);
    const { held: waiting, waiting: sums } = await mine('balance/orders');
    expect(sums).toEqual([
      { why: 'waiting-time', orders: 1, amount: { amountMinor: 10_400, currency: 'EUR' } },
    ]);
    expect(waiting).toMatchObject([
      { orderId, amount: { amountMinor: 10_400, currency: 'EUR' }, why: 'waiting-time' },
    ]);
    expect(waiting[0].freeAt).toBeGreaterThan(server.now());
    const { weeks } = await mine('sales');
    expect(weeks).toHaveLength(12);
    expect(weeks.at(-1)).toMatchObject({ orders: 1, sums: [{ currency: 'EUR', amountMinor: 10_400 }] });
    const before = counter.provider.effects.length;
    await paidOut();
    expect(await mine('balance/orders')).toEqual({ waiting: [], held: [] });
    // 9 % commission: 936 of 104.00.
    expect(counter.effects(before)).toEqual(['payout 9464']);
    expect(await mine('payouts')).toMatchObject({
      payouts: [{ status: 'sent', amountMinor: 9_464 }],
      hold: null,
    });
    expect((await mine('ledger')).entries).toMatchObject([
      { what: 'payout', gainedMinor: -9_464, availableMinor: 0 },
      { what: 'transfer', gainedMinor: 9_464, availableMinor: 9_464, orderId },
    ]);
  });

  it('refunded after the payout leaves a debt that the next sale repays', async () => {
    const orderId = await earned();
    await paidOut();
    const forbidden = await post(asSeller(seller), orderId, 'refunds', { reason: 'decided-by-platform' });
    expect(forbidden.status).toBe(422);
    const tooMuch = await post(asSeller(seller), orderId, 'refunds', {
      reason: 'damaged',
      amountMinor: 10_401,
    });
    expect(tooMuch).toMatchObject({ status: 422, body: { refundableMinor: 10_400 } });
    const before = counter.provider.effects.length;
    const part = await post(asSeller(seller), orderId, 'refunds', { reason: 'damaged', amountMinor: 400 });
    expect(part).toMatchObject({ status: 201, body: { amountMinor: 400, currency: 'EUR' } });
    const rest = await post(await counter.staff('representative'), orderId, 'refunds', {
      reason: 'decided-by-platform',
    });
    expect(rest.body.amountMinor).toBe(10_000);
    expect(counter.effects(before)).toEqual(['refund 400', 'refund 10000']);
    expect((await mine('balance')).balances[0].availableMinor).toBe(-9_464);
    const { body: invoice } = await server.ask(asSeller(seller), 'get', `/orders/${orderId}/invoice`);
    expect(invoice.creditNotes).toMatchObject([
      { number: 2, grossMinor: 400 },
      { number: 3, grossMinor: 10_000 },
    ]);
    await earned();
    await transferred();
    expect((await mine('balance')).balances[0].availableMinor).toBe(0);
  });

  it('disputed at the bank waits, and ends as the bank decides; a notice counts once', async () => {
    const engineer = await counter.staff('engineer');
    const orderId = await counter.order(buyer, chair, 'chargeback');
    const { body } = await counter.show(asSeller(seller), orderId);
    expect(body.payment.chargebacks).toMatchObject([{ outcome: 'open', amountMinor: 10_400 }]);
    expect((await post(asSeller(seller), orderId, 'refunds', { reason: 'damaged' })).body.type).toBe(
      '/problems/bank-decides',
    );
    const [charge] = await server.market.run('test', ({ unit }) => unit.find(charges, { payer: buyer }));
    const reference = charge && 'reference' in charge.state ? charge.state.reference : '';
    const notice = {
      noticeId: `n-${reference}`,
      kind: 'chargeback-lost',
      chargebackId: body.payment.chargebacks[0].chargebackId,
      reference,
    };
    expect((await server.ask(engineer, 'post', '/payments/notices', notice)).body).toEqual({ known: false });
    expect((await server.ask(engineer, 'post', '/payments/notices', notice)).body).toEqual({ known: true });
    const unknown = { ...notice, noticeId: 'n-other', reference: 'nothing' };
    expect((await server.ask(engineer, 'post', '/payments/notices', unknown)).status).toBe(404);
    const after = await counter.show(asBuyer(buyer), orderId);
    expect(after.body.payment).toMatchObject({ chargebacks: [{ outcome: 'lost' }], refundableMinor: 0 });
    // The bank's fee is the seller's.
    expect((await mine('balance')).balances[0].availableMinor).toBe(-2_000);
  });

  it.each([
    { code: 'delivered', status: 'delivered', why: 'waiting-time' },
    { code: 'lost', status: 'undelivered', why: 'not-delivered' },
  ])('whose first parcel is $code is $status once nothing else comes', async ({ code, status, why }) => {
    const engineer = await counter.staff('engineer');
    const ends = [
      (id: OrderId) => post(asBuyer(buyer), id, 'cancellation', { reason: 'too-slow' }),
      ...(code === 'lost'
        ? [(id: OrderId) => post(asSeller(seller), id, 'shipments', { carrier: 'Post' })]
        : []),
    ];
    for (const end of ends) {
      await counter.put(buyer, chair, 2);
      const orderId = (await counter.checkout(buyer)).body.orders[0].orderId as OrderId;
      const parcel = { carrier: 'DHL', trackingNumber: track(), pieces: [1] };
      const sent = await post(asSeller(seller), orderId, 'shipments', parcel);
      await server.ask(engineer, 'post', `/shipments/${sent.body.shipmentId}/scans`, { code: 'accepted' });
      server.pass(86_400_000);
      const at = server.now();
      await server.ask(engineer, 'post', `/shipments/${sent.body.shipmentId}/scans`, { code });
      server.pass(86_400_000);
      await end(orderId);
      expect((await counter.show(asBuyer(buyer), orderId)).body.status).toBe(status);
      const { held } = await mine('balance/orders');
      expect(held.find((h: { orderId: string }) => h.orderId === orderId)).toMatchObject({
        why,
        deliveredAt: status === 'delivered' ? at : null,
        ...(status === 'undelivered' ? { freeAt: null } : {}),
      });
    }
  });

  it('received by the buyer’s own word; a parcel is not seen in the future', async () => {
    const orderId = await counter.order(buyer, chair);
    expect((await post(asBuyer(buyer), orderId, 'receipt')).body.type).toBe('/problems/not-shipped');
    expect((await server.ask(asBuyer(buyer), 'get', `/orders/${orderId}/invoice`)).body.type).toBe(
      '/problems/not-invoiced',
    );
    const sent = await post(asSeller(seller), orderId, 'shipments', { carrier: 'Post' });
    const scan = { code: 'accepted', at: server.now() + 1_000 };
    const early = await server.ask(
      await counter.staff('engineer'),
      'post',
      `/shipments/${sent.body.shipmentId}/scans`,
      scan,
    );
    expect(early).toMatchObject({ status: 422, body: { errors: [{ field: 'at' }] } });
    expect((await post(asBuyer(buyer), orderId, 'receipt')).body.status).toBe('delivered');
  });
});

describe('payouts', () => {
  it('do not leave while the seller is suspended, say why, and leave after the reversal', async () => {
    await earned();
    await transferred();
    const sanctionId = 'san_payout_1' as SanctionId;
    await applyMeasure(counter.runs, seller, 'suspension', { sanctionId });
    await counter.days(21);
    const held = await mine('payouts');
    expect(held).toMatchObject({
      payouts: [],
      hold: { reason: 'not-permitted', sanctionId },
      skipped: { reason: 'not-permitted' },
    });
    expect(held.hold.why).toContain('Trading is suspended.');
    await server.market.run('test', async ({ unit }) => {
      await unit.lock(standings, seller, 'update');
      return unit.append(standings, seller, [
        { type: 'MeasureEnded', at: unit.now, sanctionId, why: 'reversed' },
      ]);
    });
    expect((await mine('payouts')).hold).toBeNull();
    await paidOut();
    expect((await mine('payouts')).payouts).toMatchObject([{ status: 'sent', amountMinor: 9_464 }]);
  });

  it('rest after the bank account was changed', async () => {
    await earned();
    await transferred();
    const sure = { ...asSeller(seller), confirmedAt: server.now() };
    const changed = await server.ask(sure, 'put', '/me/payout-account', {
      account: newAccount(),
    });
    expect(changed.status).toBe(200);
    const { hold, nextPayoutAt } = await mine('payouts');
    expect(hold).toMatchObject({ reason: 'payout-account-changed' });
    expect(hold.until - server.now()).toBe(
      server.market.book.rulebook.payout.accountChangeRestDays * 86_400_000,
    );
    const days = Math.floor((hold.until - 1 - server.now()) / 86_400_000);
    await counter.days(days);
    expect(nextPayoutAt).toBeLessThanOrEqual(server.now());
    expect((await mine('payouts')).payouts).toEqual([]);
    expect((await mine('payouts')).skipped.reason).toBe('payout-account-changed');
    await paidOut();
  });
});

describe('a deposit', () => {
  it('paid in by card opens publishing again; nobody else can pay or see it', async () => {
    const seller = await counter.seller('Deposit shop');
    const sanctionId = 'san_dep_1' as SanctionId;
    await server.market.run('test', async (world) => {
      const amount = { amountMinor: 5_000, currency: 'EUR' } as const;
      return takeDeposit(world, { sanctionId, seller, amount });
    });
    await applyMeasure(counter.runs, seller, 'deposit', { sanctionId });
    const path = '/me/deposits/san_dep_1/payment';
    const stranger = asSeller(await counter.seller('Other'));
    expect((await server.ask(stranger, 'post', path, { paymentToken: 'ok' })).status).toBe(404);
    const declined = await server.ask(asSeller(seller), 'post', path, { paymentToken: 'declined' });
    expect(declined.body.type).toBe('/problems/payment-declined');
    expect((await server.ask(asSeller(seller), 'post', path, { paymentToken: 'ok' })).status).toBe(202);
    const { body } = await server.ask(asSeller(seller), 'get', '/me/balance');
    expect(body.deposits).toMatchObject([{ sanctionId: 'san_dep_1', status: 'paid', paidMinor: 5_000 }]);
    const standing = await server.market.run('test', ({ unit }) => unit.load(standings, seller));
    expect(standing?.measures).toMatchObject([{ kind: 'deposit', depositPaid: true }]);
  });
});

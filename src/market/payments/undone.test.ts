import { describe, expect, it } from 'vitest';
import { balancedMarket } from '../../../test/balanced.ts';
import { asBuyer, asSeller } from '../../../test/counter.ts';
import { applyMeasure } from '../../../test/people.ts';
import type { PartyId, SanctionId } from '../../kernel/ids.ts';
import { returnDeposit, takeDeposit } from '../../processes/deposit.ts';
import { standings } from '../../standing/standing.ts';
import { charges } from './charge.ts';

const { server, counter } = await balancedMarket();

const free = async (seller: PartyId): Promise<number> =>
  (await server.ask(asSeller(seller), 'get', '/me/balance')).body.balances[0]?.availableMinor ?? 0;

describe('a decision about a return that is reversed', () => {
  it.each([
    { when: 'before', days: 0 },
    { when: 'after', days: 20 },
  ])('$when the money was transferred leaves the seller what the sale would have left', async ({ days }) => {
    const buyer = await counter.buyer();
    const seller = await counter.seller('Isar Chairs');
    const orderId = await counter.order(buyer, await counter.listing(seller, 'Ash chair'));
    await counter.deliver(seller, orderId, `W${days}00001`);
    // The seller's money, as if nothing were wrong.
    if (days > 0) await counter.days(days);
    const asked = await server.ask(asBuyer(buyer), 'post', `/orders/${orderId}/returns`, {
      lines: [{ line: 0, quantity: 1 }],
      reason: 'unsafe',
      wanted: 'refund',
      text: 'It broke.',
    });
    expect(asked.body.status).toBe('platform-review');
    const { returnId } = asked.body;
    await counter.days(4);
    const decided = await server.ask(
      await counter.staff('representative'),
      'post',
      `/returns/${returnId}/decision`,
      { outcome: 'for-buyer', remedy: 'refund', reasons: 'It seems to be so.' },
    );
    expect(decided.body.status).toBe('closed');
    await server.ask(asSeller(seller), 'post', `/me/returns/${returnId}/appeal`, {
      text: 'It was not.',
    });
    const judged = await server.ask(
      await counter.staff('head'),
      'post',
      `/returns/${returnId}/appeal-decision`,
      {
        outcome: 'reversed',
        reasons: 'It was the buyer who broke it.',
      },
    );
    expect(judged.status).toBe(200);
    await counter.days(40);
    const { entries } = (await server.ask(asSeller(seller), 'get', '/me/ledger')).body;
    const gained = entries
      .filter((e: { what: string }) => !e.what.startsWith('payout'))
      .reduce((sum: number, e: { gainedMinor: number }) => sum + e.gainedMinor, 0);
    // 104.00 less 9 %.
    expect(gained).toBe(9_464);
  });
});

describe('a deposit that was paid in by card', () => {
  it.each(['won', 'lost'])(
    'and taken back by the bank is not returned once more, if that was %s',
    async (outcome) => {
      const seller = await counter.seller('Havel Chairs');
      const sanctionId = `san_dep_${outcome}` as SanctionId;
      await server.market.run('test', (world) =>
        takeDeposit(world, { sanctionId, seller, amount: { amountMinor: 50_000, currency: 'EUR' } }),
      );
      await applyMeasure(counter.runs, seller, 'deposit', { sanctionId });
      const paid = await server.ask(asSeller(seller), 'post', `/me/deposits/${sanctionId}/payment`, {
        paymentToken: 'ok',
      });
      expect(paid.status).toBe(202);
      const charge = await server.market.run('test', ({ unit }) => unit.load(charges, paid.body.checkoutId));
      const reference = charge && 'reference' in charge ? charge.reference : '';
      const engineer = await counter.staff('engineer');
      const tell = (kind: string, more: object = {}) =>
        server.ask(engineer, 'post', '/payments/notices', {
          noticeId: `${kind} ${reference} ${JSON.stringify(more)}`,
          kind,
          chargebackId: `cb_${outcome}`,
          reference,
          ...more,
        });
      const tooMuch = { amount: { amountMinor: 50_001, currency: 'EUR' } };
      expect((await tell('chargeback-opened', tooMuch)).body.type).toBe('/problems/more-than-was-paid');
      expect((await tell(`chargeback-${outcome}`)).status).toBe(404);
      expect((await tell('chargeback-opened')).body).toEqual({ known: false });
      // Out of the deposit, which is owed again: nothing of it is left to be returned.
      expect(await free(seller)).toBe(0);
      expect((await tell('chargeback-opened', { reason: 'fraud' })).body.type).toBe(
        '/problems/chargeback-known',
      );
      await server.market.run('test', (world) => returnDeposit(world, { sanctionId }));
      expect(await free(seller)).toBe(0);
      expect((await tell(`chargeback-${outcome}`)).body).toEqual({ known: false });
      // The bank's fee is the seller's.
      expect(await free(seller)).toBe(outcome === 'won' ? 50_000 : -2_000);
      expect((await tell(`chargeback-${outcome}`, { reason: 'fraud' })).body.type).toBe(
        '/problems/chargeback-closed',
      );
    },
  );
});

describe('a deposit that the bank has taken back', () => {
  it('is owed again: its seller is told, stopped as before it was paid, and can pay it once more', async () => {
    const seller = await counter.seller('Weser Chairs');
    const sanctionId = 'san_dep_again' as SanctionId;
    await server.market.run('test', (world) =>
      takeDeposit(world, { sanctionId, seller, amount: { amountMinor: 50_000, currency: 'EUR' } }),
    );
    await applyMeasure(counter.runs, seller, 'deposit', { sanctionId });
    const me = asSeller(seller);
    const pay = async () => {
      const paid = await server.ask(me, 'post', `/me/deposits/${sanctionId}/payment`, { paymentToken: 'ok' });
      expect(paid.status).toBe(202);
      const charge = await server.market.run('test', ({ unit }) => unit.load(charges, paid.body.checkoutId));
      return charge && 'reference' in charge ? charge.reference : '';
    };
    const isPaid = async () =>
      (await server.market.run('test', ({ unit }) => unit.load(standings, seller)))?.measures[0]?.depositPaid;
    const engineer = await counter.staff('engineer');
    const reference = await pay();
    const tell = (kind: string, more: object = {}) =>
      server.ask(engineer, 'post', '/payments/notices', {
        noticeId: `${kind} ${reference}`,
        kind,
        chargebackId: 'cb_again',
        reference,
        ...more,
      });
    expect(await isPaid()).toBe(true);
    expect(
      (await tell('chargeback-opened', { amount: { amountMinor: 20_000, currency: 'EUR' } })).status,
    ).toBe(200);
    expect(await isPaid()).toBeUndefined();
    const deposit = async () => (await server.ask(me, 'get', '/me/balance')).body.deposits[0];
    expect(await deposit()).toMatchObject({ status: 'owed', paidMinor: 30_000 });
    const { notices } = (await server.ask(me, 'get', '/me/notices')).body;
    expect(notices.map((n: { kind: string }) => n.kind)).toContain('deposit-owed-again');
    await pay();
    expect(await isPaid()).toBe(true);
    expect(await deposit()).toMatchObject({ status: 'paid', paidMinor: 50_000 });
    // Paid twice by now: what the bank gives back is the seller's to have.
    expect((await tell('chargeback-won')).status).toBe(200);
    expect(await free(seller)).toBe(20_000);
    await server.market.run('test', (world) => returnDeposit(world, { sanctionId }));
    expect(await free(seller)).toBe(70_000);
  });

  it('is paid again where the bank decides for the seller, and by what the seller earned meanwhile', async () => {
    const seller = await counter.seller('Leine Chairs');
    const buyer = await counter.buyer();
    const sanctionId = 'san_dep_earned' as SanctionId;
    await server.market.run('test', (world) =>
      takeDeposit(world, { sanctionId, seller, amount: { amountMinor: 9_464, currency: 'EUR' } }),
    );
    await applyMeasure(counter.runs, seller, 'deposit', { sanctionId });
    const paid = await server.ask(asSeller(seller), 'post', `/me/deposits/${sanctionId}/payment`, {
      paymentToken: 'ok',
    });
    const charge = await server.market.run('test', ({ unit }) => unit.load(charges, paid.body.checkoutId));
    const reference = charge && 'reference' in charge ? charge.reference : '';
    const orderId = await counter.order(buyer, await counter.listing(seller, 'Ash chair'));
    await applyMeasure(counter.runs, seller, 'payout-hold', { sanctionId: 'san_hold_2' as SanctionId });
    await counter.deliver(seller, orderId, 'LE000001');
    await counter.days(30);
    expect(await free(seller)).toBe(9_464);
    const engineer = await counter.staff('engineer');
    const tell = (kind: string) =>
      server.ask(engineer, 'post', '/payments/notices', {
        noticeId: `${kind} ${reference}`,
        kind,
        chargebackId: 'cb_earned',
        reference,
      });
    await tell('chargeback-opened');
    // Nothing is missing: what was free has paid it at once.
    expect(await free(seller)).toBe(0);
    const standing = await server.market.run('test', ({ unit }) => unit.load(standings, seller));
    expect(standing?.measures[0]?.depositPaid).toBe(true);
    await tell('chargeback-won');
    expect(await free(seller)).toBe(9_464);
  });
});

describe('money that was refunded and that the bank takes all the same', () => {
  it.each([
    { refunded: 10_400, days: 0, outcome: 'won', left: [0, -10_400, 0] },
    { refunded: 10_400, days: 0, outcome: 'lost', left: [0, -10_400, -12_400] },
    // 91 % of 104.00, then of 64.00; the bank has 104.00, and of 64.00 the commission comes back.
    { refunded: 4_000, days: 30, outcome: 'won', left: [9_464 - 3_640, 5_824 - 10_400 + 576, 5_824] },
  ])(
    'asks the seller for proof, who bears it until the bank has decided: $refunded back, $outcome',
    async ({ refunded, days, outcome, left }) => {
      const buyer = await counter.buyer();
      const seller = await counter.seller('Oder Chairs');
      const orderId = await counter.order(buyer, await counter.listing(seller, 'Elm chair'));
      if (days > 0) {
        await counter.deliver(seller, orderId, `D${refunded}`);
        // So that what was earned stays in sight.
        await applyMeasure(counter.runs, seller, 'payout-hold', {
          sanctionId: 'san_hold' as SanctionId,
        });
        await counter.days(days);
      }
      const refund = await server.ask(asSeller(seller), 'post', `/orders/${orderId}/refunds`, {
        reason: 'not-received',
        amountMinor: refunded,
      });
      expect(refund.status).toBe(201);
      expect(await free(seller)).toBe(left[0]);
      const [charge] = await server.market.run('test', ({ unit }) => unit.find(charges, { payer: buyer }));
      const reference = charge && 'reference' in charge.state ? charge.state.reference : '';
      const engineer = await counter.staff('engineer');
      const chargebackId = `cb ${orderId}`;
      const tell = (kind: string, more: object = {}) =>
        server.ask(engineer, 'post', '/payments/notices', {
          noticeId: `${kind} ${reference}`,
          kind,
          chargebackId,
          reference,
          ...more,
        });
      const more = { amount: { amountMinor: 10_401, currency: 'EUR' } };
      expect((await tell('chargeback-opened', more)).body.type).toBe('/problems/more-than-was-paid');
      const all = { amount: { amountMinor: 10_400, currency: 'EUR' } };
      expect((await tell('chargeback-opened', all)).body).toEqual({ known: false });
      expect(await free(seller)).toBe(left[1]);
      const { chargebacks } = (await server.ask(asSeller(seller), 'get', '/me/chargebacks')).body;
      expect(chargebacks).toMatchObject([{ orderId, amount: { amountMinor: 10_400 }, mayAnswer: true }]);
      expect((await tell(`chargeback-${outcome}`)).body).toEqual({ known: false });
      expect(await free(seller)).toBe(left[2]);
      const { payment } = (await counter.show(asSeller(seller), orderId)).body;
      expect(payment.refundableMinor).toBe(outcome === 'won' ? 10_400 - refunded : 0);
    },
  );
});

describe('a charge that was refunded in whole', () => {
  it('is what the bank takes, where it does not say how much', async () => {
    const buyer = await counter.buyer();
    const seller = await counter.seller('Aller Chairs');
    const orderId = await counter.order(buyer, await counter.listing(seller, 'Oak chair'));
    await server.ask(asSeller(seller), 'post', `/orders/${orderId}/refunds`, { reason: 'not-received' });
    const [charge] = await server.market.run('test', ({ unit }) => unit.find(charges, { payer: buyer }));
    const told = await server.ask(await counter.staff('engineer'), 'post', '/payments/notices', {
      noticeId: `whole ${orderId}`,
      kind: 'chargeback-opened',
      chargebackId: `whole ${orderId}`,
      reference: charge && 'reference' in charge.state ? charge.state.reference : '',
    });
    expect(told.body).toEqual({ known: false });
    const { payment } = (await counter.show(asSeller(seller), orderId)).body;
    expect(payment.chargebacks).toMatchObject([{ outcome: 'open', amountMinor: 10_400 }]);
    expect(await free(seller)).toBe(-10_400);
  });
});

describe('money that was given back before the first parcel', () => {
  const refund = (seller: PartyId, orderId: string, amountMinor: number, reason = 'goodwill-of-seller') =>
    server.ask(asSeller(seller), 'post', `/orders/${orderId}/refunds`, { reason, amountMinor });
  const invoiceOf = async (seller: PartyId, orderId: string) =>
    (await server.ask(asSeller(seller), 'get', `/orders/${orderId}/invoice`)).body;

  it('is a credit note to the invoice that comes with the parcel, and to none before', async () => {
    const buyer = await counter.buyer();
    const seller = await counter.seller('Lahn Chairs');
    const orderId = await counter.order(buyer, await counter.listing(seller, 'Pine chair'));
    expect((await refund(seller, orderId, 2_000)).status).toBe(201);
    expect((await refund(seller, orderId, 400)).status).toBe(201);
    expect((await invoiceOf(seller, orderId)).type).toBe('/problems/not-invoiced');
    await counter.deliver(seller, orderId, 'LN000001');
    expect((await refund(seller, orderId, 100)).status).toBe(201);
    const invoice = await invoiceOf(seller, orderId);
    expect(invoice).toMatchObject({
      number: 1,
      grossMinor: 10_400,
      creditNotes: [
        { number: 2, grossMinor: 2_000 },
        { number: 3, grossMinor: 400 },
        { number: 4, grossMinor: 100 },
      ],
    });
    // Nothing is corrected before it was issued.
    for (const note of invoice.creditNotes) expect(note.issuedAt).toBeGreaterThanOrEqual(invoice.issuedAt);
  });

  it('for what was cancelled needs none: it is not on the invoice', async () => {
    const buyer = await counter.buyer();
    const seller = await counter.seller('Nahe Chairs');
    await counter.put(buyer, await counter.listing(seller, 'Beech chair'), 2);
    const { orderId } = (await counter.checkout(buyer)).body.orders[0];
    const cancelled = await server.ask(asBuyer(buyer), 'post', `/orders/${orderId}/cancellation`, {
      reason: 'changed-mind',
      pieces: [1],
    });
    expect(cancelled.status).toBe(200);
    await counter.deliver(seller, orderId, 'NA000001');
    const invoice = await invoiceOf(seller, orderId);
    expect(invoice).toMatchObject({ lines: [{ quantity: 1 }, { what: 'shipping' }], creditNotes: [] });
    const { payment } = (await counter.show(asSeller(seller), orderId)).body;
    expect(payment.refundedMinor + invoice.grossMinor).toBe(payment.amountMinor);
  });

  it('is no credit note to what is not on the invoice: both together are what was kept', async () => {
    const buyer = await counter.buyer();
    const seller = await counter.seller('Oker Chairs');
    await counter.put(buyer, await counter.listing(seller, 'Elm chair'), 2);
    const { orderId } = (await counter.checkout(buyer)).body.orders[0];
    expect((await refund(seller, orderId, 14_000)).status).toBe(201);
    expect((await refund(seller, orderId, 1_000)).status).toBe(201);
    // Of a piece for 9,900 no more than the rest can come back: what was given for nothing counts for it.
    const cancelled = await server.ask(asBuyer(buyer), 'post', `/orders/${orderId}/cancellation`, {
      reason: 'changed-mind',
      pieces: [1],
    });
    expect(cancelled.status).toBe(200);
    await counter.deliver(seller, orderId, 'OK000001');
    const { payment } = (await counter.show(asSeller(seller), orderId)).body;
    expect(payment.refundedMinor).toBe(payment.amountMinor);
    const invoice = await invoiceOf(seller, orderId);
    const corrected = invoice.creditNotes.reduce(
      (sum: number, n: { grossMinor: number }) => sum + n.grossMinor,
      0,
    );
    expect(invoice.grossMinor).toBeGreaterThan(0);
    expect(invoice.grossMinor - corrected).toBe(0);
  });

  it('needs none either where a bank was deciding until the rest was sent', async () => {
    const buyer = await counter.buyer();
    const seller = await counter.seller('Fulda Chairs');
    await counter.put(buyer, await counter.listing(seller, 'Oak chair'), 3);
    const { orderId } = (await counter.checkout(buyer, 'chargeback')).body.orders[0];
    const cancel = () =>
      server.ask(asBuyer(buyer), 'post', `/orders/${orderId}/cancellation`, {
        reason: 'changed-mind',
        pieces: [1],
      });
    expect((await cancel()).status).toBe(200);
    const sent = await server.ask(asSeller(seller), 'post', `/orders/${orderId}/shipments`, {
      carrier: 'DHL',
      trackingNumber: 'FU000001',
      pieces: [1],
    });
    expect(sent.status).toBe(201);
    expect((await cancel()).status).toBe(200);
    const { payment } = (await counter.show(asSeller(seller), orderId)).body;
    const [charge] = await server.market.run('test', ({ unit }) => unit.find(charges, { payer: buyer }));
    await server.ask(await counter.staff('engineer'), 'post', '/payments/notices', {
      noticeId: `won ${orderId}`,
      kind: 'chargeback-won',
      chargebackId: payment.chargebacks[0].chargebackId,
      reference: charge && 'reference' in charge.state ? charge.state.reference : '',
    });
    expect((await counter.show(asSeller(seller), orderId)).body.payment.refundedMinor).toBe(2 * 9_900);
    // One piece was cancelled before the invoice, one behind it.
    expect(await invoiceOf(seller, orderId)).toMatchObject({
      lines: [{ quantity: 2 }, { what: 'shipping' }],
      creditNotes: [{ grossMinor: 9_900 }],
    });
  });
});

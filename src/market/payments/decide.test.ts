import { describe, expect, test } from 'vitest';
import { given } from '../../../test/case-law.ts';
import type { CheckoutId, PartyId } from '../../kernel/ids.ts';
import {
  authorisePayment,
  capturePayment,
  closeChargeback,
  openChargebackOn,
  refundPayment,
  reportPayment,
  scheduleTransfer,
  transferPayment,
  voidPayment,
} from './decide.ts';
import { gainOf, move, post, reversed, sumOf } from './ledger.ts';
import { type ChargebackId, type Payment, payments, type RefundId, type RefundReason } from './payment.ts';
import type { PaymentEvent } from './payment-event.ts';

const AT = Date.UTC(2026, 0, 5);
const seller = 'pty_s' as PartyId;
const agreed = { seller, buyer: 'pty_b' as PartyId, currency: 'EUR', amountMinor: 10_000 } as const;
const checkout = 'chk_1' as CheckoutId;
const authorised: PaymentEvent = { type: 'PaymentAuthorised', at: AT, checkout, ...agreed };
const captured: PaymentEvent = {
  type: 'PaymentCaptured',
  at: AT,
  seller,
  currency: 'EUR',
  lines: move('pending', 'provider', 10_000),
};
const scheduled: PaymentEvent = { type: 'TransferScheduled', at: AT, seller, transferAt: AT + 10 };
const transferred: PaymentEvent = {
  type: 'PaymentTransferred',
  at: AT + 10,
  seller,
  currency: 'EUR',
  commissionBasisPoints: 900,
  lines: [...move('available', 'pending', 9_100), ...move('commission', 'pending', 900)],
};
const reported: PaymentEvent = { type: 'PaymentReported', at: AT, source: 'shop', ...agreed };
const paid = [authorised, captured];
const paidOut = [...paid, scheduled, transferred];
const refundId = 'rfd_1' as RefundId;
const chargebackId = 'cb_1' as ChargebackId;
const refund =
  (amountMinor?: number, reason: RefundReason = 'returned') =>
  (p: Payment | undefined) =>
    refundPayment(p, {
      at: AT + 20,
      refundId,
      reason,
      tryAt: AT + 30,
      ...(amountMinor === undefined ? {} : { amountMinor }),
    });
const opened = (amountMinor?: number) => (p: Payment | undefined) =>
  openChargebackOn(p, { at: AT + 20, chargebackId, ...(amountMinor === undefined ? {} : { amountMinor }) });
const close = (outcome: 'won' | 'lost') => (p: Payment | undefined) =>
  closeChargeback(p, { at: AT + 40, chargebackId, outcome, feeMinor: 2_000 });
const transfer = (at: number) => (p: Payment | undefined) =>
  transferPayment(p, { at, commissionBasisPoints: 900 });

/** The events that led to a state are not kept: chain decisions through it. */
function then(state: Payment, decide: (p: Payment) => ReturnType<typeof refundPayment>): Payment {
  const events = decide(state);
  if ('refused' in events) throw new Error(events.refused);
  return events.reduce((s, e) => payments.evolve(s, e), state);
}

describe('paying', () => {
  test('is authorised, then captured or voided, each once', () => {
    given(payments)
      .when((p) => authorisePayment(p, { at: AT, checkout, ...agreed }))
      .then({ type: 'PaymentAuthorised' });
    given(payments, authorised)
      .when((p) => authorisePayment(p, { at: AT, checkout, ...agreed }))
      .refused('payment-exists');
    expect(
      given(payments, authorised)
        .when((p) => capturePayment(p, AT))
        .state(),
    ).toMatchObject({
      status: 'captured',
      balances: { provider: 10_000, pending: -10_000 },
      transfer: { state: 'waiting' },
    });
    given(payments, ...paid)
      .when((p) => capturePayment(p, AT))
      .refused('not-authorised');
    expect(
      given(payments, authorised)
        .when((p) => voidPayment(p, AT, 'capture-failed'))
        .state(),
    ).toMatchObject({
      status: 'void',
    });
    given(payments, ...paid)
      .when((p) => voidPayment(p, AT, 'never-captured'))
      .refused('not-authorised');
  });
  test('elsewhere is known, and none of our money', () => {
    given(payments)
      .when((p) => reportPayment(p, { at: AT, source: 'shop', ...agreed }))
      .then({ type: 'PaymentReported' });
    given(payments, reported)
      .when((p) => reportPayment(p, { at: AT, source: 'shop', ...agreed }))
      .refused('payment-exists', 'order');
    given(payments, reported).when(refund()).refused('paid-elsewhere');
    expect(payments.due?.(given(payments, reported).state ?? ({} as Payment))).toBeUndefined();
  });
});

describe('transferring', () => {
  test('takes the commission and leaves the rest to the seller', () => {
    given(payments, ...paid, scheduled)
      .when(transfer(AT + 10))
      .then({
        type: 'PaymentTransferred',
        commissionBasisPoints: 900,
        lines: [...move('available', 'pending', 9_100), ...move('commission', 'pending', 900)],
      });
  });
  test('is refused before its time, unscheduled, twice and while the bank decides', () => {
    given(payments, ...paid, scheduled)
      .when(transfer(AT + 9))
      .refused('not-due');
    given(payments, ...paid)
      .when(transfer(AT + 10))
      .refused('not-scheduled');
    given(payments, ...paidOut)
      .when(transfer(AT + 20))
      .refused('not-scheduled');
    given(payments).when(transfer(AT)).refused('not-found');
    const disputed = then(given(payments, ...paid, scheduled).state ?? ({} as Payment), opened(1_000));
    expect(transfer(AT + 10)(disputed)).toMatchObject({ refused: 'bank-decides' });
  });
  test('is scheduled and unscheduled, and never touched once done', () => {
    const plan = (transferAt: number | null) => (p: Payment | undefined) =>
      scheduleTransfer(p, AT, transferAt);
    given(payments, ...paid)
      .when(plan(AT + 10))
      .then({ type: 'TransferScheduled', transferAt: AT + 10 });
    given(payments, ...paid, scheduled)
      .when(plan(null))
      .then({ type: 'TransferScheduled', transferAt: null });
    expect(plan(AT + 10)(given(payments, ...paid, scheduled).state)).toEqual([]);
    expect(plan(AT + 99)(given(payments, ...paidOut).state)).toEqual([]);
    expect(plan(AT + 99)(given(payments, reported).state)).toEqual([]);
  });
});

describe('refunding', () => {
  test('before the transfer takes from what is owed for the order', () => {
    given(payments, ...paid)
      .when(refund(4_000))
      .then({ type: 'PaymentRefunded', amountMinor: 4_000, lines: move('provider', 'pending', 4_000) });
  });
  test('after it takes from the balance, and the commission on it comes back', () => {
    given(payments, ...paidOut)
      .when(refund(5_000))
      .then({
        lines: [...move('provider', 'available', 5_000), ...move('available', 'commission', 450)],
      });
  });
  test('a compensation is the seller’s own cost: the commission stays', () => {
    given(payments, ...paidOut)
      .when(refund(2_000, 'compensation'))
      .then({ lines: move('provider', 'available', 2_000) });
    const compensated = then(
      given(payments, ...paid, scheduled).state ?? ({} as Payment),
      refund(2_000, 'compensation'),
    );
    expect(transfer(AT + 10)(compensated)).toMatchObject([
      { lines: [...move('available', 'pending', 7_100), ...move('commission', 'pending', 900)] },
    ]);
  });
  test('in steps leaves the commission exactly at its share of what is left', () => {
    let state: Payment = given(payments, ...paidOut).state ?? ({} as Payment);
    for (const amount of [333, 333, 334, 4_999]) state = then(state, refund(amount));
    expect(state.status === 'captured' && state.balances.commission).toBe(
      -Math.round((10_000 - 5_999) * 0.09),
    );
  });
  test('is refused beyond what is left, for nothing, and before there is anything', () => {
    given(payments).when(refund()).refused('not-found');
    given(payments, authorised).when(refund()).refused('not-captured-yet');
    given(payments, authorised, { type: 'PaymentVoided', at: AT, seller, why: 'capture-failed' })
      .when(refund())
      .refused('nothing-paid');
    given(payments, ...paid)
      .when(refund(10_001))
      .refused('more-than-was-paid', 'amount');
    given(payments, ...paid)
      .when(refund(0))
      .refused('bad-amount', 'amount');
    given(payments, ...paid)
      .when(refund(1.5))
      .refused('bad-amount', 'amount');
    const gone = then(given(payments, ...paid).state ?? ({} as Payment), refund());
    expect(refund()(gone)).toMatchObject({ refused: 'nothing-left-to-refund' });
    const disputed = then(given(payments, ...paid).state ?? ({} as Payment), opened(1_000));
    expect(refund(1)(disputed)).toMatchObject({ refused: 'bank-decides' });
  });
  test('wakes until it is sent', () => {
    const state = then(given(payments, ...paid).state ?? ({} as Payment), refund(1));
    expect(payments.due?.(state)).toBe(AT + 30);
    const sent = payments.evolve(state, { type: 'RefundSent', at: AT, seller, refundId, reference: 'r' });
    expect(payments.due?.(sent)).toBeUndefined();
  });
});

describe('a chargeback', () => {
  test('won is as if it had never been', () => {
    const before = given(payments, ...paidOut).state ?? ({} as Payment);
    const after = then(then(before, opened()), close('won'));
    expect(after.status === 'captured' && after.balances).toEqual(
      before.status === 'captured' && before.balances,
    );
    expect(refund(10_000)(after)).toMatchObject([{ amountMinor: 10_000 }]);
  });
  test('lost keeps the money and takes the fee', () => {
    const after = then(then(given(payments, ...paid).state ?? ({} as Payment), opened()), close('lost'));
    expect(after.status === 'captured' && after.balances).toEqual({ provider: -2_000, available: 2_000 });
    expect(refund()(after)).toMatchObject({ refused: 'nothing-left-to-refund' });
  });
  test('is refused twice, beside another one, beyond what is left, and closed only once', () => {
    const disputed = then(given(payments, ...paid).state ?? ({} as Payment), opened(1_000));
    expect(opened(1)(disputed)).toMatchObject({ refused: 'chargeback-known' });
    const other = { at: AT, chargebackId: 'cb_2' as ChargebackId, amountMinor: 1 };
    expect(openChargebackOn(disputed, other)).toMatchObject({ refused: 'chargeback-open' });
    given(payments, ...paid)
      .when(opened(10_001))
      .refused('more-than-was-paid', 'amountMinor');
    given(payments, ...paid)
      .when(close('won'))
      .refused('not-found', 'chargebackId');
    const lost = then(disputed, close('lost'));
    expect(close('won')(lost)).toMatchObject({ refused: 'chargeback-closed' });
    given(payments, reported).when(opened()).refused('paid-elsewhere');
    given(payments, reported).when(close('won')).refused('paid-elsewhere');
  });
});

describe('postings', () => {
  test('move, add up, and can be undone', () => {
    const lines = [...move('pending', 'provider', 700), ...move('available', 'commission', 30)];
    expect(sumOf(lines)).toBe(0);
    expect(gainOf(lines)).toBe(30);
    expect(post(post({}, lines), reversed(lines))).toEqual({});
    expect(move('pending', 'provider', 0)).toEqual([]);
  });
});

import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import { Stripe } from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CheckoutId, PartyId } from '../../kernel/ids.ts';
import { money } from '../../kernel/money.ts';
import { Cashier } from '../../processes/cashier.ts';
import { ProviderUnavailable, WrongSignature } from './provider.ts';
import { StripeProvider } from './stripe.ts';
import { mountPaymentWebhook } from './webhook-routes.ts';

interface Asked {
  readonly what: string;
  readonly form: Record<string, string>;
  readonly headers: IncomingHttpHeaders;
}
interface Said {
  readonly status?: number;
  readonly body: object;
}

/** A stand-in for Stripe's API: keeps what it is asked and says what the test wants. */
let api: Server;
let stripe: StripeProvider;
let asked: Asked[] = [];
let says: Said[] = [];

beforeAll(async () => {
  api = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://stripe');
      const form = Object.fromEntries([...new URLSearchParams(text), ...url.searchParams]);
      asked.push({ what: `${request.method} ${url.pathname}`, form, headers: request.headers });
      const { status = 200, body } = says.shift() ?? { status: 404, body: {} };
      response.writeHead(status, { 'content-type': 'application/json', 'stripe-should-retry': 'false' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resume) => api.listen(0, '127.0.0.1', resume));
  const { port } = api.address() as AddressInfo;
  const at = { host: '127.0.0.1', port, protocol: 'http' } as const;
  stripe = new StripeProvider({ secretKey: 'sk_test_x', webhookSecret: 'whsec_x', at });
});
afterAll(() => new Promise((resume) => api.close(resume)));
beforeEach(() => {
  asked = [];
  says = [];
});

const EUR = money(10_400, 'EUR');
const checkoutId = 'chk_1' as CheckoutId;
const seller = 'pty_s' as PartyId;
const authorise = () =>
  stripe.authorise({
    key: 'chk_1:authorise:0',
    checkoutId,
    buyer: 'pty_b' as PartyId,
    amount: EUR,
    token: 'pm_1',
  });
const refusal = (error: object, status = 402): Said => ({
  status,
  body: { error: { type: 'card_error', message: 'No.', ...error } },
});

describe('a card', () => {
  it('is asked for a hold, to be captured later, under our key', async () => {
    says = [{ body: { id: 'pi_1', status: 'requires_capture' } }];
    expect(await authorise()).toEqual({ outcome: 'authorised', reference: 'pi_1' });
    expect(asked[0]).toMatchObject({
      what: 'POST /v1/payment_intents',
      form: {
        amount: '10400',
        currency: 'eur',
        capture_method: 'manual',
        confirm: 'true',
        payment_method: 'pm_1',
        'metadata[checkout]': 'chk_1',
      },
      headers: { 'idempotency-key': 'chk_1:authorise:0' },
    });
  });

  it.each([
    [{ code: 'card_declined', decline_code: 'insufficient_funds' }, 402, 'insufficient-funds'],
    [{ code: 'card_declined', decline_code: 'generic_decline' }, 402, 'declined'],
    [{ code: 'authentication_required' }, 402, 'authentication-needed'],
    [{ type: 'invalid_request_error', code: 'resource_missing' }, 400, 'unknown-token'],
  ])('that says %o declines', async (error, status, code) => {
    says = [refusal(error, status)];
    expect(await authorise()).toEqual({ outcome: 'declined', code, why: 'No.' });
  });

  it.each([500, 429, 401])('is not declined when the answer is %i: nobody knows', async (status) => {
    says = [refusal({ type: 'api_error' }, status)];
    await expect(authorise()).rejects.toThrow(ProviderUnavailable);
  });

  it('is captured, also if Stripe says that it was long ago', async () => {
    const capture = () => stripe.capture({ key: 'chk_1:capture', reference: 'pi_1', amount: EUR });
    says = [{ body: { id: 'pi_1', status: 'succeeded' } }];
    expect(await capture()).toEqual({ outcome: 'done' });
    expect(asked[0]).toMatchObject({
      what: 'POST /v1/payment_intents/pi_1/capture',
      form: { amount_to_capture: '10400' },
    });
    const late = { type: 'invalid_request_error', code: 'payment_intent_unexpected_state' };
    says = [refusal({ ...late, payment_intent: { id: 'pi_1', status: 'succeeded' } }, 400)];
    expect(await capture()).toEqual({ outcome: 'done' });
    says = [refusal({ ...late, payment_intent: { id: 'pi_1', status: 'canceled' } }, 400)];
    expect(await capture()).toEqual({ outcome: 'refused', why: 'No.' });
  });

  it('is let go by our own id, and only where money is held', async () => {
    const data = [
      { id: 'pi_1', status: 'requires_capture' },
      { id: 'pi_2', status: 'canceled' },
    ];
    says = [{ body: { object: 'search_result', data } }, { body: { id: 'pi_1', status: 'canceled' } }];
    await stripe.release({ key: 'chk_1:release', checkoutId });
    expect(asked.map((a) => a.what)).toEqual([
      'GET /v1/payment_intents/search',
      'POST /v1/payment_intents/pi_1/cancel',
    ]);
    expect(asked[0]?.form['query']).toBe("metadata['checkout']:'chk_1'");
    says = [{ body: { object: 'search_result', data: [] } }];
    await stripe.release({ key: 'chk_1:release', checkoutId });
  });
});

describe('money back and out', () => {
  it('is refunded to the payment it came from', async () => {
    says = [{ body: { id: 're_1', status: 'succeeded' } }];
    expect(await stripe.refund({ key: 'rfd_1', reference: 'pi_1', amount: EUR })).toEqual({
      outcome: 'sent',
      reference: 're_1',
    });
    expect(asked[0]).toMatchObject({
      what: 'POST /v1/refunds',
      form: { payment_intent: 'pi_1', amount: '10400' },
      headers: { 'idempotency-key': 'rfd_1' },
    });
  });

  it('is transferred to connected accounts only, and waits while our balance is short', async () => {
    const pay = (account: string) => stripe.payout({ key: 'po_1', seller, account, amount: EUR });
    expect(await pay('DE89370400440532013000')).toMatchObject({ outcome: 'refused' });
    expect(asked).toEqual([]);
    says = [{ body: { id: 'tr_1' } }];
    expect(await pay('acct_1')).toEqual({ outcome: 'sent', reference: 'tr_1' });
    expect(asked[0]).toMatchObject({ what: 'POST /v1/transfers', form: { destination: 'acct_1' } });
    says = [refusal({ type: 'invalid_request_error', code: 'balance_insufficient' }, 400)];
    await expect(pay('acct_1')).rejects.toThrow(ProviderUnavailable);
  });
});

describe('an answer to a dispute', () => {
  const request = {
    key: 'dsp_1:defend',
    chargebackId: 'dp_1',
    reference: 'pi_1',
    accepted: false,
    statement: 'Order ord_1: it arrived.',
    parcels: [{ carrier: 'DHL', trackingNumber: 'JD01', shippedAt: Date.UTC(2026, 4, 4) }],
    files: [{ mime: 'application/pdf', base64: Buffer.from('%PDF').toString('base64') }],
  };

  it('uploads the proof and hands it in for good', async () => {
    says = [{ body: { id: 'file_1', object: 'file' } }, { body: { id: 'dp_1', object: 'dispute' } }];
    expect(await stripe.defend(request)).toEqual({ outcome: 'sent', reference: 'dp_1' });
    expect(asked.map((a) => a.what)).toEqual(['POST /v1/files', 'POST /v1/disputes/dp_1']);
    expect(asked[1]?.headers['idempotency-key']).toBe('dsp_1:defend');
    expect(asked[1]?.form).toMatchObject({
      submit: 'true',
      'evidence[uncategorized_text]': 'Order ord_1: it arrived.',
      'evidence[uncategorized_file]': 'file_1',
      'evidence[shipping_tracking_number]': 'JD01',
      'evidence[shipping_date]': '2026-05-04',
    });
  });

  it('or closes the dispute where the seller gives in; a definite no is an outcome', async () => {
    says = [{ body: { id: 'dp_1', object: 'dispute' } }];
    expect(await stripe.defend({ ...request, accepted: true })).toMatchObject({ outcome: 'sent' });
    expect(asked[0]?.what).toBe('POST /v1/disputes/dp_1/close');
    says = [{ status: 400, body: { error: { type: 'invalid_request_error', message: 'Too late.' } } }];
    expect(await stripe.defend({ ...request, files: [] })).toEqual({ outcome: 'refused', why: 'Too late.' });
  });
});

describe('a webhook', () => {
  const dispute = (type: string, status: string, more: object = {}) =>
    JSON.stringify({
      id: 'evt_1',
      object: 'event',
      type,
      data: { object: { id: 'dp_1', amount: 400, currency: 'eur', payment_intent: 'pi_1', status, ...more } },
    });
  const read = (payload: string, secret = 'whsec_x') => {
    const header = new Stripe('sk_test_x').webhooks.generateTestHeaderString({ payload, secret });
    return stripe.noticeIn(payload, header);
  };

  it('tells of disputes and how they end', () => {
    expect(read(dispute('charge.dispute.created', 'needs_response'))).toEqual({
      noticeId: 'dp_1:opened',
      kind: 'chargeback-opened',
      chargebackId: 'dp_1',
      reference: 'pi_1',
      amount: { amountMinor: 400, currency: 'EUR' },
      reason: 'other',
    });
    const more = { reason: 'product_not_received', evidence_details: { due_by: 1_800_000_000 } };
    expect(read(dispute('charge.dispute.created', 'needs_response', more))).toMatchObject({
      reason: 'not-received',
      answerBy: 1_800_000_000_000,
    });
    expect(read(dispute('charge.dispute.closed', 'lost'))?.kind).toBe('chargeback-lost');
    expect(read(dispute('charge.dispute.closed', 'won'))?.kind).toBe('chargeback-won');
    expect(read(dispute('customer.created', ''))).toBeNull();
  });

  it('tells of no chargeback while the bank only asks, and of it once the money is withdrawn', () => {
    expect(read(dispute('charge.dispute.created', 'warning_needs_response'))).toBeNull();
    expect(read(dispute('charge.dispute.closed', 'warning_closed'))).toBeNull();
    const withdrawn = read(dispute('charge.dispute.funds_withdrawn', 'needs_response'));
    // The same message as that of a dispute that was a chargeback from the beginning: taken once.
    expect(withdrawn).toEqual(read(dispute('charge.dispute.created', 'needs_response')));
  });

  it('signed by somebody else is not read', () => {
    expect(() => read(dispute('charge.dispute.closed', 'lost'), 'whsec_other')).toThrow(WrongSignature);
  });

  it('reaches the cashier through its own address, and only with a right signature', async () => {
    const hono = new Hono();
    const units: string[] = [];
    const run = async (by: string) => (units.push(by), { known: false }) as never;
    mountPaymentWebhook(hono, new Cashier({ provider: stripe, run, report: () => undefined }));
    const send = (body: string, signature: string) =>
      hono.request('/webhooks/payments', {
        method: 'POST',
        body,
        headers: { 'stripe-signature': signature },
      });
    const payload = dispute('charge.dispute.closed', 'lost');
    const header = (secret: string) =>
      new Stripe('sk_test_x').webhooks.generateTestHeaderString({ payload, secret });
    expect((await send(payload, header('whsec_x'))).status).toBe(200);
    expect(units).toEqual(['system:stripe']);
    expect((await send(`${payload} `, header('whsec_x'))).status).toBe(400);
    expect((await send(payload, '')).status).toBe(400);
    expect(units).toHaveLength(1);
  });
});

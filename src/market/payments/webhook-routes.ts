import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { problem, problemResponse } from '../../door/problem.ts';
import { isRefusal } from '../../kernel/decision.ts';
import type { Cashier } from '../../processes/cashier.ts';
import { WrongSignature } from './provider.ts';

const PATH = '/webhooks/payments';
const BODY_BYTES_MAX = 256 * 1024;

/**
 * Where a payment provider tells of disputes, if it has webhooks. Outside the API: who speaks is proved by the signature
 * over the very bytes, and the notice's own id stands for the idempotency key. What is refused is sent again by the
 * provider, so a dispute that comes before our own capture is recorded is taken a little later.
 */
export function mountPaymentWebhook(hono: Hono, cashier: Cashier): void {
  const { provider } = cashier;
  if (!provider.noticeIn) return;
  hono.post(PATH, bodyLimit({ maxSize: BODY_BYTES_MAX }), async (c) => {
    try {
      const notice = provider.noticeIn?.(await c.req.text(), c.req.header('stripe-signature') ?? '');
      if (!notice) return c.json({ taken: false });
      const taken = await cashier.take(notice);
      if (!isRefusal(taken)) return c.json({ taken: true });
      const title = taken.why ?? taken.refused;
      return problemResponse(problem(taken.refused === 'not-found' ? 404 : 409, taken.refused, title));
    } catch (error) {
      if (!(error instanceof WrongSignature)) throw error;
      return problemResponse(
        problem(400, 'wrong-signature', 'The signature does not belong to this message'),
      );
    }
  });
}

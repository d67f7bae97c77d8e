import { createHash } from 'node:crypto';
import type { CheckoutId } from '../../kernel/ids.ts';
import type { Money } from '../../kernel/money.ts';
import {
  type Authorisation,
  type AuthoriseRequest,
  type DefenceRequest,
  type Done,
  type PaymentProvider,
  type ProviderNotice,
  ProviderUnavailable,
  type Sent,
} from './provider.ts';

/** What a test token makes of a payment. */
export const SANDBOX_TOKENS = [
  'ok',
  'declined',
  'insufficient',
  'capture-fails-once',
  'capture-refused',
  'chargeback',
] as const;
export type SandboxToken = (typeof SANDBOX_TOKENS)[number];

/** One movement of sandbox money, for tests that count. */
export interface SandboxCall {
  readonly kind: 'authorise' | 'capture' | 'release' | 'refund' | 'payout' | 'defend' | 'accept';
  readonly key: string;
  readonly minor: number;
}

interface Authorised {
  readonly checkoutId: CheckoutId;
  readonly amount: Money;
  state: 'held' | 'captured' | 'released';
  refundedMinor: number;
}

/**
 * The built-in provider: no money, no network, always the same answers. References carry the token and a hash of the
 * checkout, so that behaviour survives a restart; what it remembers beyond that (to refuse a second capture under
 * another key, as real ones do) lives as long as the process.
 */
export class SandboxProvider implements PaymentProvider {
  readonly name = 'sandbox';
  readonly form = { testTokens: SANDBOX_TOKENS };
  /** The latest calls that had an effect, in order; a repeated key appears once. */
  readonly effects: SandboxCall[] = [];
  private readonly answers = new Map<string, Authorisation | Done | Sent>();
  private readonly authorised = new Map<string, Authorised>();
  private readonly failed = new Set<string>();

  async authorise({ key, checkoutId, amount, token }: AuthoriseRequest): Promise<Authorisation> {
    return this.once(key, (): Authorisation => {
      if (token === 'declined')
        return { outcome: 'declined', code: 'declined', why: 'The bank declined this card.' };
      if (token === 'insufficient')
        return {
          outcome: 'declined',
          code: 'insufficient-funds',
          why: 'There is not enough money on this card.',
        };
      if (!isSandboxToken(token))
        return {
          outcome: 'declined',
          code: 'unknown-token',
          why: `The sandbox knows these cards: ${SANDBOX_TOKENS.join(', ')}.`,
        };
      const reference = `sbx_${token}_${digest(checkoutId)}`;
      this.authorised.set(reference, { checkoutId, amount, state: 'held', refundedMinor: 0 });
      this.record({ kind: 'authorise', key, minor: amount.amountMinor });
      return { outcome: 'authorised', reference };
    });
  }

  async capture(request: { key: string; reference: string; amount: Money }): Promise<Done> {
    const { key, reference, amount } = request;
    if (reference.startsWith('sbx_capture-fails-once_') && !this.failed.has(key)) {
      this.failed.add(key);
      throw new ProviderUnavailable('the sandbox does not answer this time');
    }
    return this.once(key, (): Done => {
      if (reference.startsWith('sbx_capture-refused_'))
        return { outcome: 'refused', why: 'The authorisation lapsed.' };
      const known = this.authorised.get(reference);
      if (known && known.state !== 'held')
        return { outcome: 'refused', why: `The payment is ${known.state} already.` };
      if (known) known.state = 'captured';
      this.record({ kind: 'capture', key, minor: amount.amountMinor });
      return { outcome: 'done' };
    });
  }

  async release({ key, checkoutId }: { key: string; checkoutId: CheckoutId }): Promise<void> {
    for (const known of this.authorised.values()) {
      if (known.checkoutId !== checkoutId || known.state !== 'held') continue;
      known.state = 'released';
      this.record({ kind: 'release', key, minor: known.amount.amountMinor });
    }
  }

  async refund({ key, reference, amount }: { key: string; reference: string; amount: Money }): Promise<Sent> {
    return this.once(key, (): Sent => {
      const known = this.authorised.get(reference);
      if (known && known.refundedMinor + amount.amountMinor > known.amount.amountMinor)
        return { outcome: 'refused', why: 'More than was paid.' };
      if (known) known.refundedMinor += amount.amountMinor;
      this.record({ kind: 'refund', key, minor: amount.amountMinor });
      return { outcome: 'sent', reference: `sbx_refund_${digest(key)}` };
    });
  }

  async payout({ key, account, amount }: { key: string; account: string; amount: Money }): Promise<Sent> {
    return this.once(key, (): Sent => {
      if (account.includes('REFUSED'))
        return { outcome: 'refused', why: 'The bank does not know this account.' };
      this.record({ kind: 'payout', key, minor: amount.amountMinor });
      return { outcome: 'sent', reference: `sbx_payout_${digest(key)}` };
    });
  }

  async defend({ key, chargebackId, accepted, statement }: DefenceRequest): Promise<Sent> {
    return this.once(key, (): Sent => {
      if (!accepted && statement.includes('REFUSED'))
        return { outcome: 'refused', why: 'The bank takes no answer to this chargeback.' };
      this.record({ kind: accepted ? 'accept' : 'defend', key, minor: 0 });
      return { outcome: 'sent', reference: `sbx_answer_${digest(chargebackId)}` };
    });
  }

  noticesAfterCapture(reference: string): readonly ProviderNotice[] {
    if (!reference.startsWith('sbx_chargeback_')) return [];
    return [
      {
        noticeId: `sbx_notice_${digest(reference)}`,
        kind: 'chargeback-opened',
        chargebackId: `sbx_cb_${digest(reference)}`,
        reference,
        reason: 'not-received',
      },
    ];
  }

  private once<Answer extends Authorisation | Done | Sent>(key: string, act: () => Answer): Answer {
    const known = this.answers.get(key);
    if (known) return known as Answer;
    const answer = act();
    this.answers.set(key, answer);
    forgetOldest(this.answers);
    forgetOldest(this.authorised);
    return answer;
  }

  private record(call: SandboxCall): void {
    this.effects.push(call);
    if (this.effects.length > REMEMBERED_MAX) this.effects.splice(0, REMEMBERED_MAX / 2);
  }
}

/** Bounds what a long-running demo remembers; older keys are far beyond any retry. */
const REMEMBERED_MAX = 50_000;

function forgetOldest(map: Map<string, unknown>): void {
  if (map.size <= REMEMBERED_MAX) return;
  const oldest = map.keys().next();
  if (!oldest.done) map.delete(oldest.value);
}

function isSandboxToken(token: string): token is SandboxToken {
  return (SANDBOX_TOKENS as readonly string[]).includes(token);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 20);
}

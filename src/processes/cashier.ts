import { isRefusal, type Refusal } from '../kernel/decision.ts';
import type { CheckoutId, OrderId, PayoutId } from '../kernel/ids.ts';
import { type Money, money } from '../kernel/money.ts';
import { charges } from '../market/payments/charge.ts';
import type { DisputeId } from '../market/payments/dispute.ts';
import { payments, type RefundId } from '../market/payments/payment.ts';
import { payouts } from '../market/payments/payout.ts';
import type { PaymentProvider, ProviderNotice } from '../market/payments/provider.ts';
import { defenceOf, defenceTold } from './answer-chargeback.ts';
import { captureDone, captureRefused, chargeReleased } from './capture.ts';
import { chargebackClosed, chargebackOpened } from './chargeback.ts';
import { payoutRefused, payoutSent } from './payout.ts';
import { refundSent } from './refund.ts';
import type { World } from './world.ts';

export type Run = <T>(by: string, work: (world: World) => Promise<T>) => Promise<T>;

export interface AuthorisedAmount {
  /** The provider's reference of the authorisation. */
  readonly reference: string;
  readonly amount: Money;
}

/** What workflows ask to be done at the provider after they have committed. Losing a call is fine: a sweep repeats it. */
export interface CashierCalls {
  /** `authorised`: by whoever has just recorded it and need not look again. */
  capture(checkoutId: CheckoutId, authorised?: AuthorisedAmount): Promise<void>;
  release(checkoutId: CheckoutId): Promise<void>;
  sendRefund(orderId: OrderId, refundId: RefundId): Promise<void>;
  sendDefence(disputeId: DisputeId): Promise<void>;
  sendPayout(payoutId: PayoutId): Promise<void>;
}

const BY = 'system:cashier';

/**
 * Brings what was decided to the payment provider and its answers back. Each act reads what is to be done, calls the
 * provider under a key made of our own id, and records the answer in a unit of its own: a crash at any point is
 * mended by doing it again, since the provider acts once a key and recording refuses what is recorded.
 */
export class Cashier implements CashierCalls {
  readonly provider: PaymentProvider;
  private readonly run: Run;
  private readonly report: (error: unknown, where: string) => void;

  constructor(options: {
    readonly provider: PaymentProvider;
    readonly run: Run;
    /** Told of unreachable providers; the work itself waits for the next sweep. */
    readonly report: (error: unknown, where: string) => void;
  }) {
    this.provider = options.provider;
    this.run = options.run;
    this.report = options.report;
  }

  capture(checkoutId: CheckoutId, authorised?: AuthorisedAmount): Promise<void> {
    return this.guarded(`capture of ${checkoutId}`, async () => {
      const due = authorised ?? (await this.toCapture(checkoutId));
      if (!due) return;
      const { reference } = due;
      const answer = await this.provider.capture({ key: `${checkoutId}:capture`, ...due });
      await this.run(BY, (world) =>
        answer.outcome === 'done'
          ? captureDone(world, { checkoutId, cashier: this })
          : captureRefused(world, { checkoutId, why: answer.why }),
      );
      for (const notice of this.provider.noticesAfterCapture?.(reference) ?? []) await this.take(notice);
    });
  }

  private async toCapture(checkoutId: CheckoutId): Promise<AuthorisedAmount | undefined> {
    const charge = await this.run(BY, ({ unit }) => unit.load(charges, checkoutId));
    if (charge?.status !== 'authorised') return undefined;
    return { reference: charge.reference, amount: money(charge.amountMinor, charge.currency) };
  }

  release(checkoutId: CheckoutId): Promise<void> {
    return this.guarded(`release of ${checkoutId}`, async () => {
      await this.provider.release({ key: `${checkoutId}:release`, checkoutId });
      await this.run(BY, (world) => chargeReleased(world, { checkoutId }));
    });
  }

  sendRefund(orderId: OrderId, refundId: RefundId): Promise<void> {
    return this.guarded(`refund ${refundId}`, async () => {
      const due = await this.run(BY, async ({ unit }) => {
        const payment = await unit.load(payments, orderId);
        if (payment?.status !== 'captured') return undefined;
        const refund = payment.refunds.find((r) => r.refundId === refundId && r.reference === undefined);
        const charge = await unit.load(charges, payment.checkout);
        if (!refund || charge?.status !== 'captured') return undefined;
        return { reference: charge.reference, amount: money(refund.amountMinor, payment.currency) };
      });
      if (!due) return;
      const answer = await this.provider.refund({ key: refundId, ...due });
      // A refused refund stays due: people have to look at it, and the sweep keeps reminding them.
      if (answer.outcome === 'refused') throw new Error(`the provider refuses it: ${answer.why}`);
      await this.run(BY, (world) => refundSent(world, { orderId, refundId, reference: answer.reference }));
    });
  }

  sendPayout(payoutId: PayoutId): Promise<void> {
    return this.guarded(`payout ${payoutId}`, async () => {
      const due = await this.run(BY, async ({ unit }) => {
        const payout = await unit.load(payouts, payoutId);
        if (payout?.status !== 'ordered') return undefined;
        const account = (await unit.reveal([payout.account])).get(payout.account);
        return { payout, account };
      });
      if (!due) return;
      const { seller, amountMinor, currency } = due.payout;
      if (due.account === undefined) {
        await this.run(BY, (world) =>
          payoutRefused(world, { payoutId, why: 'The payout account was deleted.' }),
        );
        return;
      }
      const amount = money(amountMinor, currency);
      const answer = await this.provider.payout({ key: payoutId, seller, account: due.account, amount });
      await this.run(BY, (world) =>
        answer.outcome === 'sent'
          ? payoutSent(world, { payoutId, reference: answer.reference })
          : payoutRefused(world, { payoutId, why: answer.why }),
      );
    });
  }

  sendDefence(disputeId: DisputeId): Promise<void> {
    return this.guarded(`answer to the chargeback ${disputeId}`, async () => {
      const due = await this.run(BY, (world) => defenceOf(world, disputeId));
      if (!due) return;
      const answer = await this.provider.defend({ key: `${disputeId}:defend`, ...due });
      const told = answer.outcome === 'sent' ? { reference: answer.reference } : { refused: answer.why };
      await this.run(BY, (world) => defenceTold(world, disputeId, told));
    });
  }

  /** A dispute reported by the provider, in a unit of its own. */
  take(notice: ProviderNotice): Promise<object | Refusal> {
    return this.run(`system:${this.provider.name}`, (world) => this.takeNotice(world, notice));
  }

  /** A dispute reported by the provider. Refusals are for the caller: a webhook answers with them. Known: no effect. */
  async takeNotice(world: World, notice: ProviderNotice): Promise<{ readonly known: boolean } | Refusal> {
    const { noticeId, kind, chargebackId, reference, amount, reason, answerBy } = notice;
    const key = `notice|${this.provider.name}|${noticeId}`;
    if ((await world.unit.knownFacts([key])).has(key)) return { known: true };
    const result =
      kind === 'chargeback-opened'
        ? await chargebackOpened(world, {
            reference,
            chargebackId,
            ...(amount === undefined ? {} : { amount }),
            ...(reason === undefined ? {} : { reason }),
            ...(answerBy === undefined ? {} : { bankWaitsUntil: answerBy }),
          })
        : await chargebackClosed(world, {
            reference,
            chargebackId,
            outcome: kind === 'chargeback-won' ? 'won' : 'lost',
            cashier: this,
          });
    if (isRefusal(result)) return result;
    world.unit.recordFact(key);
    return { known: false };
  }

  /** What can't be done now is done by a sweep: nothing here may fail the request that has already committed. */
  private async guarded(what: string, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.report(error, what);
    }
  }
}

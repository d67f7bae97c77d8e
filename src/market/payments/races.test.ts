import { beforeEach, describe, expect, it } from 'vitest';
import { balancedMarket } from '../../../test/balanced.ts';
import { asBuyer, asSeller } from '../../../test/counter.ts';
import type { Answer } from '../../../test/market.ts';
import type { ListingId, OrderId, PartyId } from '../../kernel/ids.ts';
import { MINUTE_MS } from '../../kernel/time.ts';
import { charges } from './charge.ts';

const { server, counter } = await balancedMarket();
let buyer: PartyId;
let seller: PartyId;
let chair: ListingId;

beforeEach(async () => {
  buyer = await counter.buyer();
  seller = await counter.seller('Spree Chairs');
  chair = await counter.listing(seller, 'Oak chair');
});

/**
 * Begins each act while somebody else holds the order's payment, the next one once the one before has ended or waits for it; then
 * lets go. So whatever only reads the payment passes what is about to change it.
 */
async function meeting(orderId: OrderId, acts: readonly (() => Promise<unknown>)[]): Promise<void> {
  const { pool } = server.market.db;
  const client = await pool.connect();
  const begun: Promise<unknown>[] = [];
  try {
    await client.query('begin');
    await client.query('select from concept_payment where id = $1 for update', [orderId]);
    for (const act of acts) {
      const progress = { ended: false };
      const before = await waiting();
      begun.push(act().finally(() => (progress.ended = true)));
      while (!progress.ended && (await waiting()) === before)
        await new Promise((resume) => setTimeout(resume, 5));
    }
  } finally {
    await client.query('rollback');
    client.release();
  }
  await Promise.all(begun);
}

async function waiting(): Promise<number> {
  const { rows } = await server.market.db.pool.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows[0]?.n ?? 0;
}

const cancel = (orderId: OrderId): Promise<Answer> =>
  server.ask(asBuyer(buyer), 'post', `/orders/${orderId}/cancellation`, { reason: 'changed-mind' });

describe('a buyer who cancels at the moment', () => {
  it('in which the money is taken gets it back', async () => {
    const orderId = await counter.order(buyer, chair, 'capture-fails-once');
    server.pass(5 * MINUTE_MS);
    await meeting(orderId, [() => server.market.sweep(), () => cancel(orderId)]);
    const { body } = await counter.show(asBuyer(buyer), orderId);
    expect(body).toMatchObject({ status: 'cancelled', payment: { refundedMinor: 10_400 } });
    expect(counter.effects().slice(-2)).toEqual(['capture 10400', 'refund 10400']);
  });

  it('in which the bank decides for the seller gets it back', async () => {
    const engineer = await counter.staff('engineer');
    const orderId = await counter.order(buyer, chair, 'chargeback');
    const { body: before } = await counter.show(asSeller(seller), orderId);
    const [charge] = await server.market.run('test', ({ unit }) => unit.find(charges, { payer: buyer }));
    const won = {
      noticeId: 'won',
      kind: 'chargeback-won',
      chargebackId: before.payment.chargebacks[0].chargebackId,
      reference: charge && 'reference' in charge.state ? charge.state.reference : '',
    };
    await meeting(orderId, [
      () => server.ask(engineer, 'post', '/payments/notices', won),
      () => cancel(orderId),
    ]);
    const { body } = await counter.show(asBuyer(buyer), orderId);
    expect(body).toMatchObject({
      status: 'cancelled',
      payment: { chargebacks: [{ outcome: 'won' }], refundedMinor: 10_400 },
    });
  });
});

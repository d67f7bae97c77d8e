import { beforeEach, describe, expect, it } from 'vitest';
import { Shop } from '../../test/shop.ts';
import { isRefusal } from '../kernel/decision.ts';
import type { PartyId } from '../kernel/ids.ts';
import { DAY_MS } from '../kernel/time.ts';
import { type Charge, charges } from '../market/payments/charge.ts';
import { type Dispute, type DisputeId, disputes } from '../market/payments/dispute.ts';
import { ProviderUnavailable } from '../market/payments/provider.ts';
import { answerChargeback, expireDispute } from './answer-chargeback.ts';
import { chargebackClosed, chargebackOpened } from './chargeback.ts';

let shop: Shop;
beforeEach(() => {
  shop = new Shop();
});

const chargebackId = 'cb1';
const answerDays = () => shop.market.book.rulebook.payout.chargebackAnswerDays;

/** A charge over so many sellers' orders that the bank takes back. */
async function disputed(sellers: number, bankWaitsDays?: number) {
  const own = await Promise.all(Array.from({ length: sellers }, () => shop.seller()));
  const lines = await Promise.all(own.map(async (s) => [await shop.listing(s), 1] as const));
  const placed = await shop.buy(await shop.buyer(), lines);
  if (isRefusal(placed)) throw new Error(placed.refused);
  const [charge] = [...shop.market.store.table(charges).values()].map((row) => row.doc as Charge);
  const reference = charge && 'reference' in charge ? charge.reference : '';
  const bankWaitsUntil =
    bankWaitsDays === undefined ? {} : { bankWaitsUntil: shop.market.now + bankWaitsDays * DAY_MS };
  await shop.market.must('bank', (w) =>
    chargebackOpened(w, { reference, chargebackId, reason: 'not-received', ...bankWaitsUntil }),
  );
  return { reference, orders: placed.orders, found: await all() };
}

const all = async () =>
  (await shop.market.run('t', ({ unit }) => unit.find(disputes, { chargeback: chargebackId }))) as readonly {
    id: DisputeId;
    state: Dispute;
  }[];
const answer = (id: DisputeId, seller: PartyId, text?: string) =>
  shop.market.run(seller, (w) =>
    answerChargeback(w, {
      disputeId: id,
      seller,
      ...(text === undefined ? {} : { defence: { text, files: [] } }),
      cashier: shop.cashier,
    }),
  );
const told = () => shop.provider.effects.filter((e) => e.kind === 'defend' || e.kind === 'accept');
const pass = (ms: number) => shop.market.pass(ms);
const sweep = async () => {
  for (const { id, state } of await all()) {
    const due = disputes.due?.(state);
    if (due !== undefined && due <= shop.market.now)
      await shop.market.run('system:deadline', (w) => expireDispute(w, id, shop.cashier));
  }
  await new Promise((resume) => setImmediate(resume));
};

describe('the answer to a chargeback', () => {
  it('is asked of the seller with a deadline, and told the bank once', async () => {
    const { found } = await disputed(1);
    const [only] = found;
    if (!only) throw new Error('no dispute');
    expect(only.state).toMatchObject({
      reason: 'not-received',
      answer: 'open',
      answerBy: shop.market.now + answerDays() * DAY_MS,
    });
    expect(await answer(only.id, only.state.seller, 'It was delivered on Monday.')).toMatchObject({
      disputeId: only.id,
    });
    await sweep();
    expect(told()).toHaveLength(1);
    expect((await all())[0]?.state).toMatchObject({ answer: 'defended', sendAt: null });
    expect((await all())[0]?.state.sent?.reference).toContain('sbx_answer_');
    expect(await answer(only.id, only.state.seller)).toMatchObject({ refused: 'answered-already' });
    const log = JSON.stringify(shop.market.store.entries);
    expect(log).toContain('DisputeDefended');
    expect(log).not.toContain('delivered on Monday');
  });

  it('carries the tracking numbers that carriers know', async () => {
    const { orders, found } = await disputed(1);
    const order = orders[0]?.orderId;
    const [only] = found;
    if (!order || !only) throw new Error('no order');
    await shop.ship(order, 'JD0146');
    const seen: unknown[] = [];
    shop.provider.defend = async (request) => (seen.push(request), { outcome: 'sent', reference: 'r' });
    await answer(only.id, only.state.seller, 'Here is the parcel.');
    await sweep();
    expect(seen).toMatchObject([
      { accepted: false, parcels: [{ carrier: 'DHL', trackingNumber: 'JD0146' }], files: [] },
    ]);
  });

  it('is only the seller’s own, and is over at the deadline', async () => {
    const { found } = await disputed(1, 3);
    const [only] = found;
    if (!only) throw new Error('no dispute');
    // The bank waits three days; one of them is for passing the answer on.
    expect(only.state.answerBy).toBe(shop.market.now + 2 * DAY_MS);
    expect(await answer(only.id, 'pty_other' as PartyId, 'Mine.')).toMatchObject({ refused: 'not-found' });
    pass(2 * DAY_MS);
    expect(await answer(only.id, only.state.seller, 'Late.')).toMatchObject({ refused: 'answer-too-late' });
    await sweep();
    expect((await all())[0]?.state).toMatchObject({ answer: 'missed', sendAt: null });
    expect(await answer(only.id, only.state.seller, 'Later.')).toMatchObject({ refused: 'answer-too-late' });
    expect(told()).toEqual([]);
  });

  it('of several sellers of one charge goes out when the last has spoken or missed it', async () => {
    const { found } = await disputed(2);
    const [first, second] = found;
    if (!first || !second) throw new Error('no disputes');
    await answer(first.id, first.state.seller, 'Sent and scanned.');
    await sweep();
    expect(told()).toEqual([]);
    pass(answerDays() * DAY_MS);
    await sweep();
    await sweep();
    expect(told()).toMatchObject([{ kind: 'defend' }]);
    expect((await all()).map((d) => d.state.answer).toSorted()).toEqual(['defended', 'missed']);
    expect((await all()).every((d) => disputes.due?.(d.state) === undefined)).toBe(true);
  });

  it('gives in only where every seller of the charge does', async () => {
    const { found } = await disputed(2);
    for (const { id, state } of found) await answer(id, state.seller);
    await sweep();
    expect(told()).toMatchObject([{ kind: 'accept' }]);
  });

  it('is told again when the provider did not answer, under the same key', async () => {
    const { found } = await disputed(1);
    const [only] = found;
    if (!only) throw new Error('no dispute');
    const defend = shop.provider.defend.bind(shop.provider);
    const keys: string[] = [];
    let down = true;
    shop.provider.defend = (request) => {
      keys.push(request.key);
      if (down) throw new ProviderUnavailable('down');
      return defend(request);
    };
    await answer(only.id, only.state.seller, 'It arrived.');
    await sweep();
    down = false;
    pass(DAY_MS / 24);
    await sweep();
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    expect((await all())[0]?.state.sent).not.toBeNull();
  });

  it('a refusal of the provider ends the telling', async () => {
    const { found } = await disputed(1);
    const [only] = found;
    if (!only) throw new Error('no dispute');
    await answer(only.id, only.state.seller, 'REFUSED');
    await sweep();
    expect((await all())[0]?.state).toMatchObject({ sent: null, sendAt: null });
  });

  it('comes too late once the bank has decided', async () => {
    const { found, reference } = await disputed(1);
    const [only] = found;
    if (!only) throw new Error('no dispute');
    await shop.market.must('bank', (w) => chargebackClosed(w, { reference, chargebackId, outcome: 'won' }));
    expect(await answer(only.id, only.state.seller, 'It arrived.')).toMatchObject({
      refused: 'chargeback-closed',
    });
    expect((await all())[0]?.state.outcome).toMatchObject({ is: 'won' });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asBuyer, asSeller, Counter } from '../../../test/counter.ts';
import { type TestServer, testServer } from '../../../test/market.ts';

let server: TestServer;
let counter: Counter;

beforeAll(async () => {
  server = await testServer();
  counter = new Counter(server);
});
afterAll(async () => {
  const { body } = await server.ask(await counter.staff('head'), 'get', '/ledger/totals');
  expect(body.balanced).toBe(true);
  expect(body.totals[0]).toMatchObject({ sumMinor: 0 });
  await server[Symbol.asyncDispose]();
});

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
    await server.ask(asSeller(seller), 'post', `/me/returns/${returnId}/appeal`, { text: 'It was not.' });
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

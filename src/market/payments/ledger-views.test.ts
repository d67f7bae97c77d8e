import { expect, test } from 'vitest';
import { testServer } from '../../../test/market.ts';
import { Shop } from '../../../test/shop.ts';
import type { SanctionId } from '../../kernel/ids.ts';
import { money } from '../../kernel/money.ts';
import { loadMemory } from '../../platform/load-memory.ts';
import { takeDeposit } from '../../processes/deposit.ts';
import { CONCEPTS } from '../../concepts.ts';
import { ledgerTotals } from './ledger-views.ts';

test('the ledger adds up to zero in every currency, and to what the sellers can be paid', async () => {
  const shop = new Shop();
  const euros = await shop.seller();
  const pounds = await shop.seller({ currency: 'GBP' });
  const buyer = await shop.buyer();
  for (let i = 0; i < 3; i++) await shop.deliver(await shop.order(euros, buyer));
  const dear = await shop.listing(pounds, { price: { amountMinor: 7_777, currency: 'GBP' } });
  await shop.buy(buyer, [[dear, 2]]);
  await shop.passDays(6);
  const sanctionId = 'san_1' as SanctionId;
  await shop.market.must('t', (w) =>
    takeDeposit(w, { sanctionId, seller: euros, amount: money(5_000, 'EUR') }),
  );

  await using server = await testServer();
  await loadMemory(server.market.db.pool, shop.market.store, CONCEPTS, () => undefined);
  const totals = await ledgerTotals(server.market.db);
  expect(totals.map((t) => [t.currency, t.sumMinor])).toEqual([
    ['EUR', 0],
    ['GBP', 0],
  ]);
  for (const { accounts, sellersAvailableMinor } of totals)
    expect(sellersAvailableMinor + accounts.available).toBe(0);
  expect(totals[0]?.accounts).toMatchObject({ commission: -1_890, deposit: -5_000 });
  expect(totals[1]?.accounts).toMatchObject({ provider: 16_154, pending: -16_154 });
});

import { expect, test } from 'vitest';
import { Court } from '../../test/court.ts';
import { Shop } from '../../test/shop.ts';
import { canonicalJson, sha256 } from '../kernel/hash.ts';
import { DAY_MS } from '../kernel/time.ts';
import { collectAgain } from './hear-case.ts';

test('a case gathers the order, its parcels, its payment and the rates by itself, each under the hash of what it says', async () => {
  const shop = new Shop();
  const court = new Court(shop.market);
  const [seller, buyer] = [await shop.seller(), await shop.buyer()];
  const orderId = await shop.order(seller, buyer);
  await shop.deliver(orderId);
  shop.market.pass(10 * DAY_MS);
  const { caseId } = await court.complain(buyer, 'late-shipment', { orderId });
  const { evidence } = await court.caseOf(caseId);
  expect(evidence.map((e) => e.kind)).toEqual(
    expect.arrayContaining(['order-timeline', 'carrier-scans', 'payment-record', 'metric-assessment']),
  );
  for (const item of evidence) {
    const kept = shop.market.store.revealed(item.content) ?? '';
    expect(sha256(kept)).toBe(item.sha256);
    expect(canonicalJson(JSON.parse(kept))).toBe(kept);
    // The hash is in the sealed log, what was written only outside of it.
    const logged = shop.market.store.entries.filter((e) => JSON.stringify(e.event).includes(item.sha256));
    expect(logged.length).toBeGreaterThan(0);
    expect(JSON.stringify(logged)).not.toContain(kept);
  }
  // Looked at again, what says the same is not taken in again.
  const by = court.investigator;
  expect(await shop.market.must(by, (w) => collectAgain(w, { caseId, by }))).toMatchObject({ added: 0 });
});

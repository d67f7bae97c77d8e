import { expect, test } from 'vitest';
import { Court, must } from '../../test/court.ts';
import { Shop } from '../../test/shop.ts';
import { canonicalJson, sha256 } from '../kernel/hash.ts';
import type { OrderId } from '../kernel/ids.ts';
import { DAY_MS } from '../kernel/time.ts';
import { collectAgain } from './hear-case.ts';
import { changeListing } from './publish-listing.ts';

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

test('what was bought is shown as it was described then, whatever the seller has made of it since', async () => {
  const shop = new Shop();
  const court = new Court(shop.market);
  const [seller, buyer] = [await shop.seller(), await shop.buyer()];
  const listingId = await shop.listing(seller, { description: 'Solid oak.' });
  const change = (description: string) =>
    shop.market.must(seller, (w) => changeListing(w, { seller, listingId, changes: { description } }));
  await change('Solid oak, oiled.');
  const placed = must(await shop.buy(buyer, [[listingId, 1]]));
  const orderId = placed.orders[0]?.orderId as OrderId;
  await change('Chipboard.');
  await change('Chipboard, painted.');
  const { caseId } = await court.complain(buyer, 'late-shipment', { orderId });
  const shown = (await court.caseOf(caseId)).evidence
    .filter((e) => e.kind === 'listing-snapshot')
    .map((e) => [e.title, JSON.parse(shop.market.store.revealed(e.content) ?? '').description]);
  expect(shown).toEqual([
    [`Listing ${listingId}, edition 4`, 'Chipboard, painted.'],
    [`Listing ${listingId}, edition 2, as it was bought`, 'Solid oak, oiled.'],
  ]);
});

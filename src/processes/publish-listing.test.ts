import { beforeEach, describe, expect, it } from 'vitest';
import { applyMeasure, CHAIR, newListing, newSeller, newStaff } from '../../test/people.ts';
import { TestMarket } from '../../test/worlds.ts';
import type { ListingId, PartyId } from '../kernel/ids.ts';
import { listings } from '../market/listings/listing.ts';
import { standings } from '../standing/standing.ts';
import { eraseParty } from './erase-party.ts';
import {
  changeListing,
  publishListing,
  republishListing,
  reviewListing,
  withdrawListing,
} from './publish-listing.ts';
import { reserveStock, returnStock } from './reserve-stock.ts';

let market: TestMarket;
let seller: PartyId;
beforeEach(async () => {
  market = new TestMarket();
  seller = await newSeller(market);
});

const publish = (by: PartyId) =>
  market.run(by, (w) => publishListing(w, { seller: by, content: CHAIR, stock: 1 }));
const listing = (id: ListingId) => market.run('x', ({ unit }) => unit.load(listings, id));

describe('publishing', () => {
  it('a new seller has a limit, an established one has none', async () => {
    const { listingsMax } = market.book.rulebook.entry.probation;
    for (let i = 0; i < listingsMax; i++) await newListing(market, seller);
    expect(await publish(seller)).toMatchObject({ refused: 'listing-limit' });
    await market.run('x', async ({ unit }) => {
      await unit.load(standings, seller);
      unit.append(standings, seller, [
        { type: 'StageReached', at: unit.now, stage: 'established', why: 'test' },
      ]);
    });
    expect(await publish(seller)).toMatchObject({ listing: { status: 'live' } });
  });

  it('withdrawing makes room; coming back needs it', async () => {
    const { listingsMax } = market.book.rulebook.entry.probation;
    const first = await newListing(market, seller);
    for (let i = 1; i < listingsMax; i++) await newListing(market, seller);
    await market.must(seller, (w) => withdrawListing(w, { seller, listingId: first }));
    expect(await publish(seller)).toMatchObject({ listing: { status: 'live' } });
    expect(await market.run(seller, (w) => republishListing(w, { seller, listingId: first }))).toMatchObject({
      refused: 'listing-limit',
    });
  });

  it.each(['suspension', 'shutdown', 'bar', 'deposit'] as const)('stops under %s', async (kind) => {
    await applyMeasure(market, seller, kind);
    expect(await publish(seller)).toMatchObject({ refused: 'not-permitted', facts: { because: kind } });
  });

  it('a listing that was taken down is neither changed nor published again, others are', async () => {
    const down = await newListing(market, seller);
    const other = await newListing(market, seller);
    await applyMeasure(market, seller, 'listing-takedown', { listingId: down });
    const change = (listingId: ListingId) =>
      market.run(seller, (w) => changeListing(w, { seller, listingId, changes: { title: 'Ash chair' } }));
    expect(await change(down)).toMatchObject({ refused: 'not-permitted' });
    expect(await change(other)).toMatchObject({ listing: { title: 'Ash chair', edition: 2 } });
    await market.must(seller, (w) => withdrawListing(w, { seller, listingId: down }));
    expect(await market.run(seller, (w) => republishListing(w, { seller, listingId: down }))).toMatchObject({
      refused: 'not-permitted',
    });
  });

  it('what belongs to others does not exist', async () => {
    const listingId = await newListing(market, seller);
    const stranger = await newSeller(market);
    for (const act of [withdrawListing, republishListing])
      expect(await market.run(stranger, (w) => act(w, { seller: stranger, listingId }))).toMatchObject({
        refused: 'not-found',
      });
    expect(
      await market.run(stranger, (w) =>
        changeListing(w, { seller: stranger, listingId, changes: {}, stock: 0 }),
      ),
    ).toMatchObject({ refused: 'not-found' });
  });

  it('an erased seller publishes no more', async () => {
    await market.must(seller, (w) => eraseParty(w, seller, async () => {}));
    expect(await publish(seller)).toMatchObject({ refused: 'party-erased' });
  });

  it('staff clear what waits, as they saw it', async () => {
    const listingId = await newListing(market, seller, { title: 'Swastika flag, 1938, for museums' });
    expect((await listing(listingId))?.status).toBe('in-review');
    const by = await newStaff(market, 'reviewer');
    const review = (edition: number) =>
      market.run(by, (w) =>
        reviewListing(w, { listingId, by, outcome: 'clear', why: 'A museum asked.', edition }),
      );
    expect(await review(2)).toMatchObject({ refused: 'listing-changed' });
    expect(await review(1)).toMatchObject({ listing: { status: 'live', objection: null } });
  });
});

describe('stock', () => {
  it('is reserved once and returned whole', async () => {
    const id = await newListing(market, seller, {}, 2);
    expect(await market.run('x', (w) => reserveStock(w, id, 2))).toMatchObject({ stock: 0 });
    expect(await market.run('x', (w) => reserveStock(w, id, 1))).toMatchObject({ refused: 'out-of-stock' });
    await market.must(seller, (w) => withdrawListing(w, { seller, listingId: id }));
    await market.run('x', (w) => returnStock(w, id, 2));
    expect(await listing(id)).toMatchObject({ stock: 2, status: 'withdrawn' });
    expect(await market.run('x', (w) => reserveStock(w, id, 1))).toMatchObject({
      refused: 'listing-not-live',
    });
    expect(await market.run('x', (w) => reserveStock(w, 'lst_none' as ListingId, 1))).toMatchObject({
      refused: 'not-found',
    });
  });
});

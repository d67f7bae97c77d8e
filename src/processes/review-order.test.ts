import { beforeEach, describe, expect, it } from 'vitest';
import { applyMeasure, bareOrder, newBuyer, newListing, newSeller } from '../../test/people.ts';
import { TestMarket } from '../../test/worlds.ts';
import type { ListingId, OrderId, PartyId } from '../kernel/ids.ts';
import { DAY_MS } from '../kernel/time.ts';
import { answerReview, changeReview, postReview } from './review-order.ts';

let market: TestMarket;
let seller: PartyId;
let buyer: PartyId;
let listingId: ListingId;
let orderId: OrderId;
beforeEach(async () => {
  market = new TestMarket();
  seller = await newSeller(market);
  buyer = await newBuyer(market);
  listingId = await newListing(market, seller);
  orderId = await bareOrder(market, { seller, buyer, listingId, delivered: true });
});

const post = (by: PartyId = buyer, more: { orderId?: OrderId; line?: number; text?: string } = {}) =>
  market.run(by, (w) => postReview(w, { buyer: by, orderId, line: 0, rating: 2, text: 'Wobbles.', ...more }));
const posted = async () =>
  (await market.must(buyer, (w) => postReview(w, { buyer, orderId, line: 0, rating: 2 }))).reviewId;
const rules = new TestMarket().book.rulebook.reviews;

describe('a review', () => {
  it('is written once for what arrived, by whoever bought it', async () => {
    const open = await bareOrder(market, { seller, buyer, listingId });
    expect(await post(buyer, { orderId: open })).toMatchObject({ refused: 'not-delivered' });
    expect(await post(await newBuyer(market))).toMatchObject({ refused: 'not-found', field: 'orderId' });
    expect(await post(buyer, { line: 1 })).toMatchObject({ refused: 'not-found', field: 'line' });
    expect(await post(buyer, { text: 'x'.repeat(rules.textCharactersMax + 1) })).toMatchObject({
      field: 'text',
    });
    expect(await post()).toMatchObject({ review: { seller, listingId, rating: 2, answer: null } });
    expect(await post()).toMatchObject({ refused: 'reviewed-already' });
    expect(JSON.stringify(market.store.entries)).not.toContain('Wobbles');
  });

  it('has its time', async () => {
    market.pass(rules.writeWithinDays * DAY_MS + 1);
    expect(await post()).toMatchObject({ refused: 'review-late' });
  });

  it('can be changed for a while; then it is settled', async () => {
    const reviewId = await posted();
    const change = (by: PartyId) =>
      market.run(by, (w) => changeReview(w, { buyer: by, reviewId, rating: 5 }));
    expect(await change(buyer)).toMatchObject({ review: { rating: 5, text: null, changedAt: market.now } });
    expect(await change(await newBuyer(market))).toMatchObject({ refused: 'not-found' });
    market.pass(rules.changeWithinDays * DAY_MS + 1);
    expect(await change(buyer)).toMatchObject({ refused: 'review-settled' });
  });

  it('is answered once by the seller, also by a suspended one', async () => {
    const reviewId = await posted();
    await applyMeasure(market, seller, 'suspension');
    const answer = (by: PartyId, text = 'Sorry.') =>
      market.run(by, (w) => answerReview(w, { seller: by, reviewId, text }));
    expect(await answer(await newSeller(market))).toMatchObject({ refused: 'not-found' });
    expect(await answer(seller, ' ')).toMatchObject({ refused: 'text-missing' });
    expect(await answer(seller)).toMatchObject({ review: { answer: { at: market.now } } });
    expect(await answer(seller)).toMatchObject({ refused: 'answered-already' });
  });

  it('is answered in time', async () => {
    const reviewId = await posted();
    market.pass(rules.replyWithinDays * DAY_MS + 1);
    expect(await market.run(seller, (w) => answerReview(w, { seller, reviewId, text: 'x' }))).toMatchObject({
      refused: 'answer-late',
    });
  });

  it('is not for those whose complaint rights are suspended', async () => {
    await applyMeasure(market, buyer, 'complaint-rights-suspended');
    expect(await post()).toMatchObject({ refused: 'not-permitted' });
  });
});

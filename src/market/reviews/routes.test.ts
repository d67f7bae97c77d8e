import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../test/market.ts';
import { applyMeasure, bareOrder, newBuyer, newListing, newSeller, type Runs } from '../../../test/people.ts';
import type { Actor } from '../../door/actor.ts';
import type { ListingId, PartyId } from '../../kernel/ids.ts';
import { must } from '../../runtime.ts';

let server: TestServer;
let market: Runs;
let seller: PartyId;
let listingId: ListingId;
beforeAll(async () => {
  server = await testServer();
  market = { must: (by, work) => must(server.market.run(by, work)) };
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  seller = await newSeller(market);
  listingId = await newListing(market, seller);
});

const nobody: Actor = { kind: 'anonymous' };
const asSeller = (): Actor => ({ kind: 'seller', partyId: seller });

async function bought(delivered = true) {
  const buyer = await newBuyer(market, { name: 'Beate Bach' });
  const orderId = await bareOrder(market, { seller, buyer, listingId, delivered });
  const as: Actor = { kind: 'buyer', partyId: buyer };
  const post = (rating: number, text?: string) =>
    server.ask(as, 'post', '/reviews', { orderId, line: 0, rating, text });
  return { as, orderId, post, buyer };
}

describe('reviews', () => {
  it('are read by everybody with their average, without the writer’s name', async () => {
    for (const [rating, text] of [
      [5, 'Fine.'],
      [2, 'Wobbles.'],
      [5, undefined],
    ] as const) {
      const { post } = await bought();
      expect((await post(rating, text)).status).toBe(201);
    }
    for (const path of [`/listings/${listingId}/reviews`, `/sellers/${seller}/reviews`]) {
      const { body } = await server.ask(nobody, 'get', path);
      expect(body).toMatchObject({ rating: { count: 3, average: 4 }, spread: [0, 1, 0, 0, 2], next: null });
      expect(body.reviews.map((r: { text: string }) => r.text)).toContain('Wobbles.');
      expect(JSON.stringify(body)).not.toContain('Beate');
    }
    expect((await server.ask(nobody, 'get', `/listings/${listingId}`)).body.rating).toEqual({
      count: 3,
      average: 4,
    });
    const first = await server.ask(nobody, 'get', `/listings/${listingId}/reviews?limit=2`);
    const rest = await server.ask(
      nobody,
      'get',
      `/listings/${listingId}/reviews?limit=2&cursor=${first.body.next}`,
    );
    expect([first.body.reviews.length, rest.body.reviews.length]).toEqual([2, 1]);
  });

  it('are written once, after delivery, by the buyer', async () => {
    const early = await bought(false);
    expect((await early.post(5)).body.type).toBe('/problems/not-delivered');
    const { post, orderId, as } = await bought();
    const both = await Promise.all([post(1, 'Bad.'), post(1, 'Bad.')]);
    expect(new Set(both.map((b) => b.status))).toEqual(new Set([201, 409]));
    expect((await post(0)).body.errors[0].field).toBe('rating');
    expect((await server.ask(early.as, 'post', '/reviews', { orderId, line: 0, rating: 1 })).status).toBe(
      404,
    );
    expect((await server.ask(as, 'get', '/me/reviews')).body.reviews).toMatchObject([
      { orderId, line: 0, rating: 1 },
    ]);
    expect((await server.ask(asSeller(), 'post', '/reviews', { orderId, line: 0, rating: 5 })).status).toBe(
      403,
    );
  });

  it('are changed by the buyer, answered once by the seller, removed by nobody', async () => {
    const { post, as } = await bought();
    const { reviewId } = (await post(1, 'Bad.')).body;
    expect((await server.ask(as, 'put', `/reviews/${reviewId}`, { rating: 4, text: 'Mended.' })).status).toBe(
      200,
    );
    const answer = (who: Actor) =>
      server.ask(who, 'post', `/reviews/${reviewId}/answer`, { text: 'Thank you.' });
    expect((await answer({ kind: 'seller', partyId: await newSeller(market) })).status).toBe(404);
    expect((await answer(asSeller())).status).toBe(200);
    expect((await answer(asSeller())).status).toBe(409);
    expect((await server.ask(asSeller(), 'delete', `/reviews/${reviewId}`)).status).toBe(404);
    expect((await server.ask(asSeller(), 'get', '/me/reviews')).body.reviews).toMatchObject([
      { rating: 4, text: 'Mended.', answer: { text: 'Thank you.' } },
    ]);
  });

  it('keep their rating when the writer’s words are erased', async () => {
    const { post, as } = await bought();
    await post(2, 'My words.');
    await server.ask(as, 'post', '/me/erasure', { confirm: 'erase my account' });
    const { body } = await server.ask(nobody, 'get', `/listings/${listingId}/reviews`);
    expect(body.reviews).toMatchObject([{ rating: 2, text: null }]);
  });

  it('are not posted while complaint rights are suspended', async () => {
    const { post, buyer } = await bought();
    await applyMeasure(market, buyer, 'complaint-rights-suspended');
    expect((await post(1)).body.because).toBe('complaint-rights-suspended');
  });
});

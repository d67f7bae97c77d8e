import { z } from 'zod';
import type { Actor } from '../../door/actor.ts';
import { cursor, limit, listingId, orderId, paragraphs, partyId, reviewId } from '../../door/fields.ts';
import { type AnyRoute, read, write } from '../../door/route.ts';
import { assert, isRefusal, refuse } from '../../kernel/decision.ts';
import type { PartyId } from '../../kernel/ids.ts';
import { answerReview, changeReview, postReview } from '../../processes/review-order.ts';
import { isListingShown, isSellerShown, myReviews, reviewsOf } from './views.ts';

/** Of the transport; the rulebook's own limit is lower and says so in its own words. */
const text = paragraphs(100_000);
const rating = z.literal([1, 2, 3, 4, 5]);

const review = z.looseObject({
  reviewId,
  rating: z.int(),
  text: z.string().nullable(),
  postedAt: z.int(),
  changedAt: z.int().nullable(),
  answer: z.object({ text: z.string().nullable(), at: z.int() }).nullable(),
});
const page = z.strictObject({ limit: limit.default(20), cursor: cursor.optional() });
const list = z.object({ reviews: z.array(review), next: z.string().nullable() });
const published = list.extend({
  rating: z.object({ count: z.int(), average: z.number() }).nullable(),
  /** How many gave 1, 2, 3, 4 and 5. */
  spread: z.array(z.int()),
});

const REFUSALS = { 'text-missing': 422, 'text-too-long': 422 } as const;
const done = z.object({ reviewId });

function me(actor: Actor): PartyId {
  assert(
    actor.kind !== 'anonymous',
    'a route for those who are signed in was reached by somebody who is not',
  );
  return actor.partyId;
}

const post = write({
  method: 'post',
  path: '/reviews',
  summary: 'Review one line of a delivered order',
  tag: 'reviews',
  access: { who: ['buyer'], action: 'review.post', verifiedMail: true },
  status: 201,
  body: z.strictObject({ orderId, line: z.int().min(0).max(1_000), rating, text: text.optional() }),
  response: done,
  refusals: REFUSALS,
  handle: async (writer, { body }) => {
    const posted = await postReview(writer, { buyer: me(writer.actor), ...body });
    return isRefusal(posted) ? posted : { reviewId: posted.reviewId };
  },
});

const change = write({
  method: 'put',
  path: '/reviews/{reviewId}',
  summary: 'Change my review, for a while after writing it',
  tag: 'reviews',
  access: { who: ['buyer'], action: 'review.post', verifiedMail: true },
  params: z.strictObject({ reviewId }),
  body: z.strictObject({ rating, text: text.optional() }),
  response: done,
  refusals: REFUSALS,
  handle: async (writer, { params, body }) => {
    const changed = await changeReview(writer, {
      buyer: me(writer.actor),
      reviewId: params.reviewId,
      ...body,
    });
    return isRefusal(changed) ? changed : { reviewId: params.reviewId };
  },
});

const answer = write({
  method: 'post',
  path: '/reviews/{reviewId}/answer',
  summary: 'Answer a review of my goods, once and in public',
  tag: 'reviews',
  access: { who: ['seller'], team: ['messages'], action: 'message.answer', verifiedMail: true },
  params: z.strictObject({ reviewId }),
  body: z.strictObject({ text }),
  response: done,
  refusals: REFUSALS,
  handle: async (writer, { params, body }) => {
    const input = { seller: me(writer.actor), reviewId: params.reviewId, text: body.text };
    const answered = await answerReview(writer, input);
    return isRefusal(answered) ? answered : { reviewId: params.reviewId };
  },
});

const ofListing = read({
  path: '/listings/{listingId}/reviews',
  summary: 'Reviews of an article on offer',
  tag: 'reviews',
  access: { who: ['anyone'] },
  params: z.strictObject({ listingId }),
  query: page,
  response: published,
  handle: async (reader, { params, query }) =>
    (await isListingShown(reader, params.listingId))
      ? reviewsOf(reader, 'listing', params.listingId, { before: query.cursor, limit: query.limit })
      : refuse('not-found', 'This article is not on offer at the moment.'),
});

const ofSeller = read({
  path: '/sellers/{sellerId}/reviews',
  summary: 'Reviews of a seller',
  tag: 'reviews',
  access: { who: ['anyone'] },
  params: z.strictObject({ sellerId: partyId }),
  query: page,
  response: published,
  handle: async (reader, { params, query }) =>
    (await isSellerShown(reader, params.sellerId))
      ? reviewsOf(reader, 'seller', params.sellerId, { before: query.cursor, limit: query.limit })
      : refuse('not-found', 'This seller is not trading at the moment.'),
});

const mine = read({
  path: '/me/reviews',
  summary: 'Reviews that I wrote, or that were written about my goods',
  tag: 'reviews',
  access: { who: ['buyer', 'seller'], team: ['messages'], action: 'data.read-own' },
  query: page,
  response: list,
  handle: (reader, { query }) => {
    const side = reader.actor.kind === 'seller' ? 'seller' : 'buyer';
    return myReviews(reader, me(reader.actor), side, { before: query.cursor, limit: query.limit });
  },
});

export function reviewRoutes(): readonly AnyRoute[] {
  return [post, change, answer, ofListing, ofSeller, mine];
}

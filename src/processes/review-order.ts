import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { OrderId, PartyId, ReviewId } from '../kernel/ids.ts';
import type { Unit } from '../kernel/unit.ts';
import { orders } from '../market/orders/order.ts';
import { decideAnswer, decideChangeReview, decidePost } from '../market/reviews/decide.ts';
import { type Rating, type Review, reviews } from '../market/reviews/review.ts';
import { permitted } from './permitted.ts';
import type { World } from './world.ts';

type Outcome = Promise<{ readonly reviewId: ReviewId; readonly review: Review } | Refusal>;

/**
 * A buyer's review of one line of a delivered order. Refuses `not-found` for orders of others, `not-permitted`,
 * `not-delivered`, `review-late` and `reviewed-already`.
 */
export async function postReview(
  world: World,
  input: {
    readonly buyer: PartyId;
    readonly orderId: OrderId;
    readonly line: number;
    readonly rating: Rating;
    readonly text?: string | undefined;
  },
): Outcome {
  const { unit, rulebook } = world;
  const { buyer, orderId, line, rating } = input;
  const permit = await permitted(world, buyer, 'review.post');
  if (isRefusal(permit)) return permit;
  const order = await unit.load(orders, orderId);
  if (!order || order.buyer !== buyer)
    return refuse('not-found', 'There is no such order.', { field: 'orderId' });
  const bought = order.lines[line];
  if (!bought) return refuse('not-found', 'The order has no such line.', { field: 'line' });
  // The fact can be recorded once only, so two reviews sent at the same moment do not both get in.
  const fact = `review:${orderId}:${line}`;
  const decision = decidePost(
    {
      orderId,
      line,
      listingId: bought.listingId,
      seller: order.seller,
      buyer,
      deliveredAt: order.status === 'delivered' ? order.deliveredAt : null,
      reviewed: (await unit.knownFacts([fact])).size > 0,
    },
    { at: unit.now, rating, ...keepText(unit, buyer, input.text) },
    rulebook,
  );
  if (isRefusal(decision)) return decision;
  unit.recordFact(fact);
  const reviewId: ReviewId = unit.ids.next('rev');
  return { reviewId, review: unit.append(reviews, reviewId, decision) };
}

export async function changeReview(
  world: World,
  input: {
    readonly buyer: PartyId;
    readonly reviewId: ReviewId;
    readonly rating: Rating;
    readonly text?: string | undefined;
  },
): Outcome {
  const { unit, rulebook } = world;
  const { buyer, reviewId, rating } = input;
  const permit = await permitted(world, buyer, 'review.post');
  if (isRefusal(permit)) return permit;
  const review = await unit.load(reviews, reviewId);
  if (!review || review.buyer !== buyer) return refuse('not-found', 'There is no such review.');
  const written = keepText(unit, buyer, input.text);
  const decision = decideChangeReview(review, { at: unit.now, rating, ...written }, rulebook);
  return isRefusal(decision) ? decision : { reviewId, review: unit.append(reviews, reviewId, decision) };
}

/** The seller's one public answer. */
export async function answerReview(
  world: World,
  input: { readonly seller: PartyId; readonly reviewId: ReviewId; readonly text: string },
): Outcome {
  const { unit, rulebook } = world;
  const { seller, reviewId } = input;
  const review = await unit.load(reviews, reviewId);
  if (!review || review.seller !== seller) return refuse('not-found', 'There is no such review.');
  const value = input.text.trim();
  const text = unit.keep({ party: seller, kind: 'review-text', value });
  const decision = decideAnswer(review, { at: unit.now, text, characters: value.length }, rulebook);
  return isRefusal(decision) ? decision : { reviewId, review: unit.append(reviews, reviewId, decision) };
}

function keepText(unit: Unit, party: PartyId, text: string | undefined) {
  const value = text?.trim() ?? '';
  if (value === '') return { text: null, characters: 0 };
  return { text: unit.keep({ party, kind: 'review-text', value }), characters: value.length };
}

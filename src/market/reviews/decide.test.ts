import { describe, expect, it } from 'vitest';
import { given } from '../../../test/case-law.ts';
import { TestMarket } from '../../../test/worlds.ts';
import type { ListingId, OrderId, PartyId } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';
import { decideAnswer, decideChangeReview, decidePost, type ReviewedLine } from './decide.ts';
import { type Review, type ReviewEvent, reviews } from './review.ts';

const { rulebook } = new TestMarket().book;
const { writeWithinDays, changeWithinDays, replyWithinDays, textCharactersMax } = rulebook.reviews;
const at = Date.UTC(2026, 0, 5);
const text = 'c' as Commitment;

const line: ReviewedLine = {
  orderId: 'ord_1' as OrderId,
  line: 0,
  listingId: 'lst_1' as ListingId,
  seller: 'pty_s' as PartyId,
  buyer: 'pty_b' as PartyId,
  deliveredAt: at,
  reviewed: false,
};
const { deliveredAt: _deliveredAt, reviewed: _reviewed, ...ids } = line;
const posted: ReviewEvent = { type: 'ReviewPosted', at, ...ids, rating: 2, text };
const changedLater: ReviewEvent = { type: 'ReviewChanged', at: at + 5 * DAY_MS, rating: 3, text: null };

const post =
  (more: Partial<ReviewedLine> = {}, days = 0, characters = 3) =>
  () =>
    decidePost({ ...line, ...more }, { at: at + days * DAY_MS, rating: 2, text, characters }, rulebook);
const change =
  (days: number, characters = 0) =>
  (s: Review | undefined) =>
    decideChangeReview(s as Review, { at: at + days * DAY_MS, rating: 5, text: null, characters }, rulebook);
const answer =
  (days: number, characters = 3) =>
  (s: Review | undefined) =>
    decideAnswer(s as Review, { at: at + days * DAY_MS, text, characters }, rulebook);

describe('a review', () => {
  it('is posted once, for what was delivered, in time', () => {
    given(reviews).when(post({}, writeWithinDays)).then({ type: 'ReviewPosted', rating: 2 });
    given(reviews)
      .when(post({}, writeWithinDays + 1))
      .refused('review-late');
    given(reviews)
      .when(post({ deliveredAt: null }))
      .refused('not-delivered');
    given(reviews)
      .when(post({ reviewed: true }))
      .refused('reviewed-already');
    given(reviews)
      .when(post({}, 0, textCharactersMax + 1))
      .refused('text-too-long', 'text');
  });

  it('is changed for a while', () => {
    expect(given(reviews, posted).when(change(changeWithinDays)).state()).toMatchObject({
      rating: 5,
      text: null,
    });
    given(reviews, posted)
      .when(change(changeWithinDays + 1))
      .refused('review-settled');
    given(reviews, posted)
      .when(change(0, textCharactersMax + 1))
      .refused('text-too-long', 'text');
  });

  it('is answered once, in time, counted from its last change', () => {
    given(reviews, posted).when(answer(replyWithinDays)).then({ type: 'ReviewAnswered' });
    given(reviews, posted)
      .when(answer(replyWithinDays + 1))
      .refused('answer-late');
    given(reviews, posted, changedLater)
      .when(answer(replyWithinDays + 5))
      .then({ type: 'ReviewAnswered' });
    given(reviews, posted, { type: 'ReviewAnswered', at, text }).when(answer(0)).refused('answered-already');
    given(reviews, posted).when(answer(0, 0)).refused('text-missing', 'text');
    given(reviews, posted)
      .when(answer(0, textCharactersMax + 1))
      .refused('text-too-long', 'text');
  });
});

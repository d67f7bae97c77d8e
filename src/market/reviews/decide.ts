import { type Decision, refuse, type Refusal } from '../../kernel/decision.ts';
import type { ListingId, OrderId, PartyId } from '../../kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import type { Rating, Review, ReviewEvent } from './review.ts';

type ReviewDecision = Decision<ReviewEvent>;
type ReviewRules = Pick<Rulebook, 'reviews'>;

/** `characters` is the length of the text, which itself is kept outside the log; no text has none. */
interface Written {
  readonly text: Commitment | null;
  readonly characters: number;
}

/** The order line as it stands: who bought what from whom, and when it arrived, if it did. */
export interface ReviewedLine {
  readonly orderId: OrderId;
  readonly line: number;
  readonly listingId: ListingId;
  readonly seller: PartyId;
  readonly buyer: PartyId;
  readonly deliveredAt: EpochMs | null;
  readonly reviewed: boolean;
}

export function decidePost(
  bought: ReviewedLine,
  command: { readonly at: EpochMs; readonly rating: Rating } & Written,
  rules: ReviewRules,
): ReviewDecision {
  const { at, rating, text } = command;
  const { deliveredAt, reviewed, ...facts } = bought;
  if (deliveredAt === null)
    return refuse('not-delivered', 'A review can be written once the article has arrived.');
  const { writeWithinDays } = rules.reviews;
  if (at > deliveredAt + writeWithinDays * DAY_MS)
    return refuse('review-late', `A review is written within ${writeWithinDays} days of delivery.`, {
      facts: { writeWithinDays },
    });
  if (reviewed)
    return refuse('reviewed-already', 'This article of the order has its review; it can be changed.');
  return tooLong(command, rules) ?? [{ type: 'ReviewPosted', at, ...facts, rating, text }];
}

/** The buyer may change their mind for a while. The log keeps what stood there before. */
export function decideChangeReview(
  review: Review,
  command: { readonly at: EpochMs; readonly rating: Rating } & Written,
  rules: ReviewRules,
): ReviewDecision {
  const { at, rating, text } = command;
  const { changeWithinDays } = rules.reviews;
  if (at > review.postedAt + changeWithinDays * DAY_MS)
    return refuse('review-settled', `A review can be changed for ${changeWithinDays} days.`, {
      facts: { changeWithinDays },
    });
  return tooLong(command, rules) ?? [{ type: 'ReviewChanged', at, rating, text }];
}

/** The seller answers once, in public, and nothing else: a review can't be removed. */
export function decideAnswer(
  review: Review,
  command: { readonly at: EpochMs; readonly text: Commitment; readonly characters: number },
  rules: ReviewRules,
): ReviewDecision {
  const { at, text } = command;
  const { replyWithinDays } = rules.reviews;
  if (review.answer) return refuse('answered-already', 'A review is answered once.');
  if (at > (review.changedAt ?? review.postedAt) + replyWithinDays * DAY_MS)
    return refuse('answer-late', `A review is answered within ${replyWithinDays} days.`, {
      facts: { replyWithinDays },
    });
  if (command.characters === 0) return refuse('text-missing', 'Write something.', { field: 'text' });
  return tooLong(command, rules) ?? [{ type: 'ReviewAnswered', at, text }];
}

function tooLong({ characters }: Pick<Written, 'characters'>, { reviews }: ReviewRules): Refusal | undefined {
  const { textCharactersMax } = reviews;
  if (characters <= textCharactersMax) return undefined;
  return refuse('text-too-long', `A text has ${textCharactersMax} characters at most.`, {
    field: 'text',
    facts: { characters, textCharactersMax },
  });
}

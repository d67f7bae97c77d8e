import type { Concept } from '../../kernel/concept.ts';
import { assert } from '../../kernel/decision.ts';
import type { ListingId, OrderId, PartyId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';

export type Rating = 1 | 2 | 3 | 4 | 5;

/** One a delivered order line. There is no event that removes one: nobody can make a bad review vanish. */
export interface Review {
  readonly listingId: ListingId;
  readonly seller: PartyId;
  readonly buyer: PartyId;
  readonly orderId: OrderId;
  /** Index of the line in its order, from 0. */
  readonly line: number;
  readonly rating: Rating;
  readonly text: Commitment | null;
  readonly postedAt: EpochMs;
  readonly changedAt: EpochMs | null;
  readonly answer: { readonly text: Commitment; readonly at: EpochMs } | null;
}

export type ReviewEvent =
  | {
      readonly type: 'ReviewPosted';
      readonly at: EpochMs;
      readonly listingId: ListingId;
      readonly seller: PartyId;
      readonly buyer: PartyId;
      readonly orderId: OrderId;
      readonly line: number;
      readonly rating: Rating;
      readonly text: Commitment | null;
    }
  | {
      readonly type: 'ReviewChanged';
      readonly at: EpochMs;
      readonly rating: Rating;
      readonly text: Commitment | null;
    }
  | { readonly type: 'ReviewAnswered'; readonly at: EpochMs; readonly text: Commitment };

export function evolveReview(state: Review | undefined, event: ReviewEvent): Review {
  if (event.type === 'ReviewPosted') {
    const { type: _type, at, ...facts } = event;
    return { ...facts, postedAt: at, changedAt: null, answer: null };
  }
  assert(state, `${event.type} before ReviewPosted`);
  switch (event.type) {
    case 'ReviewChanged':
      return { ...state, rating: event.rating, text: event.text, changedAt: event.at };
    case 'ReviewAnswered':
      return { ...state, answer: { text: event.text, at: event.at } };
    default:
      return event satisfies never;
  }
}

/** Stream id `rev_...`. */
export const reviews: Concept<Review, ReviewEvent, 'listing' | 'seller' | 'buyer' | 'order'> = {
  name: 'review',
  revision: 1,
  evolve: evolveReview,
  columns: {
    listing: { type: 'text', of: (r) => r.listingId },
    seller: { type: 'text', of: (r) => r.seller },
    buyer: { type: 'text', of: (r) => r.buyer },
    order: { type: 'text', of: (r) => r.orderId },
  },
};

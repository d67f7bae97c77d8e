import type { Concept } from '../../kernel/concept.ts';
import { assert } from '../../kernel/decision.ts';
import type { ListingId, PartyId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/time.ts';

/** Goods that a rule kept off the market before anybody saw them. One try may be a mistake; many are a pattern. */
export interface ListingAttempt {
  readonly at: EpochMs;
  readonly seller: PartyId;
  /** As it was offered; absent where a change did not touch it. */
  readonly title?: string;
  /** Absent where it was to be a new one. */
  readonly listingId?: ListingId;
  /** Which rule, by which word or category. */
  readonly rule: string;
  readonly clause: string;
  readonly matched: string;
}

export type ListingAttemptEvent = { readonly type: 'ListingAttemptRefused' } & ListingAttempt;

/** One stream an attempt, `lat_...`; it never changes. */
export const listingAttempts: Concept<ListingAttempt, ListingAttemptEvent, 'seller'> = {
  name: 'listing_attempt',
  revision: 1,
  evolve: (state, { type: _type, ...facts }) => {
    assert(!state, 'an attempt happens once');
    return facts;
  },
  columns: { seller: { type: 'text', of: (a) => a.seller } },
};

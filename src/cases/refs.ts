import type { ConversationId, ListingId, OrderId, ReturnId } from '../kernel/ids.ts';

/** What the case is about; evidence is collected from all of it. */
export interface CaseRefs {
  readonly orders: readonly OrderId[];
  readonly listings: readonly ListingId[];
  readonly conversations: readonly ConversationId[];
  /** What the buyer gave back of the orders; only where a buyer is accused. */
  readonly returns?: readonly ReturnId[];
}

/** Each once, in the order they came up. */
export function bothRefs(a: CaseRefs, b: CaseRefs): CaseRefs {
  const both = <T>(x: readonly T[] = [], y: readonly T[] = []): readonly T[] => [...new Set([...x, ...y])];
  const returns = both(a.returns, b.returns);
  return {
    orders: both(a.orders, b.orders),
    listings: both(a.listings, b.listings),
    conversations: both(a.conversations, b.conversations),
    ...(returns.length > 0 ? { returns } : {}),
  };
}

import type { Concept } from '../../kernel/concept.ts';
import type { ListingId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/time.ts';

export interface CartLine {
  readonly listingId: ListingId;
  readonly quantity: number;
  readonly addedAt: EpochMs;
}

/** What a buyer means to buy. It reserves nothing and promises no price. */
export interface Cart {
  readonly lines: readonly CartLine[];
}

export type CartEvent =
  /** A quantity of 0 takes the line out. */
  | {
      readonly type: 'CartLineSet';
      readonly at: EpochMs;
      readonly listingId: ListingId;
      readonly quantity: number;
    }
  /** The lines that became orders. */
  | { readonly type: 'CartCheckedOut'; readonly at: EpochMs; readonly listingIds: readonly ListingId[] };

export function evolveCart(state: Cart | undefined, event: CartEvent): Cart {
  const lines = state?.lines ?? [];
  switch (event.type) {
    case 'CartLineSet': {
      const { listingId, quantity, at } = event;
      const known = lines.find((l) => l.listingId === listingId);
      if (quantity === 0) return { lines: lines.filter((l) => l.listingId !== listingId) };
      if (!known) return { lines: [...lines, { listingId, quantity, addedAt: at }] };
      return { lines: lines.map((l) => (l.listingId === listingId ? { ...l, quantity } : l)) };
    }
    case 'CartCheckedOut':
      return { lines: lines.filter((l) => !event.listingIds.includes(l.listingId)) };
    default:
      return event satisfies never;
  }
}

/** One stream a buyer, under the party's id. */
export const carts: Concept<Cart, CartEvent, never> = {
  name: 'cart',
  revision: 1,
  evolve: evolveCart,
  columns: {},
};

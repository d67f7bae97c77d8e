import { type Decision, refuse } from '../../kernel/decision.ts';
import type { ListingId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import type { Cart, CartEvent } from './cart.ts';

/** Sets the quantity of one listing; 0 takes it out, also when it is not in. */
export function setCartLine(
  state: Cart | undefined,
  command: { readonly at: EpochMs; readonly listingId: ListingId; readonly quantity: number },
  limits: Pick<Rulebook['orders'], 'linesMax' | 'piecesPerLineMax'>,
): Decision<CartEvent> {
  const { at, listingId, quantity } = command;
  const lines = state?.lines ?? [];
  const known = lines.find((l) => l.listingId === listingId);
  if (!Number.isSafeInteger(quantity) || quantity < 0 || quantity > limits.piecesPerLineMax)
    return refuse('bad-quantity', `A quantity is from 0 to ${limits.piecesPerLineMax}.`, {
      field: 'quantity',
    });
  if ((known?.quantity ?? 0) === quantity) return [];
  if (!known && lines.length >= limits.linesMax)
    return refuse('cart-full', `A cart holds ${limits.linesMax} different articles at most.`);
  return [{ type: 'CartLineSet', at, listingId, quantity }];
}

/** What the seller's pages show. */
import type { Money } from '../../kernel/money.ts';
import type { PartyPage } from '../operations/models.ts';

export interface SellerAccount extends Pick<
  PartyPage,
  'name' | 'standing' | 'stage' | 'points' | 'measures' | 'metrics' | 'orders'
> {
  /** What is owed to the seller, by currency; negative after refunds beyond it. */
  readonly balances: readonly Money[];
}

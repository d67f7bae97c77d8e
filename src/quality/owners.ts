import type { ListingId, PartyId } from '../kernel/ids.ts';
import type { Owner } from './recall.ts';

/**
 * Who has bought these listings and got them, or will, since they are on their way. Asked outside of the
 * transaction, once nobody can buy them any more.
 */
export type OwnersOf = (goods: {
  readonly listings: readonly ListingId[];
  readonly sellers: readonly PartyId[];
}) => Promise<readonly Owner[]>;

import type { ListingId, PartyId } from '../kernel/ids.ts';
import type { Unit } from '../kernel/unit.ts';
import type { Owner } from './recall.ts';

/**
 * Who has bought these listings and got them, or will, since they are on their way. Asked in the unit that lists them, once
 * nobody can buy them any more; what that unit itself has changed of orders is not seen.
 */
export type OwnersOf = (
  unit: Unit,
  goods: { readonly listings: readonly ListingId[]; readonly sellers: readonly PartyId[] },
) => Promise<readonly Owner[]>;

import type { PartyId } from '../kernel/ids.ts';
import { type Hold, standings } from '../standing/standing.ts';
import { giveNotice } from './give-notice.ts';
import type { World } from './world.ts';

/**
 * Holds an account until a person has looked, and tells its owner so. The notice names the reason, never whom the account
 * is linked to. Call it with the standing locked; a hold that only grows by further links says nothing new. The staff have no
 * notices: the door and the page of operations tell them.
 */
export function holdAccount(world: World, party: PartyId, hold: Hold, before: Hold | null): void {
  const { unit } = world;
  const { kind } = unit.append(standings, party, [{ type: 'AccountHeld', at: unit.now, hold }]);
  if (before?.reason === hold.reason || kind === 'staff') return;
  giveNotice(world, { to: party, body: { kind: 'account-held', reason: hold.reason } });
}

/** Ends a hold, and says so to whoever was told of it. Call it with the standing locked. */
export function releaseAccount(
  world: World,
  party: PartyId,
  release: { readonly by: PartyId; readonly why: string; readonly reason: Hold['reason'] },
): void {
  const { unit } = world;
  const { by, why, reason } = release;
  const { kind } = unit.append(standings, party, [{ type: 'HoldReleased', at: unit.now, by, why }]);
  if (kind !== 'staff') giveNotice(world, { to: party, body: { kind: 'account-released', reason } });
}

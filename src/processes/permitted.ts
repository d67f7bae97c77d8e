import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { PartyId } from '../kernel/ids.ts';
import type { Action } from '../standing/actions.ts';
import { type PermitContext, permits } from '../standing/permits.ts';
import { type Standing, standings } from '../standing/standing.ts';
import type { World } from './world.ts';

/**
 * The standing of a party that may do this now, locked so that no verdict slips in before the commit; otherwise
 * the refusal `not-permitted`, worded for the party itself. For others (a buyer asking for a stopped seller's
 * goods) word it yourself: why somebody is stopped is not everybody's business.
 */
export async function permitted(
  { unit }: Pick<World, 'unit'>,
  party: PartyId,
  action: Action,
  context: PermitContext = {},
): Promise<Standing | Refusal> {
  const standing = await unit.lock(standings, party, 'share');
  const permit = permits(standing, action, unit.now, context);
  if (permit.allowed && standing) return standing;
  if (permit.allowed) return refuse('not-permitted', 'This account does not exist.');
  const { because, sanctionId, until, why } = permit;
  return refuse('not-permitted', why, { facts: { because, sanctionId, until } });
}

/** The same as a plain answer, for the other side of a deal. */
export async function isPermitted(
  world: Pick<World, 'unit'>,
  party: PartyId,
  action: Action,
  context: PermitContext = {},
): Promise<boolean> {
  return !isRefusal(await permitted(world, party, action, context));
}

import type { Actor } from './actor.ts';
import { type Problem, problem } from './problem.ts';
import type { Access, Reader } from './route.ts';

/**
 * A bar follows the person, also among the staff: while it is in force and nobody else has let them keep their roles, the
 * account is held, and the roles rest. Only what is everybody's, or their own, stays open.
 */
export async function rolesAtRest(
  actor: Actor,
  access: Access,
  { standings }: Pick<Reader, 'standings'>,
): Promise<Problem | undefined> {
  if (actor.kind !== 'staff' || access.atRest || access.who.includes('anyone')) return undefined;
  const hold = (await standings([actor.partyId])).get(actor.partyId)?.hold;
  if (!hold) return undefined;
  return problem(403, 'roles-at-rest', 'Your roles rest', {
    detail:
      'An account that shares your mail address or other data was barred for good. Your roles rest until the bar ends, or until a head of service, who is not you, has looked at it and lets you keep them.',
    because: hold.reason,
    since: hold.at,
  });
}

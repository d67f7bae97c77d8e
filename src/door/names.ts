import type { PartyId } from '../kernel/ids.ts';
import type { Party } from '../market/parties/party.ts';
import type { Actor } from './actor.ts';
import { problem, ProblemError } from './problem.ts';
import type { Reader } from './route.ts';

/**
 * Names to show for ids of parties: shop names, the persons' own, and machines by their own word (`system:signals`).
 * Call it only for ids that the actor may see.
 */
export async function nameBook(
  reader: Pick<Reader, 'db' | 'reveal'>,
  ids: readonly (string | null | undefined)[],
): Promise<(id: string) => string> {
  const wanted = [...new Set(ids.filter((id) => typeof id === 'string' && id.startsWith('pty_')))];
  const rows = await reader.db.pool.query<{ id: string; name: Party['name']; erased: boolean }>(
    `select id, doc->'name' as name, doc->'erasure' <> 'null'::jsonb as erased from concept_party where id = any($1)`,
    [wanted],
  );
  const shown = rows.rows.filter((r) => !r.erased);
  const revealed = await reader.reveal(shown.flatMap((r) => ('person' in r.name ? [r.name.person] : [])));
  const names = new Map(
    shown.map((r) => [r.id, 'shop' in r.name ? r.name.shop : revealed.get(r.name.person)]),
  );
  return (id) => names.get(id) ?? (id.startsWith('pty_') ? 'Former member' : id);
}

/** The party that asks, on routes that serve only people who are signed in. */
export function askerOf(actor: Actor): PartyId {
  if (actor.kind === 'anonymous') throw new ProblemError(problem(401, 'sign-in-needed', 'Sign in first'));
  return actor.partyId;
}

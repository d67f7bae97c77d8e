import type { Case } from '../cases/case.ts';
import { mayJudge } from '../cases/decide.ts';

import { refuse, type Refusal } from '../kernel/decision.ts';
import type { PartyId } from '../kernel/ids.ts';
import { sharedKinds } from '../market/parties/mark.ts';
import { parties } from '../market/parties/party.ts';
import type { Asking } from './asking.ts';

/** Why this person must not judge the case: a side of it, in conflict, overruled in it, or the owner of a side's account. */
export async function unfitToJudge(world: Asking, state: Case, by: PartyId): Promise<Refusal | undefined> {
  const sides = [state.subject, ...state.complaints.map((c) => c.complainant)];
  return mayJudge(state, by) ?? (await ownsAnyOf(world, sides, by));
}

/**
 * Members of staff may trade as well, under an account of their own. One that shares a telling identity mark with them
 * (mail, phone, bank account; not an address or a device alone) is theirs, and nobody judges what concerns them.
 */
export async function ownsAnyOf(
  { unit, rulebook }: Asking,
  sides: readonly PartyId[],
  by: PartyId,
): Promise<Refusal | undefined> {
  const person = await unit.load(parties, by);
  if (!person || person.marks.length === 0) return undefined;
  for (const side of new Set(sides)) {
    const kinds = sharedKinds(person.marks, (await unit.load(parties, side))?.marks ?? []);
    if (kinds.some((kind) => rulebook.identity.marks[kind].alone === 'hold'))
      return refuse(
        'conflict-of-interest',
        'An account of yours is a party to this: a colleague must handle it.',
      );
  }
  return undefined;
}

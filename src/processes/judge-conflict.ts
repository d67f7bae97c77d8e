import type { Case } from '../cases/case.ts';
import { mayJudge } from '../cases/decide.ts';
import { refuse, type Refusal } from '../kernel/decision.ts';
import type { PartyId } from '../kernel/ids.ts';
import { sharedKinds } from '../market/parties/mark.ts';
import { parties, type Party } from '../market/parties/party.ts';
import type { Asking } from './asking.ts';

/** Why this person must not judge the case: a side of it, in conflict, overruled in it, or the owner of a side's account. */
export async function unfitToJudge(world: Asking, state: Case, by: PartyId): Promise<Refusal | undefined> {
  const sides = [state.subject, ...state.complaints.map((c) => c.complainant)];
  const overruled = state.allegations.flatMap((a) => a.overturned.map((o) => o.finding.by));
  return (
    mayJudge(state, by) ?? (await ownsAnyOf(world, sides, by)) ?? (await decidedAlready(world, overruled, by))
  );
}

/** One person with two accounts among the staff is one person still: what takes two is not theirs to do twice. */
export async function decidedAlready(
  { unit, rulebook }: Asking,
  earlier: Iterable<string>,
  by: PartyId,
): Promise<Refusal | undefined> {
  const own = await unit.load(parties, by);
  if (!own || own.marks.length === 0) return undefined;
  for (const id of new Set(earlier)) {
    const other = id === by ? undefined : await unit.load(parties, id);
    if (other?.kind === 'staff' && isOnePerson(rulebook, own, other))
      return refuse('second-person-needed', 'Another account of yours decided in this: somebody else must.');
  }
  return undefined;
}

function isOnePerson(
  rulebook: Asking['rulebook'],
  a: Pick<Party, 'marks'>,
  b: Pick<Party, 'marks'>,
): boolean {
  return sharedKinds(a.marks, b.marks).some((kind) => rulebook.identity.marks[kind].alone === 'hold');
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
    const other = await unit.load(parties, side);
    if (other && isOnePerson(rulebook, person, other))
      return refuse(
        'conflict-of-interest',
        'An account of yours is a party to this: a colleague must handle it.',
      );
  }
  return undefined;
}

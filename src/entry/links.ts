import type { PartyId } from '../kernel/ids.ts';
import type { Mark } from '../market/parties/party.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import type { IdentityMark } from '../rulebook/trade.ts';
import type { Hold } from '../standing/standing.ts';

export type Link = Hold['links'][number];

export function kindOf(mark: Mark): IdentityMark {
  return mark.slice(0, mark.indexOf(':')) as IdentityMark;
}

/**
 * Marks that are worth looking up. A shared address or device never holds an account, not even both together
 * (the rulebook's check sees to it), and half a dormitory may share one: they only ever add to another match.
 */
export function telling(marks: readonly Mark[]): readonly Mark[] {
  return marks.filter((m) => kindOf(m) !== 'address' && kindOf(m) !== 'device');
}

/** Which kinds of mark two parties share; each kind once, since a second phone proves nothing new. */
export function sharedKinds(a: readonly Mark[], b: readonly Mark[]): readonly IdentityMark[] {
  const known = new Set(b);
  return [...new Set(a.filter((m) => known.has(m)).map(kindOf))].toSorted();
}

/**
 * The barred parties with which an account is to be held for review: one shared mark that holds alone, or marks
 * that weigh enough together. Weights of different barred parties are not added up: two strangers, each sharing
 * a library's computer, do not make one offender.
 */
export function linksThatHold(
  rulebook: Pick<Rulebook, 'identity'>,
  marks: readonly Mark[],
  barred: readonly { readonly party: PartyId; readonly marks: readonly Mark[] }[],
): readonly Link[] {
  const { marks: rules, holdAtWeight } = rulebook.identity;
  return barred.flatMap(({ party, marks: theirs }) => {
    const kinds = sharedKinds(marks, theirs);
    const weight = kinds.reduce((sum, kind) => sum + rules[kind].weight, 0);
    const holds = kinds.some((kind) => rules[kind].alone === 'hold') || weight >= holdAtWeight;
    return holds ? [{ party, marks: kinds }] : [];
  });
}

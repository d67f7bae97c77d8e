import type { IdentityMark } from '../../rulebook/trade.ts';
import type { Mark, Spelt } from './party.ts';

export function kindOf(mark: Mark): IdentityMark {
  return mark.slice(0, mark.indexOf(':')) as IdentityMark;
}

export function spellings({ mark, earlier }: Partial<Spelt>): readonly Mark[] {
  return [...(mark ? [mark] : []), ...(earlier ? [earlier] : [])];
}

/**
 * Marks that are worth looking up. A shared address or device never holds an account, not even both together (the
 * rulebook's check sees to it), and half a dormitory may share one: they only ever add to another match.
 */
export function telling(marks: readonly Mark[]): readonly Mark[] {
  return marks.filter((m) => kindOf(m) !== 'address' && kindOf(m) !== 'device');
}

/** Which kinds of mark two parties share; each kind once, since a second phone proves nothing new. */
export function sharedKinds(a: readonly Mark[], b: readonly Mark[]): readonly IdentityMark[] {
  const known = new Set(b);
  return [...new Set(a.filter((m) => known.has(m)).map(kindOf))].toSorted();
}

import type { PartyId } from '../kernel/ids.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import type { Evidence, Weighed } from '../signals/evidence.ts';

/** Kinds of mark that tell one person or company from another by themselves; a shared address or device does not. */
export function identifyingKinds({ identity }: Pick<Rulebook, 'identity'>): readonly string[] {
  return Object.entries(identity.marks).flatMap(([kind, { alone }]) => (alone === 'hold' ? [kind] : []));
}

/** What several accounts of one identity have shown together: whoever opens a second shop brings along the first one's record. */
export function pooled(all: readonly Evidence[]): Evidence {
  const parts: Record<string, Weighed> = {};
  for (const { parts: own } of all)
    for (const [metric, { good, bad }] of Object.entries(own)) {
      const before = parts[metric] ?? { good: 0, bad: 0 };
      parts[metric] = { good: before.good + good, bad: before.bad + bad };
    }
  return {
    day: Math.max(0, ...all.map((e) => e.day)),
    parts,
    orders: all.reduce((sum, e) => sum + e.orders, 0),
    // The same buyers may be with each of them: the most of one account is what is surely different.
    buyers: Math.max(0, ...all.map((e) => e.buyers)),
  };
}

/** Ids begin with their time, so that the smallest is the oldest account. */
export function identityOf(accounts: readonly PartyId[]): PartyId {
  return accounts.toSorted()[0] as PartyId;
}

import type { PartyId } from '../kernel/ids.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import type { IdentityMark } from '../rulebook/trade.ts';
import type { Hold } from '../standing/standing.ts';

export type Link = Hold['links'][number];

/**
 * The barred parties with which an account is to be held for review: one shared mark that holds alone, or marks
 * that weigh enough together. Weights of different barred parties are not added up: two strangers, each sharing
 * a library's computer, do not make one offender.
 */
export function linksThatHold(
  rulebook: Pick<Rulebook, 'identity'>,
  barred: readonly { readonly party: PartyId; readonly shared: readonly IdentityMark[] }[],
): readonly Link[] {
  const { marks: rules, holdAtWeight } = rulebook.identity;
  return barred.flatMap(({ party, shared }) => {
    const weight = shared.reduce((sum, kind) => sum + rules[kind].weight, 0);
    const holds = shared.some((kind) => rules[kind].alone === 'hold') || weight >= holdAtWeight;
    return holds ? [{ party, marks: shared }] : [];
  });
}

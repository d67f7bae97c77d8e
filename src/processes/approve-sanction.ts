import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { PartyId, SanctionId } from '../kernel/ids.ts';
import {
  confirmEmergency as decideConfirm,
  endSanction,
  reviewBasis as decideReview,
} from '../sanctions/decide.ts';
import { isAnnounced } from '../sanctions/progress.ts';
import { together } from '../kernel/together.ts';
import { parties } from '../market/parties/party.ts';
import { type Sanction, sanctions } from '../sanctions/sanction.ts';
import { standings } from '../standing/standing.ts';
import { enforce, type Found, measured, putIntoForce } from './enforce-sanctions.ts';
import { approveWith } from './impose-sanctions.ts';
import { decidedAlready, unfitToJudge } from './judge-conflict.ts';
import { caseOf } from './open-case.ts';
import { declineSanctions, endSanctions, withdrawAnnounced } from './undo-sanction.ts';
import type { World } from './world.ts';

interface Decided {
  readonly sanctionId: SanctionId;
  readonly status: Sanction['status'];
}

/** The sanction, with the standing of its party held, if this person may decide about it. */
async function forDecision(world: World, sanctionId: SanctionId, by: PartyId): Promise<Found | Refusal> {
  const { unit } = world;
  const before = await unit.load(sanctions, sanctionId);
  if (!before) return refuse('not-found', 'There is no such sanction.');
  // Sent in one go: each is answered after the standing is held.
  const [, about] = await together([
    unit.lock(standings, before.party, 'update'),
    caseOf(world, before.caseId),
    unit.prefetch(parties, [before.party, by]),
  ]);
  const unfit = await unfitToJudge(world, about, by);
  return unfit ?? { id: sanctionId, state: before };
}

function approvers({ approvals }: Sanction): readonly PartyId[] {
  return approvals.map((a) => a.by);
}

async function outcome({ unit }: World, sanctionId: SanctionId): Promise<Decided | Refusal> {
  const state = await unit.load(sanctions, sanctionId);
  return state ? { sanctionId, status: state.status } : refuse('not-found', 'There is no such sanction.');
}

/**
 * One more person agrees to a proposal. With the last approval needed it takes effect, or, for the termination of a
 * seller that is neither an emergency nor a repeated infringement, is announced with the notice the law asks for.
 */
export async function approveSanction(
  world: World,
  input: { readonly sanctionId: SanctionId; readonly by: PartyId; readonly words: string },
): Promise<Decided | Refusal> {
  const { sanctionId, by, words } = input;
  const proposed = await world.unit.load(sanctions, sanctionId);
  if (proposed) await measured(world, { subject: proposed.party, subjectKind: proposed.partyKind });
  const found = await forDecision(world, sanctionId, by);
  if (isRefusal(found)) return found;
  const twice = await decidedAlready(world, approvers(found.state), by);
  if (twice) return twice;
  const approved = await approveWith(world, found, by, world.unit.now, words);
  if (isRefusal(approved)) return approved;
  await enforce(world, approved.state.caseId, [approved], words);
  return outcome(world, sanctionId);
}

/** A proposal is refused; what was suspended for the time being until it was decided ends as well. */
export async function declineSanction(
  world: World,
  input: { readonly sanctionId: SanctionId; readonly by: PartyId; readonly words: string },
): Promise<Decided | Refusal> {
  const { sanctionId, by, words } = input;
  const found = await forDecision(world, sanctionId, by);
  if (isRefusal(found)) return found;
  const declined = await declineSanctions(world, [found], { why: 'declined', by, words });
  if (declined.length === 0) return refuse('not-proposed', `The sanction is ${found.state.status}.`);
  return outcome(world, sanctionId);
}

/**
 * Ends a sanction before its time, also before the day it was announced for. Who made the finding does not take it back:
 * that is for a second person.
 */
export async function liftSanction(
  world: World,
  input: { readonly sanctionId: SanctionId; readonly by: PartyId; readonly words: string },
): Promise<Decided | Refusal> {
  const { sanctionId, by, words } = input;
  const found = await forDecision(world, sanctionId, by);
  if (isRefusal(found)) return found;
  if (found.state.finders.includes(by))
    return refuse('second-person-needed', 'You made the finding: a different person must lift it.');
  const twice = await decidedAlready(world, found.state.finders, by);
  if (twice) return twice;
  if (isAnnounced(found.state)) {
    const refused = await withdrawAnnounced(world, found, { by, words });
    return refused ?? outcome(world, sanctionId);
  }
  const possible = endSanction(found.state, { why: 'lifted', by, at: world.unit.now });
  if (isRefusal(possible)) return possible;
  await endSanctions(world, [found], { why: 'lifted', by, words });
  return outcome(world, sanctionId);
}

/** A second person confirms what one person did at once in an emergency. */
export async function confirmEmergency(
  world: World,
  input: { readonly sanctionId: SanctionId; readonly by: PartyId },
): Promise<Decided | Refusal> {
  const { sanctionId, by } = input;
  const found = await forDecision(world, sanctionId, by);
  if (isRefusal(found)) return found;
  const twice = await decidedAlready(world, [found.state.proposedBy, ...approvers(found.state)], by);
  if (twice) return twice;
  const events = decideConfirm(found.state, by, world.unit.now);
  if (isRefusal(events)) return events;
  world.unit.append(sanctions, sanctionId, events);
  return outcome(world, sanctionId);
}

/** A person has looked at a sanction whose basis an appeal removed in part, and lets it stand; otherwise they lift it. */
export async function keepDespiteBasis(
  world: World,
  input: { readonly sanctionId: SanctionId; readonly by: PartyId },
): Promise<Decided | Refusal> {
  const { sanctionId, by } = input;
  const found = await forDecision(world, sanctionId, by);
  if (isRefusal(found)) return found;
  const twice = await decidedAlready(world, [...found.state.finders, ...approvers(found.state)], by);
  if (twice) return twice;
  const events = decideReview(found.state, by, world.unit.now);
  if (isRefusal(events)) return events;
  world.unit.append(sanctions, sanctionId, events);
  return outcome(world, sanctionId);
}

/**
 * A sanction's deadline: a proposal lapses, a termination that was announced takes effect, an emergency that nobody
 * confirmed ends by itself and everything with a last day expires.
 */
export async function expireSanction(world: World, sanctionId: string): Promise<object | Refusal> {
  const { unit } = world;
  const state = await unit.load(sanctions, sanctionId);
  if (!state) return refuse('not-due');
  const item: Found = { id: sanctionId as SanctionId, state };
  const isOver = (at: number | null) => at !== null && at <= unit.now;
  if (state.status === 'proposed' && isOver(state.lapsesAt)) {
    await unit.lock(standings, state.party, 'update');
    await declineSanctions(world, [item], { why: 'lapsed', by: null });
    return { lapsed: sanctionId };
  }
  if (state.status === 'approved' && isOver(state.effectiveAt)) {
    await unit.lock(standings, state.party, 'update');
    await putIntoForce(world, item.id);
    return { inForce: sanctionId };
  }
  if (state.status === 'in-force' && isOver(state.confirmBy)) {
    await endSanctions(world, [item], { why: 'unconfirmed', by: null });
    return { ended: sanctionId };
  }
  if (state.status === 'in-force' && isOver(state.until)) {
    await endSanctions(world, [item], { why: 'expired', by: null });
    return { ended: sanctionId };
  }
  return refuse('not-due');
}

import { type Decision, type Refusal, refuse } from '../kernel/decision.ts';
import type { AppealId, NoticeId, PartyId } from '../kernel/ids.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import { missingFor, type TerminationGround, TERMINATIONS } from './preconditions.ts';
import type { MeasureKind } from '../standing/standing.ts';
import { isAnnounced } from './progress.ts';
import type { DeclinedWhy, EndedWhy, Sanction, SanctionEvent, SanctionFacts } from './sanction.ts';

type SanctionDecision = Decision<SanctionEvent>;

/** Proposes; without effect until enough different people have approved. */
export function proposeSanction(
  state: Sanction | undefined,
  command: Omit<SanctionFacts, 'proposedAt'> & { readonly at: EpochMs },
  rulebook: Rulebook,
): SanctionDecision {
  if (state) return refuse('sanction-exists', 'This sanction exists already.');
  const { at, ...facts } = command;
  if (TERMINATIONS.has(facts.measure.kind) && facts.approvalsNeeded !== 2)
    return refuse('two-approvals-needed', `Two different people must approve: ${facts.measure.kind}.`);
  if (facts.cause.kind === 'emergency') {
    const wrong = notAnEmergency(facts, facts.cause.emergency, rulebook);
    if (wrong) return wrong;
  }
  // What only a metric has found waits for a person's finding, under the clock of its case.
  const lapsesAt = facts.cause.kind === 'signal' ? null : at + rulebook.approvals.lapseAfterDays * DAY_MS;
  return [{ type: 'SanctionProposed', at, lapsesAt, ...facts }];
}

function notAnEmergency(
  facts: Pick<SanctionFacts, 'measure' | 'violations'>,
  name: string,
  rulebook: Rulebook,
): Refusal | undefined {
  const rule = rulebook.emergencies[name];
  if (!rule)
    return refuse('unknown-emergency', `There is no emergency named ${name}.`, { field: 'emergency' });
  if (!facts.violations.some((v) => rulebook.violations[v]?.emergency.includes(name)))
    return refuse('not-an-emergency', `${name} can't be declared for ${facts.violations.join(', ')}.`, {
      field: 'emergency',
    });
  return (rule.permits as readonly string[]).includes(facts.measure.kind)
    ? undefined
    : refuse('emergency-does-not-permit', `${name} permits: ${rule.permits.join(', ')}.`, { field: 'kinds' });
}

export interface Approve {
  readonly by: PartyId;
  readonly reasons?: Commitment;
  readonly at: EpochMs;
  /** When it takes effect once approved; `null`: with the release of its campaign. */
  readonly effectiveAt: EpochMs | null;
  readonly ground: Omit<TerminationGround, 'approvers' | 'finders' | 'now'>;
}

/**
 * One more person agrees. The last one needed brings it into effect, if the preconditions of a termination are all
 * there. Whoever made the finding counts, but never alone.
 */
export function approveSanction(state: Sanction, command: Approve, rulebook: Rulebook): SanctionDecision {
  const { by, at, reasons, effectiveAt } = command;
  if (state.status !== 'proposed')
    return refuse('not-proposed', `The sanction is ${state.status}.`, { facts: { status: state.status } });
  if (state.lapsesAt !== null && at > state.lapsesAt)
    return refuse('proposal-lapsed', 'The time to approve is over.', { facts: { lapsesAt: state.lapsesAt } });
  if (state.cause.kind === 'signal')
    return refuse('finding-needed', 'It rests on a metric alone: a person must judge the case first.');
  if (by === state.party) return refuse('conflict-of-interest', 'It is about you.');
  if (state.approvals.some((a) => a.by === by))
    return refuse('approved-already', 'You approved it already: a different person must be the second.');
  const approvers = [...state.approvals.map((a) => a.by), by];
  const given: SanctionEvent = { type: 'ApprovalGiven', at, by, ...(reasons ? { reasons } : {}) };
  if (approvers.length < state.approvalsNeeded) return [given];
  const ground = { ...command.ground, approvers, finders: state.finders, now: at };
  const missing = missingFor(state.measure.kind, ground, state.cause, rulebook);
  if (missing.length > 0)
    return refuse('preconditions-missing', `Not possible yet: ${missing.join(', ')}.`, {
      facts: { missing: missing.join(', ') },
    });
  return [given, { type: 'SanctionApproved', at, effectiveAt }];
}

/**
 * What the machine may do by itself, and nothing else: a metric's warning, on a rung that the rulebook leaves to metrics,
 * and a suspension for the time being after a failed rectification, which ends with the proposal it waits for.
 */
export function approveBySystem(
  state: Sanction,
  at: EpochMs,
  { automaticRung }: { readonly automaticRung: boolean },
): SanctionDecision {
  if (state.status !== 'proposed') return refuse('not-proposed', `The sanction is ${state.status}.`);
  const { cause, measure, interimFor, finders } = state;
  const warns = cause.kind === 'signal' && measure.kind === 'warning' && automaticRung;
  const suspends = cause.kind === 'rectification-failed' && SUSPENDS.has(measure.kind) && finders.length > 0;
  if (warns || (suspends && interimFor !== null)) return [{ type: 'SanctionApproved', at, effectiveAt: at }];
  return refuse(
    'person-needed',
    'Without a person nothing goes beyond a warning or a suspension for the time being.',
  );
}

const SUSPENDS: ReadonlySet<MeasureKind> = new Set<MeasureKind>(['suspension', 'purchase-hold']);

/** The sample of its campaign is confirmed: what waited for it may take effect. */
export function releaseSanction(state: Sanction, at: EpochMs): SanctionDecision {
  if (state.status !== 'approved' || state.effectiveAt !== null)
    return refuse('not-waiting', 'It waits for no sample.');
  return [{ type: 'SanctionApproved', at, effectiveAt: at }];
}

export function notify(
  state: Sanction,
  command: { at: EpochMs; noticeId: NoticeId; appealUntil: EpochMs },
): SanctionDecision {
  if (state.notice) return [];
  return [{ type: 'SanctionNotified', ...command }];
}

/** From now on it works. Nobody is ever sanctioned without a statement of reasons. */
export function takeEffect(state: Sanction, at: EpochMs, rulebook: Rulebook): SanctionDecision {
  if (state.status !== 'approved') return refuse('not-approved', `The sanction is ${state.status}.`);
  if (state.effectiveAt === null || state.effectiveAt > at)
    return refuse('not-due', 'It takes effect later.');
  if (!state.notice)
    return refuse('no-statement-of-reasons', 'Nothing takes effect before its reasons were given.');
  const { party, caseId, measure, cause } = state;
  const until = endOf(state, at);
  const hours =
    cause.kind === 'emergency' ? rulebook.emergencies[cause.emergency]?.confirmWithinHours : undefined;
  // Two people have agreed to a termination already; everything else was one person's word so far.
  const confirmBy = hours === undefined || state.approvalsNeeded === 2 ? null : at + hours * HOUR_MS;
  return [{ type: 'SanctionTookEffect', at, until, confirmBy, party, caseId, kind: measure.kind }];
}

/** A warning lasts as long as its points; what has no days lasts until it is lifted. */
function endOf(state: Sanction, at: EpochMs): EpochMs | null {
  const { measure, basis } = state;
  if (measure.days !== null) return at + measure.days * DAY_MS;
  if (measure.kind !== 'warning' || basis.pointsNew.length === 0) return null;
  return at + Math.max(...basis.pointsNew.map((p) => p.expireDays)) * DAY_MS;
}

/** A different person confirms in time what one person did at once. */
export function confirmEmergency(state: Sanction, by: PartyId, at: EpochMs): SanctionDecision {
  if (state.status !== 'in-force' || state.confirmBy === null)
    return refuse('nothing-to-confirm', 'It is not an emergency that waits for a second person.');
  if (at > state.confirmBy) return refuse('confirmation-late', 'The time to confirm is over.');
  if (by === state.party) return refuse('conflict-of-interest', 'It is about you.');
  if (by === state.proposedBy || state.approvals.some((a) => a.by === by))
    return refuse('second-person-needed', 'You declared it: a different person must confirm.');
  return [{ type: 'EmergencyConfirmed', at, by }];
}

export function declineSanction(
  state: Sanction,
  command: {
    readonly by: PartyId | null;
    readonly why: DeclinedWhy;
    readonly reasons?: Commitment;
    readonly at: EpochMs;
  },
): SanctionDecision {
  const waiting = state.status === 'proposed' || (state.status === 'approved' && state.effectiveAt === null);
  if (!waiting)
    return refuse('not-proposed', `The sanction is ${state.status}.`, { facts: { status: state.status } });
  if (command.by === state.party) return refuse('conflict-of-interest', 'It is about you.');
  return [{ type: 'SanctionDeclined', ...command }];
}

/** Takes back what was announced with its reasons and has yet to take effect: it never did, and counts for nothing. */
export function withdrawSanction(
  state: Sanction,
  command: { readonly by: PartyId; readonly reasons: Commitment; readonly at: EpochMs },
): SanctionDecision {
  if (!isAnnounced(state))
    return refuse('not-announced', `The sanction is ${state.status}.`, { facts: { status: state.status } });
  if (command.by === state.party) return refuse('conflict-of-interest', 'It is about you.');
  return [{ type: 'SanctionDeclined', why: 'withdrawn', ...command }];
}

/** Ends what works now. `lifted` by people or by a rectification that succeeded. */
export function endSanction(
  state: Sanction,
  command: {
    readonly why: Exclude<EndedWhy, 'reversed'>;
    readonly by: PartyId | null;
    readonly reasons?: Commitment;
    readonly at: EpochMs;
  },
): SanctionDecision {
  if (state.status !== 'in-force')
    return refuse('not-in-force', `The sanction is ${state.status}.`, { facts: { status: state.status } });
  if (command.by === state.party) return refuse('conflict-of-interest', 'It is about you.');
  return [{ type: 'SanctionEnded', ...command, party: state.party, kind: state.measure.kind }];
}

/** As if it had never been: also what has ended meanwhile, since it still stands on record. Empty if nothing is left. */
export function reverseSanction(state: Sanction, at: EpochMs): SanctionDecision {
  switch (state.status) {
    case 'proposed':
      return [{ type: 'SanctionDeclined', at, by: null, why: 'reversed' }];
    case 'approved':
    case 'in-force':
      return reversed(state, at);
    case 'ended':
      return state.why === 'reversed' || state.why === 'unconfirmed' ? [] : reversed(state, at);
    case 'declined':
      return [];
    default:
      return state satisfies never;
  }
}

function reversed(state: Sanction, at: EpochMs): SanctionDecision {
  return [
    { type: 'SanctionEnded', at, by: null, why: 'reversed', party: state.party, kind: state.measure.kind },
  ];
}

/** Once, within the window of its notice, by whom it hits. */
export function appealSanction(
  state: Sanction,
  by: PartyId,
  appealId: AppealId,
  at: EpochMs,
): SanctionDecision {
  if (by !== state.party) return refuse('not-found');
  if (!state.notice || state.status === 'proposed' || state.status === 'declined')
    return refuse('not-decided', 'There is no decision to appeal against yet.');
  if (state.status === 'ended' && (state.why === 'reversed' || state.why === 'unconfirmed'))
    return refuse('nothing-to-appeal', 'It was undone already.');
  if (state.appealId) return refuse('already-appealed', 'A decision is appealed against once.');
  if (at > state.notice.appealUntil)
    return refuse('appeal-window-closed', 'The time to appeal is over.', {
      facts: { appealUntil: state.notice.appealUntil },
    });
  return [{ type: 'SanctionAppealed', at, appealId }];
}

/** An appeal removed points that its rung rested on. Only what still works need be looked at again. */
export function markBasisGone(state: Sanction, appealId: AppealId, at: EpochMs): SanctionDecision {
  return state.status === 'in-force' || state.status === 'approved'
    ? [{ type: 'BasisFellAway', at, appealId }]
    : [];
}

/** What is left of its ground is not judged by whoever thought that there was more. */
export function reviewBasis(state: Sanction, by: PartyId, at: EpochMs): SanctionDecision {
  if (!state.basisGone || state.basisGone.reviewedBy) return refuse('nothing-to-review', 'Its basis stands.');
  if (by === state.party) return refuse('conflict-of-interest', 'It is about you.');
  if (state.finders.includes(by) || state.approvals.some((a) => a.by === by))
    return refuse('second-person-needed', 'You decided this sanction: a different person must look again.');
  return [{ type: 'BasisReviewed', at, by }];
}

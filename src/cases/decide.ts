import { type Decision, type Refusal, refuse } from '../kernel/decision.ts';
import type { ComplaintId, PartyId } from '../kernel/ids.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';
import { PRIORITIES, type Priority, UPLOAD_KINDS } from '../rulebook/procedure.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import type { Case, CaseEvent, CaseSource } from './case.ts';
import type { CaseRefs } from './refs.ts';
import { escalationDue } from './clocks.ts';
import type { Evidence } from './evidence.ts';
import { isJudged } from './finding.ts';
import { isPending, type Statement } from './statement.ts';

type CaseDecision = Decision<CaseEvent>;

/** Nobody judges what concerns them: neither a side of the case, nor who declared a conflict, nor whose finding an appeal set aside. */
export function mayJudge(state: Case, by: PartyId): Refusal | undefined {
  if (by === state.subject || state.complaints.some((c) => c.complainant === by))
    return refuse('conflict-of-interest', 'You are a party to this case: a colleague must handle it.');
  if (state.conflicts.includes(by))
    return refuse('conflict-of-interest', 'You declared that you must not judge this case.');
  if (state.allegations.some((a) => a.overturned.some((o) => o.finding.by === by)))
    return refuse(
      'took-part',
      'A finding of yours in this case was overturned: a colleague must judge it now.',
    );
  return undefined;
}

/** A case is worked on until every allegation is judged. */
export function mustBeOpen(state: Case): Refusal | undefined {
  return state.status === 'open'
    ? undefined
    : refuse('case-not-open', `The case is ${state.status}.`, { facts: { status: state.status } });
}

export interface OpenCase {
  readonly subject: PartyId;
  readonly subjectKind: 'seller' | 'buyer';
  readonly source: CaseSource;
  readonly violations: readonly string[];
  readonly priority: Priority;
  readonly refs: CaseRefs;
  readonly at: EpochMs;
  readonly rulebookHash: string;
}

export function openCase(state: Case | undefined, command: OpenCase, rulebook: Rulebook): CaseDecision {
  if (state) return refuse('case-exists', 'This case exists already.');
  const { subject, subjectKind, source, violations, priority, refs, at, rulebookHash } = command;
  const wrong = violations.find((v) => rulebook.violations[v]?.subject !== subjectKind);
  if (violations.length === 0 || wrong !== undefined)
    return refuse('wrong-violation', `There is no violation named ${wrong} by a ${subjectKind}.`, {
      field: 'violations',
    });
  const clock = rulebook.triage.priorities[priority];
  return [
    {
      type: 'CaseOpened',
      at,
      subject,
      subjectKind,
      source,
      violations: [...new Set(violations)],
      priority,
      refs,
      firstLookBy: at + clock.firstLookHours * HOUR_MS,
      decideBy: at + clock.decideWithinDays * DAY_MS,
      rulebook: rulebookHash,
    },
  ];
}

/** Whether a complaint about this violation, filed now, is heard in this case: same conduct, within the merge window. */
export function isMergeable(state: Case, violation: string, at: EpochMs, rulebook: Rulebook): boolean {
  return (
    state.status === 'open' &&
    at <= state.openedAt + rulebook.triage.mergeWindowDays * DAY_MS &&
    // What is judged already can't be heard any more: a complaint would share the outcome unheard.
    state.allegations.some((a) => a.violation === violation && !isJudged(a))
  );
}

/** The case takes over the more urgent clock. */
export function joinComplaint(
  state: Case,
  command: {
    readonly complaintId: ComplaintId;
    readonly complainant: PartyId;
    readonly sameVoiceAs: PartyId | null;
    readonly refs: CaseRefs;
    readonly priority: Priority;
    readonly at: EpochMs;
  },
  rulebook: Rulebook,
): CaseDecision {
  const closed = mustBeOpen(state);
  if (closed) return closed;
  const { complaintId, complainant, sameVoiceAs, refs, priority: asked, at } = command;
  if (state.complaints.some((c) => c.complaintId === complaintId))
    return refuse('already-joined', 'This complaint is heard in this case already.');
  const priority = PRIORITIES.indexOf(asked) < PRIORITIES.indexOf(state.priority) ? asked : state.priority;
  const decideBy = Math.min(
    state.decideBy,
    at + rulebook.triage.priorities[priority].decideWithinDays * DAY_MS,
  );
  return [{ type: 'ComplaintJoined', at, complaintId, complainant, sameVoiceAs, refs, priority, decideBy }];
}

/** Other complaints and the public's interest remain: the case goes on. */
export function complaintWithdrawn(state: Case, complaintId: ComplaintId, at: EpochMs): CaseDecision {
  if (state.status === 'closed' || !state.complaints.some((c) => c.complaintId === complaintId)) return [];
  return [{ type: 'ComplaintLeft', at, complaintId }];
}

/** Assigning is the first look. Only the head of service takes a case away from somebody. */
export function assignCase(
  state: Case,
  command: { readonly to: PartyId; readonly by: PartyId; readonly byHead: boolean; readonly at: EpochMs },
): CaseDecision {
  if (state.status === 'closed') return refuse('case-not-open', 'The case is closed.');
  const { to, by, byHead, at } = command;
  if (state.assignee !== null && state.assignee !== by && !byHead)
    return refuse(
      'assigned-to-another',
      'A colleague has this case; the head of service can give it to you.',
    );
  return mayJudge(state, to) ?? [{ type: 'CaseAssigned', at, to, by }];
}

export function declareConflict(state: Case, by: PartyId, at: EpochMs): CaseDecision {
  if (state.conflicts.includes(by))
    return refuse('conflict-known', 'Your conflict of interest is on record already.');
  return [{ type: 'ConflictDeclared', at, by }];
}

export function addAllegation(
  state: Case,
  command: { readonly violation: string; readonly by: PartyId; readonly at: EpochMs },
  rulebook: Rulebook,
): CaseDecision {
  const { violation, by, at } = command;
  const stopped = mustBeOpen(state) ?? mayJudge(state, by);
  if (stopped) return stopped;
  if (rulebook.violations[violation]?.subject !== state.subjectKind)
    return refuse('wrong-violation', `There is no violation named ${violation} by a ${state.subjectKind}.`, {
      field: 'violation',
    });
  if (state.allegations.some((a) => a.violation === violation))
    return refuse('already-alleged', 'The case examines this already.', { field: 'violation' });
  // What is new must be answered, too: a statement given before could not speak about it.
  return [{ type: 'AllegationAdded', at, violation, by }];
}

/** Collected items that do not fit any more are left out; an upload that does not fit is refused. */
export function addEvidence(
  state: Case,
  items: readonly Evidence[],
  at: EpochMs,
  rulebook: Rulebook,
): CaseDecision {
  const closed = mustBeOpen(state);
  if (closed) return closed;
  const known = new Set(state.evidence.map((e) => `${e.kind} ${e.about ?? e.id} ${e.sha256}`));
  const fresh = items.filter((e) => !known.has(`${e.kind} ${e.about ?? e.id} ${e.sha256}`));
  const room = rulebook.evidence.itemsMax - state.evidence.length;
  const fitting = fresh.slice(0, Math.max(0, room));
  return fitting.length > 0 ? [{ type: 'EvidenceAdded', at, items: fitting }] : [];
}

export function uploadEvidence(state: Case, item: Evidence, at: EpochMs, rulebook: Rulebook): CaseDecision {
  const closed = mustBeOpen(state);
  if (closed) return closed;
  const { uploadsPerPartyMax, itemsMax } = rulebook.evidence;
  const own = state.evidence.filter(
    (e) => e.by === item.by && (UPLOAD_KINDS as readonly string[]).includes(e.kind),
  );
  if (own.some((e) => e.sha256 === item.sha256))
    return refuse('already-uploaded', 'This very file is in the case already.');
  if (own.length >= uploadsPerPartyMax || state.evidence.length >= itemsMax)
    return refuse('too-many-uploads', `At most ${uploadsPerPartyMax} files of one party in a case.`);
  return [{ type: 'EvidenceAdded', at, items: [item] }];
}

/** Asks a side to say what happened; one question a party at a time. */
export function askStatement(
  state: Case,
  command: { readonly party: PartyId; readonly side: Statement['side']; readonly at: EpochMs },
  rulebook: Rulebook,
): CaseDecision {
  const closed = mustBeOpen(state);
  if (closed) return closed;
  const { party, side, at } = command;
  const belongs =
    side === 'subject' ? party === state.subject : state.complaints.some((c) => c.complainant === party);
  if (!belongs) return refuse('not-a-party', 'Only the sides of a case are asked.', { field: 'party' });
  if (state.statements.some((s) => s.party === party && isPending(s)))
    return refuse('statement-pending', 'They were asked already and still have time.', { field: 'party' });
  const asSeller = (side === 'subject') === (state.subjectKind === 'seller');
  const hours = asSeller ? rulebook.statements.sellerHours : rulebook.statements.buyerHours;
  return [{ type: 'StatementAsked', at, party, side, dueAt: at + hours * HOUR_MS }];
}

/** Once for each question, if asked for before the time is over. */
export function extendStatement(state: Case, party: PartyId, at: EpochMs, rulebook: Rulebook): CaseDecision {
  const asked = state.statements.findLast((s) => s.party === party);
  if (!asked) return refuse('not-found');
  const closed = mustBeOpen(state);
  if (closed) return closed;
  if (!isPending(asked) || at > asked.dueAt)
    return refuse('statement-over', 'The time for this statement is over or it was given.');
  if (asked.extended) return refuse('already-extended', 'The time was prolonged once already.');
  return [
    {
      type: 'StatementExtended',
      at,
      party,
      dueAt: asked.dueAt + rulebook.statements.extensionHours * HOUR_MS,
    },
  ];
}

/** Late is better than never: until the case is judged a missed statement can still be given, and is marked late. */
export function giveStatement(
  state: Case,
  command: {
    readonly party: PartyId;
    readonly text: Commitment;
    readonly textCharacters: number;
    readonly at: EpochMs;
  },
  rulebook: Rulebook,
): CaseDecision {
  const { party, text, textCharacters, at } = command;
  const asked = state.statements.findLast((s) => s.party === party);
  if (!asked) return refuse('not-found');
  const closed = mustBeOpen(state);
  if (closed) return closed;
  if (asked.answer)
    return refuse('already-stated', 'Your statement is in the case. You can add evidence to it.');
  const { textCharactersMax } = rulebook.evidence;
  if (textCharacters < 1 || textCharacters > textCharactersMax)
    return refuse('text-length', `Write 1 to ${textCharactersMax} characters.`, { field: 'text' });
  return [{ type: 'StatementGiven', at, party, text, late: asked.missedAt !== null || at > asked.dueAt }];
}

/** Everything that has run out by now: statements not given, and clocks of the staff. */
export function expireCase(state: Case, at: EpochMs): CaseDecision {
  if (state.status === 'closed') return refuse('not-due');
  const missed = state.statements
    .filter((s) => isPending(s) && s.dueAt <= at)
    .map((s): CaseEvent => ({ type: 'StatementMissed', at, party: s.party }));
  const escalated: CaseEvent[] = [];
  const clock = escalationDue(state);
  if (clock !== undefined && clock <= at)
    escalated.push({
      type: 'CaseEscalated',
      at,
      what: clock === state.firstLookBy && state.lookedAt === null ? 'first-look' : 'decision',
    });
  const events = [...missed, ...escalated];
  return events.length > 0 ? events : refuse('not-due');
}

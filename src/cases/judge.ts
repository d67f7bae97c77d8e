import { type Decision, type Refusal, refuse } from '../kernel/decision.ts';
import type { AppealId, CampaignId, EvidenceId, PartyId } from '../kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import type { EvidenceKind } from '../rulebook/violation.ts';
import type { Case, CaseEvent, CaseOutcome } from './case.ts';
import { mayJudge, mustBeOpen } from './decide.ts';
import { type Finder, type FindingResult, type FindingScope, isJudged } from './finding.ts';
import { isPending } from './statement.ts';

type CaseDecision = Decision<CaseEvent>;

export interface FindingDraft {
  readonly violation: string;
  readonly result: FindingResult;
  /** Only with `unsubstantiated`: manifestly without ground, which counts towards the complainants' own record. */
  readonly unfounded: boolean;
  /** `null` only from the signals, whose numbers are the reasons. */
  readonly reasons: Commitment | null;
  readonly evidence: readonly EvidenceId[];
}

/**
 * Judges allegations. Substantiated only on cited evidence of every kind that the rulebook demands, and after the
 * subject was heard or had the time to be. The signals may judge only what a metric shows (`by: 'system:signals'`);
 * what follows from it is at most a warning, see `sanctions/ladder.ts`.
 */
export function makeFindings(
  state: Case,
  command: {
    readonly by: Finder;
    readonly findings: readonly FindingDraft[];
    readonly at: EpochMs;
    readonly rulebookHash: string;
  },
  rulebook: Rulebook,
): CaseDecision {
  const { by, findings, at, rulebookHash } = command;
  const stopped = mustBeOpen(state) ?? (by === 'system:signals' ? undefined : unfit(state, by));
  if (stopped) return stopped;
  if (findings.length === 0)
    return refuse('nothing-found', 'Judge at least one allegation.', { field: 'findings' });
  const events: CaseEvent[] = [];
  for (const [i, draft] of findings.entries()) {
    const wrong = faultOf(state, draft, by, rulebook, findings.slice(0, i)) ?? undefined;
    if (wrong) return { ...wrong, field: `findings.${i}.${wrong.field ?? 'violation'}` };
    const clause = rulebook.violations[draft.violation]?.clause ?? '';
    events.push({ type: 'FindingMade', at, ...draft, clause, by, rulebook: rulebookHash, ...scopeOf(state) });
  }
  return closesWithout(state, findings)
    ? [...events, { type: 'CaseClosed', at, by, outcome: 'no-violation' }]
    : events;
}

function unfit(state: Case, by: PartyId): Refusal | undefined {
  if (state.assignee !== null && state.assignee !== by)
    return refuse('assigned-to-another', 'A colleague has this case.');
  return mayJudge(state, by);
}

function faultOf(
  state: Case,
  draft: FindingDraft,
  by: Finder,
  rulebook: Rulebook,
  before: readonly FindingDraft[],
): Refusal | undefined {
  const allegation = state.allegations.find((a) => a.violation === draft.violation);
  if (!allegation) return refuse('not-alleged', `The case does not examine ${draft.violation}.`);
  if (isJudged(allegation) || before.some((d) => d.violation === draft.violation))
    return refuse('already-found', `${draft.violation} is judged already.`);
  const cited = draft.evidence.map((id) => state.evidence.find((e) => e.id === id));
  if (cited.includes(undefined))
    return refuse('unknown-evidence', 'Cite evidence of this case.', { field: 'evidence' });
  if (draft.reasons === null && by !== 'system:signals')
    return refuse('reasons-needed', 'Say why.', { field: 'reasons' });
  if (draft.unfounded && draft.result !== 'unsubstantiated')
    return refuse('not-unfounded', 'Only an unsubstantiated allegation can be manifestly unfounded.', {
      field: 'unfounded',
    });
  if (draft.result !== 'substantiated') return undefined;
  const missing = missingEvidence(state, draft.violation, draft.evidence, rulebook);
  if (missing.length > 0)
    return refuse(
      'evidence-missing',
      `Substantiated only on cited evidence of each kind: ${missing.join(', ')}.`,
      {
        field: 'evidence',
        facts: { missing: missing.join(', ') },
      },
    );
  return by === 'system:signals' ? undefined : unheard(state);
}

/** Kinds that the rulebook demands for this violation and that none of the cited items is of. */
export function missingEvidence(
  state: Pick<Case, 'evidence'>,
  violation: string,
  cited: readonly EvidenceId[],
  rulebook: Rulebook,
): readonly EvidenceKind[] {
  const kinds = new Set(state.evidence.filter((e) => cited.includes(e.id)).map((e) => e.kind));
  return (rulebook.violations[violation]?.evidenceRequired ?? []).filter((kind) => !kinds.has(kind));
}

/** Nobody is found guilty unheard: asked, and answered or let the time pass. */
function unheard(state: Case): Refusal | undefined {
  const asked = state.statements.filter((s) => s.side === 'subject');
  const pending = asked.find(isPending);
  if (pending)
    return refuse('hearing-open', 'The other side still has time to answer.', {
      field: 'result',
      facts: { statementDueAt: pending.dueAt },
    });
  return asked.length > 0
    ? undefined
    : refuse('not-heard', 'Ask the other side for a statement first.', { field: 'result' });
}

export function scopeOf(state: Case): FindingScope {
  const { subject, subjectKind, refs, complaints } = state;
  return {
    subject,
    subjectKind,
    complainants: [...new Set(complaints.filter((c) => !c.withdrawn).map((c) => c.complainant))],
    orders: refs.orders,
    conversations: refs.conversations,
    ...(refs.returns ? { returns: refs.returns } : {}),
  };
}

function closesWithout(state: Case, drafts: readonly FindingDraft[]): boolean {
  return state.allegations.every((a) => {
    if (a.settled) return true;
    const result = a.finding?.result ?? drafts.find((d) => d.violation === a.violation)?.result;
    return result !== undefined && result !== 'substantiated';
  });
}

export function substantiated(state: Case): readonly string[] {
  return state.allegations.filter((a) => a.finding?.result === 'substantiated').map((a) => a.violation);
}

/** Ends the case once it is known what follows from its findings. */
export function closeCase(
  state: Case,
  command: {
    readonly by: Finder;
    readonly outcome: Exclude<CaseOutcome, 'no-violation'>;
    readonly why?: Commitment;
    readonly at: EpochMs;
  },
): CaseDecision {
  if (state.status !== 'found')
    return refuse('findings-missing', 'Judge every allegation first.', { facts: { status: state.status } });
  if (command.by !== 'system:signals') {
    const conflict = mayJudge(state, command.by);
    if (conflict) return conflict;
  }
  return [{ type: 'CaseClosed', ...command }];
}

/**
 * Sets findings about these violations aside: on appeal, or by the second look at a campaign's sample. With `again`
 * the case opens anew, for somebody else to judge; without, they are settled, and what else is heard in it goes on.
 */
export function overturnFindings(
  state: Case,
  command: {
    readonly violations: readonly string[];
    readonly because: AppealId | CampaignId;
    readonly again: boolean;
    readonly at: EpochMs;
  },
  rulebook: Rulebook,
): CaseDecision {
  const { violations, because, again, at } = command;
  if (again && state.status !== 'closed') return refuse('case-not-closed', `The case is ${state.status}.`);
  const events = state.allegations.flatMap(({ violation, finding }): readonly CaseEvent[] => {
    if (!finding || !violations.includes(violation)) return [];
    const { result } = finding;
    const settled = again ? {} : ({ settled: true } as const);
    return [{ type: 'FindingOverturned', at, violation, result, because, ...settled, ...scopeOf(state) }];
  });
  if (!again) return events;
  const { decideWithinDays } = rulebook.triage.priorities[state.priority];
  const anew = state.allegations.filter((a) => a.settled && violations.includes(a.violation));
  const unsettled = anew.length > 0 ? { unsettled: anew.map((a) => a.violation) } : {};
  const decideBy = at + decideWithinDays * DAY_MS;
  return [...events, { type: 'CaseReopened', at, because, decideBy, ...unsettled }];
}

/** Everything in it is judged and nothing substantiated is left, since an appeal reversed it meanwhile. */
export function closeCleared(state: Case, by: Finder, at: EpochMs): readonly CaseEvent[] {
  if (state.status !== 'found' || !closesWithout(state, [])) return [];
  return [{ type: 'CaseClosed', at, by, outcome: 'no-violation' }];
}

/** Whether all of a case's allegations about a complaint's violation ended for or against the complainant. */
export function outcomeFor(
  state: Case,
  violation: string,
): 'upheld' | 'not-upheld' | 'undetermined' | 'unfounded' {
  const finding = state.allegations.find((a) => a.violation === violation)?.finding;
  const upheld = state.allegations.some((a) => a.finding?.result === 'substantiated');
  if (finding?.result === 'substantiated' || (finding?.result !== 'unsubstantiated' && upheld))
    return 'upheld';
  if (finding?.result !== 'unsubstantiated') return 'undetermined';
  return finding.unfounded && !upheld ? 'unfounded' : 'not-upheld';
}

import type { Concept } from '../kernel/concept.ts';
import { assert } from '../kernel/decision.ts';
import type { AppealId, CampaignId, ComplaintId, PartyId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';
import type { Priority } from '../rulebook/procedure.ts';
import { clockOf, escalationDue, waitsFor } from './clocks.ts';
import type { Evidence } from './evidence.ts';
import {
  type Allegation,
  type Finder,
  type Finding,
  type FindingResult,
  type FindingScope,
  isJudged,
  withoutFinding,
} from './finding.ts';
import { bothRefs, type CaseRefs } from './refs.ts';
import { type CaseComplaint, isPending, type Statement } from './statement.ts';

export type CaseSource =
  | { readonly kind: 'complaint'; readonly complaintId: ComplaintId }
  | { readonly kind: 'detection'; readonly metric: string }
  | { readonly kind: 'campaign'; readonly campaignId: CampaignId }
  /** Opened by hand, as for an emergency that nobody complained about. */
  | { readonly kind: 'staff'; readonly by: PartyId };

export type Escalation = 'first-look' | 'decision';
export type CaseOutcome = 'sanctioned' | 'no-sanction' | 'no-violation';

interface CaseFacts {
  readonly subject: PartyId;
  readonly subjectKind: 'seller' | 'buyer';
  readonly source: CaseSource;
  readonly openedAt: EpochMs;
  readonly rulebook: string;
  readonly priority: Priority;
  readonly refs: CaseRefs;
  readonly allegations: readonly Allegation[];
  readonly complaints: readonly CaseComplaint[];
  readonly evidence: readonly Evidence[];
  readonly statements: readonly Statement[];
  /** Members of staff who declared that they must not judge it. */
  readonly conflicts: readonly PartyId[];
  readonly assignee: PartyId | null;
  readonly firstLookBy: EpochMs;
  readonly lookedAt: EpochMs | null;
  readonly decideBy: EpochMs;
  readonly escalations: readonly { readonly what: Escalation; readonly at: EpochMs }[];
}

/** `found`: every allegation is judged, one is substantiated, and what follows from it is still to be decided. */
export type Case = CaseFacts &
  (
    | { readonly status: 'open' }
    | { readonly status: 'found' }
    | { readonly status: 'closed'; readonly closedAt: EpochMs; readonly outcome: CaseOutcome }
  );

export type CaseEvent =
  | ({
      readonly type: 'CaseOpened';
      readonly at: EpochMs;
      readonly violations: readonly string[];
    } & Pick<
      CaseFacts,
      'subject' | 'subjectKind' | 'source' | 'rulebook' | 'priority' | 'refs' | 'firstLookBy' | 'decideBy'
    >)
  | {
      readonly type: 'ComplaintJoined';
      readonly at: EpochMs;
      readonly complaintId: ComplaintId;
      readonly complainant: PartyId;
      readonly sameVoiceAs: PartyId | null;
      readonly refs: CaseRefs;
      readonly priority: Priority;
      readonly decideBy: EpochMs;
    }
  | { readonly type: 'ComplaintLeft'; readonly at: EpochMs; readonly complaintId: ComplaintId }
  | { readonly type: 'CaseAssigned'; readonly at: EpochMs; readonly to: PartyId; readonly by: PartyId }
  | { readonly type: 'ConflictDeclared'; readonly at: EpochMs; readonly by: PartyId }
  | { readonly type: 'EvidenceAdded'; readonly at: EpochMs; readonly items: readonly Evidence[] }
  | {
      readonly type: 'AllegationAdded';
      readonly at: EpochMs;
      readonly violation: string;
      readonly by: PartyId;
    }
  | {
      readonly type: 'StatementAsked';
      readonly at: EpochMs;
      readonly party: PartyId;
      readonly side: Statement['side'];
      readonly dueAt: EpochMs;
    }
  | {
      readonly type: 'StatementExtended';
      readonly at: EpochMs;
      readonly party: PartyId;
      readonly dueAt: EpochMs;
    }
  | {
      readonly type: 'StatementGiven';
      readonly at: EpochMs;
      readonly party: PartyId;
      readonly text: Commitment;
      readonly late: boolean;
    }
  | { readonly type: 'StatementMissed'; readonly at: EpochMs; readonly party: PartyId }
  | { readonly type: 'CaseEscalated'; readonly at: EpochMs; readonly what: Escalation }
  | ({ readonly type: 'FindingMade'; readonly at: EpochMs } & Omit<Finding, 'at'> & FindingScope)
  | ({
      readonly type: 'FindingOverturned';
      readonly at: EpochMs;
      readonly violation: string;
      readonly result: FindingResult;
      readonly because: AppealId | CampaignId;
      /** Not to be judged again. */
      readonly settled?: true;
    } & FindingScope)
  | {
      readonly type: 'CaseClosed';
      readonly at: EpochMs;
      readonly by: Finder;
      readonly outcome: CaseOutcome;
      /** Why a substantiated violation has no consequence. */
      readonly why?: Commitment;
    }
  | {
      readonly type: 'CaseReopened';
      readonly at: EpochMs;
      readonly because: AppealId | CampaignId;
      readonly decideBy: EpochMs;
      /** What was settled and is judged again after all: who complained about it was right that it ended too early. */
      readonly unsettled?: readonly string[];
    };

export function evolveCase(state: Case | undefined, event: CaseEvent): Case {
  if (event.type === 'CaseOpened') {
    const { type: _, at: openedAt, violations, ...facts } = event;
    return {
      ...facts,
      openedAt,
      status: 'open',
      allegations: violations.map((violation) => ({ violation, finding: null, overturned: [] })),
      complaints: [],
      evidence: [],
      statements: [],
      conflicts: [],
      assignee: null,
      lookedAt: null,
      escalations: [],
    };
  }
  assert(state, `${event.type} before CaseOpened`);
  switch (event.type) {
    case 'ComplaintJoined':
      return joined(state, event);
    case 'ComplaintLeft':
      return {
        ...state,
        complaints: state.complaints.map((c) =>
          c.complaintId === event.complaintId ? { ...c, withdrawn: true } : c,
        ),
      };
    case 'CaseAssigned':
      return { ...state, assignee: event.to, lookedAt: state.lookedAt ?? event.at };
    case 'ConflictDeclared':
      return {
        ...state,
        conflicts: [...new Set([...state.conflicts, event.by])],
        assignee: state.assignee === event.by ? null : state.assignee,
      };
    case 'EvidenceAdded':
      return { ...state, evidence: [...state.evidence, ...event.items] };
    case 'AllegationAdded':
      return {
        ...state,
        allegations: [...state.allegations, { violation: event.violation, finding: null, overturned: [] }],
      };
    case 'StatementAsked': {
      const { party, side, dueAt, at: askedAt } = event;
      const asked = { party, side, askedAt, dueAt, extended: false, answer: null, missedAt: null };
      return { ...state, statements: [...state.statements, asked] };
    }
    case 'StatementExtended':
      return lastStatement(state, event.party, (s) => ({ ...s, dueAt: event.dueAt, extended: true }));
    case 'StatementGiven': {
      const answer = { at: event.at, text: event.text };
      return lastStatement(state, event.party, (s) => ({ ...s, answer }));
    }
    case 'StatementMissed':
      return lastStatement(state, event.party, (s) => ({ ...s, missedAt: event.at }));
    case 'CaseEscalated':
      return { ...state, escalations: [...state.escalations, { what: event.what, at: event.at }] };
    case 'FindingMade':
      return found(state, event);
    case 'FindingOverturned':
      return { ...state, allegations: withoutFinding(state.allegations, event) };
    case 'CaseClosed':
      return { ...state, status: 'closed', closedAt: event.at, outcome: event.outcome };
    case 'CaseReopened':
      return reopened(state, event);
    default:
      return event satisfies never;
  }
}

type Of<Type extends CaseEvent['type']> = Extract<CaseEvent, { type: Type }>;

function joined(state: Case, event: Of<'ComplaintJoined'>): Case {
  const { complaintId, complainant, sameVoiceAs, refs, priority, decideBy } = event;
  return {
    ...state,
    complaints: [...state.complaints, { complaintId, complainant, sameVoiceAs, withdrawn: false }],
    refs: bothRefs(state.refs, refs),
    priority,
    decideBy,
  };
}

function lastStatement(state: Case, party: PartyId, change: (s: Statement) => Statement): Case {
  const last = state.statements.findLastIndex((s) => s.party === party);
  return { ...state, statements: state.statements.map((s, i) => (i === last ? change(s) : s)) };
}

function found(state: Case, event: Of<'FindingMade'>): Case {
  const { violation, result, unfounded, reasons, evidence, clause, by, at, rulebook } = event;
  const finding: Finding = { violation, result, unfounded, reasons, evidence, clause, by, at, rulebook };
  const allegations = state.allegations.map((a) => (a.violation === violation ? { ...a, finding } : a));
  return { ...state, allegations, status: allegations.every(isJudged) ? 'found' : 'open' };
}

function reopened(state: Case, event: Of<'CaseReopened'>): Case {
  assert(state.status === 'closed', 'CaseReopened before CaseClosed');
  const { closedAt: _, outcome: __, ...facts } = state;
  const allegations = state.allegations.map(({ settled, ...a }) =>
    settled && !event.unsettled?.includes(a.violation) ? { ...a, settled } : a,
  );
  return { ...facts, allegations, status: 'open', decideBy: event.decideBy, assignee: null, escalations: [] };
}

/** Stream id `case_...`. Due at the end of each asked statement and, once each, at the clocks of the staff. */
export const cases: Concept<
  Case,
  CaseEvent,
  | 'subject'
  | 'status'
  | 'waits_for'
  | 'priority'
  | 'assignee'
  | 'violations'
  | 'complainants'
  | 'source'
  | 'campaign'
  | 'open_of'
  | 'escalated'
  | 'opened_at'
  | 'clock_at'
> = {
  name: 'case_file',
  revision: 1,
  evolve: evolveCase,
  columns: {
    subject: { type: 'text', of: (c) => c.subject },
    status: { type: 'text', of: (c) => c.status },
    waits_for: { type: 'text', of: waitsFor },
    priority: { type: 'text', of: (c) => c.priority },
    assignee: { type: 'text', of: (c) => c.assignee },
    violations: { type: 'text[]', of: (c) => c.allegations.map((a) => a.violation) },
    complainants: { type: 'text[]', of: (c) => c.complaints.map((x) => x.complainant) },
    source: { type: 'text', of: (c) => c.source.kind },
    campaign: { type: 'text', of: (c) => (c.source.kind === 'campaign' ? c.source.campaignId : null) },
    /** The subject while the case is open: where later complaints join. */
    open_of: { type: 'text', of: (c) => (c.status === 'open' ? c.subject : null) },
    escalated: { type: 'boolean', of: (c) => c.status !== 'closed' && c.escalations.length > 0 },
    opened_at: { type: 'bigint', of: (c) => c.openedAt },
    clock_at: { type: 'bigint', of: clockOf },
  },
  due: (c) => {
    if (c.status === 'closed') return undefined;
    const dates = c.statements.filter(isPending).map((s) => s.dueAt);
    const escalation = escalationDue(c);
    if (escalation !== undefined) dates.push(escalation);
    return dates.length > 0 ? Math.min(...dates) : undefined;
  },
};

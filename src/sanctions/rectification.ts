import type { Concept } from '../kernel/concept.ts';
import { assert } from '../kernel/decision.ts';
import type { AppealId, CaseId, NoticeId, PartyId, SanctionId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';
import type { RectificationTarget } from '../rulebook/violation.ts';

/** The seller's own words about what went wrong, what was put right and why it will not happen again. */
export interface Plan {
  readonly rootCause: Commitment;
  readonly correction: Commitment;
  readonly prevention: Commitment;
  readonly filedAt: EpochMs;
}

/** A target as it was set for this window. */
export interface Target extends RectificationTarget {
  /** Different people that the units must be of before they say anything; absent in windows from before it was asked. */
  readonly peopleMin?: number;
}

/** One target measured over the window: numbers, not opinions. Shares are 0..1. */
export interface TargetResult {
  readonly metric: string;
  readonly atMost?: number;
  readonly atLeast?: number;
  readonly minVolume: number;
  /** Units that came due in the window and are mature. */
  readonly volume: number;
  /** Different people that they are of; absent where nobody asked, as in `peopleMin`. */
  readonly people?: number;
  readonly peopleMin?: number;
  /** Share of defects (`atMost`) or successes (`atLeast`) with its exact one-sided bounds; `null` without any unit. */
  readonly rate: number | null;
  readonly lower: number;
  readonly upper: number;
  /** `uncertain`: worse than the target, but so few units that it may be chance. */
  readonly verdict: 'met' | 'missed' | 'too-little' | 'uncertain';
}

export type RectificationOutcome = 'met' | 'missed' | 'no-plan';

interface Window {
  readonly party: PartyId;
  readonly partyKind: 'seller' | 'buyer';
  readonly caseId: CaseId;
  readonly violations: readonly string[];
  readonly targets: readonly Target[];
  readonly from: EpochMs;
  readonly until: EpochMs;
  readonly windowDays: number;
  readonly extensionsLeft: number;
  /** What a metric alone found is measured too, but failing only ever proposes. */
  readonly foundByPeople: boolean;
  readonly plan: Plan | null;
  /** Every measurement taken at a deadline, oldest first. */
  readonly results: readonly { readonly at: EpochMs; readonly targets: readonly TargetResult[] }[];
  readonly rulebook: string;
}

export type Rectification = Window &
  (
    | { readonly status: 'open' }
    /** Too little volume even after the extension: numbers can't say, a person does. */
    | { readonly status: 'to-be-judged'; readonly judgeBy: EpochMs; readonly escalatedAt: EpochMs | null }
    | {
        readonly status: 'concluded';
        readonly concludedAt: EpochMs;
        readonly outcome: RectificationOutcome;
        readonly by: PartyId | 'system:rectification';
        readonly noticeId: NoticeId;
        /** Sanctions that ended early (met) or were proposed or imposed (missed). */
        readonly consequences: readonly SanctionId[];
      }
    | { readonly status: 'cancelled'; readonly cancelledAt: EpochMs; readonly appealId: AppealId }
  );

export type RectificationEvent =
  | ({ readonly type: 'RectificationOpened'; readonly at: EpochMs } & Omit<
      Window,
      'from' | 'plan' | 'results'
    >)
  | {
      readonly type: 'PlanFiled';
      readonly at: EpochMs;
      readonly rootCause: Commitment;
      readonly correction: Commitment;
      readonly prevention: Commitment;
    }
  | { readonly type: 'TargetsMeasured'; readonly at: EpochMs; readonly targets: readonly TargetResult[] }
  | { readonly type: 'WindowExtended'; readonly at: EpochMs; readonly until: EpochMs }
  | { readonly type: 'JudgementNeeded'; readonly at: EpochMs; readonly judgeBy: EpochMs }
  | { readonly type: 'JudgementEscalated'; readonly at: EpochMs }
  | {
      readonly type: 'RectificationConcluded';
      readonly at: EpochMs;
      readonly outcome: RectificationOutcome;
      readonly by: PartyId | 'system:rectification';
      readonly reasons?: Commitment;
      readonly noticeId: NoticeId;
      readonly consequences: readonly SanctionId[];
    }
  | { readonly type: 'RectificationCancelled'; readonly at: EpochMs; readonly appealId: AppealId };

function window(state: Rectification): Window {
  const { party, partyKind, caseId, violations, targets, from, until, windowDays, extensionsLeft } = state;
  const { foundByPeople, plan, results, rulebook } = state;
  return {
    party,
    partyKind,
    caseId,
    violations,
    targets,
    from,
    until,
    windowDays,
    extensionsLeft,
    foundByPeople,
    plan,
    results,
    rulebook,
  };
}

export function evolveRectification(
  state: Rectification | undefined,
  event: RectificationEvent,
): Rectification {
  if (event.type === 'RectificationOpened') {
    const { type: _, at: from, ...facts } = event;
    return { ...facts, from, plan: null, results: [], status: 'open' };
  }
  assert(state, `${event.type} before RectificationOpened`);
  switch (event.type) {
    case 'PlanFiled': {
      const { rootCause, correction, prevention, at: filedAt } = event;
      return { ...state, plan: { rootCause, correction, prevention, filedAt } };
    }
    case 'TargetsMeasured':
      return { ...state, results: [...state.results, { at: event.at, targets: event.targets }] };
    case 'WindowExtended':
      return { ...state, until: event.until, extensionsLeft: state.extensionsLeft - 1 };
    case 'JudgementNeeded':
      return { ...window(state), status: 'to-be-judged', judgeBy: event.judgeBy, escalatedAt: null };
    case 'JudgementEscalated':
      assert(state.status === 'to-be-judged', 'JudgementEscalated before JudgementNeeded');
      return { ...state, escalatedAt: event.at };
    case 'RectificationConcluded': {
      const { at: concludedAt, outcome, by, noticeId, consequences } = event;
      return { ...window(state), status: 'concluded', concludedAt, outcome, by, noticeId, consequences };
    }
    case 'RectificationCancelled':
      return { ...window(state), status: 'cancelled', cancelledAt: event.at, appealId: event.appealId };
    default:
      return event satisfies never;
  }
}

/** Stream id `plan_...`, one for each case whose violations can be put right. */
export const rectifications: Concept<
  Rectification,
  RectificationEvent,
  'party' | 'case_id' | 'status' | 'outcome' | 'until'
> = {
  name: 'rectification',
  revision: 1,
  evolve: evolveRectification,
  columns: {
    party: { type: 'text', of: (r) => r.party },
    case_id: { type: 'text', of: (r) => r.caseId },
    status: { type: 'text', of: (r) => r.status },
    outcome: { type: 'text', of: (r) => (r.status === 'concluded' ? r.outcome : null) },
    until: { type: 'bigint', of: (r) => r.until },
  },
  due: (r) => {
    if (r.status === 'open') return r.until;
    return r.status === 'to-be-judged' && r.escalatedAt === null ? r.judgeBy : undefined;
  },
};

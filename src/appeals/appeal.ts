import type { Concept } from '../kernel/concept.ts';
import { assert } from '../kernel/decision.ts';
import type { CaseId, ComplaintId, NoticeId, PartyId, SanctionId, StopId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';

/** What is appealed against: what a case did to its subject, that a complaint was dismissed or found without ground, a stop of goods. */
export type AppealAbout =
  | {
      readonly kind: 'sanctions';
      readonly caseId: CaseId;
      readonly sanctionIds: readonly SanctionId[];
      /** Against the findings as well, not only some of what followed: reversed, everything that rests on them goes. */
      readonly findings: boolean;
    }
  | { readonly kind: 'complaint'; readonly complaintId: ComplaintId; readonly caseId: CaseId | null }
  /** Goods of the appellant that were taken off the market for what they are. */
  | { readonly kind: 'goods-stop'; readonly stopId: StopId; readonly caseId: null };

export const APPEAL_OUTCOMES = ['upheld', 'reversed', 'changed'] as const;
/** `upheld`: the decision stands; `reversed`: nothing of it stays; `changed`: some of its sanctions go, the rest stay. */
export type AppealOutcome = (typeof APPEAL_OUTCOMES)[number];

export interface AppealFacts {
  readonly appellant: PartyId;
  readonly about: AppealAbout;
  readonly text: Commitment;
  readonly filedAt: EpochMs;
  readonly decideBy: EpochMs;
  readonly escalatedAt: EpochMs | null;
  readonly rulebook: string;
}

export type Appeal = AppealFacts &
  (
    | { readonly status: 'filed' }
    | { readonly status: 'assigned'; readonly reviewer: PartyId; readonly assignedAt: EpochMs }
    | {
        readonly status: 'decided';
        readonly reviewer: PartyId;
        readonly decidedAt: EpochMs;
        readonly outcome: AppealOutcome;
        readonly reasons: Commitment;
        /** Only for `changed`: the sanctions that go. */
        readonly reversed: readonly SanctionId[];
        readonly noticeId: NoticeId;
      }
    | { readonly status: 'withdrawn'; readonly withdrawnAt: EpochMs }
  );

export type AppealEvent =
  | ({ readonly type: 'AppealFiled'; readonly at: EpochMs } & Omit<AppealFacts, 'filedAt' | 'escalatedAt'>)
  | {
      readonly type: 'AppealAssigned';
      readonly at: EpochMs;
      readonly reviewer: PartyId;
      readonly by: PartyId;
    }
  | { readonly type: 'AppealEscalated'; readonly at: EpochMs }
  | {
      readonly type: 'AppealDecided';
      readonly at: EpochMs;
      readonly reviewer: PartyId;
      readonly outcome: AppealOutcome;
      readonly reasons: Commitment;
      readonly reversed: readonly SanctionId[];
      readonly noticeId: NoticeId;
    }
  | { readonly type: 'AppealWithdrawn'; readonly at: EpochMs };

function facts(state: Appeal): AppealFacts {
  const { appellant, about, text, filedAt, decideBy, escalatedAt, rulebook } = state;
  return { appellant, about, text, filedAt, decideBy, escalatedAt, rulebook };
}

export function evolveAppeal(state: Appeal | undefined, event: AppealEvent): Appeal {
  if (event.type === 'AppealFiled') {
    const { type: _, at: filedAt, ...rest } = event;
    return { ...rest, filedAt, escalatedAt: null, status: 'filed' };
  }
  assert(state, `${event.type} before AppealFiled`);
  switch (event.type) {
    case 'AppealAssigned':
      return { ...facts(state), status: 'assigned', reviewer: event.reviewer, assignedAt: event.at };
    case 'AppealEscalated':
      return { ...state, escalatedAt: event.at };
    case 'AppealDecided': {
      const { at: decidedAt, reviewer, outcome, reasons, reversed, noticeId } = event;
      return {
        ...facts(state),
        status: 'decided',
        reviewer,
        decidedAt,
        outcome,
        reasons,
        reversed,
        noticeId,
      };
    }
    case 'AppealWithdrawn':
      return { ...facts(state), status: 'withdrawn', withdrawnAt: event.at };
    default:
      return event satisfies never;
  }
}

/** Stream id `apl_...`. Due once: when it is not decided in time the head of service is told. */
export const appeals: Concept<
  Appeal,
  AppealEvent,
  'appellant' | 'status' | 'reviewer' | 'case_id' | 'complaint_id' | 'outcome' | 'decide_by'
> = {
  name: 'appeal',
  revision: 1,
  evolve: evolveAppeal,
  columns: {
    appellant: { type: 'text', of: (a) => a.appellant },
    status: { type: 'text', of: (a) => a.status },
    reviewer: { type: 'text', of: (a) => ('reviewer' in a ? a.reviewer : null) },
    case_id: { type: 'text', of: (a) => a.about.caseId },
    complaint_id: { type: 'text', of: (a) => (a.about.kind === 'complaint' ? a.about.complaintId : null) },
    outcome: { type: 'text', of: (a) => (a.status === 'decided' ? a.outcome : null) },
    decide_by: { type: 'bigint', of: (a) => a.decideBy },
  },
  due: (a) =>
    (a.status === 'filed' || a.status === 'assigned') && a.escalatedAt === null ? a.decideBy : undefined,
};

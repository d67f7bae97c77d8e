import type { Upload } from '../cases/evidence.ts';
import type { Concept } from '../kernel/concept.ts';
import { assert } from '../kernel/decision.ts';
import type {
  AppealId,
  CampaignId,
  CaseId,
  ConversationId,
  ListingId,
  NoticeId,
  OrderId,
  PartyId,
} from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';
import type { Priority } from '../rulebook/procedure.ts';

/** What is complained about. A conversation needs no order: one can be insulted before buying. */
export interface ComplaintRefs {
  readonly orderId?: OrderId;
  readonly listingId?: ListingId;
  readonly conversationId?: ConversationId;
}

export const DISMISSAL_REASONS = [
  'not-a-violation',
  'insufficient',
  'duplicate',
  'settled',
  'out-of-scope',
  /** Counts towards the complainant's own record (Regulation (EU) 2022/2065, article 23(2)). */
  'manifestly-unfounded',
] as const;
export type DismissalReason = (typeof DISMISSAL_REASONS)[number];

/** `unfounded`: examined and manifestly without ground; the other negative outcomes cost the complainant nothing. */
export type ComplaintOutcome = 'upheld' | 'not-upheld' | 'undetermined' | 'unfounded';

/** What was filed; it never changes. */
export interface Filing {
  readonly complainant: PartyId;
  readonly complainantKind: 'buyer' | 'seller';
  readonly subject: PartyId;
  readonly subjectKind: 'buyer' | 'seller';
  /** Key of the rulebook's `complaints.kinds`. */
  readonly kind: string;
  /** The violation that a case about it examines first. */
  readonly violation: string;
  readonly refs: ComplaintRefs;
  readonly text: Commitment;
  readonly uploads: readonly Upload[];
  readonly priority: Priority;
  /** Filed through the road that no sanction closes. */
  readonly alwaysOpen: boolean;
  readonly filedAt: EpochMs;
  /** A person looks at it until then, or the head of service is told. */
  readonly firstLookBy: EpochMs;
  readonly rulebook: string;
}

export type ComplaintProgress =
  | { readonly status: 'filed'; readonly escalatedAt: EpochMs | null }
  | {
      readonly status: 'dismissed';
      readonly dismissedAt: EpochMs;
      readonly by: PartyId;
      readonly reason: DismissalReason;
      readonly explanation: Commitment;
      readonly noticeId: NoticeId;
      readonly appealUntil: EpochMs;
    }
  | {
      readonly status: 'heard';
      readonly caseId: CaseId;
      readonly joinedAt: EpochMs;
      /** The earlier complainant of the case that this one shares identity marks with: both count as one voice. */
      readonly sameVoiceAs: PartyId | null;
    }
  | {
      readonly status: 'decided';
      readonly caseId: CaseId;
      readonly decidedAt: EpochMs;
      readonly outcome: ComplaintOutcome;
      readonly noticeId: NoticeId;
      readonly appealUntil: EpochMs;
    }
  | { readonly status: 'withdrawn'; readonly withdrawnAt: EpochMs; readonly caseId: CaseId | null };

export type Complaint = Filing &
  ComplaintProgress & {
    /** The one appeal against its dismissal or outcome. */
    readonly appealId?: AppealId;
  };

/** Who complained about whom and when: in every verdict, so that readers of the log need not look it up. */
export interface ComplaintKey {
  readonly complainant: PartyId;
  readonly subject: PartyId;
  readonly filedAt: EpochMs;
}

export type ComplaintEvent =
  | ({ readonly type: 'ComplaintFiled'; readonly at: EpochMs } & Omit<Filing, 'filedAt'>)
  | { readonly type: 'ComplaintEscalated'; readonly at: EpochMs }
  | ({
      readonly type: 'ComplaintDismissed';
      readonly at: EpochMs;
      readonly by: PartyId;
      readonly reason: DismissalReason;
      readonly explanation: Commitment;
      readonly noticeId: NoticeId;
      readonly appealUntil: EpochMs;
    } & ComplaintKey)
  | {
      readonly type: 'ComplaintHeard';
      readonly at: EpochMs;
      readonly by: string;
      readonly caseId: CaseId;
      readonly sameVoiceAs: PartyId | null;
    }
  | ({
      readonly type: 'ComplaintDecided';
      readonly at: EpochMs;
      readonly caseId: CaseId;
      readonly outcome: ComplaintOutcome;
      readonly noticeId: NoticeId;
      readonly appealUntil: EpochMs;
    } & ComplaintKey)
  | { readonly type: 'ComplaintWithdrawn'; readonly at: EpochMs }
  | { readonly type: 'ComplaintAppealed'; readonly at: EpochMs; readonly appealId: AppealId }
  /** An appeal, or the second look at a campaign, overturned its dismissal or outcome: whatever the verdict counted for no longer counts. */
  | ({
      readonly type: 'ComplaintReopened';
      readonly at: EpochMs;
      readonly because: AppealId | CampaignId;
    } & ComplaintKey);

/** The state without what belongs to its progress. */
function filing(state: Complaint): Filing & Pick<Complaint, 'appealId'> {
  const { complainant, complainantKind, subject, subjectKind, kind, violation, refs, text, uploads } = state;
  const { priority, alwaysOpen, filedAt, firstLookBy, rulebook, appealId } = state;
  return {
    complainant,
    complainantKind,
    subject,
    subjectKind,
    kind,
    violation,
    refs,
    text,
    uploads,
    priority,
    alwaysOpen,
    filedAt,
    firstLookBy,
    rulebook,
    ...(appealId === undefined ? {} : { appealId }),
  };
}

function caseOf(state: Complaint): CaseId | null {
  return 'caseId' in state ? state.caseId : null;
}

export function evolveComplaint(state: Complaint | undefined, event: ComplaintEvent): Complaint {
  if (event.type === 'ComplaintFiled') {
    const { type: _, at, ...facts } = event;
    return { ...facts, filedAt: at, status: 'filed', escalatedAt: null };
  }
  assert(state, `${event.type} before ComplaintFiled`);
  switch (event.type) {
    case 'ComplaintEscalated':
      return { ...filing(state), status: 'filed', escalatedAt: event.at };
    case 'ComplaintDismissed': {
      const { at: dismissedAt, by, reason, explanation, noticeId, appealUntil } = event;
      return {
        ...filing(state),
        status: 'dismissed',
        dismissedAt,
        by,
        reason,
        explanation,
        noticeId,
        appealUntil,
      };
    }
    case 'ComplaintHeard': {
      const { at: joinedAt, caseId, sameVoiceAs } = event;
      return { ...filing(state), status: 'heard', caseId, joinedAt, sameVoiceAs };
    }
    case 'ComplaintDecided': {
      const { at: decidedAt, caseId, outcome, noticeId, appealUntil } = event;
      return { ...filing(state), status: 'decided', caseId, decidedAt, outcome, noticeId, appealUntil };
    }
    case 'ComplaintWithdrawn':
      return { ...filing(state), status: 'withdrawn', withdrawnAt: event.at, caseId: caseOf(state) };
    case 'ComplaintAppealed':
      return { ...state, appealId: event.appealId };
    case 'ComplaintReopened': {
      const caseId = caseOf(state);
      if (caseId === null) return { ...filing(state), status: 'filed', escalatedAt: null };
      return { ...filing(state), status: 'heard', caseId, joinedAt: event.at, sameVoiceAs: null };
    }
    default:
      return event satisfies never;
  }
}

/** Stream id `cmp_...`. It is due once, when nobody has looked at it in time. */
export const complaints: Concept<
  Complaint,
  ComplaintEvent,
  'complainant' | 'subject' | 'status' | 'kind' | 'case_id' | 'waiting_of' | 'filed_at'
> = {
  name: 'complaint',
  revision: 1,
  evolve: evolveComplaint,
  columns: {
    complainant: { type: 'text', of: (c) => c.complainant },
    subject: { type: 'text', of: (c) => c.subject },
    status: { type: 'text', of: (c) => c.status },
    kind: { type: 'text', of: (c) => c.kind },
    case_id: { type: 'text', of: caseOf },
    /** The complainant, while the complaint waits for a decision. */
    waiting_of: {
      type: 'text',
      of: (c) => (c.status === 'filed' || c.status === 'heard' ? c.complainant : null),
    },
    filed_at: { type: 'bigint', of: (c) => c.filedAt },
  },
  due: (c) => (c.status === 'filed' && c.escalatedAt === null ? c.firstLookBy : undefined),
};

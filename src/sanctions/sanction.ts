import type { Concept } from '../kernel/concept.ts';
import { assert } from '../kernel/decision.ts';
import type {
  AppealId,
  CampaignId,
  CaseId,
  ListingId,
  NoticeId,
  OrderId,
  PartyId,
  SanctionId,
} from '../kernel/ids.ts';
import type { Money } from '../kernel/money.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';
import type { MeasureKind } from '../standing/standing.ts';
import { needsLook } from './progress.ts';

/** What it does, with its amounts; one sanction does one thing, so that each can end and be reversed by itself. */
export interface SanctionMeasure {
  readonly kind: MeasureKind;
  /** Longest it lasts from taking effect, in days; `null`: no end of its own (warning, compensation, shutdown, bar). */
  readonly days: number | null;
  /** Only for `listing-takedown`; absent there: all listings. */
  readonly listingId?: ListingId;
  readonly factor?: number;
  readonly ordersPerDayMax?: number;
  readonly goodwillReturnsMax?: number;
  /** Only for `compensation`, to the buyer of this order. */
  readonly orderId?: OrderId;
  /** Only for `compensation` and `deposit`. */
  readonly amount?: Money;
}

/** Points that take effect with the sanction, once for a case and violation. */
export interface PointsRule {
  readonly violation: string;
  readonly points: number;
  readonly expireDays: number;
  /** Found while points of the same violation were active. */
  readonly repeat: boolean;
}

/** What the choice of the rung rested on; shown in the notice and checked again when an appeal removes any of it. */
export interface Basis {
  readonly rung: string;
  readonly pointsBefore: readonly {
    readonly caseId: CaseId;
    readonly violation: string;
    readonly points: number;
  }[];
  readonly pointsNew: readonly PointsRule[];
  /** Severity that raised the rung above what the points alone would be, if it did. */
  readonly floor: 'moderate' | 'serious' | 'critical' | null;
}

/** Why a sanction came to be. */
export type Cause =
  /** The ladder's answer to findings. */
  | { readonly kind: 'findings' }
  /** A metric alone: warns at the most, everything else waits for a person's finding. */
  | { readonly kind: 'signal' }
  /** A rectification window ended without success. */
  | { readonly kind: 'rectification-failed' }
  /** One person at once, confirmed by another in time. */
  | { readonly kind: 'emergency'; readonly emergency: string };

export interface SanctionFacts {
  readonly party: PartyId;
  readonly partyKind: 'seller' | 'buyer';
  readonly caseId: CaseId;
  readonly violations: readonly string[];
  readonly measure: SanctionMeasure;
  readonly cause: Cause;
  readonly basis: Basis;
  /** Different people who must agree; 2 for a shutdown, a closed account and a bar. */
  readonly approvalsNeeded: 1 | 2;
  /** Whose findings it rests on: all of them together count as one of the people who must agree. */
  readonly finders: readonly PartyId[];
  readonly proposedAt: EpochMs;
  readonly proposedBy: PartyId | 'system:signals' | 'system:rectification';
  readonly campaignId: CampaignId | null;
  /** For a suspension for the time being: the proposal it waits for, and with which it ends. */
  readonly interimFor: SanctionId | null;
  readonly rulebook: string;
}

export interface Approval {
  readonly by: PartyId;
  readonly at: EpochMs;
}

export type EndedWhy = 'expired' | 'lifted' | 'reversed' | 'replaced' | 'unconfirmed';
/** `withdrawn`: its reasons were given and its day was told, and it was taken back before that day. */
export type DeclinedWhy =
  | 'declined'
  | 'lapsed'
  | 'reversed'
  | 'superseded'
  | 'not-substantiated'
  | 'withdrawn';

export type SanctionProgress =
  /** `lapsesAt` null: it waits for a finding, whose clock is that of the case. */
  | { readonly status: 'proposed'; readonly lapsesAt: EpochMs | null }
  /** `effectiveAt` null: it waits for the second look at its campaign's sample. */
  | { readonly status: 'approved'; readonly effectiveAt: EpochMs | null }
  | {
      readonly status: 'in-force';
      readonly from: EpochMs;
      readonly until: EpochMs | null;
      /** Emergencies: somebody else must confirm until then; `null` once confirmed, and for all others. */
      readonly confirmBy: EpochMs | null;
    }
  | {
      readonly status: 'ended';
      readonly from: EpochMs;
      readonly until: EpochMs | null;
      readonly endedAt: EpochMs;
      readonly why: EndedWhy;
    }
  | { readonly status: 'declined'; readonly declinedAt: EpochMs; readonly why: DeclinedWhy };

export type Sanction = SanctionFacts &
  SanctionProgress & {
    readonly approvals: readonly Approval[];
    /** Who confirmed an emergency, lifted or declined it: they took part, so they judge no appeal against it. */
    readonly tookPart: readonly PartyId[];
    /** The second person of an emergency. */
    readonly confirmedBy: PartyId | null;
    /** The statement of reasons, from when it was given. */
    readonly notice: { readonly id: NoticeId; readonly appealUntil: EpochMs } | null;
    readonly appealId: AppealId | null;
    /** An appeal removed points that its rung rested on: a person looks at it again. */
    readonly basisGone: {
      readonly appealId: AppealId;
      readonly at: EpochMs;
      readonly reviewedBy: PartyId | null;
    } | null;
  };

export type SanctionEvent =
  | ({ readonly type: 'SanctionProposed'; readonly at: EpochMs; readonly lapsesAt: EpochMs | null } & Omit<
      SanctionFacts,
      'proposedAt'
    >)
  | {
      readonly type: 'ApprovalGiven';
      readonly at: EpochMs;
      readonly by: PartyId;
      readonly reasons?: Commitment;
    }
  | { readonly type: 'SanctionApproved'; readonly at: EpochMs; readonly effectiveAt: EpochMs | null }
  | {
      readonly type: 'SanctionNotified';
      readonly at: EpochMs;
      readonly noticeId: NoticeId;
      readonly appealUntil: EpochMs;
    }
  | {
      readonly type: 'SanctionTookEffect';
      readonly at: EpochMs;
      readonly until: EpochMs | null;
      readonly confirmBy: EpochMs | null;
      /** Named again, so that readers of the log need not look it up. */
      readonly party: PartyId;
      readonly caseId: CaseId;
      readonly kind: MeasureKind;
    }
  | { readonly type: 'EmergencyConfirmed'; readonly at: EpochMs; readonly by: PartyId }
  | {
      readonly type: 'SanctionDeclined';
      readonly at: EpochMs;
      readonly by: PartyId | null;
      readonly why: DeclinedWhy;
      readonly reasons?: Commitment;
    }
  | {
      readonly type: 'SanctionEnded';
      readonly at: EpochMs;
      readonly by: PartyId | null;
      readonly why: EndedWhy;
      readonly party: PartyId;
      readonly kind: MeasureKind;
      readonly reasons?: Commitment;
    }
  | { readonly type: 'SanctionAppealed'; readonly at: EpochMs; readonly appealId: AppealId }
  | { readonly type: 'BasisFellAway'; readonly at: EpochMs; readonly appealId: AppealId }
  | { readonly type: 'BasisReviewed'; readonly at: EpochMs; readonly by: PartyId };

export function evolveSanction(state: Sanction | undefined, event: SanctionEvent): Sanction {
  if (event.type === 'SanctionProposed') {
    const { type: _, at: proposedAt, lapsesAt, ...facts } = event;
    const nobodyYet = { approvals: [], tookPart: [], confirmedBy: null };
    const nothingYet = { notice: null, appealId: null, basisGone: null };
    return { ...facts, ...nobodyYet, ...nothingYet, proposedAt, status: 'proposed', lapsesAt };
  }
  assert(state, `${event.type} before SanctionProposed`);
  switch (event.type) {
    case 'ApprovalGiven':
      return { ...state, approvals: [...state.approvals, { by: event.by, at: event.at }] };
    case 'SanctionApproved':
      return { ...kept(state), status: 'approved', effectiveAt: event.effectiveAt };
    case 'SanctionNotified':
      return { ...state, notice: { id: event.noticeId, appealUntil: event.appealUntil } };
    case 'SanctionTookEffect': {
      const { at: from, until, confirmBy } = event;
      return { ...kept(state), status: 'in-force', from, until, confirmBy };
    }
    case 'EmergencyConfirmed':
      assert(state.status === 'in-force', 'an emergency confirmed that is not in force');
      return { ...involved(state, event.by), confirmBy: null, confirmedBy: event.by };
    case 'SanctionDeclined': {
      const { at: declinedAt, why } = event;
      return { ...kept(involved(state, event.by)), status: 'declined', declinedAt, why };
    }
    case 'SanctionEnded':
      return ended(state, event);
    case 'SanctionAppealed':
      return { ...state, appealId: event.appealId };
    case 'BasisFellAway':
      return { ...state, basisGone: { appealId: event.appealId, at: event.at, reviewedBy: null } };
    case 'BasisReviewed':
      return state.basisGone ? { ...state, basisGone: { ...state.basisGone, reviewedBy: event.by } } : state;
    default:
      return event satisfies never;
  }
}

type Kept = Omit<Sanction, 'status'>;

/** The state without what belongs to its progress. */
function kept(state: Sanction): Kept {
  const { party, partyKind, caseId, violations, measure, cause, basis, approvalsNeeded, finders } = state;
  const { proposedAt, proposedBy, campaignId, interimFor, rulebook } = state;
  const { approvals, tookPart, confirmedBy, notice, appealId, basisGone } = state;
  return {
    party,
    partyKind,
    caseId,
    violations,
    measure,
    cause,
    basis,
    approvalsNeeded,
    finders,
    proposedAt,
    proposedBy,
    campaignId,
    interimFor,
    rulebook,
    approvals,
    tookPart,
    confirmedBy,
    notice,
    appealId,
    basisGone,
  };
}

function involved<S extends Sanction>(state: S, by: PartyId | null): S {
  return by === null || state.tookPart.includes(by) ? state : { ...state, tookPart: [...state.tookPart, by] };
}

function ended(state: Sanction, event: Extract<SanctionEvent, { type: 'SanctionEnded' }>): Sanction {
  const from = 'from' in state ? state.from : event.at;
  const until = 'until' in state ? state.until : null;
  const { at: endedAt, why } = event;
  return { ...kept(involved(state, event.by)), status: 'ended', from, until, endedAt, why };
}

/** Stream id `san_...`. */
export const sanctions: Concept<
  Sanction,
  SanctionEvent,
  'party' | 'case_id' | 'status' | 'kind' | 'campaign' | 'needs_look' | 'proposed_at'
> = {
  name: 'sanction',
  revision: 2,
  evolve: evolveSanction,
  columns: {
    party: { type: 'text', of: (s) => s.party },
    case_id: { type: 'text', of: (s) => s.caseId },
    status: { type: 'text', of: (s) => s.status },
    kind: { type: 'text', of: (s) => s.measure.kind },
    campaign: { type: 'text', of: (s) => s.campaignId },
    /** What a person has to do about it, beside the appeal: approve, confirm, or look at a basis that fell away. */
    needs_look: { type: 'text', of: needsLook },
    proposed_at: { type: 'bigint', of: (s) => s.proposedAt },
  },
  due: (s) => {
    if (s.status === 'proposed') return s.lapsesAt ?? undefined;
    if (s.status === 'approved') return s.effectiveAt ?? undefined;
    if (s.status !== 'in-force') return undefined;
    const dates = [s.until, s.confirmBy].filter((at) => at !== null);
    return dates.length > 0 ? Math.min(...dates) : undefined;
  },
};

/** Parties, queues and the log, as the API tells staff. */
import type { EpochMs } from '../../kernel/time.ts';
import type { Certificate } from './certificate-model.ts';
import type { StandingWord } from '../components/badge.tsx';
import type { Assessment, ExplainedAssessment } from '../components/metrics.tsx';
import type { OwnPlanPage } from '../seller/models.ts';
import type { CaseRow, HistoryItem, PartyRef, SanctionItem } from './models.ts';

export interface PartyRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly country: string;
  readonly since: EpochMs;
  readonly standing: StandingWord;
  readonly points: number;
}

export interface MeasureItem {
  readonly sanctionId: string;
  readonly caseId: string;
  readonly kind: string;
  readonly from: EpochMs;
  readonly until: EpochMs | null;
}

export interface PointsItem {
  readonly violation: string;
  readonly caseId: string;
  readonly points: number;
  readonly expiresAt: EpochMs;
}

/** `GET /parties/{id}/record`. */
export interface PartyRecord {
  readonly id: string;
  readonly name: string;
  readonly kind: 'seller' | 'buyer' | 'staff';
  readonly standing: StandingWord;
  readonly stage: string;
  readonly hold: { readonly reason: string; readonly at: EpochMs } | null;
  readonly points: number;
  readonly pointList: readonly (PointsItem & { readonly active: boolean })[];
  readonly measures: readonly MeasureItem[];
  readonly cases: readonly CaseRow[];
  readonly sanctions: readonly SanctionItem[];
  readonly appeals: readonly {
    readonly id: string;
    readonly status: string;
    readonly outcome: string | null;
    readonly filedAt: EpochMs;
  }[];
  readonly plans: readonly {
    readonly planId: string;
    readonly status: string;
    readonly outcome: string | null;
    readonly until: EpochMs;
  }[];
  readonly complaintsMade: Readonly<Record<string, number>>;
  readonly complaintsAbout: Readonly<Record<string, number>>;
  readonly notices: readonly {
    readonly id: string;
    readonly kind: string;
    readonly at: EpochMs;
    readonly readAt: EpochMs | null;
  }[];
  readonly history: readonly HistoryItem[];
}

/** `GET /parties/{id}`, as far as it is shown. */
export interface PartyAccount {
  readonly country: string;
  readonly registeredAt: EpochMs;
  readonly roles: readonly string[];
  readonly identity: Readonly<Record<string, IdentityItem>> | null;
  readonly certificate: Certificate | null;
  readonly erasure: {
    readonly at: EpochMs;
    readonly kept: readonly { readonly why: string; readonly until: EpochMs | null }[];
  } | null;
  /** Who of the staff has read the identification document, the latest first. */
  readonly documentOpenings: readonly { readonly at: EpochMs; readonly byName: string }[] | null;
  readonly sharesMarksWith:
    | readonly {
        readonly partyId: string;
        readonly name: string;
        readonly word: StandingWord;
        readonly marks: readonly string[];
      }[]
    | null;
}

export interface IdentityItem {
  /** Handed back with a judgement. */
  readonly seen: string;
  /** Text, or the parts of an address. */
  readonly value: string | Readonly<Record<string, string>> | null;
  readonly verified: boolean;
  readonly rejected: { readonly why: string } | null;
}

/** `GET /parties/{id}/signals`. */
export interface PartySignals {
  readonly metrics: readonly ExplainedAssessment[];
  readonly history: readonly JudgedMoment[];
}

/** The worst moment of a metric in imported history, judged as if that day were today. */
export interface JudgedMoment {
  readonly source: string;
  readonly at: EpochMs;
  readonly title: string;
  readonly assessment: Assessment & { readonly defects: readonly string[] };
}

export interface PartyPage {
  readonly record: PartyRecord;
  readonly account: PartyAccount;
  /** Staff are not measured. */
  readonly signals: PartySignals | null;
}

export interface HoldRow {
  readonly partyId: string;
  readonly name: string;
  readonly kind: string;
  readonly hold: {
    readonly reason: string;
    readonly at: EpochMs;
    readonly links: readonly {
      readonly party: string;
      readonly name: string;
      readonly marks: readonly string[];
    }[];
  };
  readonly reviewed: {
    readonly at: EpochMs;
    readonly byName: string;
    readonly outcome: string;
    readonly why: string;
  } | null;
}

export interface ComplaintRow {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly status: string;
  readonly outcome: string | null;
  readonly priority: string;
  readonly complainant: PartyRef;
  readonly subject: PartyRef;
  readonly caseId: string | null;
  readonly filedAt: EpochMs;
  readonly firstLookBy: EpochMs;
  readonly refs: Readonly<Partial<Record<'orderId' | 'listingId' | 'conversationId', string>>>;
}

export interface ComplaintPage extends ComplaintRow {
  readonly text: string | null;
  readonly violation: string;
  readonly uploads: readonly { readonly kind: string; readonly mime: string; readonly bytes: number }[];
  readonly dismissal: { readonly reason: string; readonly explanation: string | null } | null;
}

export interface AppealRow {
  readonly id: string;
  readonly status: string;
  readonly about: 'sanctions' | 'complaint' | 'goods-stop';
  readonly caseId: string | null;
  readonly complaintId: string | null;
  readonly sanctionIds: readonly string[];
  readonly appellant: PartyRef;
  readonly reviewer: PartyRef | null;
  readonly filedAt: EpochMs;
  readonly decideBy: EpochMs;
  readonly outcome: string | null;
  readonly decidedAt: EpochMs | null;
}

export interface AppealPage extends AppealRow {
  readonly grounds: string | null;
  readonly reasons: string | null;
  readonly reversed: readonly string[];
  readonly tookPart: readonly PartyRef[];
  readonly mayDecide: boolean;
}

export interface PlanRow {
  readonly planId: string;
  readonly caseId: string;
  readonly party: string;
  readonly partyName: string;
  readonly violations: readonly string[];
  readonly status: string;
  readonly outcome: string | null;
  readonly from: EpochMs;
  readonly until: EpochMs;
  readonly filed: boolean;
  readonly judgeBy: EpochMs | null;
  readonly targets: OwnPlanPage['targets'];
}

export interface PlanPage extends PlanRow {
  readonly plan: {
    readonly rootCause: string | null;
    readonly correction: string | null;
    readonly prevention: string | null;
    readonly filedAt: EpochMs;
  } | null;
  readonly results: readonly {
    readonly at: EpochMs;
    readonly targets: readonly {
      readonly metric: string;
      readonly volume: number;
      readonly rate: number | null;
      readonly verdict: string;
    }[];
  }[];
}

export interface CampaignRow {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly violations: readonly string[];
  readonly openedAt: EpochMs;
  readonly parties: number;
  readonly decided: number;
  readonly sampled: number;
  readonly sampleJudged: number;
  readonly sampleAgreed: number;
}

export interface CampaignPage extends CampaignRow {
  readonly startedBy: PartyRef;
  readonly opened: number;
  readonly skipped: readonly (PartyRef & { readonly why: string })[];
  readonly progress: readonly {
    readonly waitsFor: string;
    readonly outcome: string | null;
    readonly cases: number;
  }[];
  readonly sanctions: readonly { readonly kind: string; readonly status: string; readonly count: number }[];
  readonly sample: readonly SampleItem[];
  readonly rest: number;
  readonly released: number;
}

export interface SampleItem {
  readonly sanctionId: string;
  readonly caseId: string;
  readonly kind: string;
  readonly party: PartyRef;
  readonly judgedBy: string | null;
  readonly agrees: boolean | null;
}

export interface WorstRow {
  readonly party: string;
  readonly name: string;
  readonly standing: StandingWord;
  /** When the bound was at its worst, for judged history. */
  readonly at: EpochMs;
  readonly title: string;
  readonly assessment: Assessment;
}

export interface WorstPage {
  readonly rows: readonly WorstRow[];
  readonly metrics: readonly {
    readonly metric: string;
    readonly title: string;
    readonly violation: string;
  }[];
}

export interface LogEntry {
  readonly position: number;
  readonly concept: string;
  readonly stream: string;
  readonly type: string;
  readonly at: EpochMs;
  readonly by: string;
}

export interface LogState {
  readonly sealedPosition: number;
  readonly sealedHash: string;
  readonly checkpoint: { readonly position: number; readonly hash: string; readonly at: EpochMs } | null;
  /** The check of the newest entries' chain. */
  readonly verified: { readonly ok: boolean; readonly entries: number; readonly problem: string | null };
  readonly entries: readonly LogEntry[];
  readonly next: string | null;
}

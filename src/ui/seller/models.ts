/** A seller's own matters, as the API tells them. */
import type { EpochMs } from '../../kernel/time.ts';
import type { StandingWord } from '../components/badge.tsx';

/** `GET /me/standing`. */
export interface OwnStanding {
  readonly word: StandingWord;
  readonly stage: string;
  readonly hold: { readonly reason: string; readonly at: EpochMs } | null;
  readonly points: number;
  readonly pointList: readonly {
    readonly caseId: string;
    readonly violation: string;
    readonly points: number;
    readonly expiresAt: EpochMs;
  }[];
  readonly ladder: readonly {
    readonly rung: string;
    readonly fromPoints: number;
    readonly reached: boolean;
  }[];
  readonly measures: readonly {
    readonly sanctionId: string;
    readonly kind: string;
    readonly until: EpochMs | null;
  }[];
  readonly sanctions: readonly OwnSanction[];
  readonly plans: readonly OwnPlan[];
}

export interface OwnSanction {
  readonly sanctionId: string;
  readonly caseId: string;
  readonly kind: string;
  readonly status: string;
  readonly violations: readonly string[];
  readonly from: EpochMs | null;
  readonly noticeId: string | null;
  readonly appealId: string | null;
  readonly appealUntil: EpochMs | null;
  readonly mayAppeal: boolean;
}

export interface OwnPlan {
  readonly planId: string;
  readonly violations: readonly string[];
  readonly status: string;
  readonly outcome: string | null;
  readonly until: EpochMs;
  readonly filed: boolean;
}

/** `GET /me/plans/{id}`. */
export interface OwnPlanPage extends OwnPlan {
  readonly targets: readonly {
    readonly metric: string;
    readonly title: string;
    readonly atMost?: number;
    readonly atLeast?: number;
    readonly minVolume: number;
    readonly peopleMin?: number;
  }[];
  readonly plan: {
    readonly rootCause: string | null;
    readonly correction: string | null;
    readonly prevention: string | null;
  } | null;
  readonly results: readonly {
    readonly at: EpochMs;
    readonly targets: readonly {
      readonly metric: string;
      readonly volume: number;
      readonly rate: number | null;
      readonly verdict: 'met' | 'missed' | 'too-little' | 'uncertain';
    }[];
  }[];
}

export interface NoticeRow {
  readonly id: string;
  readonly at: EpochMs;
  readonly kind: string;
  /** Of a return that went on. */
  readonly step: string | null;
  readonly readAt: EpochMs | null;
}

export interface OwnCaseRow {
  readonly id: string;
  readonly side: 'subject' | 'complainant';
  readonly status: string;
  readonly violations: readonly { readonly violation: string; readonly title: string }[];
  readonly openedAt: EpochMs;
  readonly outcome: string | null;
  /** Until when a statement is asked of me. */
  readonly statementDueAt: EpochMs | null;
}

export interface OwnCase extends OwnCaseRow {
  readonly complaints: number;
  readonly findings: readonly {
    readonly violation: string;
    readonly result: string;
    readonly reasons: string | null;
    readonly at: EpochMs;
  }[];
  readonly statements: readonly {
    readonly askedAt: EpochMs;
    readonly dueAt: EpochMs;
    readonly mayExtend: boolean;
    readonly answeredAt: EpochMs | null;
    readonly missed: boolean;
    readonly text: string | null;
  }[];
  readonly evidence: readonly {
    readonly id: string;
    readonly kind: string;
    readonly title: string;
    readonly at: EpochMs;
    readonly content: string | null;
    readonly file: { readonly mime: string; readonly bytes: number } | null;
  }[];
}

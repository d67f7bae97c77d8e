import type { EpochMs } from '../../kernel/time.ts';

/** `GET /me/standing`. */
export interface OwnStanding {
  readonly word: 'good' | 'held' | 'restricted' | 'stopped' | 'barred';
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
    readonly caseId: string;
    readonly kind: string;
    readonly until: EpochMs | null;
  }[];
  readonly sanctions: readonly OwnSanction[];
  readonly plans: readonly {
    readonly planId: string;
    readonly violations: readonly string[];
    readonly status: string;
    readonly until: EpochMs;
  }[];
}

export interface OwnSanction {
  readonly sanctionId: string;
  readonly caseId: string;
  readonly kind: string;
  readonly status: string;
  readonly noticeId: string | null;
  readonly appealId: string | null;
  readonly mayAppeal: boolean;
  readonly endedAt: EpochMs | null;
  readonly endedWhy: string | null;
}

/** `GET /parties/{partyId}/signals`, of one's own. */
export interface Rate {
  readonly metric: string;
  readonly title: string;
  readonly n: number;
  readonly k: number;
  readonly of: 'defects' | 'successes';
  readonly lower: number;
  readonly upper: number;
  readonly confidence: number;
  readonly threshold: number;
  readonly verdict: 'too-little-data' | 'ok' | 'at-risk' | 'breach';
  readonly excluded: readonly { readonly count: number }[];
}

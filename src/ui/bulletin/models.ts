/** What `/api/v1/transparency` answers. */
import type { EpochMs } from '../../kernel/time.ts';

export const CONSEQUENCES = ['warned', 'restricted', 'suspended', 'shut-down', 'barred'] as const;
export type Consequence = (typeof CONSEQUENCES)[number];
export type Side = 'seller' | 'buyer';

export interface Month {
  readonly month: string;
  readonly decisions: Readonly<Record<Consequence, number>>;
  readonly reversed: number;
  readonly lifted: number;
  readonly automated: number;
  readonly emergencies: number;
  readonly complaints: {
    readonly filed: number;
    readonly upheld: number;
    readonly notUpheld: number;
    readonly undetermined: number;
    readonly unfounded: number;
    readonly dismissed: number;
    readonly medianHours: number | null;
  };
  readonly appeals: {
    readonly filed: number;
    readonly upheld: number;
    readonly reversed: number;
    readonly changed: number;
    readonly medianHours: number | null;
  };
  readonly reasons: readonly {
    readonly side: Side;
    readonly violation: string;
    readonly kind: string;
    readonly imposed: number;
    readonly reversed: number;
  }[];
}

export interface Decision {
  readonly id: string;
  readonly at: EpochMs;
  readonly side: Side;
  readonly kind: string;
  readonly consequence: Consequence;
  readonly violations: readonly string[];
  readonly cause: 'findings' | 'signal' | 'rectification-failed' | 'emergency';
  readonly until: EpochMs | null;
}

export interface Rung {
  readonly name: string;
  readonly fromPoints: number;
  readonly toPoints: number | null;
  readonly automatic: 'performance' | 'never';
  readonly measures: readonly {
    readonly kind: string;
    readonly approvals: number;
    readonly days: number | null;
  }[];
}

export interface Violation {
  readonly name: string;
  readonly title: string;
  readonly side: Side;
  readonly severity: 'minor' | 'moderate' | 'serious' | 'critical';
  readonly points: number;
  readonly pointsExpireDays: number;
  readonly clause: string;
  readonly explanation: string;
  readonly rectifyWithinDays: number | null;
  readonly evidenceRequired: readonly string[];
}

export interface MetricRule {
  readonly name: string;
  readonly title: string;
  readonly side: Side;
  readonly of: 'defects' | 'successes';
  readonly warn: number;
  readonly breach: number;
  readonly windowDays: number;
  readonly minVolume: number;
  readonly minUniqueCounterparties: number;
  readonly confidence: number;
}

export interface Rules {
  readonly rulebook: {
    readonly version: string;
    readonly hash: string;
    readonly effectiveFrom: string;
  };
  readonly terms: {
    readonly version: string;
    readonly clauses: readonly { readonly id: string; readonly title: string; readonly text: string }[];
  };
  readonly violations: readonly Violation[];
  readonly ladders: Readonly<Record<Side, readonly Rung[]>>;
  readonly metrics: readonly MetricRule[];
  readonly goods: readonly {
    readonly name: string;
    readonly title: string;
    readonly markets: readonly string[] | null;
    readonly action: 'refuse' | 'review';
  }[];
  readonly appeals: { readonly windowMonths: number; readonly decideWithinDays: number };
  readonly probation: {
    readonly openOrdersMax: number;
    readonly listingsMax: number;
    readonly payoutDelayDays: number;
    readonly deliveredOrdersMin: number;
    readonly afterDays: number;
  };
}

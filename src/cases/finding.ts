import type {
  AppealId,
  CampaignId,
  ConversationId,
  EvidenceId,
  OrderId,
  PartyId,
  ReturnId,
} from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';

export const FINDING_RESULTS = ['substantiated', 'unsubstantiated', 'undetermined'] as const;
export type FindingResult = (typeof FINDING_RESULTS)[number];

/** Who judged: a member of staff, or the signals, which may at most warn. */
export type Finder = PartyId | 'system:signals';

export interface Finding {
  readonly violation: string;
  readonly result: FindingResult;
  /** Manifestly without ground: counts towards the record of those who complained. */
  readonly unfounded: boolean;
  /** The finder's own words; `null` when the metric's numbers are the whole reason. */
  readonly reasons: Commitment | null;
  readonly evidence: readonly EvidenceId[];
  /** Clause of the terms that the subject had accepted. */
  readonly clause: string;
  readonly by: Finder;
  readonly at: EpochMs;
  readonly rulebook: string;
}

/** A finding that an appeal, or the second look at a campaign's sample, set aside. Who made it judges this case no more. */
export interface OverturnedFinding {
  readonly finding: Finding;
  readonly because: AppealId | CampaignId;
  readonly at: EpochMs;
}

export interface Allegation {
  readonly violation: string;
  readonly finding: Finding | null;
  readonly overturned: readonly OverturnedFinding[];
  /** Reversed on appeal for good: it is not judged a second time, also where the rest of the case is heard again. */
  readonly settled?: true;
}

/** Nothing is left to judge about it. */
export function isJudged({ finding, settled }: Pick<Allegation, 'finding' | 'settled'>): boolean {
  return finding !== null || settled === true;
}

/** What a finding counts for; in the event, so that readers of the log need not look the case up. */
export interface FindingScope {
  readonly subject: PartyId;
  readonly subjectKind: 'seller' | 'buyer';
  readonly complainants: readonly PartyId[];
  readonly orders: readonly OrderId[];
  readonly conversations: readonly ConversationId[];
  readonly returns?: readonly ReturnId[];
}

/** Takes a finding back and keeps it on record. */
export function withoutFinding(
  allegations: readonly Allegation[],
  by: {
    readonly violation: string;
    readonly because: AppealId | CampaignId;
    readonly at: EpochMs;
    readonly settled?: true;
  },
): readonly Allegation[] {
  return allegations.map((a) => {
    if (a.violation !== by.violation || !a.finding) return a;
    const record = { finding: a.finding, because: by.because, at: by.at };
    const overturned = [...a.overturned, record];
    return { ...a, finding: null, overturned, ...(by.settled ? { settled: by.settled } : {}) };
  });
}

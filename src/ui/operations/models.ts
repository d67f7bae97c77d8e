/** Cases and what belongs to them, as the API tells staff. */
import type { Money } from '../../kernel/money.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Severity, StandingWord } from '../components/badge.tsx';

export interface PartyRef {
  readonly id: string;
  readonly name: string;
}

export interface CaseRow {
  readonly id: string;
  readonly status: string;
  readonly priority: string;
  readonly severity: Severity;
  readonly violations: readonly string[];
  readonly party: PartyRef;
  /** Independent complainants: accounts that share identity marks are one voice. */
  readonly voices: number;
  /** `first-look`, `statements`, `decision`, `sanction` or `nothing`. */
  readonly waitsFor: string;
  readonly source: string;
  readonly assignee: string | null;
  /** A clock of the staff ran out. */
  readonly escalated: boolean;
  /** Of a closed case: `sanctioned`, `no-sanction` or `no-violation`. */
  readonly outcome: string | null;
  readonly openedAt: EpochMs;
  /** The clock that runs out first; `null` when none runs. */
  readonly dueAt: EpochMs | null;
}

export interface Queue {
  readonly cases: readonly CaseRow[];
  readonly next: string | null;
}

export interface Finding {
  readonly result: 'substantiated' | 'unsubstantiated' | 'undetermined';
  /** Manifestly without ground: counts towards the record of those who complained. */
  readonly unfounded: boolean;
  /** `null` when the metric's numbers are the whole reason. */
  readonly reasons: string | null;
  /** Ids of the items it rests on. */
  readonly evidence: readonly string[];
  readonly by: string;
  readonly at: EpochMs;
}

export interface Allegation {
  readonly violation: string;
  readonly title: string;
  readonly severity: Severity;
  readonly clause: string;
  /** Kinds of evidence without which it can't be substantiated. */
  readonly evidenceMissing: readonly string[];
  readonly finding: Finding | null;
  /** Findings that an appeal or a second look set aside. */
  readonly overturned: number;
  readonly settled: boolean;
}

export interface ComplaintItem {
  readonly id: string;
  readonly kind: string;
  readonly from: PartyRef;
  readonly filedAt: EpochMs;
  readonly orderId: string | null;
  readonly text: string | null;
  /** Shares identity marks with this account: the two count as one voice. */
  readonly sameVoiceAs: PartyRef | null;
  readonly withdrawn: boolean;
}

export interface EvidenceItem {
  readonly id: string;
  readonly kind: string;
  /** One line without personal data. */
  readonly title: string;
  /** Of its content, hex. */
  readonly sha256: string;
  readonly at: EpochMs;
  readonly by: string;
  /** What it says, for those who may read it. */
  readonly content: string | null;
  /** Id of the order, listing, conversation or party that it is about. */
  readonly about: string | null;
  /** Set when it is an uploaded file. */
  readonly file: { readonly mime: string; readonly bytes: number } | null;
}

export interface StatementItem {
  readonly id: string;
  readonly from: PartyRef;
  readonly side: 'subject' | 'complainant';
  readonly requestedAt: EpochMs;
  readonly dueAt: EpochMs;
  readonly answeredAt: EpochMs | null;
  /** The time is over; silence neither wins nor loses. */
  readonly missed: boolean;
  readonly text: string | null;
}

export interface SanctionItem {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly party: PartyRef;
  readonly caseId: string;
  readonly violations: readonly string[];
  readonly cause: string;
  readonly proposedAt: EpochMs;
  readonly proposedBy: string;
  readonly from: EpochMs | null;
  readonly until: EpochMs | null;
  /** When a proposal that nobody approves lapses. */
  readonly lapsesAt: EpochMs | null;
  /** When an approved termination takes effect. */
  readonly effectiveAt: EpochMs | null;
  /** Until when a second person must confirm an emergency. */
  readonly confirmBy: EpochMs | null;
  /** Why it ended or was declined. */
  readonly ended: string | null;
  readonly approvals: readonly string[];
  readonly approvalsNeeded: number;
  readonly basis: {
    readonly rung: string;
    /** Severity that raised the rung above what the points alone reach. */
    readonly floor: string | null;
    readonly points: readonly {
      readonly violation: string;
      readonly points: number;
      readonly repeat: boolean;
    }[];
  };
  readonly amount: Money | null;
  readonly noticeId: string | null;
  readonly appealUntil: EpochMs | null;
  readonly needsLook: string | null;
  /** What whoever reads may do about it now. */
  readonly commands: readonly string[];
}

export interface AppealItem {
  readonly id: string;
  readonly status: string;
  readonly from: PartyRef;
  readonly reviewer: string | null;
  readonly sanctionIds: readonly string[];
  readonly filedAt: EpochMs;
  readonly dueAt: EpochMs | null;
  readonly grounds: string;
  readonly outcome: string | null;
  readonly mayDecide: boolean;
}

export interface HistoryItem {
  readonly id: string;
  readonly at: EpochMs;
  readonly title: string;
  readonly by: string;
  /** Codes that say more than the title. */
  readonly detail: string | null;
  readonly dates: readonly { readonly name: string; readonly at: EpochMs }[];
}

export interface CasePage extends CaseRow {
  readonly standing: StandingWord;
  readonly points: number;
  readonly allegations: readonly Allegation[];
  readonly merged: readonly ComplaintItem[];
  readonly evidence: readonly EvidenceItem[];
  readonly statements: readonly StatementItem[];
  readonly sanctions: readonly SanctionItem[];
  readonly appeals: readonly AppealItem[];
  readonly history: readonly HistoryItem[];
  /** What the ladder answers to what was found; `null` while an allegation is not decided, and when it is settled. */
  readonly rung: {
    readonly name: string;
    readonly points: number;
    readonly sanctions: readonly string[];
    readonly approvals: number;
    /** What is missing for a bar that the points call for. */
    readonly withheld: readonly string[];
    /** Lower rungs that may be chosen instead. */
    readonly lower: readonly string[];
  } | null;
  readonly refs: {
    readonly orders: readonly string[];
    readonly listings: readonly string[];
    readonly conversations: readonly string[];
  };
  readonly allegeable: readonly { readonly violation: string; readonly title: string }[];
  readonly emergencies: readonly {
    readonly name: string;
    readonly title: string;
    readonly permits: readonly string[];
  }[];
  readonly conflicts: readonly string[];
  /** Whom a statement may be asked of. */
  readonly askable: readonly (PartyRef & { readonly side: 'subject' | 'complainant' })[];
  /** Commands the reader may give now, by name. */
  readonly commands: readonly string[];
}

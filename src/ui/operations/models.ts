/** What the operations pages show. Loaders make these from the API's answers; nothing here knows how they are stored. */
import type { Money } from '../../kernel/money.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Severity, StandingWord } from '../components/badge.tsx';
import type { Bounds } from '../components/bound-bar.tsx';

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
  readonly assignee: string | null;
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
}

export interface ComplaintItem {
  readonly id: string;
  readonly kind: string;
  readonly from: PartyRef;
  readonly filedAt: EpochMs;
  readonly orderId: string | null;
  readonly text: string | null;
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
  readonly proposedAt: EpochMs;
  readonly proposedBy: string;
  readonly until: EpochMs | null;
  readonly approvals: readonly string[];
  readonly approvalsNeeded: number;
  readonly reasons: string;
  /** Whether whoever reads the page may approve it: not its proposer, not twice, and only in the role for it. */
  readonly mayApprove: boolean;
}

export interface AppealItem {
  readonly id: string;
  readonly status: string;
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
  readonly detail: string | null;
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
    readonly sanctions: readonly string[];
    readonly approvals: number;
  } | null;
  /** Whom a statement may be asked of. */
  readonly askable: readonly (PartyRef & { readonly side: 'subject' | 'complainant' })[];
  /** Commands the reader may give now, by name. */
  readonly commands: readonly string[];
}

export interface MetricItem {
  readonly name: string;
  readonly title: string;
  readonly verdict: 'fine' | 'warn' | 'breach' | 'too-little-data';
  readonly volume: number;
  readonly volumeMin: number;
  readonly defects: number;
  readonly people: number;
  readonly peopleMin: number;
  readonly windowFrom: EpochMs;
  readonly windowTo: EpochMs;
  readonly bounds: Bounds | null;
  readonly course: readonly number[];
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

export interface PartyRow {
  readonly id: string;
  readonly name: string;
  readonly kind: 'seller' | 'buyer' | 'staff';
  readonly standing: StandingWord;
  readonly points: number;
}

export interface OrderRow {
  readonly id: string;
  readonly status: string;
  readonly placedAt: EpochMs;
  readonly total: Money;
}

export interface PartyPage extends PartyRow {
  readonly stage: string;
  readonly hold: string | null;
  readonly measures: readonly MeasureItem[];
  readonly pointList: readonly PointsItem[];
  readonly metrics: readonly MetricItem[];
  readonly links: readonly { readonly party: PartyRef; readonly marks: readonly string[] }[];
  readonly orders: readonly OrderRow[];
  readonly cases: readonly CaseRow[];
  readonly history: readonly HistoryItem[];
}

export interface CampaignRow {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly openedAt: EpochMs;
  readonly parties: number;
  readonly decided: number;
  readonly sampled: number;
  readonly sampleAgreed: number;
}

export interface WorstRow {
  readonly party: PartyRef;
  readonly standing: StandingWord;
  readonly metric: string;
  readonly title: string;
  readonly volume: number;
  readonly defects: number;
  readonly bounds: Bounds;
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
  /** The check of the chain from the last checkpoint to the end. */
  readonly verified: { readonly ok: boolean; readonly entries: number; readonly problem: string | null };
  readonly entries: readonly LogEntry[];
  readonly next: string | null;
}

import type { EpochMs } from '../../kernel/time.ts';

/** `GET /me/cases`. */
export interface OwnCaseRow {
  readonly id: string;
  readonly side: 'subject' | 'complainant';
  readonly status: 'open' | 'found' | 'closed';
  readonly violations: readonly {
    readonly violation: string;
    readonly title: string;
    readonly clause: string;
  }[];
  readonly openedAt: EpochMs;
  readonly decideBy: EpochMs;
  readonly outcome: 'sanctioned' | 'no-sanction' | 'no-violation' | null;
  /** Until when a statement is asked of me. */
  readonly statementDueAt: EpochMs | null;
}

/** `GET /me/cases/{caseId}`. */
export interface OwnCase extends OwnCaseRow {
  readonly complaints: number;
  readonly findings: readonly {
    readonly violation: string;
    readonly result: 'substantiated' | 'unsubstantiated' | 'undetermined';
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
  readonly evidence: readonly CaseEvidence[];
}

export interface CaseEvidence {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly at: EpochMs;
  readonly by: string;
  readonly content: string | null;
  readonly file: { readonly mime: string; readonly bytes: number } | null;
}

import type { EpochMs } from '../kernel/time.ts';
import type { FindingFact, FindingOutcome } from './fact.ts';

/** What a case has decided about a violation in a unit. */
export interface Finding {
  readonly caseId: string;
  readonly violation: string;
  readonly at: EpochMs;
  readonly outcome: FindingOutcome;
}

export type NewFinding = Pick<FindingFact, 'caseId' | 'violation' | 'at' | 'outcome'>;

const NO_FINDINGS: readonly Finding[] = [];

/** Two decisions at the same millisecond: any fixed order will do, as long as it is always the same. */
export function isLater(a: { at: EpochMs; outcome: string }, b: { at: EpochMs; outcome: string }): boolean {
  return a.at > b.at || (a.at === b.at && a.outcome > b.outcome);
}

/** What cases have found about the units of one kind; of most units nothing. */
export class Findings {
  private readonly bySlot = new Map<number, readonly Finding[]>();

  of(slot: number): readonly Finding[] {
    return this.bySlot.get(slot) ?? NO_FINDINGS;
  }

  put(slot: number, findings: readonly Finding[]): void {
    if (findings.length > 0) this.bySlot.set(slot, findings);
  }

  /** Of one case about one violation the latest decision holds. */
  add(slot: number, fact: NewFinding): void {
    const { caseId, violation, at, outcome } = fact;
    const findings = this.of(slot);
    const known = findings.find((f) => f.caseId === caseId && f.violation === violation);
    if (known !== undefined && !isLater(fact, known)) return;
    this.put(slot, [...findings.filter((f) => f !== known), { caseId, violation, at, outcome }]);
  }

  isFound(slot: number, violations: ReadonlySet<string>): boolean {
    for (const finding of this.of(slot))
      if (finding.outcome === 'substantiated' && violations.has(finding.violation)) return true;
    return false;
  }

  delete(slot: number): void {
    if (this.bySlot.size > 0) this.bySlot.delete(slot);
  }
}

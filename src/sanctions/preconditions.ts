import type { CaseId, PartyId } from '../kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../kernel/time.ts';
import type { SanctionKind } from '../rulebook/ladder.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import type { MeasureKind } from '../standing/standing.ts';
import type { Rectification } from './rectification.ts';
import type { Cause, Sanction } from './sanction.ts';

/** What takes an account away altogether: always two different people. */
export const TERMINATIONS: ReadonlySet<MeasureKind> = new Set<SanctionKind>([
  'shutdown',
  'bar',
  'account-closed',
]);

/** A warning that took effect and was never reversed, and when the time to put it right was over. */
export interface EarlierWarning {
  readonly caseId: CaseId;
  readonly from: EpochMs;
  readonly windowEndsAt: EpochMs;
}

/** What must be there before somebody is shut out for good. */
export type Precondition = 'evidence' | 'earlier-warning' | 'elapsed-window' | 'two-approvers';

export interface TerminationGround {
  /** Items of evidence cited by the findings it rests on. */
  readonly evidence: number;
  readonly warnings: readonly EarlierWarning[];
  readonly approvers: readonly PartyId[];
  readonly finders: readonly PartyId[];
  readonly now: EpochMs;
}

/**
 * Which preconditions are not met yet. A bar needs all four; other terminations evidence and two approvers. An
 * emergency of the rulebook that permits this very kind waives the warning and the window, never evidence or the
 * second person.
 */
export function missingFor(
  kind: MeasureKind,
  ground: TerminationGround,
  cause: Cause,
  rulebook: Pick<Rulebook, 'emergencies'>,
): readonly Precondition[] {
  if (!TERMINATIONS.has(kind)) return [];
  const missing: Precondition[] = [];
  if (ground.evidence < 1) missing.push('evidence');
  if (kind === 'bar' && !isWaived(kind, cause, rulebook)) {
    if (ground.warnings.length === 0) missing.push('earlier-warning');
    if (!ground.warnings.some((w) => w.windowEndsAt <= ground.now)) missing.push('elapsed-window');
  }
  if (!areTwoPeople(ground.approvers, ground.finders)) missing.push('two-approvers');
  return missing;
}

function isWaived(kind: MeasureKind, cause: Cause, rulebook: Pick<Rulebook, 'emergencies'>): boolean {
  if (cause.kind !== 'emergency') return false;
  return (
    (rulebook.emergencies[cause.emergency]?.permits as readonly string[] | undefined)?.includes(kind) ?? false
  );
}

/** Two different people, at least one of whom made none of the findings. */
export function areTwoPeople(approvers: readonly PartyId[], finders: readonly PartyId[]): boolean {
  const people = new Set(approvers);
  return people.size >= 2 && [...people].some((p) => !finders.includes(p));
}

/** Warnings that count against a party in a new case. `of`: the party's sanctions and rectification windows. */
export function earlierWarnings(
  of: { readonly sanctions: readonly Sanction[]; readonly rectifications: readonly Rectification[] },
  notOfCase: CaseId | null,
  rulebook: Pick<Rulebook, 'violations' | 'rectification'>,
): readonly EarlierWarning[] {
  return of.sanctions.flatMap((s) => {
    if (s.measure.kind !== 'warning' || s.caseId === notOfCase || !('from' in s) || wasUndone(s)) return [];
    const window = of.rectifications.find((r) => r.caseId === s.caseId && r.status !== 'cancelled');
    const windowEndsAt = window?.until ?? s.from + windowDays(s.violations, rulebook) * DAY_MS;
    return [{ caseId: s.caseId, from: s.from, windowEndsAt }];
  });
}

function windowDays(
  violations: readonly string[],
  rulebook: Pick<Rulebook, 'violations' | 'rectification'>,
): number {
  const days = violations.map((v) => {
    const rectifiable = rulebook.violations[v]?.rectifiable ?? 'none';
    return rectifiable === 'none' ? rulebook.rectification.warningWindowDays : rectifiable.windowDays;
  });
  return Math.max(rulebook.rectification.warningWindowDays, ...days);
}

/** Reversed on appeal, or an emergency that nobody confirmed: it never counts against anybody. */
export function wasUndone(sanction: Sanction): boolean {
  return sanction.status === 'ended' && (sanction.why === 'reversed' || sanction.why === 'unconfirmed');
}

export type Termination =
  | { readonly effectiveAt: EpochMs }
  | { readonly atOnceBecause: 'emergency' | 'repeated-infringement' };

/**
 * When a full termination of a seller takes effect: 30 days (rulebook) after its statement of reasons, at once in
 * emergencies and for repeated infringement (Regulation (EU) 2019/1150, article 4(2) and (4)). `undefined` for
 * everything that is no termination of a seller.
 */
export function terminationOf(
  sanction: Pick<Sanction, 'measure' | 'partyKind' | 'cause' | 'caseId'>,
  others: readonly Sanction[],
  at: EpochMs,
  rulebook: Pick<Rulebook, 'approvals'>,
): Termination | undefined {
  if (sanction.partyKind !== 'seller' || !TERMINATIONS.has(sanction.measure.kind)) return undefined;
  if (sanction.cause.kind === 'emergency') return { atOnceBecause: 'emergency' };
  const before = others.some((s) => s.caseId !== sanction.caseId && 'from' in s && !wasUndone(s));
  if (before) return { atOnceBecause: 'repeated-infringement' };
  return { effectiveAt: at + rulebook.approvals.terminationNoticeDays * DAY_MS };
}

import type { CaseId, ListingId, OrderId } from '../kernel/ids.ts';
import { basisPointsOf, type Currency, type Money, money } from '../kernel/money.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Rung, SanctionRule } from '../rulebook/ladder.ts';
import type { Frozen, Rulebook } from '../rulebook/schema.ts';
import type { Standing } from '../standing/standing.ts';
import { missingFor, type EarlierWarning, type Precondition } from './preconditions.ts';
import type { Basis, PointsRule, SanctionMeasure } from './sanction.ts';

type FrozenRung = Frozen<Rung>;
type FrozenLadder = Frozen<Rulebook['ladder']['seller' | 'buyer']>;

/** What a substantiated case concerns, and what is known of its subject. */
export interface ProposalInput {
  readonly caseId: CaseId;
  readonly subjectKind: 'seller' | 'buyer';
  readonly violations: readonly string[];
  readonly standing: Pick<Standing, 'points'>;
  readonly warnings: readonly EarlierWarning[];
  /** Items of evidence cited by the findings. */
  readonly evidence: number;
  readonly listings: readonly ListingId[];
  /** Orders of those who complained: their buyers are compensated. */
  readonly orders: readonly { readonly orderId: OrderId; readonly total: Money }[];
  /** The subject's own currency, for a deposit. */
  readonly currency: Currency;
  readonly now: EpochMs;
}

export interface ProposedSanction {
  readonly measure: SanctionMeasure;
  readonly approvalsNeeded: 1 | 2;
}

export interface Proposal {
  readonly basis: Basis;
  readonly pointsTotal: number;
  /** A metric alone may impose it. */
  readonly automatic: boolean;
  readonly sanctions: readonly ProposedSanction[];
  /** A bar that the points call for and that may not be proposed yet, and what is missing. */
  readonly withheld: { readonly kind: 'bar'; readonly missing: readonly Precondition[] } | null;
}

/**
 * The ladder's answer: active points plus the new ones choose the rung, a severe violation raises it, and a bar is
 * only proposed when evidence, warning and window are there; otherwise the rung below. `undefined` when the points
 * reach no rung. `rungAtMost` names a lower rung that a person has chosen; a higher or unknown one is ignored.
 */
export function proposeSanctions(
  rulebook: Rulebook,
  input: ProposalInput,
  rungAtMost?: string,
): Proposal | undefined {
  const ladder = rulebook.ladder[input.subjectKind];
  const isNew = (p: { caseId: CaseId; violation: string }) =>
    p.caseId === input.caseId && input.violations.includes(p.violation);
  const before = input.standing.points.filter((p) => p.expiresAt > input.now && !isNew(p));
  const pointsNew = newPoints(rulebook, ladder.repeatMultiplier, input.violations, before);
  const total = sumOf(before) + sumOf(pointsNew);
  const byPoints = rungOf(ladder, total);
  const floor = floorOf(rulebook, ladder, input.violations);
  const called = Math.max(byPoints, floor.index);
  const missing = missingForBar(rulebook, input);
  const allowed = missing.length === 0 ? called : withoutBar(ladder, called);
  const chosen = rungAtMost === undefined ? -1 : ladder.rungs.findIndex((r) => r.name === rungAtMost);
  const rung = ladder.rungs[chosen >= 0 ? Math.min(allowed, chosen) : allowed];
  if (!rung) return undefined;
  const pointsBefore = before.map(({ caseId, violation, points }) => ({ caseId, violation, points }));
  const raised = floor.index > byPoints ? floor.severity : null;
  return {
    basis: { rung: rung.name, pointsBefore, pointsNew, floor: raised },
    pointsTotal: total,
    automatic: rung.automatic === 'performance',
    sanctions: rung.sanctions.flatMap((rule) => measuresOf(rule, input)),
    withheld: allowed < called ? { kind: 'bar', missing } : null,
  };
}

function sumOf(points: readonly { readonly points: number }[]): number {
  return points.reduce((total, p) => total + p.points, 0);
}

/** A violation found again while points of the same one are active costs more, rounded up. */
function newPoints(
  rulebook: Rulebook,
  repeatMultiplier: number,
  violations: readonly string[],
  before: readonly { readonly violation: string }[],
): readonly PointsRule[] {
  return violations.flatMap((violation) => {
    const rule = rulebook.violations[violation];
    if (!rule) return [];
    const repeat = before.some((p) => p.violation === violation);
    // Rounded to six decimals first: 10 times 1.1 is 11, not 11.000000000000002 and so 12.
    const points = repeat ? Math.ceil(Number((rule.points * repeatMultiplier).toFixed(6))) : rule.points;
    return [{ violation, points, expireDays: rule.pointsExpireDays, repeat }];
  });
}

/** Index of the rung for a sum of points; -1 below the first. */
function rungOf(ladder: FrozenLadder, points: number): number {
  return ladder.rungs.findLastIndex((rung) => points >= rung.fromPoints);
}

function floorOf(
  rulebook: Rulebook,
  ladder: FrozenLadder,
  violations: readonly string[],
): { readonly index: number; readonly severity: Basis['floor'] } {
  let best: { index: number; severity: Basis['floor'] } = { index: -1, severity: null };
  for (const violation of violations) {
    const severity = rulebook.violations[violation]?.severity ?? 'minor';
    if (severity === 'minor') continue;
    const index = ladder.rungs.findIndex((r) => r.name === ladder.severityFloors[severity]);
    if (index > best.index) best = { index, severity };
  }
  return best;
}

function missingForBar(rulebook: Rulebook, input: ProposalInput): readonly Precondition[] {
  const ground = {
    evidence: input.evidence,
    warnings: input.warnings,
    approvers: [],
    finders: [],
    now: input.now,
  };
  // Who approves is known later; the rest must be there before it is even proposed.
  return missingFor('bar', ground, { kind: 'findings' }, rulebook).filter((p) => p !== 'two-approvers');
}

function withoutBar(ladder: FrozenLadder, from: number): number {
  return ladder.rungs.findLastIndex((rung, i) => i <= from && !rung.sanctions.some((s) => s.kind === 'bar'));
}

/** The rung above, for a rectification that failed; `undefined` at the top. */
export function rungAbove(
  rulebook: Rulebook,
  subjectKind: 'seller' | 'buyer',
  name: string,
): FrozenRung | undefined {
  const { rungs } = rulebook.ladder[subjectKind];
  const index = rungs.findIndex((rung) => rung.name === name);
  return index < 0 ? undefined : rungs[index + 1];
}

/** A rule of a rung made concrete: one sanction, one for each listing or order, or none where there is nothing to act on. */
export function measuresOf(
  rule: Frozen<SanctionRule>,
  input: Pick<ProposalInput, 'listings' | 'orders' | 'currency'>,
): readonly ProposedSanction[] {
  const { approvals: approvalsNeeded } = rule;
  const one = (measure: SanctionMeasure): readonly ProposedSanction[] => [{ measure, approvalsNeeded }];
  switch (rule.kind) {
    case 'listing-takedown': {
      const { kind, days, scope } = rule;
      if (scope === 'all') return one({ kind, days });
      return input.listings.map((listingId) => ({ measure: { kind, days, listingId }, approvalsNeeded }));
    }
    case 'compensation':
      return input.orders.flatMap(({ orderId, total }) => {
        const share = basisPointsOf(total, rule.basisPointsOfOrder).amountMinor;
        const amount = money(Math.min(share, rule.amountMinorMax[total.currency]), total.currency);
        if (amount.amountMinor < 1) return [];
        return one({ kind: rule.kind, days: null, orderId, amount });
      });
    case 'demotion':
      return one({ kind: rule.kind, days: rule.days, factor: rule.factor });
    case 'order-cap':
      return one({ kind: rule.kind, days: rule.days, ordersPerDayMax: rule.ordersPerDayMax });
    case 'return-limits':
      return one({ kind: rule.kind, days: rule.days, goodwillReturnsMax: rule.goodwillReturnsMax });
    case 'deposit': {
      const amount = money(rule.amountMinor[input.currency], input.currency);
      return one({ kind: rule.kind, days: rule.days, amount });
    }
    case 'payout-hold':
    case 'suspension':
    case 'complaint-rights-suspended':
    case 'purchase-hold':
      return one({ kind: rule.kind, days: rule.days });
    case 'warning':
    case 'shutdown':
    case 'bar':
    case 'account-closed':
      return one({ kind: rule.kind, days: null });
    default:
      return rule satisfies never;
  }
}

import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import type { Rulebook } from '../rulebook/schema.ts';
import type { Evidence, Memory, Weighed } from '../signals/evidence.ts';

/** What is thought of a seller's share of defects before anything is known: a beta distribution of so many units. */
export interface Prior {
  readonly defectShare: number;
  readonly strength: number;
}

/** By metric; the rulebook's where the market has not said otherwise. */
export type Priors = Readonly<Record<string, Prior>>;

export interface TrustPart extends Weighed {
  readonly metric: string;
  readonly weight: number;
  /** Share that went well: the mean of the posterior, and the share that is surely reached. */
  readonly estimate: number;
  readonly lower: number;
  /** 0 to 1: what that is worth. Trust is the sum of weight x worth. */
  readonly worth: number;
}

export interface Trust {
  /** 0 to 1. */
  readonly value: number;
  readonly parts: readonly TrustPart[];
}

export function memoryOf({ ranking: { trust, ordersOf } }: Pick<Rulebook, 'ranking'>): Memory {
  const { halfLifeDays, memoryDays, parts } = trust;
  return { halfLifeDays, memoryDays, metrics: parts.map((p) => p.metric), ordersOf };
}

/**
 * Trust in a seller: for each metric the lower bound of the share that went well, by the beta posterior of prior and
 * decayed evidence (Gelman et al., Bayesian Data Analysis, 2.4), as worth, weighed and added up. The bound and not the
 * mean: what is not known does not count as good, so that trust grows with evidence; the prior and not zero: a beginner
 * starts fair, and one complaint is one unit among those that the prior stands for.
 */
export function trustOf(
  evidence: Pick<Evidence, 'parts'> | undefined,
  priors: Priors,
  rules: Rulebook['ranking']['trust'],
): Trust {
  const parts = rules.parts.map(({ metric, weight, worthlessAt, prior }): TrustPart => {
    const { good, bad } = evidence?.parts[metric] ?? NOTHING;
    const { defectShare, strength } = priors[metric] ?? prior;
    const a = strength * (1 - defectShare) + good;
    const b = strength * defectShare + bad;
    const lower = surelyGood(a, b, rules.confidence);
    const worth = Math.max(0, 1 - (1 - lower) / worthlessAt);
    return { metric, weight, good, bad, estimate: a / (a + b), lower, worth };
  });
  return { value: clamped(parts.reduce((sum, p) => sum + p.weight * p.worth, 0)), parts };
}

const NOTHING: Weighed = { good: 0, bad: 0 };

/** A prior of no defects at all is certainty, whatever the strength. */
function surelyGood(a: number, b: number, confidence: number): number {
  if (b <= 0) return 1;
  if (a <= 0) return 0;
  if (QUANTILES.size >= QUANTILES_MAX) QUANTILES.clear();
  return QUANTILES.getOrInsertComputed(`${a} ${b} ${confidence}`, () => betaQuantile(1 - confidence, a, b));
}

/** Most sellers have no evidence at all in some part, and share the prior: it is found once, since it takes a search. */
const QUANTILES = new Map<string, number>();
const QUANTILES_MAX = 4_096;

function clamped(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** Where a seller stands of whom nothing is known. */
export function newcomerTrust(priors: Priors, rules: Rulebook['ranking']['trust']): number {
  return trustOf(undefined, priors, rules).value;
}

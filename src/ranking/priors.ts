import type { Rulebook } from '../rulebook/schema.ts';
import type { Evidence, Weighed } from '../signals/evidence.ts';
import type { Prior, Priors } from './trust.ts';

/**
 * Priors fitted to the market, by metric: empirical Bayes by moments for a beta-binomial (Kleinman, Proportions with
 * extraneous variance, JASA 68, 1973). Where too few sellers say anything, the rulebook's prior stays; a market that is
 * worse than that prior does not make beginners suffer for it, one that is better lets them start better.
 */
export function fitPriors(
  sellers: readonly Pick<Evidence, 'parts'>[],
  rules: Rulebook['ranking']['trust'],
): Priors {
  return Object.fromEntries(
    rules.parts.map(({ metric, prior }) => {
      const counts = sellers.flatMap(({ parts }) => parts[metric] ?? []);
      return [metric, fitted(counts, prior, rules.fit)];
    }),
  );
}

function fitted(
  all: readonly Weighed[],
  prior: Prior,
  { sellersMin, unitsMin, strengthMin, strengthMax }: Rulebook['ranking']['trust']['fit'],
): Prior {
  const counts = all.map(({ good, bad }) => ({ n: good + bad, bad })).filter(({ n }) => n >= unitsMin);
  if (counts.length < sellersMin) return prior;
  const n = sum(counts.map((c) => c.n));
  const mean = sum(counts.map((c) => c.bad)) / n;
  const inUse = Math.min(prior.defectShare, rounded(mean));
  if (mean <= 0 || mean >= 1) return { defectShare: inUse, strength: prior.strength };
  const spread = sum(counts.map((c) => c.n * (c.bad / c.n - mean) ** 2)) / (mean * (1 - mean));
  const freedom = counts.length - 1;
  const effective = n - sum(counts.map((c) => c.n ** 2)) / n - freedom;
  const correlation = effective > 0 ? (spread - freedom) / effective : 0;
  // Sellers who differ no more than by chance are all alike: the prior is as strong as it may be.
  const strength = correlation <= 0 ? strengthMax : 1 / correlation - 1;
  return { defectShare: inUse, strength: rounded(Math.min(strengthMax, Math.max(strengthMin, strength))) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

/** So that the same market gives the same prior to the byte. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

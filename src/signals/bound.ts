import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';

/**
 * Exact one-sided bounds of a binomial rate (Clopper and Pearson, Biometrika 26, 1934). `k` defects among `n`
 * units, 0 <= k <= n; `confidence` such as 0.95 holds for each side by itself.
 */
export function lowerBound(k: number, n: number, confidence: number): number {
  return k === 0 ? 0 : betaQuantile(1 - confidence, k, n - k + 1);
}

export function upperBound(k: number, n: number, confidence: number): number {
  return k === n ? 1 : betaQuantile(confidence, k + 1, n - k);
}

/** Beyond this many units the table stops and each number is searched for once. */
const TABLE_MAX = 1 << 16;

/**
 * The fewest defects among n units whose lower bound is above a threshold. The lower bound exceeds `rate` exactly
 * when k or more defects have a probability below 1 - confidence under `rate`, so comparing k with a table decides
 * by the exact bound at the cost of one array read.
 */
export class CriticalDefects {
  private readonly rate: number;
  private readonly alpha: number;
  private table: Int32Array = Int32Array.of(1);
  private filled = 1;
  private readonly beyond = new Map<number, number>();

  constructor(rate: number, confidence: number) {
    this.rate = rate;
    this.alpha = 1 - confidence;
  }

  /** n + 1 where even n defects of n are not enough. */
  of(n: number): number {
    return n < this.filled ? (this.table[n] as number) : this.extend(n);
  }

  /** The fewest units at which k defects are no longer above the threshold; undefined beyond a million. */
  unitsFor(k: number): number | undefined {
    const max = 1_000_000;
    if (this.of(max) <= k) return undefined;
    let low = k;
    let high = max;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.of(middle) > k) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private extend(n: number): number {
    if (n >= TABLE_MAX) return this.searched(n);
    if (n >= this.table.length) {
      const grown = new Int32Array(Math.min(TABLE_MAX, Math.max(1024, 2 * n)));
      grown.set(this.table);
      this.table = grown;
    }
    // Non-decreasing in n and at most one more each time, so each step tries two values at the most.
    for (let i = this.filled; i <= n; i++) {
      let k = this.table[i - 1] as number;
      while (!this.enough(k, i)) k += 1;
      this.table[i] = k;
    }
    this.filled = n + 1;
    return this.table[n] as number;
  }

  private searched(n: number): number {
    const known = this.beyond.get(n);
    if (known !== undefined) return known;
    let low = 1;
    let high = n + 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.enough(middle, n)) high = middle;
      else low = middle + 1;
    }
    if (this.beyond.size > 10_000) this.beyond.clear();
    this.beyond.set(n, low);
    return low;
  }

  private enough(k: number, n: number): boolean {
    return k > n || 1 - binomialCdf(k - 1, n, this.rate) < this.alpha;
  }
}

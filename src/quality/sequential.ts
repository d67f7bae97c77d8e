import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';

/** Two shares of defective units, and how often the test may be wrong about each. */
export interface TestDesign {
  readonly acceptableShare: number;
  readonly unacceptableShare: number;
  /** Chance to raise an alarm over acceptable goods. */
  readonly alpha: number;
  /** Chance to clear unacceptable goods. */
  readonly beta: number;
}

export type TestVerdict = 'undecided' | 'cleared' | 'alarm';

/**
 * Sequential probability ratio test (A. Wald, Sequential tests of statistical hypotheses, Annals of Mathematical
 * Statistics 16, 1945): units are looked at one by one, and the test stops as soon as they say enough.
 */
export class SequentialTest {
  /** What a defect and a good unit add to the logarithm of the likelihood ratio. */
  private readonly perDefect: number;
  private readonly perGood: number;
  readonly alarmAt: number;
  readonly clearAt: number;

  constructor({ acceptableShare, unacceptableShare, alpha, beta }: TestDesign) {
    this.perDefect = Math.log(unacceptableShare / acceptableShare);
    this.perGood = Math.log((1 - unacceptableShare) / (1 - acceptableShare));
    this.alarmAt = Math.log((1 - beta) / alpha);
    this.clearAt = Math.log(beta / (1 - alpha));
  }

  ratio(units: number, defects: number): number {
    return defects * this.perDefect + (units - defects) * this.perGood;
  }

  verdict(ratio: number): TestVerdict {
    if (ratio >= this.alarmAt) return 'alarm';
    return ratio <= this.clearAt ? 'cleared' : 'undecided';
  }
}

/** Units of one day, in the order in which they were known. */
export interface DayOfUnits {
  readonly day: number;
  /** With their owners long enough without a report, and those with one. */
  readonly units: number;
  readonly defects: number;
}

export interface Run {
  readonly verdict: TestVerdict;
  readonly ratio: number;
  /** Since the test last began anew. */
  readonly units: number;
  readonly defects: number;
  /** How often it has cleared the goods so far. */
  readonly clearings: number;
}

/**
 * Goes through the days in order. Goods that were cleared are tested anew from then on, since they may get worse; an
 * alarm stays. Within a day the good units come first: an alarm never hangs on the order inside a day.
 */
export function runOver(test: SequentialTest, days: readonly DayOfUnits[]): Run {
  let [units, defects, clearings] = [0, 0, 0];
  for (const day of days) {
    units += day.units;
    defects += day.defects;
    const verdict = test.verdict(test.ratio(units, defects));
    if (verdict === 'alarm') break;
    if (verdict === 'cleared') {
      [units, defects] = [0, 0];
      clearings += 1;
    }
  }
  const ratio = test.ratio(units, defects);
  return { verdict: test.verdict(ratio), ratio, units, defects, clearings };
}

/** Exact one-sided bounds of the share (Clopper and Pearson, Biometrika 26, 1934), each with this confidence. */
export function boundsOf(
  defects: number,
  units: number,
  confidence: number,
): { readonly lower: number; readonly upper: number } {
  return {
    lower: defects === 0 ? 0 : betaQuantile(1 - confidence, defects, units - defects + 1),
    upper: defects >= units ? 1 : betaQuantile(confidence, defects + 1, units - defects),
  };
}

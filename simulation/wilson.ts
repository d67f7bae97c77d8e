/** Two-sided 95 % quantile of the normal distribution. */
const Z = 1.959_963_984_540_054;

/**
 * Interval for a share of `n` of which `k` are counted (E. B. Wilson, Journal of the American Statistical Association
 * 22, 1927): sensible for small numbers and shares near 0, unlike mean and deviation. [0, 1] for n = 0.
 */
export function wilson(k: number, n: number): readonly [low: number, high: number] {
  if (n === 0) return [0, 1];
  const share = k / n;
  const spread = Z * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n));
  const middle = share + (Z * Z) / (2 * n);
  const scale = 1 + (Z * Z) / n;
  return [Math.max(0, (middle - spread) / scale), Math.min(1, (middle + spread) / scale)];
}

/** ISO 4217 code. */
export type Currency = 'EUR' | 'USD' | 'GBP' | 'BRL' | 'CNY' | 'JPY' | 'MXN' | 'PLN';

export const CURRENCIES: readonly Currency[] = ['EUR', 'USD', 'GBP', 'BRL', 'CNY', 'JPY', 'MXN', 'PLN'];

/** How many digits of an amount are minor units: yen have none. */
export function minorDigits(currency: Currency): number {
  return currency === 'JPY' ? 0 : 2;
}

/** An amount in whole minor units (cents; yen have none). Negative amounts are debts or corrections. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: Currency;
}

/** Largest amount a single order may have: far below 2^53, so that sums over all orders stay exact. */
export const AMOUNT_MINOR_MAX = 100_000_000_00;

export function money(amountMinor: number, currency: Currency): Money {
  if (!Number.isSafeInteger(amountMinor))
    throw new RangeError(`not a whole amount of minor units: ${amountMinor}`);
  return { amountMinor, currency };
}

/** `basisPoints` of an amount (10 000 = all of it), rounded half away from zero, as invoices do. */
export function basisPointsOf(a: Money, basisPoints: number): Money {
  const exact = BigInt(a.amountMinor) * BigInt(basisPoints);
  const half = exact < 0n ? -5_000n : 5_000n;
  return money(Number((exact + half) / 10_000n), a.currency);
}

/**
 * Splits an amount in proportion to whole weights; the parts add up to the whole to the minor unit. What
 * rounding down leaves over goes to the earliest parts, one unit each (largest remainder needs no more here).
 */
export function allocate(a: Money, weights: readonly number[]): readonly Money[] {
  const total = weights.reduce((x, y) => x + y, 0);
  if (total <= 0) throw new RangeError('weights must add up to more than 0');
  const parts = weights.map((w) => Number((BigInt(a.amountMinor) * BigInt(w)) / BigInt(total)));
  let left = a.amountMinor - parts.reduce((x, y) => x + y, 0);
  const step = left < 0 ? -1 : 1;
  for (let i = 0; left !== 0; i = (i + 1) % parts.length, left -= step) parts[i] = (parts[i] ?? 0) + step;
  return parts.map((p) => money(p, a.currency));
}

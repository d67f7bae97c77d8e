import { about, minorDigits, type Rates } from '../../kernel/exchange.ts';
import { type Currency, type Money, money } from '../../kernel/money.ts';

/** Where spans of prices meet, in euros; in another currency at the round number nearest to as much. */
const EUROS = [10, 25, 50, 100, 200, 500];

export function priceBounds(currency: Currency, rates: Rates): readonly Money[] {
  return EUROS.map((euros) => {
    const { amountMinor } = about(money(euros * 100, 'EUR'), currency, rates);
    const unit = 10 ** minorDigits(currency);
    return money(round(amountMinor / unit) * unit, currency);
  });
}

/** The nearest of 1, 2, 2.5, 5 times a power of ten. */
function round(amount: number): number {
  const power = 10 ** Math.floor(Math.log10(amount));
  const steps = [1, 2, 2.5, 5, 10].map((step) => step * power).filter((step) => Number.isInteger(step));
  return steps.reduce(
    (best, step) => (Math.abs(step - amount) < Math.abs(best - amount) ? step : best),
    steps[0] ?? 1,
  );
}

/** Spans between the bounds with how many there are in each; both ends of a span are in it. */
export function priceSpans(bounds: readonly Money[], counts: readonly number[]) {
  return counts.map((count, i) => {
    const [low, high] = [bounds[i - 1], bounds[i]];
    return { min: low ?? null, max: high ? money(high.amountMinor - 1, high.currency) : null, count };
  });
}

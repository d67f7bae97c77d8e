import { type Currency, type Money, money } from './money.ts';

/** Units of each currency that a euro buys, on a day. For showing and comparing prices, never for charging them. */
export interface Rates {
  /** ISO 8601 date. */
  readonly asOf: string;
  readonly perEuro: Readonly<Record<Currency, number>>;
}

/** Digits behind the point of an amount: yen have none. */
export function minorDigits(currency: Currency): number {
  return currency === 'JPY' ? 0 : 2;
}

/** About as much in another currency, rounded to its minor unit. */
export function about(amount: Money, to: Currency, { perEuro }: Rates): Money {
  if (amount.currency === to) return amount;
  const major = amount.amountMinor / 10 ** minorDigits(amount.currency);
  const inEuro = major / perEuro[amount.currency];
  return money(Math.round(inEuro * perEuro[to] * 10 ** minorDigits(to)), to);
}

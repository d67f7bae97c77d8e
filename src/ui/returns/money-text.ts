import type { Currency } from '../../kernel/money.ts';
import { minorDigits } from '../../kernel/exchange.ts';
import { numberText } from '../components/amounts.tsx';
import { useReader } from '../reader.ts';

/** Amounts as text, for options of a list, which hold no markup. */
export function useMoneyText(currency: Currency): (amountMinor: number) => string {
  const { locale } = useReader();
  return (amountMinor) =>
    numberText(locale, amountMinor / 10 ** minorDigits(currency), { style: 'currency', currency });
}

import { minorDigits } from '../../kernel/exchange.ts';
import type { Currency } from '../../kernel/money.ts';
import { textOf } from '../api.ts';

/** People write amounts with a point or a comma; the API takes whole minor units. */
export function amountOf(form: FormData, name: string): Readonly<Record<string, number>> {
  const typed = textOf(form, name).replace(',', '.');
  if (typed === '') return {};
  const digits = minorDigits(textOf(form, 'currency') as Currency);
  return { [name]: Math.round(Number(typed) * 10 ** digits) };
}

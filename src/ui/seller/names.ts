/**
 * Names of countries and currencies in the reader's language. Told by the server: a browser may know other ones, and a page
 * that changes under somebody's hands loses what they have typed.
 */
import { countriesIn } from '../buying/countries.ts';
import type { Option } from '../components/field.tsx';

const CURRENCIES = ['EUR', 'USD', 'GBP', 'BRL', 'CNY', 'JPY', 'MXN', 'PLN'] as const;

export interface Names {
  readonly countries: readonly Option[];
  readonly currencies: readonly Option[];
}

export function namesIn(language: string): Names {
  const names = new Intl.DisplayNames([language], { type: 'currency' });
  return {
    countries: countriesIn(language),
    currencies: CURRENCIES.map((value) => ({ value, label: `${value} · ${names.of(value) ?? value}` })),
  };
}

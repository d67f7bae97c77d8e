import { useReader } from '../reader.ts';
import { numberFormat } from './amounts.tsx';

/** A share as text, for the middle of a sentence. */
export function usePercent(digits = 1): (share: number) => string {
  const { locale } = useReader();
  const format = numberFormat(locale, { style: 'percent', maximumFractionDigits: digits });
  return (share) => format.format(share);
}

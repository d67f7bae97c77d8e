import { useReader } from '../reader.ts';

/** `2026-05` as the reader writes it. */
export function useMonthName(): (month: string, length?: 'long' | 'short') => string {
  const { locale } = useReader();
  return (month, length = 'long') =>
    new Intl.DateTimeFormat(locale, { year: 'numeric', month: length, timeZone: 'UTC' }).format(
      new Date(`${month}-01T00:00:00Z`),
    );
}

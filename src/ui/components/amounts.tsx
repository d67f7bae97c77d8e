/** Amounts, times and shares in the reader's own way of writing. */
import { useTranslations } from 'use-intl';

import type { EpochMs } from '../../kernel/time.ts';
import { useReader, useTimeZone } from '../reader.ts';

/** Making a formatter costs more than rendering the card around it: one of each kind is kept. */
function kept<Options extends object, Format>(make: (locale: string, options: Options) => Format) {
  const formats = new Map<string, Format>();
  return (locale: string, options: Options): Format => {
    const key = `${locale} ${JSON.stringify(options)}`;
    let format = formats.get(key);
    if (format === undefined) {
      // Locales come from readers: the table must not grow with whatever they send.
      if (formats.size >= FORMATS_MAX) formats.clear();
      format = make(locale, options);
      formats.set(key, format);
    }
    return format;
  };
}

const FORMATS_MAX = 200;
export const numberFormat = kept(
  (locale: string, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);
const dateFormat = kept(
  (locale: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);
const relativeFormat = kept(
  (locale: string, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale, options),
);

const countryFormat = kept(
  (locale: string, options: Intl.DisplayNamesOptions) => new Intl.DisplayNames(locale, options),
);

interface Amount {
  readonly amountMinor: number;
  readonly currency: string;
}

/** Asking a formatter costs more than formatting. */
const DIGITS = new Map<string, number>();

function digitsOf(currency: string): number {
  let digits = DIGITS.get(currency);
  if (digits === undefined) {
    digits = numberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    DIGITS.set(currency, digits);
  }
  return digits;
}

/** A number with as many digits behind the point as asked for, as text. */
export function numberText(locale: string, value: number, options: Intl.NumberFormatOptions): string {
  return numberFormat(locale, options).format(value);
}

/** Names of countries in a language. */
export function countryNames(language: string): (code: string) => string {
  const names = countryFormat(language, { type: 'region' });
  return (code) => names.of(code) ?? code;
}

export function Money({ amount, className = '' }: { amount: Amount; className?: string }) {
  const { locale } = useReader();
  const format = numberFormat(locale, { style: 'currency', currency: amount.currency });
  const digits = digitsOf(amount.currency);
  // Server and browser may ship different locale data, down to the kind of space: theirs wins without complaint.
  return (
    <span className={className === '' ? 'amount' : `amount ${className}`} suppressHydrationWarning>
      {format.format(amount.amountMinor / 10 ** digits)}
    </span>
  );
}

/** A day without an hour, kept as its midnight in UTC: the same day wherever it is read. */
export function Day({ at }: { at: EpochMs }) {
  const { locale } = useReader();
  return (
    <time dateTime={new Date(at).toISOString().slice(0, 10)} className="whitespace-nowrap tabular-nums">
      {dateFormat(locale, DAY).format(at)}
    </time>
  );
}

const DAY = {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  timeZone: 'UTC',
} as const satisfies Intl.DateTimeFormatOptions;

/** A point in time, in the reader's zone once scripts have loaded and in UTC, and said so, until then. */
export function DateTime({ at, only }: { at: EpochMs; only?: 'date' }) {
  const { locale } = useReader();
  const timeZone = useTimeZone();
  const options: Intl.DateTimeFormatOptions =
    only === 'date'
      ? { year: 'numeric', month: 'short', day: 'numeric', timeZone }
      : {
          year: 'numeric',
          month: 'short',
          day: 'numeric',
          hour: '2-digit',
          minute: '2-digit',
          timeZone,
          timeZoneName: 'short',
        };
  return (
    <time
      dateTime={new Date(at).toISOString()}
      className={only === 'date' ? 'whitespace-nowrap tabular-nums' : 'tabular-nums'}
      suppressHydrationWarning
    >
      {dateFormat(locale, options).format(at)}
    </time>
  );
}

const STEPS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** "in 3 hours", "2 days ago", counted from when the page was made; "this minute" for less than one. */
export function RelativeTime({ at }: { at: EpochMs }) {
  const { now, language } = useReader();
  const away = at - now;
  const [unit, size] = STEPS.find(([, ms]) => Math.abs(away) >= ms * (ms > 3_600_000 ? 2 : 1)) ?? STEPS[2];
  const count = Math.trunc(away / size);
  const format = relativeFormat(language, { numeric: count === 0 ? 'auto' : 'always' });
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={new Date(at).toISOString()}
      className="whitespace-nowrap tabular-nums"
    >
      {format.format(count, unit)}
    </time>
  );
}

/** How long a clock still runs, or for how long it has been over. */
export function Clock({ due }: { due: EpochMs | null | undefined }) {
  const { now } = useReader();
  const t = useTranslations('frame');
  if (due === null || due === undefined) return <span className="text-muted">{t('clock.none')}</span>;
  const left = due - now;
  const look = left < 0 ? 'font-semibold text-bad' : left < 86_400_000 ? 'font-medium text-warn' : '';
  return (
    <span className={look}>
      {left < 0 && `${t('clock.due')} `}
      <RelativeTime at={due} />
    </span>
  );
}

export function Share({ of: value, digits = 1 }: { of: number; digits?: number }) {
  const { locale } = useReader();
  const format = numberFormat(locale, { style: 'percent', maximumFractionDigits: digits });
  return (
    <span className="whitespace-nowrap tabular-nums" suppressHydrationWarning>
      {format.format(value)}
    </span>
  );
}

export function Count({ of: value, className = 'tabular-nums' }: { of: number; className?: string }) {
  const { locale } = useReader();
  return (
    <span className={className} suppressHydrationWarning>
      {numberFormat(locale, {}).format(value)}
    </span>
  );
}

/** A share as text, for labels that are read out. */
export function useShareText(): (value: number) => string {
  const { locale } = useReader();
  const format = numberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  return (value) => format.format(value);
}

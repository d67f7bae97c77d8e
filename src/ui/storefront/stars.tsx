import { useTranslations } from 'use-intl';

import { numberText } from '../components/amounts.tsx';
import { useReader } from '../reader.ts';
import type { Rating } from './models.ts';

/** The average of reviews, and of how many. */
export function Stars({ rating, quiet = false }: { rating: Rating | null; quiet?: boolean }) {
  const { locale } = useReader();
  const t = useTranslations('browse.reviews');
  if (!rating) return quiet ? null : <span className="text-sm text-muted">{t('none')}</span>;
  const average = numberText(locale, rating.average, { maximumFractionDigits: 1 });
  return (
    <span className="inline-flex items-center gap-1.5 text-sm" suppressHydrationWarning>
      <StarRow value={rating.average} />
      <span aria-hidden="true">{average}</span>
      <span className="text-muted">({rating.count})</span>
    </span>
  );
}

const STARS = [0, 1, 2, 3, 4];

/** Five stars, as many of them full as the rounded value says. */
export function StarRow({ value }: { value: number }) {
  const { locale } = useReader();
  const t = useTranslations('browse.reviews');
  const average = numberText(locale, value, { maximumFractionDigits: 1 });
  return (
    <svg
      viewBox="0 0 80 16"
      className="h-4 w-20 text-warn"
      stroke="currentColor"
      strokeWidth="1.1"
      role="img"
      aria-label={t('stars', { average })}
      suppressHydrationWarning
    >
      {STARS.map((n) => (
        <path
          key={n}
          transform={`translate(${n * 16} 0)`}
          fill={n < Math.round(value) ? 'currentColor' : 'none'}
          d="M8 1.6l1.9 4.1 4.4.5-3.3 3 .9 4.4L8 11.4l-3.9 2.2.9-4.4-3.3-3 4.4-.5z"
        />
      ))}
    </svg>
  );
}

/** One star and a number: in a card, where five would be noise. */
export function StarMark({ rating }: { rating: Rating | null }) {
  const { locale } = useReader();
  if (!rating) return null;
  return (
    <span className="star-mark" suppressHydrationWarning>
      {numberText(locale, rating.average, { minimumFractionDigits: 1, maximumFractionDigits: 1 })}
      <span className="text-muted">{`(${rating.count})`}</span>
    </span>
  );
}

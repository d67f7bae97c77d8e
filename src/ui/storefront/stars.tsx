import { useReader } from '../reader.ts';
import type { Rating } from './models.ts';

/** The average of reviews, and of how many. */
export function Stars({ rating }: { rating: Rating | null }) {
  const { locale } = useReader();
  if (!rating) return <span className="text-sm text-muted">No reviews yet</span>;
  const average = rating.average.toLocaleString(locale, { maximumFractionDigits: 1 });
  return (
    <span className="inline-flex items-center gap-1.5 text-sm" suppressHydrationWarning>
      <StarRow value={rating.average} />
      {average} ({rating.count})
    </span>
  );
}

const STARS = [0, 1, 2, 3, 4];

/** Five stars, as many of them full as the rounded value says. */
export function StarRow({ value }: { value: number }) {
  return (
    <svg
      viewBox="0 0 80 16"
      className="h-4 w-20 text-warn"
      stroke="currentColor"
      strokeWidth="1.1"
      role="img"
      aria-label={`${value} of 5 stars`}
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

import { useTranslations } from 'use-intl';

import { DateTime } from '../components/amounts.tsx';
import { Pagination } from '../components/pagination.tsx';
import type { ReviewItem, ReviewPage } from './models.ts';
import { StarRow, Stars } from './stars.tsx';

/** How the ratings are spread, and what was said. */
export function Reviews({ page, title, hint }: { page: ReviewPage; title: string; hint: string }) {
  const t = useTranslations('browse.reviews');
  const { rating, spread, reviews, next } = page;
  return (
    <section
      id="reviews"
      aria-labelledby="reviews-title"
      className="grid scroll-mt-28 gap-5 border-t border-line pt-8"
    >
      <div>
        <h2 id="reviews-title" className="text-xl font-semibold">
          {title}
        </h2>
        <p className="text-sm text-muted">{hint}</p>
      </div>
      {rating === null ? (
        <p className="text-muted">{t('none')}</p>
      ) : (
        <div className="grid items-start gap-8 md:grid-cols-[16rem_1fr]">
          <div className="grid gap-3">
            <Stars rating={rating} />
            <Spread spread={spread} count={rating.count} />
          </div>
          <div>
            <ul className="grid divide-y divide-line">
              {reviews.map((review) => (
                <Review key={review.reviewId} review={review} />
              ))}
            </ul>
            <Pagination next={next} param="reviews" />
          </div>
        </div>
      )}
    </section>
  );
}

function Spread({ spread, count }: { spread: readonly number[]; count: number }) {
  const t = useTranslations('browse.reviews');
  return (
    <ul className="grid gap-1.5 text-sm">
      {spread
        .map((n, i) => ({ n, stars: i + 1 }))
        .toReversed()
        .map(({ n, stars }) => (
          <li key={stars} className="grid grid-cols-[4.5rem_1fr_2.5rem] items-center gap-2">
            <span className="whitespace-nowrap">{t('n-stars', { count: stars })}</span>
            <svg
              viewBox="0 0 100 8"
              preserveAspectRatio="none"
              className="h-2 w-full rounded-full"
              aria-hidden="true"
            >
              <rect width="100" height="8" className="fill-line" />
              <rect width={(n / count) * 100} height="8" className="fill-warn" />
            </svg>
            <span className="text-end text-muted tabular-nums">{n}</span>
          </li>
        ))}
    </ul>
  );
}

function Review({ review: { rating, text, postedAt, answer } }: { review: ReviewItem }) {
  const t = useTranslations('browse.reviews');
  return (
    <li className="grid gap-1.5 py-4 text-sm first:pt-0">
      <p className="flex flex-wrap items-center gap-2">
        <StarRow value={rating} />
        <span className="text-muted">
          <DateTime at={postedAt} only="date" />
        </span>
      </p>
      {text && <p className="max-w-prose whitespace-pre-line">{text}</p>}
      {answer?.text && (
        <div className="max-w-prose border-s-2 border-line ps-3">
          <p className="font-medium">{t('answer')}</p>
          <p className="text-muted">{answer.text}</p>
        </div>
      )}
    </li>
  );
}

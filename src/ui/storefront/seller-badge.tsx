import { useTranslations } from 'use-intl';

type Badge = 'established' | 'new';

/** What we know of a seller, at a glance. */
export function SellerBadge({ badge }: { badge: Badge | null }) {
  const t = useTranslations('browse.badge');
  if (badge === null) return null;
  const isEstablished = badge === 'established';
  return (
    <span
      className={`inline-flex items-center gap-1 text-xs font-medium whitespace-nowrap ${isEstablished ? 'text-good' : 'text-info'}`}
    >
      <svg
        viewBox="0 0 16 16"
        className="size-3.5 shrink-0"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.7"
        aria-hidden="true"
      >
        {isEstablished ? (
          <path
            d="M8 1.5l5.5 2v4c0 3.5-2.3 5.8-5.5 7-3.2-1.2-5.5-3.5-5.5-7v-4zM5.3 8l2 2 3.5-4"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        ) : (
          <path
            d="M8 14V7M8 7c0-3 2-4.500 5-4.500 0 3-2 4.500-5 4.500zM8 9.500c0-2.500-1.700-3.700-4.500-3.700 0 2.500 1.700 3.700 4.500 3.700z"
            strokeLinejoin="round"
          />
        )}
      </svg>
      {t(badge)}
    </span>
  );
}

/** The badge with what it means, to unfold. */
export function ExplainedBadge({ badge }: { badge: Badge | null }) {
  const t = useTranslations('browse.badge');
  if (badge === null) return null;
  return (
    <details className="group text-sm">
      <summary className="inline-flex list-none items-center gap-1.5 rounded [&::-webkit-details-marker]:hidden">
        <SellerBadge badge={badge} />
        <span className="text-xs text-muted underline decoration-dotted underline-offset-4">{t('what')}</span>
      </summary>
      <p className="mt-1.5 max-w-prose rounded-lg bg-sunken p-3 text-muted">{t(`${badge}-means`)}</p>
    </details>
  );
}

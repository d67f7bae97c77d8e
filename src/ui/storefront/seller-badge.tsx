import { useTranslations } from 'use-intl';

type Badge = 'established' | 'new';

/** What we know of a seller, at a glance. */
export function SellerBadge({ badge }: { badge: Badge | null }) {
  const t = useTranslations('browse.badge');
  if (badge === null) return null;
  return <span className={`seller-badge ${badge}`}>{t(badge)}</span>;
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

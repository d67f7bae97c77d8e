import { useTranslations } from 'use-intl';

import { TextLink } from '../components/text-link.tsx';

const TIERS = ['new', 'established', 'trusted', 'star'] as const;

/** The tiers that there are words for; a new one in the rulebook waits for its own. */
function known(badge: string | null) {
  return TIERS.find((tier) => tier === badge);
}

/** What we know of a seller, at a glance. */
export function SellerBadge({ badge: tier }: { badge: string | null }) {
  const t = useTranslations('browse.badge');
  const badge = known(tier);
  if (badge === undefined) return null;
  return <span className={`seller-badge ${badge}`}>{t(badge)}</span>;
}

/** The badge with what it means, to unfold. */
export function ExplainedBadge({ badge: tier }: { badge: string | null }) {
  const t = useTranslations('browse.badge');
  const badge = known(tier);
  if (badge === undefined) return null;
  return (
    <details className="group text-sm">
      <summary className="inline-flex list-none items-center gap-1.5 rounded [&::-webkit-details-marker]:hidden">
        <SellerBadge badge={badge} />
        <span className="text-xs text-muted underline decoration-dotted underline-offset-4">{t('what')}</span>
      </summary>
      <p className="mt-1.5 max-w-prose rounded-lg bg-sunken p-3 text-muted">
        {t(`${badge}-means`)} <TextLink to="/transparency/ranking#tiers">{t('more')}</TextLink>
      </p>
    </details>
  );
}

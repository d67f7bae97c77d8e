import { useTranslations } from 'use-intl';

import type { Reason } from './models.ts';

/** Why a listing stands where it does in a result, from what the order was made of. */
export function Position({ reasons, title }: { reasons: readonly Reason[]; title: string }) {
  const t = useTranslations('browse.position');
  if (reasons.length === 0) return null;
  return (
    <details className="position">
      <summary aria-label={`${t('ask')}: ${title}`}>{t('ask')}</summary>
      <ul>
        {reasons.map(({ code, effect, value }) => (
          <li key={code} data-effect={effect}>
            {t(code === 'reviews' ? `reviews-${effect}` : code, { stars: value ?? 0 })}
          </li>
        ))}
      </ul>
    </details>
  );
}

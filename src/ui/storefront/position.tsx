import { useTranslations } from 'use-intl';

import { Share } from '../components/amounts.tsx';
import type { Reason, Score } from './models.ts';

/** Why a listing stands where it does in a result, from what the order was made of. */
export function Position({
  reasons,
  score,
  title,
}: {
  reasons: readonly Reason[];
  score?: Score | undefined;
  title: string;
}) {
  const t = useTranslations('browse.position');
  if (reasons.length === 0) return null;
  return (
    <details className="position">
      <summary aria-label={`${t('ask')}: ${title}`}>{t('ask')}</summary>
      <ul>
        {score && (
          <li data-effect="none">
            {t.rich('numbers', {
              relevance: () => score.relevance.toFixed(3),
              trust: () => <Share of={score.trust} digits={1} />,
              quality: () => <Share of={score.quality} digits={1} />,
            })}
          </li>
        )}
        {reasons.map(({ code, effect, value }) => (
          <li key={code} data-effect={effect}>
            {t(code === 'reviews' || code === 'trust' ? `${code}-${effect}` : code, { stars: value ?? 0 })}
          </li>
        ))}
      </ul>
    </details>
  );
}

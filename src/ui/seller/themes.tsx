import { useTranslations } from 'use-intl';

import { Day } from '../components/amounts.tsx';
import { Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useReader } from '../reader.ts';
import type { Promotion } from '../storefront/promotions.ts';

/** What the house puts on show now and soon, so that those who have such goods can have them in stock. */
export function Themes({ promotions }: { promotions: readonly Promotion[] }) {
  const { language } = useReader();
  const t = useTranslations('goods.themes');
  const ahead = promotions.filter(({ state }) => state !== 'over').toSorted((a, b) => a.from - b.from);
  if (ahead.length === 0) return null;
  return (
    <Panel title={t('title')} hint={t('hint')}>
      <ul className="grid gap-3 text-sm">
        {ahead.map(({ promotionId, wording, from, to }) => (
          <li key={promotionId} className="flex flex-wrap items-baseline justify-between gap-x-4">
            <TextLink to={`/promotions/${promotionId}`}>{wording[language].title}</TextLink>
            <span className="text-muted">
              {t.rich('days', {
                from: () => <Day at={from} />,
                to: () => <Day at={to} />,
              })}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

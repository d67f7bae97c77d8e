import { useTranslations } from 'use-intl';

import { Badge } from '../components/badge.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useReader } from '../reader.ts';
import type { GuideRow } from './models.ts';

/** Guides by title, each with its kind; a page for each. */
export function GuideList({ guides }: { guides: readonly GuideRow[] }) {
  const t = useTranslations('help');
  const { language } = useReader();
  return (
    <ul className="grid gap-2.5 text-sm">
      {guides.map((guide) => (
        <li key={guide.guideId} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Badge tone={guide.kind === 'warning' ? 'warn' : 'neutral'}>{t(`guide-kinds.${guide.kind}`)}</Badge>
          <TextLink to={`/guides/${guide.guideId}`}>{guide.title}</TextLink>
          {guide.everyMonths !== null && (
            <span className="text-muted">{t('every', { months: guide.everyMonths })}</span>
          )}
          {guide.language !== language && guide.language === 'en' && (
            <span className="text-muted">{t('other-language')}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

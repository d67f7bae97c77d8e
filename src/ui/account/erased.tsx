import { useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';

import { ButtonLink } from '../components/button.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { keptFrom, KeptList } from './kept.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

/** After an erasure: what the law keeps for a while, since the account that could be asked is gone. */
export default function ErasedPage() {
  const [search] = useSearchParams();
  const t = useTranslations('account.kept');
  const data = useTranslations('account.data');
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-5">
      <PageHead title={t('title')}>{data('erased')}</PageHead>
      <Panel title={t('panel')}>
        <div className="text-sm">
          <KeptList kept={keptFrom(search)} />
        </div>
      </Panel>
      <p>
        <ButtonLink to="/">{t('home')}</ButtonLink>
      </p>
    </div>
  );
}

import { useTranslations } from 'use-intl';

import { DateTime } from '../components/amounts.tsx';
import { Notice } from '../components/notice.tsx';
import { TextLink } from '../components/text-link.tsx';
import type { OwnAccount } from './entry-models.ts';

/** What a hold means, why there is one, and what ends it. Whom the account is linked to is never told. */
export function HeldNotice({ hold }: { hold: NonNullable<OwnAccount['standing']>['hold'] }) {
  const t = useTranslations('entry.held');
  if (!hold) return null;
  return (
    <Notice tone="warn" title={t('title')}>
      <div className="grid gap-2">
        <p>
          {t(`${hold.reason}.why`)} {t.rich('since', { date: () => <DateTime at={hold.at} only="date" /> })}
        </p>
        <p>{t('means')}</p>
        <p className="font-medium">{t(`${hold.reason}.do`)}</p>
        {hold.reason !== 'linked-to-barred' && (
          <p>
            <TextLink to="/seller/start#identity">{t('go')}</TextLink>
          </p>
        )}
      </div>
    </Notice>
  );
}

import { useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';

import { isLost, watchConnection } from '../connection.ts';

/** Said while something waits for the connection; what is on the page stays as it is. */
export function ConnectionNotice() {
  const isWaiting = useSyncExternalStore(watchConnection, isLost, () => false);
  const t = useTranslations('frame.connection');
  if (!isWaiting) return null;
  return (
    <div
      role="alert"
      className="fixed inset-x-4 bottom-4 z-30 mx-auto max-w-md rounded-lg border border-warn/30 bg-warn-soft px-4 py-3 text-sm shadow-lg"
    >
      <p className="font-semibold text-warn">{t('lost')}</p>
      <p className="text-ink">{t('lost-text')}</p>
    </div>
  );
}

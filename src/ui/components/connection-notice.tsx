import { useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';

import { connection, tryAgain, watchConnection } from '../connection.ts';
import { Button } from './button.tsx';

/** Said while something waits for the connection; what is on the page stays as it is. */
export function ConnectionNotice() {
  const state = useSyncExternalStore(watchConnection, connection, () => 'fine' as const);
  const t = useTranslations('frame.connection');
  if (state === 'fine') return null;
  return (
    <div
      role="alert"
      className="fixed inset-x-4 bottom-4 z-30 mx-auto max-w-md rounded-lg border border-warn/30 bg-warn-soft px-4 py-3 text-sm shadow-lg"
    >
      <p className="font-semibold text-warn">{t(state)}</p>
      <p className="text-ink">{t(`${state}-text`)}</p>
      {state === 'stuck' && (
        // Its form is on its way, which is why we are here.
        <Button look="secondary" type="button" disabled={false} onClick={tryAgain} className="mt-2">
          {t('try-again')}
        </Button>
      )}
    </div>
  );
}

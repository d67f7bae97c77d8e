import { useState, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';

import { Button } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { canUsePasskeys, signInWithPasskey } from './passkeys.ts';

const never = () => () => undefined;

/** Passkeys need scripts: what can't work is not offered. */
export function useCanUsePasskeys(): boolean {
  return useSyncExternalStore(never, canUsePasskeys, () => false);
}

export function PasskeySignIn({ next }: { readonly next: string | null }) {
  const t = useTranslations('account.sign-in');
  const isPossible = useCanUsePasskeys();
  const [failed, setFailed] = useState(false);
  if (!isPossible) return null;
  const enter = async () => {
    setFailed(false);
    const isIn = await signInWithPasskey().catch(() => false);
    if (!isIn) return setFailed(true);
    // The page itself knows where somebody who is signed in goes on.
    location.assign(next === null ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`);
  };
  return (
    <div className="grid gap-3 border-t border-line pt-4">
      {failed && <Notice tone="bad" title={t('passkey-failed')} alert />}
      <Button type="button" look="secondary" onClick={() => void enter()}>
        {t('passkey')}
      </Button>
    </div>
  );
}

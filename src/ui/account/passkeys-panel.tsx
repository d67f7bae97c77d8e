import { useState } from 'react';
import { useTranslations } from 'use-intl';

import { DateTime } from '../components/amounts.tsx';
import { Button } from '../components/button.tsx';
import { ConfirmFirst } from '../components/confirm.tsx';
import { CommandForm } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { Panel } from '../components/panel.tsx';
import { deviceOf, type OwnAccount } from './account-data.ts';
import { useCanUsePasskeys } from './passkey-sign-in.tsx';
import { makePasskey } from './passkeys.ts';

/** A passkey opens the account for good, so that the session shows first that it is really them. */
export function Passkeys({ account, formKey }: { readonly account: OwnAccount; readonly formKey: string }) {
  const { passkeys, confirmation } = account;
  const t = useTranslations('account.passkeys');
  return (
    <Panel title={t('title')} hint={t('text')}>
      <div id="passkeys" className="grid gap-4 text-sm">
        {passkeys.length === 0 ? (
          <p className="text-muted">{t('none')}</p>
        ) : (
          <ul className="divide-y divide-line">
            {passkeys.map(({ id, name, createdAt }) => (
              <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2">
                <span className="font-medium">{name || t('unnamed')}</span>
                <span className="text-muted">
                  {t.rich('added', { date: () => <DateTime at={createdAt} only="date" /> })}
                </span>
                {confirmation.confirmed && (
                  <CommandForm intent="remove-passkey" subject={id} formKey={formKey} className="ms-auto">
                    <Button look="secondary">{t('remove')}</Button>
                  </CommandForm>
                )}
              </li>
            ))}
          </ul>
        )}
        {confirmation.confirmed ? <AddPasskey /> : <ConfirmFirst by={confirmation.by} formKey={formKey} />}
      </div>
    </Panel>
  );
}

function AddPasskey() {
  const t = useTranslations('account.passkeys');
  const isPossible = useCanUsePasskeys();
  const [failed, setFailed] = useState(false);
  if (!isPossible) return <p className="text-muted">{t('unable')}</p>;
  const add = async () => {
    setFailed(false);
    const isMade = await makePasskey(deviceOf(navigator.userAgent)).catch(() => false);
    if (!isMade) return setFailed(true);
    location.assign('/account?done=passkey');
  };
  return (
    <div className="grid justify-items-start gap-3">
      {failed && <Notice tone="warn" title={t('failed')} alert />}
      <Button type="button" look="secondary" onClick={() => void add()}>
        {t('add')}
      </Button>
    </div>
  );
}

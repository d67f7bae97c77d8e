import { useTranslations } from 'use-intl';

import { Button } from '../components/button.tsx';
import { CommandForm, TextField } from '../components/field.tsx';
import { Panel } from '../components/panel.tsx';
import { QrCode } from '../components/qr-code.tsx';

/** What an authenticator app is told, and the codes for the day when it is lost. */
export interface SetUpKey {
  readonly uri: string;
  readonly codes: readonly string[];
}

export function SetUp({ known, formKey }: { readonly known: SetUpKey; readonly formKey: string }) {
  const { uri, codes } = known;
  const t = useTranslations('account.factor');
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  return (
    <>
      <Panel title={t('scan')}>
        <div className="flex flex-wrap items-center gap-6">
          <QrCode text={uri} label={t('scan-alt')} className="size-48 shrink-0 rounded-lg" />
          <p className="min-w-0 flex-1 basis-56 text-sm">
            {t('key')}
            <code className="mt-2 block rounded-lg bg-sunken p-3 text-base break-all">
              {secret.replaceAll(/(.{4})/g, '$1 ').trim()}
            </code>
          </p>
        </div>
      </Panel>
      <BackupCodes codes={codes} />
      <Panel title={t('finish')}>
        <CommandForm intent="verify" formKey={formKey}>
          <input type="hidden" name="uri" value={uri} />
          <input type="hidden" name="codes" value={codes.join(' ')} />
          <TextField
            name="code"
            label={t('verify-code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={10}
          />
          <Button className="justify-self-start">{t('finish')}</Button>
        </CommandForm>
      </Panel>
    </>
  );
}

export function BackupCodes({ codes }: { readonly codes: readonly string[] }) {
  const t = useTranslations('account.factor');
  return (
    <Panel title={t('codes')} hint={t('codes-text')}>
      <ul className="grid grid-cols-2 gap-x-6 gap-y-1 font-mono text-sm sm:grid-cols-3">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </Panel>
  );
}

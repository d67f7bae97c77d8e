import { useTranslations } from 'use-intl';

/** Beside the terms, wherever an account is opened: what the browser will be known again by. */
export function DeviceNote() {
  const t = useTranslations('account.fields');
  return <p className="text-xs text-muted">{t('device')}</p>;
}

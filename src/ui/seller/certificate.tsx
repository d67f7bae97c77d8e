import { useTranslations } from 'use-intl';

import { DateTime } from '../components/amounts.tsx';
import { Button } from '../components/button.tsx';
import { CommandForm } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import type { Entry } from './entry-models.ts';
import { useFieldNames } from './field-names.ts';

interface CertificateProps {
  readonly entry: Entry;
  /** Names of what was told, as the API has them. */
  readonly told: readonly string[];
  readonly formKey: string;
}

/** The yearly question whether what was told is current, answered by one button where nothing has changed. */
export function Certificate({ entry, told, formKey }: CertificateProps) {
  const t = useTranslations('entry.certificate');
  const fieldName = useFieldNames();
  const asked = entry.identity.certificate?.asked;
  if (!asked) return null;
  const { certifyBy, isLast } = asked;
  return (
    <Notice tone={isLast ? 'warn' : 'info'} title={t('title')}>
      <div className="grid gap-3">
        <p>
          {t('text')}{' '}
          {certifyBy === null
            ? t('late')
            : t.rich(isLast ? 'last' : 'by', { when: () => <DateTime at={certifyBy} only="date" /> })}
        </p>
        <p>{t('fields', { fields: told.map(fieldName).join(', ') })}</p>
        <CommandForm intent="certify" formKey={formKey}>
          <div>
            <Button>{t('go')}</Button>
          </div>
        </CommandForm>
        <p>{t('change')}</p>
      </div>
    </Notice>
  );
}

/** `legalName` of the account as the `legal-name` that the rules speak of, and the payout account beside it. */
export function toldOf(
  identity: Readonly<Record<string, unknown>>,
  hasPayoutAccount: boolean,
): readonly string[] {
  const names = Object.keys(identity).map((name) => name.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`));
  return hasPayoutAccount ? [...names, 'bank-account'] : names;
}

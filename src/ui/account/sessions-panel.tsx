import { useTranslations } from 'use-intl';

import { DateTime } from '../components/amounts.tsx';
import { Badge } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { CommandForm } from '../components/field.tsx';
import { Panel } from '../components/panel.tsx';
import type { Session } from './account-data.ts';

/** Where somebody is signed in, each to be ended from here. */
export function Sessions({
  sessions,
  formKey,
}: {
  readonly sessions: readonly Session[];
  readonly formKey: string;
}) {
  const t = useTranslations('account.sessions');
  return (
    <Panel title={t('title')} flush>
      <ul className="divide-y divide-line">
        {sessions.map(({ id, device, createdAt, here }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 text-sm">
            <span className="font-medium">{device || t('unknown')}</span>
            {here && <Badge tone="good">{t('here')}</Badge>}
            <span className="text-muted">{t.rich('since', { date: () => <DateTime at={createdAt} /> })}</span>
            {!here && (
              <CommandForm intent="end-session" subject={id} formKey={formKey} className="ms-auto">
                <Button look="secondary" aria-label={t('end-of', { device: device || t('unknown') })}>
                  {t('end')}
                </Button>
              </CommandForm>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <CommandForm intent="end-others" formKey={formKey} className="border-t border-line p-4">
          <Button look="danger">{t('others')}</Button>
        </CommandForm>
      )}
    </Panel>
  );
}

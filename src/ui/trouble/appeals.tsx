import { Link, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get, passed } from '../api.ts';
import { Clock, DateTime } from '../components/amounts.tsx';
import { Badge, type Tone } from '../components/badge.tsx';
import { Pagination } from '../components/pagination.tsx';
import { EmptyState, PageHead } from '../components/panel.tsx';
import type { AppealRow } from './models.ts';
import { TroubleTabs } from './tabs.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  return get<{ appeals: readonly AppealRow[]; next: string | null }>(
    args,
    `/me/appeals${passed(args, ['cursor'])}`,
  );
}

export default function Appeals() {
  const { appeals, next } = useLoaderData<typeof loader>();
  const t = useTranslations('complaints.appeals');
  return (
    <div className="mx-auto grid w-full max-w-4xl gap-6">
      <PageHead title={t('title')} />
      <TroubleTabs />
      {appeals.length === 0 ? (
        <EmptyState title={t('empty')}>{t('empty-text')}</EmptyState>
      ) : (
        <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">
          {appeals.map((appeal) => (
            <li key={appeal.id}>
              <Link
                to={`/appeals/${appeal.id}`}
                className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-4 py-3.5 hover:bg-sunken"
              >
                <span className="grid min-w-0 flex-1 basis-60 gap-0.5">
                  <span className="font-medium">{t(`about-${appeal.about}`)}</span>
                  <span className="text-sm text-muted">
                    {t('filed-at')} <DateTime at={appeal.filedAt} only="date" />
                  </span>
                </span>
                {isOpen(appeal) && (
                  <span className="text-sm text-muted">
                    {t('decide-by')} <Clock due={appeal.decideBy} />
                  </span>
                )}
                <AppealBadge appeal={appeal} />
              </Link>
            </li>
          ))}
        </ul>
      )}
      <Pagination next={next} />
    </div>
  );
}

export function isOpen({ status }: Pick<AppealRow, 'status'>): boolean {
  return status === 'filed' || status === 'assigned';
}

const TONES: Readonly<Record<string, Tone>> = {
  filed: 'info',
  assigned: 'info',
  reversed: 'good',
  changed: 'good',
};

export function AppealBadge({ appeal }: { appeal: Pick<AppealRow, 'status' | 'outcome'> }) {
  const t = useTranslations('complaints.appeals');
  const word = appeal.outcome ?? (appeal.status === 'decided' ? 'upheld' : appeal.status);
  return <Badge tone={TONES[word] ?? 'neutral'}>{t(word)}</Badge>;
}

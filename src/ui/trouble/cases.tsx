import { Link, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get, passed } from '../api.ts';
import { Clock, DateTime } from '../components/amounts.tsx';
import { Badge } from '../components/badge.tsx';
import { Pagination } from '../components/pagination.tsx';
import { EmptyState, PageHead } from '../components/panel.tsx';
import { useWords } from '../messages/words.ts';
import { useReader } from '../reader.ts';
import type { OwnCaseRow } from './case-models.ts';
import { TroubleTabs } from './tabs.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  return get<{ cases: readonly OwnCaseRow[]; next: string | null }>(
    args,
    `/me/cases${passed(args, ['cursor'])}`,
  );
}

export default function Cases() {
  const { cases, next } = useLoaderData<typeof loader>();
  const t = useTranslations('complaints.cases');
  const { me } = useReader();
  const word = useWords();
  const home = me?.kind === 'seller' ? '/seller/cases' : '/account/cases';
  return (
    <div className="mx-auto grid w-full max-w-4xl gap-6">
      <PageHead title={t('title')} />
      <TroubleTabs />
      {cases.length === 0 ? (
        <EmptyState title={t('empty')}>{t('empty-text')}</EmptyState>
      ) : (
        <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">
          {cases.map((row) => (
            <li key={row.id}>
              <Link
                to={`${home}/${row.id}`}
                className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-4 py-3.5 hover:bg-sunken"
              >
                <span className="grid min-w-0 flex-1 basis-60 gap-0.5">
                  <span className="font-medium">
                    {row.violations.map((v) => word(v.violation)).join(', ')}
                  </span>
                  <span className="text-sm text-muted">
                    {t(row.side === 'subject' ? 'about-me' : 'by-me')} · {t('opened')}{' '}
                    <DateTime at={row.openedAt} only="date" />
                  </span>
                </span>
                {row.statementDueAt !== null && (
                  <span className="text-sm">
                    {t('statement-due')} <Clock due={row.statementDueAt} />
                  </span>
                )}
                <CaseBadge row={row} />
              </Link>
            </li>
          ))}
        </ul>
      )}
      <Pagination next={next} />
    </div>
  );
}

export function CaseBadge({ row }: { row: Pick<OwnCaseRow, 'status' | 'outcome'> }) {
  const t = useTranslations('complaints.cases');
  return <Badge tone={row.status === 'closed' ? 'neutral' : 'info'}>{t(row.outcome ?? row.status)}</Badge>;
}

import { Link, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get, passed } from '../api.ts';
import { Clock, DateTime } from '../components/amounts.tsx';
import { Badge, type Tone } from '../components/badge.tsx';
import { ButtonLink } from '../components/button.tsx';
import { Pagination } from '../components/pagination.tsx';
import { EmptyState, PageHead } from '../components/panel.tsx';
import type { ComplaintRow } from './models.ts';
import { TroubleTabs } from './tabs.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  return get<{ complaints: readonly ComplaintRow[]; next: string | null }>(
    args,
    `/me/complaints${passed(args, ['cursor'])}`,
  );
}

export default function Complaints() {
  const { complaints, next } = useLoaderData<typeof loader>();
  const t = useTranslations('complaints.list');
  const kindTitle = useKindTitle();
  return (
    <div className="mx-auto grid w-full max-w-4xl gap-6">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <PageHead title={t('title')} />
        <ButtonLink look="primary" to="/report">
          {t('report')}
        </ButtonLink>
      </div>
      <TroubleTabs />
      {complaints.length === 0 ? (
        <EmptyState title={t('empty')}>{t('empty-text')}</EmptyState>
      ) : (
        <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">
          {complaints.map((complaint) => (
            <li key={complaint.id}>
              <Link
                to={`/complaints/${complaint.id}`}
                className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-4 py-3.5 hover:bg-sunken"
              >
                <span className="grid min-w-0 flex-1 basis-60 gap-0.5">
                  <span className="font-medium">{kindTitle(complaint)}</span>
                  <span className="text-sm text-muted">
                    {t('about', { name: complaint.subject.name })} ·{' '}
                    <DateTime at={complaint.filedAt} only="date" />
                  </span>
                </span>
                {complaint.status === 'filed' && (
                  <span className="text-sm text-muted">
                    {t('look-by')} <Clock due={complaint.firstLookBy} />
                  </span>
                )}
                <ComplaintBadge complaint={complaint} />
              </Link>
            </li>
          ))}
        </ul>
      )}
      <Pagination next={next} />
    </div>
  );
}

/** What was reported, in the reader's words; a kind of a newer rulebook in the rulebook's. */
export function useKindTitle(): (complaint: { readonly kind: string; readonly title: string }) => string {
  const t = useTranslations('report-kinds');
  return ({ kind, title }) => {
    const key = `${kind}.title` as Parameters<typeof t>[0];
    return t.has(key) ? t(key) : title;
  };
}

const TONES: Readonly<Record<string, Tone>> = {
  filed: 'info',
  heard: 'info',
  upheld: 'good',
  unfounded: 'bad',
};

export function ComplaintBadge({ complaint }: { complaint: Pick<ComplaintRow, 'status' | 'outcome'> }) {
  const t = useTranslations('complaints.status');
  const word = complaint.outcome ?? complaint.status;
  const key = word as Parameters<typeof t>[0];
  return <Badge tone={TONES[word] ?? 'neutral'}>{t.has(key) ? t(key) : word}</Badge>;
}

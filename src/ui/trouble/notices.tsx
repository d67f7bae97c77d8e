import { Link, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get, passed } from '../api.ts';
import { DateTime } from '../components/amounts.tsx';
import { Badge } from '../components/badge.tsx';
import { useNoticeTitle } from '../components/notice-body.tsx';
import { Pagination } from '../components/pagination.tsx';
import { EmptyState, PageHead } from '../components/panel.tsx';
import { useReader } from '../reader.ts';
import { TroubleTabs } from './tabs.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

interface NoticeList {
  readonly notices: readonly {
    readonly id: string;
    readonly at: number;
    readonly kind: string;
    readonly step: string | null;
    readonly readAt: number | null;
  }[];
  readonly unread: number;
  readonly next: string | null;
}

export function loader(args: LoaderFunctionArgs) {
  return get<NoticeList>(args, `/me/notices${passed(args, ['cursor', 'unread'])}`);
}

export default function Notices() {
  const { notices, unread, next } = useLoaderData<typeof loader>();
  const { me } = useReader();
  const t = useTranslations('notices');
  const title = useNoticeTitle();
  const home = me?.kind === 'seller' ? '/seller/notices' : '/notices';
  return (
    <div className="mx-auto grid w-full max-w-4xl gap-6">
      <PageHead title={t('title')}>{t('unread', { count: unread })}</PageHead>
      <TroubleTabs />
      {notices.length === 0 ? (
        <EmptyState title={t('empty')}>{t('empty-text')}</EmptyState>
      ) : (
        <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">
          {notices.map((notice) => (
            <li key={notice.id}>
              <Link
                to={`${home}/${notice.id}`}
                className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3.5 hover:bg-sunken"
              >
                <span className={`min-w-0 flex-1 basis-56 ${notice.readAt === null ? 'font-semibold' : ''}`}>
                  {title(notice)}
                </span>
                {notice.readAt === null && <Badge tone="info">{t('new')}</Badge>}
                <span className="text-sm text-muted">
                  <DateTime at={notice.at} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      <Pagination next={next} />
    </div>
  );
}

import { type LoaderFunctionArgs, useLoaderData, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';

import { get, query } from '../api.ts';
import { Clock } from '../components/amounts.tsx';
import { type ConversationRow, ConversationRows } from '../components/conversation.tsx';
import { Pagination } from '../components/pagination.tsx';
import { EmptyState, PageHead, Panel } from '../components/panel.tsx';
import { Tabs } from '../components/tabs.tsx';
import { TextLink } from '../components/text-link.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

type Row = ConversationRow & { readonly answerBy: number | null };

export function loader(args: LoaderFunctionArgs) {
  const search = args.url.searchParams;
  const asked = search.get('show') === 'all' ? { cursor: search.get('cursor') } : { unanswered: 'true' };
  return get<{ conversations: readonly Row[]; next: string | null }>(args, `/conversations${query(asked)}`);
}

export default function Messages() {
  const { conversations, next } = useLoaderData<typeof loader>();
  const t = useTranslations('shop.messages');
  const [search] = useSearchParams();
  const all = search.get('show') === 'all';
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-5">
      <PageHead title={t('title')}>{t('intro')}</PageHead>
      <Tabs
        label={t('show')}
        tabs={[
          { to: '/seller/messages', label: t('waiting'), current: !all },
          { to: '?show=all', label: t('all'), current: all },
        ]}
      />
      {conversations.length === 0 && <EmptyState title={all ? t('none') : t('none-waiting')} />}
      {conversations.length > 0 && all && (
        <ConversationRows side="seller" conversations={conversations} base="/seller/messages" />
      )}
      {conversations.length > 0 && !all && <Waiting rows={conversations} />}
      <Pagination next={next} />
    </div>
  );
}

/** Those that wait, with how long there is before an answer counts as late. */
function Waiting({ rows }: { rows: readonly Row[] }) {
  const t = useTranslations('shop.messages');
  return (
    <Panel title={t('waiting')} flush>
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <li key={row.conversationId} className="grid gap-1 p-4">
            <p className="flex flex-wrap items-baseline justify-between gap-x-4">
              <TextLink strong to={`/seller/messages/${row.conversationId}`}>
                {row.buyer.name}
              </TextLink>
              <span className="text-sm">
                {t('answer')} <Clock due={row.answerBy} />
              </span>
            </p>
            {row.last?.text && <p className="line-clamp-2 text-sm text-muted">{row.last.text}</p>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

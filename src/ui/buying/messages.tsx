import { type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get, passed } from '../api.ts';
import { type ConversationRow, ConversationRows } from '../components/conversation.tsx';
import { Pagination } from '../components/pagination.tsx';
import { EmptyState, PageHead } from '../components/panel.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  return get<{ conversations: readonly ConversationRow[]; next: string | null }>(
    args,
    `/conversations${passed(args, ['cursor'])}`,
  );
}

export default function Messages() {
  const { conversations, next } = useLoaderData<typeof loader>();
  const t = useTranslations('talk');
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-5">
      <PageHead title={t('title')} />
      {conversations.length === 0 ? (
        <EmptyState title={t('empty')}>{t('empty-text')}</EmptyState>
      ) : (
        <ConversationRows side="buyer" conversations={conversations} base="/messages" />
      )}
      <Pagination next={next} />
    </div>
  );
}

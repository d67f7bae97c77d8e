import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { failure, get, getOr, newKey, readForm, send, textOf } from '../api.ts';
import { type ConversationPage, MessageList, WriteMessage } from '../components/conversation.tsx';
import { PageHead } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { type Answering, AnsweringTime } from './answering.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const id = encodeURIComponent(args.params['conversationId'] ?? '');
  const conversation = await get<ConversationPage>(args, `/conversations/${id}`);
  const answering = await getOr<Answering>(args, `/sellers/${conversation.seller.id}/answering`, [404]);
  return { conversation, answering: answering ?? null, formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const id = encodeURIComponent(args.params['conversationId'] ?? '');
  const path = `/conversations/${id}/messages`;
  const sent = await send(args, path, { text: textOf(form, 'text') }, textOf(form, 'key'));
  return sent.ok ? redirect(`/messages/${id}`) : failure(form, sent.problem);
}

export default function Conversation() {
  const { conversation, answering, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('talk');
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-6">
      <PageHead
        title={t('with', { name: conversation.seller.name })}
        above={<TextLink to="/messages">{t('title')}</TextLink>}
      >
        <Subject conversation={conversation} />
      </PageHead>
      <MessageList side="buyer" conversation={conversation} />
      <div className="grid gap-3 rounded-xl border border-line bg-surface p-4">
        <AnsweringTime answering={answering} />
        <WriteMessage formKey={formKey} label={t('your-message')} hint={t('stay-here')} />
      </div>
      <p className="text-sm">
        <TextLink to={`/report?conversation=${conversation.conversationId}`}>{t('report')}</TextLink>
      </p>
    </div>
  );
}

function Subject({ conversation: { subject, seller } }: { conversation: ConversationPage }) {
  const t = useTranslations('talk');
  if (subject.kind === 'order')
    return <TextLink to={`/orders/${subject.orderId}`}>{t('about.order')}</TextLink>;
  if (subject.kind === 'listing')
    return <TextLink to={`/listings/${subject.listingId}`}>{t('about.listing')}</TextLink>;
  return <TextLink to={`/sellers/${seller.id}`}>{t('about.shop')}</TextLink>;
}

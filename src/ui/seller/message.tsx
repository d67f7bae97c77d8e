import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, get, newKey, readForm, send, textOf } from '../api.ts';
import { Clock } from '../components/amounts.tsx';
import { type ConversationPage, MessageList, WriteMessage } from '../components/conversation.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { PageHead } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

type Page = ConversationPage & { readonly answerBy: number | null };

export async function loader(args: LoaderFunctionArgs) {
  const id = encodeURIComponent(args.params['conversationId'] ?? '');
  return { conversation: await get<Page>(args, `/conversations/${id}`), formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const id = encodeURIComponent(args.params['conversationId'] ?? '');
  const body = { text: textOf(form, 'text') };
  const sent = await send(args, `/conversations/${id}/messages`, body, textOf(form, 'key'));
  return sent.ok ? done(`/seller/messages/${id}`, 'send') : failure(form, sent.problem);
}

export default function Message() {
  const { conversation, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('shop.messages');
  const { subject, answerBy } = conversation;
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-5">
      <PageHead
        title={t('with', { name: conversation.buyer.name })}
        above={<TextLink to="/seller/messages">{t('title')}</TextLink>}
      >
        {subject.kind === 'order' && (
          <TextLink to={`/seller/orders/${subject.orderId}`}>{t('about-order')}</TextLink>
        )}
        {subject.kind === 'listing' && (
          <TextLink to={`/listings/${subject.listingId}`}>{t('about-listing')}</TextLink>
        )}
        {subject.kind === 'shop' && t('about-shop')}
      </PageHead>
      <DoneNotice messages={{ send: t('sent') }} />
      <MessageList side="seller" conversation={conversation} />
      <div className="grid gap-3 rounded-xl border border-line bg-surface p-4">
        {answerBy !== null && (
          <p className="text-sm">
            {t('answer')} <Clock due={answerBy} />. <span className="text-muted">{t('why')}</span>
          </p>
        )}
        <WriteMessage formKey={formKey} label={t('your-answer')} hint={t('keep-here')} />
      </div>
    </div>
  );
}

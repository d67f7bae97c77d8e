import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  useActionData,
  useLoaderData,
} from 'react-router';
import { useTranslations } from 'use-intl';

import { failure, get, newKey, readForm, send, textOf, textsOf } from '../api.ts';
import { Badge } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { CommandForm } from '../components/field.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { EmptyState, PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import type { DrawnSecret, Webhook, Webhooks } from './webhook-models.ts';
import { ReceiverFields, SecretNotice, useTopic } from './webhook-parts.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  return { known: await get<Webhooks>(args, '/me/webhooks'), formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const body = { url: textOf(form, 'url'), topics: textsOf(form, 'topics') };
  const sent = await send<DrawnSecret>(args, '/me/webhooks', body, textOf(form, 'key'));
  return sent.ok ? data({ drawn: sent.value }) : failure(form, sent.problem);
}

export default function WebhooksPage() {
  const { known, formKey } = useLoaderData<typeof loader>();
  const drawn = useActionData<{ drawn?: DrawnSecret }>()?.drawn;
  const t = useTranslations('webhooks');
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-5">
      <PageHead title={t('title')}>{t('text')}</PageHead>
      <DoneNotice messages={{ removed: t('done.removed') }} />
      {drawn && <SecretNotice drawn={drawn} />}
      {known.webhooks.length === 0 ? (
        <EmptyState title={t('none')}>{t('none-text')}</EmptyState>
      ) : (
        <ul className="grid gap-3">
          {known.webhooks.map((webhook) => (
            <Receiver key={webhook.webhookId} webhook={webhook} />
          ))}
        </ul>
      )}
      {!drawn && known.webhooks.length < known.receiversMax && (
        <Panel title={t('add')}>
          <CommandForm intent="add" formKey={formKey}>
            <ReceiverFields topics={known.topics} chosen={known.topics.slice(0, 1)} />
            <Button className="justify-self-start">{t('add')}</Button>
          </CommandForm>
        </Panel>
      )}
    </div>
  );
}

function Receiver({ webhook }: { readonly webhook: Webhook }) {
  const { webhookId, url, topics, on, offWhy } = webhook;
  const t = useTranslations('webhooks');
  const topicName = useTopic();
  return (
    <li className="grid gap-1.5 rounded-xl border border-line bg-surface p-4 text-sm">
      <p className="flex flex-wrap items-center gap-3">
        <span className="min-w-0 break-all">
          <TextLink strong to={`/seller/webhooks/${webhookId}`}>
            {url}
          </TextLink>
        </span>
        <Badge tone={on ? 'good' : 'warn'}>{t(on ? 'on' : 'off')}</Badge>
      </p>
      <p className="text-muted">{topics.map(topicName).join(' · ')}</p>
      {offWhy && offWhy !== 'owner' && <p className="text-warn">{t(`why.${offWhy}`)}</p>}
    </li>
  );
}

import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  useActionData,
  useLoaderData,
} from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, get, newKey, passed, readForm, send, textOf, textsOf } from '../api.ts';
import { DateTime } from '../components/amounts.tsx';
import { Badge } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm } from '../components/field.tsx';
import { DoneNotice, Notice } from '../components/notice.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { Deliveries } from './webhook-deliveries.tsx';
import type { Delivery, DrawnSecret, Webhook, Webhooks } from './webhook-models.ts';
import { ReceiverFields, SecretNotice } from './webhook-parts.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const path = `/me/webhooks/${encodeURIComponent(args.params['webhookId'] ?? '')}`;
  const [webhook, { topics }, page] = await Promise.all([
    get<Webhook>(args, path),
    get<Webhooks>(args, '/me/webhooks'),
    get<{ deliveries: readonly Delivery[]; next: string | null }>(
      args,
      `${path}/deliveries${passed(args, ['cursor'])}`,
    ),
  ]);
  return { webhook, topics, ...page, formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const webhookId = args.params['webhookId'] ?? '';
  const path = `/me/webhooks/${encodeURIComponent(webhookId)}`;
  const page = `/seller/webhooks/${encodeURIComponent(webhookId)}`;
  const key = textOf(form, 'key');
  switch (textOf(form, 'intent')) {
    case 'rotate': {
      const sent = await send<{ secret: string }>(args, `${path}/secret`, {}, key);
      return sent.ok
        ? data({ drawn: { webhookId, secret: sent.value.secret } })
        : failure(form, sent.problem);
    }
    case 'test': {
      const sent = await send(args, `${path}/test`, {}, key);
      return sent.ok ? done(page, 'tested') : failure(form, sent.problem);
    }
    case 'again': {
      const delivery = encodeURIComponent(textOf(form, 'subject'));
      const sent = await send(args, `${path}/deliveries/${delivery}/again`, {}, key);
      return sent.ok ? done(page, 'again') : failure(form, sent.problem);
    }
    case 'remove': {
      const sent = await send(args, path, {}, key, 'DELETE');
      return sent.ok ? done('/seller/webhooks', 'removed') : failure(form, sent.problem);
    }
    case 'switch':
    case 'save':
    default: {
      const body = form.has('on')
        ? { on: textOf(form, 'on') === 'true' }
        : { url: textOf(form, 'url'), topics: textsOf(form, 'topics') };
      const sent = await send(args, path, body, key, 'PATCH');
      return sent.ok ? done(page, 'saved') : failure(form, sent.problem);
    }
  }
}

export default function WebhookPage() {
  const { webhook, topics, deliveries, next, formKey } = useLoaderData<typeof loader>();
  const drawn = useActionData<{ drawn?: DrawnSecret }>()?.drawn;
  const t = useTranslations('webhooks');
  const { url, on, offWhy, previousSecretUntil } = webhook;
  return (
    <div className="grid gap-5">
      <PageHead title={new URL(url).host} above={<TextLink to="/seller/webhooks">{t('back')}</TextLink>}>
        <span className="flex flex-wrap items-center gap-3">
          <span className="min-w-0 break-all">{url}</span>
          <Badge tone={on ? 'good' : 'warn'}>{t(on ? 'on' : 'off')}</Badge>
        </span>
      </PageHead>
      <DoneNotice messages={{ saved: t('done.saved'), tested: t('done.tested'), again: t('done.again') }} />
      {offWhy && <Notice tone={offWhy === 'owner' ? 'neutral' : 'warn'} title={t(`why.${offWhy}`)} />}
      {drawn && <SecretNotice drawn={drawn} />}
      <div className="grid items-start gap-5 lg:grid-cols-[1fr_20rem]">
        <Deliveries deliveries={deliveries} next={next} isOn={on} formKey={formKey} />
        <div className="grid gap-5">
          <Panel title={t('settings')}>
            <CommandForm intent="save" formKey={formKey}>
              <ReceiverFields topics={topics} url={url} chosen={webhook.topics} />
              <Button>{t('save')}</Button>
            </CommandForm>
          </Panel>
          <div className="grid gap-3">
            {on && (
              <CommandForm intent="test" formKey={formKey}>
                <Button look="secondary">{t('test')}</Button>
              </CommandForm>
            )}
            <CommandForm intent="switch" formKey={formKey}>
              <input type="hidden" name="on" value={String(!on)} />
              <Button look="secondary">{t(on ? 'switch-off' : 'switch-on')}</Button>
            </CommandForm>
            <CommandForm intent="rotate" formKey={formKey}>
              <Button look="secondary">{t('rotate')}</Button>
              {previousSecretUntil !== null && (
                <p className="text-sm text-muted">
                  {t.rich('secret-old', { date: () => <DateTime at={previousSecretUntil} /> })}
                </p>
              )}
            </CommandForm>
            <Disclosure label={t('remove')} intent="remove">
              <CommandForm intent="remove" formKey={formKey}>
                <p className="text-sm">{t('remove-text')}</p>
                <Button look="danger">{t('remove')}</Button>
              </CommandForm>
            </Disclosure>
          </div>
        </div>
      </div>
    </div>
  );
}

import { useTranslations } from 'use-intl';

import { ButtonLink } from '../components/button.tsx';
import { Boxes } from '../components/choice.tsx';
import { TextField } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import type { DrawnSecret } from './webhook-models.ts';

type TopicKey = 'order-placed';

/** A topic in the seller's words; one that is newer than the words is shown as it is. */
export function useTopic(): (topic: string) => string {
  const t = useTranslations('webhooks.topic');
  return (topic) => {
    const key = topic.replaceAll('.', '-') as TopicKey;
    return t.has(key) ? t(key) : topic;
  };
}

export function ReceiverFields({
  topics,
  url,
  chosen,
}: {
  readonly topics: readonly string[];
  readonly url?: string;
  readonly chosen: readonly string[];
}) {
  const t = useTranslations('webhooks');
  const topicName = useTopic();
  return (
    <>
      <TextField
        name="url"
        label={t('url')}
        hint={t('url-hint')}
        type="url"
        inputMode="url"
        autoComplete="off"
        maxLength={500}
        placeholder="https://"
        defaultValue={url}
      />
      <Boxes
        name="topics"
        legend={t('topics')}
        options={topics.map((value) => ({ value, label: topicName(value), hint: value }))}
        chosen={chosen}
      />
    </>
  );
}

export function SecretNotice({ drawn }: { readonly drawn: DrawnSecret }) {
  const t = useTranslations('webhooks');
  return (
    <Notice tone="good" title={t('secret')} alert>
      <p>{t('secret-once')}</p>
      <code className="my-3 block rounded-lg bg-surface p-3 text-sm break-all select-all">
        {drawn.secret}
      </code>
      <ButtonLink to={`/seller/webhooks/${drawn.webhookId}`} reloadDocument>
        {t('go-on')}
      </ButtonLink>
    </Notice>
  );
}

import { useTranslations } from 'use-intl';

import { DateTime } from '../components/amounts.tsx';
import { Badge } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { CommandForm } from '../components/field.tsx';
import { Pagination } from '../components/pagination.tsx';
import { EmptyState, Panel } from '../components/panel.tsx';
import type { Delivery } from './webhook-models.ts';
import { useTopic } from './webhook-parts.tsx';

interface DeliveriesProps {
  readonly deliveries: readonly Delivery[];
  readonly next: string | null;
  readonly isOn: boolean;
  readonly formKey: string;
}

export function Deliveries({ deliveries, next, isOn, formKey }: DeliveriesProps) {
  const t = useTranslations('webhooks');
  return (
    <Panel title={t('deliveries')} flush>
      {deliveries.length === 0 ? (
        <EmptyState title={t('no-deliveries')} />
      ) : (
        <ul className="divide-y divide-line">
          {deliveries.map((delivery) => (
            <Row key={delivery.deliveryId} delivery={delivery} isOn={isOn} formKey={formKey} />
          ))}
        </ul>
      )}
      <Pagination next={next} />
    </Panel>
  );
}

function Row({ delivery, isOn, formKey }: { delivery: Delivery; isOn: boolean; formKey: string }) {
  const { deliveryId, topic, body, createdAt, tries, nextTryAt, deliveredAt, status } = delivery;
  const t = useTranslations('webhooks');
  const topicName = useTopic();
  const isWaiting = nextTryAt !== null;
  const outcome = deliveredAt === null ? (isWaiting ? 'waiting' : 'failed') : 'arrived';
  return (
    <li className="grid gap-2 px-4 py-3 text-sm">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium">{topicName(topic)}</span>
        <Badge tone={TONES[outcome]}>{t(outcome)}</Badge>
        <span className="text-muted">
          <DateTime at={createdAt} />
        </span>
        {isOn && !isWaiting && (
          <CommandForm intent="again" subject={deliveryId} formKey={formKey} className="ms-auto">
            <Button look="quiet">{t('again')}</Button>
          </CommandForm>
        )}
      </div>
      <p className="flex flex-wrap gap-x-3 text-muted">
        <span>{t('tries', { count: tries })}</span>
        {status !== null && <span>{t('answer', { status })}</span>}
        <Failure delivery={delivery} />
        {isWaiting && tries > 0 && <span>{t.rich('next', { date: () => <DateTime at={nextTryAt} /> })}</span>}
      </p>
      <details>
        <summary className="text-accent">{t('content')}</summary>
        <pre className="mt-2 rounded-lg bg-sunken p-3 text-xs break-all whitespace-pre-wrap">
          {`webhook-id: ${deliveryId}\n\n${body}`}
        </pre>
      </details>
    </li>
  );
}

const TONES = { arrived: 'good', waiting: 'warn', failed: 'bad' } as const;

function Failure({ delivery: { error } }: { delivery: Delivery }) {
  const t = useTranslations('webhooks.error');
  if (error === null) return null;
  const key = error as 'refused';
  return <span>{t.has(key) ? t(key) : error}</span>;
}

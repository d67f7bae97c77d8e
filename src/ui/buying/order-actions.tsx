import { useTranslations } from 'use-intl';

import { Button, ButtonLink } from '../components/button.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm, Select } from '../components/field.tsx';
import { Panel } from '../components/panel.tsx';
import type { OrderPage } from './models.ts';

/** The reasons that a buyer can give; the rest are the seller's or ours. */
const REASONS = ['changed-mind', 'ordered-by-mistake', 'too-slow', 'other'] as const;

interface Props {
  readonly order: OrderPage;
  readonly conversation: string | null;
  readonly formKey: string;
}

/** What can be done about the order as it stands. */
export function OrderActions({ order, conversation, formKey }: Props) {
  const t = useTranslations('purchase.actions');
  const tr = useTranslations('returns');
  const { id, mayDo } = order;
  return (
    <Panel title={t('title')}>
      <div className="grid gap-3">
        {mayDo.includes('confirm-receipt') && (
          <CommandForm intent="receipt" formKey={formKey} className="grid gap-2">
            <p className="text-sm text-muted">{t('receipt-text')}</p>
            <Button className="w-full">{t('receipt')}</Button>
          </CommandForm>
        )}
        {mayDo.includes('review') && (
          <ButtonLink look="primary" to={`/orders/${id}/review`}>
            {t('review')}
          </ButtonLink>
        )}
        <ButtonLink to={conversation === null ? `/messages/new?order=${id}` : `/messages/${conversation}`}>
          {t('ask')}
        </ButtonLink>
        {mayDo.includes('invoice') && <ButtonLink to={`/orders/${id}/invoice`}>{t('invoice')}</ButtonLink>}
        {order.status === 'delivered' && (
          <ButtonLink to={`/orders/${id}/return`}>{tr('open-button')}</ButtonLink>
        )}
        <ButtonLink to={`/report?order=${id}`}>{t('report')}</ButtonLink>
        {mayDo.includes('cancel') && (
          <Disclosure label={t('cancel')} intent="cancel">
            <CommandForm intent="cancel" formKey={formKey}>
              <p className="text-sm">{t('cancel-text')}</p>
              <Select
                name="reason"
                label={t('reason')}
                empty={t('choose')}
                options={REASONS.map((value) => ({ value, label: t(`reasons.${value}`) }))}
              />
              <Button look="danger">{t('cancel-now')}</Button>
            </CommandForm>
          </Disclosure>
        )}
      </div>
    </Panel>
  );
}

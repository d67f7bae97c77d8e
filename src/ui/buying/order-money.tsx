import { useTranslations } from 'use-intl';

import { DateTime, Money } from '../components/amounts.tsx';
import { Panel } from '../components/panel.tsx';
import { ImportDutyNote } from './import-duty.tsx';
import type { OrderPage } from './models.ts';
import { useReason } from './reasons.ts';

/** What was paid, where the money is, and what came back. */
export function OrderMoney({ order }: { order: OrderPage }) {
  const t = useTranslations('purchase.money');
  const reason = useReason();
  const { currency, payment } = order;
  const refunds = payment?.refunds ?? [];
  const rows = [
    { name: t('goods'), amountMinor: order.totalMinor - order.shippingMinor },
    { name: t('shipping'), amountMinor: order.shippingMinor },
  ];
  return (
    <Panel title={t('title')}>
      <dl className="grid gap-2 text-sm">
        {rows.map(({ name, amountMinor }) => (
          <div key={name} className="flex justify-between gap-4">
            <dt className="text-muted">{name}</dt>
            <dd>
              <Money amount={{ amountMinor, currency }} />
            </dd>
          </div>
        ))}
        <div className="flex justify-between gap-4 border-t border-line pt-2 font-semibold">
          <dt>{t('total')}</dt>
          <dd>
            <Money amount={{ amountMinor: order.totalMinor, currency }} />
          </dd>
        </div>
        {refunds.map((refund) => (
          <div key={refund.refundId} className="flex justify-between gap-4 text-good">
            <dt>
              {t('refunded')} · {reason(refund.reason)} · <DateTime at={refund.at} only="date" />
            </dt>
            <dd>
              −<Money amount={{ amountMinor: refund.amountMinor, currency }} />
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-3 empty:hidden">
        <ImportDutyNote duties={order.importDuty ? [order.importDuty] : []} currency={currency} />
      </div>
      <p className="mt-3 text-sm text-muted">
        {payment === null ? t('outside') : <MoneyState payment={payment} status={order.status} />}
      </p>
    </Panel>
  );
}

function MoneyState(props: {
  readonly payment: NonNullable<OrderPage['payment']>;
  readonly status: OrderPage['status'];
}) {
  const t = useTranslations('purchase.money');
  const { payment, status } = props;
  if (payment.status !== 'captured') return t('reserved');
  if ((payment.refundedMinor ?? 0) >= payment.amountMinor) return t('all-back');
  return status === 'delivered' ? t('released') : t('kept');
}

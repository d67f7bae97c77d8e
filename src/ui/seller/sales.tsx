import { useTranslations } from 'use-intl';

import type { Money as Amount } from '../../kernel/money.ts';
import { Count, Day, Money } from '../components/amounts.tsx';
import { Panel } from '../components/panel.tsx';
import { WeekBars } from './week-bars.tsx';

export interface SalesWeek {
  readonly from: number;
  readonly orders: number;
  readonly sums: readonly Amount[];
}

/** Orders week by week; amounts stand in the table, since currencies can't be added up. */
export function Sales({ weeks }: { weeks: readonly SalesWeek[] }) {
  const t = useTranslations('health.overview');
  const orders = weeks.reduce((sum, w) => sum + w.orders, 0);
  return (
    <Panel title={t('sales')} hint={t('sales-sum', { orders })}>
      {orders === 0 ? (
        <p className="text-sm text-muted">{t('sales-none')}</p>
      ) : (
        <WeekBars
          label={t('sales')}
          bars={weeks.map((w) => ({ ...w, value: w.orders }))}
          empty={t('sales-none')}
          columns={[
            { head: t('week'), lead: true, cell: (w) => <Day at={w.from} /> },
            { head: t('orders'), numeric: true, cell: (w) => <Count of={w.orders} /> },
            {
              head: t('amount'),
              numeric: true,
              cell: (w) =>
                w.sums.length === 0
                  ? '–'
                  : w.sums.map((sum) => (
                      <span key={sum.currency} className="block">
                        <Money amount={sum} />
                      </span>
                    )),
            },
          ]}
        />
      )}
    </Panel>
  );
}

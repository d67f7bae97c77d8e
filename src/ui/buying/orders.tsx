import { type LoaderFunctionArgs, useLoaderData, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';

import { get, passed } from '../api.ts';
import { DateTime, Money } from '../components/amounts.tsx';
import { ButtonLink } from '../components/button.tsx';
import { Pagination } from '../components/pagination.tsx';
import { EmptyState, PageHead } from '../components/panel.tsx';
import { Tabs } from '../components/tabs.tsx';
import { TextLink } from '../components/text-link.tsx';
import { Article } from './article.tsx';
import { ORDER_STATUSES, type OrderRow } from './models.ts';
import { Expectation, OrderBadge } from './order-state.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  const path = `/orders${passed(args, ['status', 'cursor'])}`;
  return get<{ orders: readonly OrderRow[]; next: string | null }>(args, path);
}

export default function Orders() {
  const { orders, next } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const status = search.get('status');
  const t = useTranslations('purchase.orders');
  const words = useTranslations('purchase.status');
  const tabs = [
    { to: '/orders', label: t('all'), current: status === null },
    ...ORDER_STATUSES.map((each) => ({
      to: `/orders?status=${each}`,
      label: words(each),
      current: status === each,
    })),
  ];
  return (
    <div className="grid gap-5">
      <PageHead title={t('title')} />
      <Tabs label={t('filter')} tabs={tabs} />
      {orders.length === 0 && (
        <EmptyState title={status === null ? t('empty') : t('none-of-state')}>
          <p className="mt-2">
            <ButtonLink to="/search">{t('look-around')}</ButtonLink>
          </p>
        </EmptyState>
      )}
      <ul className="grid gap-4">
        {orders.map((order) => (
          <OrderCard key={order.id} order={order} />
        ))}
      </ul>
      <Pagination next={next} />
    </div>
  );
}

function OrderCard({ order }: { order: OrderRow }) {
  const t = useTranslations('purchase.orders');
  const { id, currency, totalMinor: amountMinor, mayDo } = order;
  return (
    <li className="overflow-hidden rounded-xl border border-line bg-surface">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line bg-sunken px-4 py-2.5 text-sm">
        <h2 className="font-medium">
          <TextLink to={`/orders/${id}`}>
            {t.rich('order-of', {
              date: () => <DateTime at={order.placedAt} only="date" />,
            })}
          </TextLink>
        </h2>
        <span className="text-muted">{order.seller.name}</span>
        <span className="font-semibold">
          <Money amount={{ amountMinor, currency }} />
        </span>
      </div>
      <div className="grid gap-4 p-4">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <OrderBadge status={order.status} />
          <Expectation order={order} />
        </div>
        <ul className="grid gap-3">
          {order.lines.map((line) => (
            <li key={line.listingId}>
              <Article {...line} title={line.title ?? line.listingId}>
                <p className="text-sm text-muted">{t('pieces', { count: line.quantity })}</p>
              </Article>
            </li>
          ))}
        </ul>
        <p className="flex flex-wrap gap-2">
          <ButtonLink to={`/orders/${id}`}>{t('details')}</ButtonLink>
          {mayDo.includes('review') && (
            <ButtonLink look="quiet" to={`/orders/${id}/review`}>
              {t('review')}
            </ButtonLink>
          )}
          {mayDo.includes('invoice') && (
            <ButtonLink look="quiet" to={`/orders/${id}/invoice`}>
              {t('invoice')}
            </ButtonLink>
          )}
        </p>
      </div>
    </li>
  );
}

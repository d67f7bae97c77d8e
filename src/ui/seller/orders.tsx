import { Form, type LoaderFunctionArgs, useLoaderData, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';

import { get, passed } from '../api.ts';
import { countryName } from '../buying/countries.ts';
import { OrderBadge } from '../buying/order-state.tsx';
import { Clock, DateTime, Money } from '../components/amounts.tsx';
import { Badge } from '../components/badge.tsx';
import { Button, ButtonLink } from '../components/button.tsx';
import { Pagination } from '../components/pagination.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { type Column, Table } from '../components/table.tsx';
import { Tabs } from '../components/tabs.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useReader } from '../reader.ts';
import { type Sale, SALES_STATES, type SalesState, shortNumber } from './shop-models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

interface Sales {
  readonly orders: readonly Sale[];
  readonly counts: Readonly<Record<string, number>>;
  readonly next: string | null;
}

export function loader(args: LoaderFunctionArgs) {
  return get<Sales>(args, `/me/sold-orders${passed(args, ['state', 'q', 'cursor'])}`);
}

export default function Orders() {
  const { orders, counts, next } = useLoaderData<typeof loader>();
  const t = useTranslations('shop.orders');
  const [search] = useSearchParams();
  const state = SALES_STATES.find((s) => s === search.get('state')) ?? 'to-ship';
  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <PageHead title={t('title')}>{t('intro')}</PageHead>
        <div className="flex flex-wrap gap-2">
          <ButtonLink to="/seller/orders/import">{t('import')}</ButtonLink>
        </div>
      </div>
      <Tabs
        label={t('states-label')}
        tabs={SALES_STATES.map((value) => ({
          to: `?state=${value}`,
          label:
            counts[value] === undefined ? t(`states.${value}`) : `${t(`states.${value}`)} (${counts[value]})`,
          current: value === state,
        }))}
      />
      <FindOrder state={state} typed={search.get('q') ?? ''} />
      <Panel title={t(`states.${state}`)} flush>
        <SalesTable state={state} orders={orders} />
        <Pagination next={next} />
      </Panel>
    </div>
  );
}

function FindOrder({ state, typed }: { state: SalesState; typed: string }) {
  const t = useTranslations('shop.orders');
  return (
    <search>
      <Form className="flex max-w-md gap-2">
        <input type="hidden" name="state" value={state} />
        <input
          name="q"
          defaultValue={typed}
          aria-label={t('find')}
          placeholder={t('find')}
          maxLength={60}
          className="min-h-10 w-full min-w-0 rounded-lg border border-line-strong bg-surface px-3 text-base placeholder:text-muted sm:text-sm"
        />
        <Button look="secondary">{t('find-now')}</Button>
      </Form>
    </search>
  );
}

function SalesTable({ state, orders }: { state: SalesState; orders: readonly Sale[] }) {
  const t = useTranslations('shop.orders');
  const waits = state === 'to-ship' || state === 'late';
  const columns: Column<Sale>[] = [
    { head: t('order'), lead: true, cell: (o) => <OrderLink order={o} /> },
    { head: t('articles'), wide: true, cell: (o) => <Articles order={o} /> },
    { head: t('buyer'), cell: (o) => <Buyer order={o} /> },
    {
      head: waits ? t('ship-by') : t('state'),
      cell: (o) => (waits ? <ShipBy order={o} /> : <OrderBadge status={o.status} />),
    },
    {
      head: t('total'),
      numeric: true,
      cell: (o) => <Money amount={{ amountMinor: o.totalMinor, currency: o.currency }} />,
    },
    { head: t('do'), cell: (o) => <NextStep order={o} /> },
  ];
  return (
    <Table
      caption={t(`states.${state}`)}
      columns={columns}
      rows={orders}
      keyOf={(o) => o.id}
      empty={waits ? t('none-waiting') : t('none')}
    />
  );
}

function OrderLink({ order }: { order: Sale }) {
  return (
    <>
      <TextLink strong to={`/seller/orders/${order.id}`} className="font-mono">
        {shortNumber(order.id)}
      </TextLink>
      <span className="block text-xs font-normal text-muted">
        <DateTime at={order.placedAt} only="date" />
      </span>
    </>
  );
}

function Articles({ order }: { order: Sale }) {
  return (
    <ul>
      {order.lines.map((line) => (
        <li key={line.listingId}>
          {line.quantity} × {line.title ?? line.listingId}
        </li>
      ))}
    </ul>
  );
}

function Buyer({ order }: { order: Sale }) {
  const { language } = useReader();
  return (
    <>
      {order.buyer.name}
      <span className="block text-xs text-muted">{countryName(language, order.country)}</span>
    </>
  );
}

function ShipBy({ order }: { order: Sale }) {
  const t = useTranslations('shop.orders');
  return (
    <>
      <Clock due={order.shipBy} />
      {!order.paid && (
        <span className="block">
          <Badge tone="warn">{t('unpaid')}</Badge>
        </span>
      )}
    </>
  );
}

function NextStep({ order }: { order: Sale }) {
  const t = useTranslations('shop.orders');
  const number = shortNumber(order.id);
  return order.mayDo.includes('ship') ? (
    <TextLink to={`/seller/orders/${order.id}#ship`} aria-label={t('ship-this', { number })}>
      {t('ship')}
    </TextLink>
  ) : (
    <TextLink to={`/seller/orders/${order.id}`} aria-label={t('open-this', { number })}>
      {t('open')}
    </TextLink>
  );
}

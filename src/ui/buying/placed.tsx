import { type LoaderFunctionArgs, redirect, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get } from '../api.ts';
import { DateTime, Money } from '../components/amounts.tsx';
import { ButtonLink } from '../components/button.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { Recommended, recommendedFor } from '../storefront/recommended.tsx';
import type { OrderPage } from './models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

/** More sellers than one cart can hold. */
const ORDERS_MAX = 100;

export async function loader(args: LoaderFunctionArgs) {
  const asked = args.url.searchParams.get('orders') ?? '';
  const ids = asked.split(' ').filter(Boolean).slice(0, ORDERS_MAX);
  // Nothing was ordered on the way here.
  if (ids.length === 0) throw redirect('/orders');
  const orders: OrderPage[] = [];
  for (const id of ids) orders.push(await get(args, `/orders/${encodeURIComponent(id)}`));
  const bought = orders.flatMap((order) => order.lines.map((line) => line.listingId));
  return { orders, others: await recommendedFor(args, bought, 'bought') };
}

/** Thanks, and what happens next. An address that can be opened again, and orders nothing when it is. */
export default function Placed() {
  const { orders, others } = useLoaderData<typeof loader>();
  const t = useTranslations('purchase.placed');
  return (
    <div className="grid gap-12">
      <div className="mx-auto grid w-full max-w-2xl gap-6">
        <PageHead title={t('title')}>{t('text', { count: orders.length })}</PageHead>
        <ul className="grid gap-3">
          {orders.map((order) => (
            <li key={order.id} className="grid gap-1 rounded-xl border border-line bg-surface p-4">
              <p className="flex flex-wrap justify-between gap-x-4">
                <TextLink strong to={`/orders/${order.id}`}>
                  {t('order-of', { seller: order.seller.name })}
                </TextLink>
                <Money amount={{ amountMinor: order.totalMinor, currency: order.currency }} />
              </p>
              <p className="text-sm">{order.lines.map((line) => line.title ?? line.listingId).join(', ')}</p>
              <p className="text-sm text-muted">
                {t.rich('arrives', { date: () => <DateTime at={order.deliverBy} only="date" /> })}
              </p>
            </li>
          ))}
        </ul>
        <Panel title={t('next')}>
          <ol className="grid list-inside list-decimal gap-2 text-sm">
            {(['pack', 'track', 'release'] as const).map((step) => (
              <li key={step}>{t(`steps.${step}`)}</li>
            ))}
          </ol>
        </Panel>
        <p className="flex flex-wrap gap-3">
          <ButtonLink look="primary" to="/orders">
            {t('to-orders')}
          </ButtonLink>
          <ButtonLink to="/">{t('go-on')}</ButtonLink>
        </p>
      </div>
      <Recommended listings={others} when="bought" />
    </div>
  );
}

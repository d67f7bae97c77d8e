import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, get, newKey, readForm, send, textOf } from '../api.ts';
import { DateTime, Money } from '../components/amounts.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { CareOfOrder, careOf, changeReminder } from '../help/care.tsx';
import { Article } from './article.tsx';
import { CountryName } from './country-name.tsx';
import type { OrderPage } from './models.ts';
import { OrderActions } from './order-actions.tsx';
import { OrderMoney } from './order-money.tsx';
import { Expectation, OrderBadge } from './order-state.tsx';
import { OrderTimeline, Parcels } from './order-timeline.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const id = encodeURIComponent(args.params['orderId'] ?? '');
  const order = await get<OrderPage>(args, `/orders/${id}`);
  const [talk, care] = await Promise.all([
    get<{ conversations: readonly { conversationId: string }[] }>(
      args,
      `/conversations?orderId=${id}&limit=1`,
    ),
    careOf(args, order),
  ]);
  return { order, care, conversation: talk.conversations[0]?.conversationId ?? null, formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const page = `/orders/${encodeURIComponent(args.params['orderId'] ?? '')}`;
  const key = textOf(form, 'key');
  const intent = textOf(form, 'intent');
  const sent =
    (await changeReminder(args, args.params['orderId'] ?? '', form)) ??
    (intent === 'cancel'
      ? await send(args, `${page}/cancellation`, { reason: textOf(form, 'reason') }, key)
      : await send(args, `${page}/receipt`, {}, key));
  return sent.ok ? done(page, intent) : failure(form, sent.problem);
}

export default function Order() {
  const { order, conversation, care, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('purchase.order');
  const help = useTranslations('help');
  return (
    <div className="grid gap-6">
      <PageHead
        title={t('title', { seller: order.seller.name })}
        above={<TextLink to="/orders">{t('back')}</TextLink>}
      >
        {t.rich('placed', {
          date: () => <DateTime at={order.placedAt} only="date" />,
          number: () => <span className="font-mono text-sm">{order.id}</span>,
        })}
      </PageHead>
      <DoneNotice
        messages={{
          cancel: t('done-cancel'),
          receipt: t('done-receipt'),
          remind: help('done-remind'),
          forget: help('done-forget'),
        }}
      />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <OrderBadge status={order.status} />
        <Expectation order={order} />
      </div>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid gap-6">
          <Panel title={t('articles')} flush>
            <Articles order={order} />
          </Panel>
          {order.shipments.length > 0 && <Parcels order={order} />}
          <CareOfOrder
            care={care}
            orderId={order.id}
            isDelivered={order.status === 'delivered'}
            formKey={formKey}
          />
          <Panel title={t('history')}>
            <OrderTimeline order={order} />
          </Panel>
        </div>
        <div className="grid gap-6">
          <OrderActions order={order} conversation={conversation} formKey={formKey} />
          <OrderMoney order={order} />
          {order.address && <DeliveryAddress address={order.address} />}
        </div>
      </div>
    </div>
  );
}

function Articles({ order: { lines, currency } }: { order: OrderPage }) {
  const t = useTranslations('purchase.order');
  return (
    <ul className="divide-y divide-line">
      {lines.map((line) => (
        <li key={line.listingId} className="p-4">
          <Article {...line} title={line.title ?? line.listingId}>
            <p className="flex flex-wrap justify-between gap-x-4 text-sm">
              <span className="text-muted">
                {line.quantity} × <Money amount={{ amountMinor: line.unitMinor, currency }} />
              </span>
              <Money amount={{ amountMinor: line.quantity * line.unitMinor, currency }} />
            </p>
            {line.cancelled > 0 && (
              <p className="text-sm text-warn">{t('pieces-cancelled', { count: line.cancelled })}</p>
            )}
          </Article>
        </li>
      ))}
    </ul>
  );
}

function DeliveryAddress({ address }: { address: NonNullable<OrderPage['address']> }) {
  const t = useTranslations('purchase.order');
  const { name, line1, line2, postalCode, city, region, country } = address;
  return (
    <Panel title={t('address')}>
      <address className="grid text-sm not-italic">
        {[name, line1, line2, [postalCode, city].filter(Boolean).join(' '), region]
          .filter(Boolean)
          .map((part) => (
            <span key={part}>{part}</span>
          ))}
        {country && <CountryName code={country} />}
      </address>
    </Panel>
  );
}

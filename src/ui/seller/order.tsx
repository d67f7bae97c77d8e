import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { minorDigits } from '../../kernel/money.ts';
import { done, failure, get, newKey, type PageArgs, readForm, send, textOf } from '../api.ts';
import { countryName } from '../buying/countries.ts';
import type { OrderPage } from '../buying/models.ts';
import { OrderMoney } from '../buying/order-money.tsx';
import { OrderBadge } from '../buying/order-state.tsx';
import { OrderTimeline, Parcels } from '../buying/order-timeline.tsx';
import { Clock, DateTime, Money } from '../components/amounts.tsx';
import { ButtonLink } from '../components/button.tsx';
import { DoneNotice, Notice } from '../components/notice.tsx';
import { Facts, PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useReader } from '../reader.ts';
import { CancelForm, RefundForm, ShipForm } from './order-forms.tsx';
import { shortNumber } from './shop-models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

/** An order as its seller reads it: beside what a buyer sees, who bought it. */
export type SoldOrder = OrderPage & {
  readonly buyer: { readonly id: string; readonly name: string };
  /** Pieces of each line that are neither shipped nor cancelled. */
  readonly remaining: readonly number[];
};

export async function loader(args: LoaderFunctionArgs) {
  const id = encodeURIComponent(args.params['orderId'] ?? '');
  return { order: await get<SoldOrder>(args, `/orders/${id}`), formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const id = encodeURIComponent(args.params['orderId'] ?? '');
  const sent = await commanded(args, id, form);
  return sent.ok ? done(`/seller/orders/${id}`, textOf(form, 'intent')) : failure(form, sent.problem);
}

function commanded(args: PageArgs, id: string, form: FormData) {
  const key = textOf(form, 'key');
  const path = `/orders/${id}`;
  const text = (name: string) => textOf(form, name) || undefined;
  const pieces = form.getAll('pieces').map(Number);
  switch (textOf(form, 'intent')) {
    case 'ship':
      return send(
        args,
        `${path}/shipments`,
        {
          carrier: textOf(form, 'carrier'),
          trackingNumber: text('trackingNumber'),
          ...(pieces.length > 0 ? { pieces } : {}),
        },
        key,
      );
    case 'refund':
      return send(
        args,
        `${path}/refunds`,
        { reason: textOf(form, 'reason'), amountMinor: minorOf(text('amountMinor'), textOf(form, 'digits')) },
        key,
      );
    default:
      return send(args, `${path}/cancellation`, { reason: textOf(form, 'reason') }, key);
  }
}

/** What was typed, in minor units. What is no number is sent on as none, and the API says what it wants. */
function minorOf(typed: string | undefined, digits: string): number | null | undefined {
  if (typed === undefined) return undefined;
  const amount = Number(typed.replace(',', '.'));
  return Number.isFinite(amount) ? Math.round(amount * 10 ** Number(digits)) : null;
}

export default function Order() {
  const { order, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('shop.order');
  const waits = order.status === 'placed' || order.status === 'part-shipped';
  return (
    <div className="grid gap-6">
      <PageHead
        title={t('title', { number: shortNumber(order.id) })}
        above={<TextLink to="/seller/orders">{t('back')}</TextLink>}
      >
        {t.rich('from', { name: order.buyer.name, date: () => <DateTime at={order.placedAt} only="date" /> })}
      </PageHead>
      <DoneNotice messages={{ ship: t('done-ship'), refund: t('done-refund'), cancel: t('done-cancel') }} />
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <OrderBadge status={order.status} />
        {waits && (
          <span className="text-sm">
            {t('ship-by')} <Clock due={order.shipBy} />
          </span>
        )}
      </p>
      {waits && !order.mayDo.includes('ship') && <Notice tone="warn" title={t('unpaid')} />}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid gap-6">
          <Panel title={t('articles')} flush>
            <Articles order={order} />
          </Panel>
          {order.mayDo.includes('ship') && <ShipForm order={order} formKey={formKey} />}
          {order.shipments.length > 0 && <Parcels order={order} />}
          <Panel title={t('history')} hint={t('history-hint')}>
            <OrderTimeline order={order} />
          </Panel>
        </div>
        <div className="grid gap-6">
          <AddressPanel order={order} />
          <OrderMoney order={order} />
          {order.mayDo.includes('refund') && (
            <RefundForm formKey={formKey} currency={order.currency} digits={minorDigits(order.currency)} />
          )}
          {order.mayDo.includes('cancel') && <CancelForm formKey={formKey} />}
        </div>
      </div>
    </div>
  );
}

function Articles({ order: { lines, currency } }: { order: SoldOrder }) {
  const t = useTranslations('shop.order');
  return (
    <ul className="divide-y divide-line">
      {lines.map((line) => (
        <li key={line.listingId} className="flex flex-wrap justify-between gap-x-4 gap-y-1 p-4 text-sm">
          <span>
            {line.quantity} × {line.title ?? line.listingId}
            {line.cancelled > 0 && (
              <span className="block text-warn">{t('pieces-cancelled', { count: line.cancelled })}</span>
            )}
          </span>
          <Money amount={{ amountMinor: line.quantity * line.unitMinor, currency }} />
        </li>
      ))}
    </ul>
  );
}

function AddressPanel({ order }: { order: SoldOrder }) {
  const t = useTranslations('shop.order');
  const { language } = useReader();
  if (order.address === null)
    return (
      <Panel title={t('address')}>
        <p className="text-sm text-muted">{t('no-address')}</p>
      </Panel>
    );
  const { name, line1, line2, postalCode, city, region, country } = order.address;
  const parts = [name, line1, line2, [postalCode, city].filter(Boolean).join(' '), region].filter(Boolean);
  return (
    <Panel title={t('address')}>
      <div className="grid gap-3">
        <address className="grid text-sm not-italic">
          {parts.map((part) => (
            <span key={part}>{part}</span>
          ))}
          {country && <span>{countryName(language, country)}</span>}
        </address>
        <Facts
          facts={[
            [
              t('number'),
              <span key="n" className="font-mono break-all">
                {order.id}
              </span>,
            ],
          ]}
        />
        <div className="flex flex-wrap gap-2">
          <ButtonLink to={`/seller/orders/${order.id}/label`}>{t('print-label')}</ButtonLink>
          <ButtonLink to={`/seller/orders/${order.id}/slip`}>{t('print-slip')}</ButtonLink>
        </div>
      </div>
    </Panel>
  );
}

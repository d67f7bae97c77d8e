import { useTranslations } from 'use-intl';

import { DateTime } from '../components/amounts.tsx';
import { Badge, type Tone } from '../components/badge.tsx';
import { useReader } from '../reader.ts';
import type { OrderRow, OrderStatus } from './models.ts';

const TONES: Readonly<Record<OrderStatus, Tone>> = {
  placed: 'info',
  'part-shipped': 'info',
  shipped: 'info',
  delivered: 'good',
  undelivered: 'bad',
  cancelled: 'neutral',
};

export function OrderBadge({ status }: { status: OrderStatus }) {
  const t = useTranslations('purchase.status');
  return <Badge tone={TONES[status]}>{t(status)}</Badge>;
}

/** When it comes, or that it should have. */
export function Expectation({ order }: { order: Pick<OrderRow, 'status' | 'shipBy' | 'deliverBy'> }) {
  const { now } = useReader();
  const t = useTranslations('purchase.expected');
  const { status, shipBy, deliverBy } = order;
  const date = (at: number) => () => <DateTime at={at} only="date" />;
  if (status === 'delivered' || status === 'cancelled' || status === 'undelivered') return null;
  const isWaiting = status !== 'shipped';
  if (isWaiting && shipBy < now)
    return <p className="text-sm font-medium text-warn">{t.rich('ship-late', { date: date(shipBy) })}</p>;
  if (deliverBy < now)
    return <p className="text-sm font-medium text-warn">{t.rich('late', { date: date(deliverBy) })}</p>;
  return <p className="text-sm">{t.rich('by', { date: date(deliverBy) })}</p>;
}

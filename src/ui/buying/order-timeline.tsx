import { useTranslations } from 'use-intl';

import { Money } from '../components/amounts.tsx';
import type { Tone } from '../components/badge.tsx';
import { Facts, Panel } from '../components/panel.tsx';
import { Timeline } from '../components/timeline.tsx';
import { useWords } from '../messages/words.ts';
import type { Moment, OrderPage } from './models.ts';
import { useReason } from './reasons.ts';

const TONES: Readonly<Record<string, Tone>> = {
  delivered: 'good',
  paid: 'good',
  refunded: 'good',
  'refund-sent': 'good',
  cancelled: 'warn',
  'part-cancelled': 'warn',
  'not-delivered': 'bad',
  'payment-failed': 'bad',
};

/** Everything that happened, the latest first: what people look for is where it is now. */
export function OrderTimeline({ order }: { order: OrderPage }) {
  const say = useMoment();
  const reason = useReason();
  const entries = order.timeline.map((moment, i) => ({
    id: `${i}`,
    at: moment.at,
    title: say(moment),
    by: moment.place,
    tone: TONES[moment.scan ?? moment.what] ?? 'neutral',
    detail: (
      <>
        {moment.amountMinor !== undefined && (
          <Money amount={{ amountMinor: moment.amountMinor, currency: order.currency }} />
        )}
        {moment.reason !== undefined && <span className="text-muted"> {reason(moment.reason)}</span>}
      </>
    ),
  }));
  return <Timeline entries={entries.toReversed()} />;
}

function useMoment(): (moment: Moment) => string {
  const t = useTranslations('purchase.moments');
  const word = useWords();
  return ({ what, scan, by }) => {
    const names = [
      scan === undefined ? undefined : `scan-${scan}`,
      by === undefined ? undefined : `${what}-by-${by}`,
      what,
    ];
    for (const name of names) {
      const key = name as Parameters<typeof t>[0] | undefined;
      if (key !== undefined && t.has(key)) return t(key);
    }
    return word(scan ?? what);
  };
}

export function Parcels({ order }: { order: OrderPage }) {
  const t = useTranslations('purchase.parcels');
  return (
    <Panel title={t('title', { count: order.shipments.length })}>
      <ul className="grid gap-4">
        {order.shipments.map((parcel) => (
          <li key={parcel.shipmentId}>
            <Facts
              facts={[
                [t('carrier'), parcel.carrier],
                [
                  t('number'),
                  parcel.trackingNumber === null ? (
                    t('untracked')
                  ) : (
                    <span className="font-mono">{parcel.trackingNumber}</span>
                  ),
                ],
                [t('state'), <ParcelState key="state" status={parcel.status} />],
              ]}
            />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function ParcelState({ status }: { status: string }) {
  const t = useTranslations('purchase.parcels');
  const word = useWords();
  const key = `states.${status}` as Parameters<typeof t>[0];
  return t.has(key) ? t(key) : word(status);
}

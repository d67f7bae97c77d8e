import { useTranslations } from 'use-intl';

import { DateTime, Money } from '../components/amounts.tsx';
import { Panel } from '../components/panel.tsx';
import type { Entry } from './entry-models.ts';

/** The limits of a new seller, how much of them is used, and what ends them. */
export function Limits({ entry }: { entry: Entry }) {
  const t = useTranslations('entry.limits');
  const { limits, used, stage, strict } = entry;
  if (stage === 'established')
    return (
      <Panel title={t('title')}>
        <p className="text-sm">{t('established')}</p>
      </Panel>
    );
  return (
    <Panel title={t('title')}>
      <div className="grid gap-4 text-sm">
        {strict && <p className="text-warn">{t('strict')}</p>}
        <Used label={t('open-orders')} used={used.openOrders} max={limits.openOrdersMax} />
        <Used label={t('listings')} used={used.listings} max={limits.listingsMax} />
        <dl className="grid gap-1.5">
          {limits.orderValueMax && (
            <div className="flex justify-between gap-4">
              <dt className="text-muted">{t('value')}</dt>
              <dd>
                <Money amount={limits.orderValueMax} />
              </dd>
            </div>
          )}
          <div className="flex justify-between gap-4">
            <dt className="text-muted">{t('delay')}</dt>
            <dd>{t('days', { days: limits.payoutDelayDays })}</dd>
          </div>
        </dl>
        <div className="grid gap-2 border-t border-line pt-3">
          <p className="font-medium">{t('unlock')}</p>
          <Conditions unlocks={entry.unlocks} />
        </div>
      </div>
    </Panel>
  );
}

function Used({ label, used, max }: { label: string; used: number; max: number | null }) {
  const t = useTranslations('entry.limits');
  if (max === null) return null;
  const share = Math.min(1, used / Math.max(1, max));
  return (
    <div className="grid gap-1">
      <p className="flex justify-between gap-4">
        <span className="text-muted">{label}</span>
        <span className="tabular-nums">{t('of', { used, max })}</span>
      </p>
      <svg viewBox="0 0 100 4" preserveAspectRatio="none" className="h-1.5 w-full" aria-hidden="true">
        <rect width="100" height="4" rx="2" className="fill-line" />
        <rect width={share * 100} height="4" rx="2" className={share >= 1 ? 'fill-warn' : 'fill-accent'} />
      </svg>
    </div>
  );
}

function Conditions({ unlocks }: Pick<Entry, 'unlocks'>) {
  const t = useTranslations('entry.limits');
  const day = (at: number) => () => <DateTime at={at} only="date" />;
  const isMissing = (name: Entry['unlocks']['missing'][number]) => unlocks.missing.includes(name);
  const conditions = [
    {
      name: 'delivered-orders',
      text: t('delivered', { have: unlocks.deliveredOrders, need: unlocks.deliveredOrdersMin }),
    },
    {
      name: 'days',
      text: isMissing('days')
        ? t.rich('time', { since: day(unlocks.registeredAt), until: day(unlocks.daysDoneAt) })
        : t('time-done'),
    },
    { name: 'identity', text: t('identity') },
    { name: 'no-points', text: t('points') },
    { name: 'no-hold', text: t('hold') },
  ] as const;
  return (
    <ul className="grid gap-1.5">
      {conditions.map(({ name, text }) => (
        <li key={name} className="flex items-start gap-2">
          <svg
            viewBox="0 0 16 16"
            className={`mt-0.5 size-4 shrink-0 ${isMissing(name) ? 'text-muted' : 'text-good'}`}
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
            strokeLinecap="round"
            strokeLinejoin="round"
            aria-hidden="true"
          >
            <path d={isMissing(name) ? 'M8 3a5 5 0 1 1-.01 0' : 'M3 8.5l3.5 3.5L13 4.5'} />
          </svg>
          <span>
            {text} <span className="sr-only">({t(isMissing(name) ? 'open' : 'met')})</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

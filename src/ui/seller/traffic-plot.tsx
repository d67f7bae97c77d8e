import { useTranslations } from 'use-intl';

import { useReader } from '../reader.ts';
import type { TrafficDay } from './position.tsx';

const WIDTH = 720;
const HEIGHT = 180;

/** Two lines over days, each on its own scale since the one is many times the other; the numbers stand in a table beside. */
export function TrafficPlot({ days }: { days: readonly TrafficDay[] }) {
  const t = useTranslations('goods.position');
  const shownMax = Math.max(1, ...days.map((d) => d.shown));
  const viewedMax = Math.max(1, ...days.map((d) => d.viewed));
  return (
    <figure className="grid gap-3">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="w-full" role="img" aria-label={t('plot')}>
        {[0, 0.5, 1].map((share) => (
          <line
            key={share}
            x1="0"
            x2={WIDTH}
            y1={yOf(share)}
            y2={yOf(share)}
            stroke="currentColor"
            className="text-line"
          />
        ))}
        <polyline
          points={pointsOf(days, (d) => d.shown / shownMax)}
          className="fill-none stroke-accent"
          strokeWidth="2.5"
        />
        <polyline
          points={pointsOf(days, (d) => d.viewed / viewedMax)}
          className="fill-none stroke-warn"
          strokeWidth="2.5"
          strokeDasharray="6 4"
        />
        {days.map((day, i) =>
          day.orders > 0 ? (
            <circle key={day.at} cx={xOf(i, days.length)} cy={yOf(0)} r="4" className="fill-good" />
          ) : null,
        )}
      </svg>
      <figcaption className="flex flex-wrap gap-x-6 gap-y-1 text-sm">
        <span className="text-accent">— {t('line-shown', { max: shownMax })}</span>
        <span className="text-warn">- - {t('line-viewed', { max: viewedMax })}</span>
        <span className="text-good">● {t('dot-orders')}</span>
      </figcaption>
      <DayTable days={days} />
    </figure>
  );
}

const MARGIN = 8;

function xOf(i: number, count: number): number {
  return MARGIN + (i * (WIDTH - 2 * MARGIN)) / Math.max(1, count - 1);
}

function yOf(share: number): number {
  return HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN);
}

function pointsOf(days: readonly TrafficDay[], share: (day: TrafficDay) => number): string {
  return days.map((day, i) => `${xOf(i, days.length).toFixed(1)},${yOf(share(day)).toFixed(1)}`).join(' ');
}

function DayTable({ days }: { days: readonly TrafficDay[] }) {
  const t = useTranslations('goods.position');
  const { locale } = useReader();
  const format = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' });
  return (
    <details className="text-sm">
      <summary className="w-fit rounded text-accent">{t('as-table')}</summary>
      <table className="mt-2 w-full max-w-xl tabular-nums">
        <thead>
          <tr className="text-muted">
            {(['day', 'shown', 'viewed', 'added', 'orders'] as const).map((name) => (
              <th key={name} scope="col" className="py-1 pe-3 text-start font-medium">
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((day) => (
            <tr key={day.at} className="border-t border-line">
              <th scope="row" className="py-1 pe-3 text-start font-normal" suppressHydrationWarning>
                {format.format(day.at)}
              </th>
              <td>{day.shown}</td>
              <td>{day.viewed}</td>
              <td>{day.added}</td>
              <td>{day.orders}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** Weeks as bars, with the same numbers as a table for those who can't see them or want them exactly. */
import { useTranslations } from 'use-intl';

import { Day } from '../components/amounts.tsx';
import { type Column, Table } from '../components/table.tsx';

export interface WeekBar {
  readonly from: number;
  readonly value: number;
  /** The part of it that is bad. */
  readonly bad?: number;
}

interface WeekBarsProps<Row extends WeekBar> {
  readonly label: string;
  readonly bars: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly empty: string;
}

const WIDTH = 480;
const HEIGHT = 120;

export function WeekBars<Row extends WeekBar>({ label, bars, columns, empty }: WeekBarsProps<Row>) {
  const t = useTranslations('health');
  const highest = Math.max(1, ...bars.map((b) => b.value));
  const step = WIDTH / Math.max(1, bars.length);
  const height = (value: number) => (value / highest) * (HEIGHT - 22);
  return (
    <figure className="grid gap-2">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + 2}`} className="w-full max-w-2xl" role="img" aria-label={label}>
        <line x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} className="stroke-line-strong" />
        {bars.map((bar, i) => (
          <g key={bar.from}>
            <rect
              x={i * step + step * 0.15}
              y={HEIGHT - height(bar.value)}
              width={step * 0.7}
              height={height(bar.value)}
              rx="3"
              className="fill-accent"
              opacity="0.75"
            />
            {bar.value > 0 && (
              <text
                x={(i + 0.5) * step}
                y={HEIGHT - height(bar.value) - 5}
                textAnchor="middle"
                fontSize="12"
                className="fill-muted"
              >
                {bar.value}
              </text>
            )}
            <rect
              x={i * step + step * 0.15}
              y={HEIGHT - height(bar.bad ?? 0)}
              width={step * 0.7}
              height={height(bar.bad ?? 0)}
              rx="3"
              className="fill-bad"
            />
          </g>
        ))}
      </svg>
      <div className="flex max-w-2xl justify-between text-xs text-muted">
        {bars[0] && <Day at={bars[0].from} />}
        {bars.length > 1 && <Day at={bars[bars.length - 1]?.from ?? 0} />}
      </div>
      <figcaption>
        <details className="text-sm">
          <summary className="w-fit rounded text-accent">{t('table')}</summary>
          <Table
            caption={label}
            columns={columns}
            rows={bars}
            keyOf={(bar) => String(bar.from)}
            empty={empty}
          />
        </details>
      </figcaption>
    </figure>
  );
}

import { useTranslations } from 'use-intl';

import { type Consequence, CONSEQUENCES, type Month } from './models.ts';
import { useMonthName } from './month-name.ts';

const HEIGHT = 160;
const BAR = 36;
const GAP = 20;
const MONTHS_MAX = 12;

const FILLS: Readonly<Record<Consequence, string>> = {
  warned: 'fill-info',
  restricted: 'fill-accent',
  suspended: 'fill-warn',
  'shut-down': 'fill-bad',
  barred: 'fill-ink',
};

/** The last twelve months as stacked bars. The table below says the same in numbers. */
export function MonthsChart({ months }: { months: readonly Month[] }) {
  const t = useTranslations('bulletin');
  const monthName = useMonthName();
  const shown = months.slice(0, MONTHS_MAX).toReversed();
  const highest = Math.max(1, ...shown.map(total));
  const width = Math.max(320, shown.length * (BAR + GAP) + GAP);
  return (
    <figure className="grid gap-3">
      <svg
        viewBox={`0 0 ${width} ${HEIGHT + 40}`}
        className="max-h-52 w-full"
        role="img"
        aria-label={t('chart')}
      >
        {shown.map((month, i) => (
          <Bar key={month.month} month={month} x={GAP + i * (BAR + GAP)} scale={HEIGHT / highest}>
            {monthName(month.month, 'short')}
          </Bar>
        ))}
        <line x1="0" x2={width} y1={HEIGHT + 16} y2={HEIGHT + 16} className="stroke-line-strong" />
      </svg>
      <figcaption>
        <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm text-muted">
          {CONSEQUENCES.map((name) => (
            <li key={name} className="flex items-center gap-2">
              <svg viewBox="0 0 12 12" className="size-3" aria-hidden="true">
                <rect width="12" height="12" rx="3" className={FILLS[name]} />
              </svg>
              {t(`consequence.${name}`)}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}

interface BarProps {
  readonly month: Month;
  readonly x: number;
  /** Pixels for one decision. */
  readonly scale: number;
  readonly children: string;
}

function Bar({ month, x, scale, children }: BarProps) {
  const parts = CONSEQUENCES.map((name, i) => {
    const below = CONSEQUENCES.slice(0, i + 1).reduce((sum, other) => sum + month.decisions[other], 0);
    return { name, height: month.decisions[name] * scale, top: HEIGHT + 16 - below * scale };
  });
  const top = HEIGHT + 16 - total(month) * scale;
  return (
    <g>
      {parts.map((part) => (
        <rect
          key={part.name}
          x={x}
          y={part.top}
          width={BAR}
          height={part.height}
          className={FILLS[part.name]}
        />
      ))}
      <text x={x + BAR / 2} y={top - 5} textAnchor="middle" className="fill-ink text-[11px] font-medium">
        {total(month)}
      </text>
      <text x={x + BAR / 2} y={HEIGHT + 32} textAnchor="middle" className="fill-muted text-[10px]">
        {children}
      </text>
    </g>
  );
}

function total(month: Month): number {
  return CONSEQUENCES.reduce((sum, name) => sum + month.decisions[name], 0);
}

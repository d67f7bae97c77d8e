import type { Week } from './models.ts';

interface Series {
  readonly name: string;
  readonly className: string;
  readonly of: (week: Week) => number;
}

const [WIDTH, HEIGHT, FOOT] = [520, 150, 18];

interface WeekBarsProps {
  readonly weeks: readonly Week[];
  readonly label: string;
  /** Stacked, the first at the bottom. */
  readonly series: readonly Series[];
}

/** A bar a week, the kinds stacked; the numbers are in the table that screen readers get. */
export function WeekBars({ weeks, label, series }: WeekBarsProps) {
  const total = (week: Week) => series.reduce((sum, s) => sum + s.of(week), 0);
  const most = Math.max(1, ...weeks.map(total));
  const step = WIDTH / weeks.length;
  const high = (n: number) => (n / most) * (HEIGHT - 10);
  return (
    <figure className="grid gap-2">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + FOOT}`} className="w-full" role="img" aria-label={label}>
        <line x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} className="stroke-line-strong" />
        {weeks.map((week, i) => {
          let below = 0;
          return (
            <g key={week.at}>
              <title>
                {`${day(week.at)}: ${series.map((s) => `${s.name.toLowerCase()} ${s.of(week)}`).join(', ')}`}
              </title>
              {series.map((s) => {
                const height = high(s.of(week));
                below += height;
                return (
                  <rect
                    key={s.name}
                    x={i * step + step * 0.15}
                    y={HEIGHT - below}
                    width={step * 0.7}
                    height={height}
                    className={s.className}
                  />
                );
              })}
              {i % 6 === 0 && (
                <text x={i * step} y={HEIGHT + 13} className="fill-muted text-[11px]">
                  {day(week.at)}
                </text>
              )}
            </g>
          );
        })}
        <text x="0" y="10" className="fill-muted text-[11px]">
          {most}
        </text>
      </svg>
      <figcaption className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
        {series.map((s) => (
          <span key={s.name} className="inline-flex items-center gap-1.5">
            <svg viewBox="0 0 10 10" className="size-2.5" aria-hidden="true">
              <rect width="10" height="10" rx="2" className={s.className} />
            </svg>
            {s.name}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

function day(at: number): string {
  return new Date(at).toISOString().slice(5, 10);
}

import { Day } from '../../components/amounts.tsx';
import { EmptyState } from '../../components/panel.tsx';

const WIDTH = 720;
const HEIGHT = 140;

interface Day {
  readonly day: number;
  readonly opened: number;
  readonly solved: number;
}

/** What came in as bars, what was solved as a line over them. The largest number is written at its height. */
export function DaysChart({ days }: { days: readonly Day[] }) {
  const highest = Math.max(1, ...days.flatMap((d) => [d.opened, d.solved]));
  const step = WIDTH / Math.max(1, days.length);
  const y = (value: number) => HEIGHT - (value / highest) * (HEIGHT - 16);
  const line = days.map((d, i) => `${((i + 0.5) * step).toFixed(1)},${y(d.solved).toFixed(1)}`).join(' ');
  const [first, last] = [days[0], days.at(-1)];
  return (
    <figure className="grid gap-2">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT + 2}`}
        className="w-full"
        role="img"
        aria-label={`Tickets opened and solved a day, at most ${highest}`}
      >
        {days.map((d, i) => (
          <rect
            key={d.day}
            x={i * step + step * 0.15}
            y={y(d.opened)}
            width={step * 0.7}
            height={HEIGHT - y(d.opened)}
            rx="1"
            className="fill-accent/60"
          />
        ))}
        <polyline points={line} fill="none" strokeWidth="2" className="stroke-good" strokeLinejoin="round" />
        <line x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} className="stroke-line-strong" />
        <text x="2" y="11" className="fill-muted text-[11px]">
          {highest}
        </text>
      </svg>
      <figcaption className="flex flex-wrap justify-between gap-x-6 gap-y-1 text-xs text-muted">
        <span>{first && <Day at={first.day} />}</span>
        <span className="flex flex-wrap gap-x-5">
          <Key className="fill-accent/60">opened</Key>
          <Key className="fill-good">solved</Key>
        </span>
        <span>{last && <Day at={last.day} />}</span>
      </figcaption>
    </figure>
  );
}

function Key({ className, children }: { className: string; children: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <svg viewBox="0 0 10 10" className="size-2.5" aria-hidden="true">
        <rect width="10" height="10" rx="2" className={className} />
      </svg>
      {children}
    </span>
  );
}

interface BarRow {
  readonly key: string;
  readonly label: string;
  readonly value: number;
}

/** A bar a row, its number beside it. */
export function Bars({ rows }: { rows: readonly BarRow[] }) {
  if (rows.length === 0) return <EmptyState title="Nothing in this span" />;
  const highest = Math.max(...rows.map((row) => row.value));
  return (
    <ul className="grid gap-2.5 text-sm">
      {rows.map((row) => (
        <li key={row.key} className="grid gap-1">
          <span className="flex justify-between gap-4">
            {row.label} <span className="tabular-nums">{row.value}</span>
          </span>
          <svg viewBox="0 0 100 3" preserveAspectRatio="none" className="h-2 w-full" aria-hidden="true">
            <rect width="100" height="3" rx="1" className="fill-sunken" />
            <rect width={(row.value / highest) * 100} height="3" rx="1" className="fill-accent" />
          </svg>
        </li>
      ))}
    </ul>
  );
}

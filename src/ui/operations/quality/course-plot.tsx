import type { WatchPage } from './models.ts';

const [WIDTH, HEIGHT, PAD] = [520, 200, 8];

/** The likelihood ratio over the units, between the lines at which the test clears the goods or raises an alarm. */
export function CoursePlot({ watch }: { watch: WatchPage }) {
  const { course, figures } = watch;
  const { alarmAt, clearAt } = figures;
  const last = Math.max(1, course.at(-1)?.units ?? 1);
  const top = Math.max(alarmAt, ...course.map((step) => step.ratio)) + 0.5;
  const bottom = Math.min(clearAt, ...course.map((step) => step.ratio)) - 0.5;
  const x = (units: number) => PAD + (units / last) * (WIDTH - 2 * PAD);
  const y = (ratio: number) => PAD + ((top - ratio) / (top - bottom)) * (HEIGHT - 2 * PAD);
  const points = [{ units: 0, ratio: 0 }, ...course].map(
    (step) => `${x(step.units).toFixed(1)},${y(step.ratio).toFixed(1)}`,
  );
  return (
    <figure className="grid gap-1">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className="w-full"
        role="img"
        aria-label={`Log likelihood ratio ${figures.ratio.toFixed(2)}; alarm at ${alarmAt.toFixed(2)}, cleared at ${clearAt.toFixed(2)}`}
      >
        <rect x="0" y="0" width={WIDTH} height={y(alarmAt)} className="fill-bad-soft" />
        <rect x="0" y={y(clearAt)} width={WIDTH} height={HEIGHT - y(clearAt)} className="fill-good-soft" />
        <line x1="0" x2={WIDTH} y1={y(alarmAt)} y2={y(alarmAt)} className="stroke-bad" strokeWidth="1.5" />
        <line x1="0" x2={WIDTH} y1={y(clearAt)} y2={y(clearAt)} className="stroke-good" strokeWidth="1.5" />
        <line x1="0" x2={WIDTH} y1={y(0)} y2={y(0)} className="stroke-line" strokeDasharray="3 3" />
        <polyline
          points={points.join(' ')}
          fill="none"
          className="stroke-accent"
          strokeWidth="2.5"
          strokeLinejoin="round"
        />
        <text x="6" y={y(alarmAt) - 5} className="fill-bad text-[12px]">
          alarm
        </text>
        <text x="6" y={y(clearAt) + 15} className="fill-good text-[12px]">
          cleared
        </text>
      </svg>
      <figcaption className="text-xs text-muted">
        Over {last} units. It rises with each defect, falls with each good unit, and begins anew once cleared.
        An alarm also takes reports of enough different people.
      </figcaption>
    </figure>
  );
}

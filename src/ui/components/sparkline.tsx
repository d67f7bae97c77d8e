interface SparklineProps {
  readonly values: readonly number[];
  /** Says in words what the line shows. */
  readonly label: string;
}

const WIDTH = 120;
const HEIGHT = 28;

/** A small line without axes: for the shape of a course, with the words beside it carrying the facts. */
export function Sparkline({ values, label }: SparklineProps) {
  if (values.length < 2) return <span className="text-sm text-muted">too few points</span>;
  const top = Math.max(...values, Number.MIN_VALUE);
  const points = values.map((value, i) => {
    const x = 2 + (i / (values.length - 1)) * (WIDTH - 4);
    const y = HEIGHT - 3 - (value / top) * (HEIGHT - 6);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  const last = points.at(-1)?.split(',');
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="h-7 w-30 text-accent" role="img" aria-label={label}>
      <polyline
        points={points.join(' ')}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      <circle cx={last?.[0]} cy={last?.[1]} r="2.2" fill="currentColor" />
    </svg>
  );
}

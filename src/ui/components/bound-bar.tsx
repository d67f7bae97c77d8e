/**
 * A rate as it should be read: not as one number but as the range that the data allow, against the thresholds it is judged by.
 * A verdict hangs on the bound and not on the rate, so the bound is what the picture leads with.
 */
import { Share } from './amounts.tsx';

export interface Bounds {
  /** `defects`: the rate should stay below the thresholds; `successes`: above. */
  readonly of: 'defects' | 'successes';
  readonly rate: number;
  readonly lower: number;
  readonly upper: number;
  readonly warn: number;
  readonly breach: number;
  /** Confidence of each one-sided bound, such as .95. */
  readonly confidence: number;
}

const WIDTH = 320;
const HEIGHT = 34;
const BAR_TOP = 10;
const BAR_HEIGHT = 14;

/** The part of 0..1 that is drawn. */
export interface Scale {
  readonly from: number;
  readonly to: number;
}

/** One scale with room for every bare rate and bound that is judged; a far end that only says "little data" may be cut off. */
export function commonScale(all: readonly Bounds[]): Scale | undefined {
  const [first] = all;
  if (!first) return undefined;
  const room = 0.04;
  if (first.of === 'defects')
    return { from: 0, to: Math.min(1, Math.max(first.breach * 2, ...all.map((b) => b.rate)) + room) };
  return { from: Math.max(0, Math.min(1 - (1 - first.breach) * 2, ...all.map((b) => b.rate)) - room), to: 1 };
}

/** The part of 0..1 that is worth drawing: thresholds of 1 % and 95 % would both stick to an edge otherwise. */
function viewOf(b: Bounds): Scale {
  if (b.of === 'defects') return { from: 0, to: Math.min(1, Math.max(b.upper, b.breach * 2) * 1.08) };
  return { from: Math.max(0, Math.min(b.lower, 1 - (1 - b.breach) * 2) - 0.02), to: 1 };
}

interface BoundBarProps {
  readonly bounds: Bounds;
  readonly title: string;
  /** Colours the range. The bound alone does not decide: too few units or people are no breach, and may not look like one. */
  readonly verdict: 'too-little-data' | 'ok' | 'at-risk' | 'breach';
  /** What the bar says, in the reader's language; without it, English, which the staff read. */
  readonly caption?: { readonly label: string; readonly text: React.ReactNode };
  /** One scale for bars that are compared with each other, with one legend beside them. */
  readonly scale?: Scale;
}

const RANGE_COLOURS: Readonly<Record<BoundBarProps['verdict'], string>> = {
  'too-little-data': 'text-muted',
  ok: 'text-accent',
  'at-risk': 'text-warn',
  breach: 'text-bad',
};

export function BoundBar({ bounds, title, verdict, scale, caption }: BoundBarProps) {
  const { from, to } = scale ?? viewOf(bounds);
  const x = (value: number) => 1 + ((Math.min(Math.max(value, from), to) - from) / (to - from)) * (WIDTH - 2);
  const judged = bounds.of === 'defects' ? bounds.lower : bounds.upper;
  return (
    <figure className="grid gap-1">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className="w-full max-w-md"
        role="img"
        aria-label={caption?.label ?? `${title}: ${inWords(bounds)}`}
      >
        <rect
          x="0"
          y={BAR_TOP}
          width={WIDTH}
          height={BAR_HEIGHT}
          rx="4"
          className="fill-sunken stroke-line"
        />
        <rect {...zone(bounds, x)} y={BAR_TOP} height={BAR_HEIGHT} className="fill-bad-soft" />
        <g className={RANGE_COLOURS[verdict]}>
          <rect
            x={x(bounds.lower)}
            y={BAR_TOP + 4}
            width={Math.max(2, x(bounds.upper) - x(bounds.lower))}
            height={BAR_HEIGHT - 8}
            rx="3"
            fill="currentColor"
            opacity="0.35"
          />
          <line
            x1={x(judged)}
            x2={x(judged)}
            y1={BAR_TOP + 1}
            y2={BAR_TOP + BAR_HEIGHT - 1}
            stroke="currentColor"
            strokeWidth="2.5"
          />
          <circle cx={x(bounds.rate)} cy={BAR_TOP + BAR_HEIGHT / 2} r="3.5" fill="currentColor" />
        </g>
        <line
          x1={x(bounds.warn)}
          x2={x(bounds.warn)}
          y1={BAR_TOP - 4}
          y2={BAR_TOP + BAR_HEIGHT + 4}
          className="stroke-warn"
          strokeWidth="1.5"
          strokeDasharray="3 2"
        />
        <line
          x1={x(bounds.breach)}
          x2={x(bounds.breach)}
          y1={BAR_TOP - 7}
          y2={BAR_TOP + BAR_HEIGHT + 7}
          className="stroke-bad"
          strokeWidth="2"
        />
      </svg>
      {caption ? (
        <figcaption className="text-xs text-muted">{caption.text}</figcaption>
      ) : (
        <Caption bounds={bounds} isShort={scale !== undefined} />
      )}
    </figure>
  );
}

function Caption({ bounds, isShort }: { bounds: Bounds; isShort: boolean }) {
  const { rate, lower, upper, confidence, breach, of } = bounds;
  return (
    <figcaption className="text-xs text-muted">
      {isShort ? (
        <>
          <Share of={rate} /> seen, from <Share of={lower} /> to <Share of={upper} />
        </>
      ) : (
        <>
          <Share of={rate} /> seen; at least <Share of={lower} /> and at most <Share of={upper} />, each with{' '}
          <Share of={confidence} /> certainty. Breach {of === 'defects' ? 'above' : 'below'}{' '}
          <Share of={breach} />.
        </>
      )}
    </figcaption>
  );
}

function zone(bounds: Bounds, x: (value: number) => number): { x: number; width: number } {
  return bounds.of === 'defects'
    ? { x: x(bounds.breach), width: WIDTH - x(bounds.breach) }
    : { x: 0, width: x(bounds.breach) };
}

function inWords(b: Bounds): string {
  const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
  return `${percent(b.rate)}, between ${percent(b.lower)} and ${percent(b.upper)}; breach at ${percent(b.breach)}`;
}

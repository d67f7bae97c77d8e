import { Count, DateTime, Day } from './amounts.tsx';
import { Badge, type Tone, words } from './badge.tsx';
import { BoundBar, type Bounds } from './bound-bar.tsx';
import { EmptyState, Panel } from './panel.tsx';

/** One metric of a party in its window, as the API tells it. */
export interface Assessment {
  readonly metric: string;
  readonly n: number;
  readonly k: number;
  readonly uniqueCounterparties: number;
  readonly of: 'defects' | 'successes';
  readonly rate?: number;
  readonly lower: number;
  readonly upper: number;
  readonly confidence: number;
  readonly from: number;
  readonly to: number;
  readonly verdict: 'too-little-data' | 'ok' | 'at-risk' | 'breach';
  readonly warn: number;
  readonly threshold: number;
  readonly minVolume: number;
  readonly minUniqueCounterparties: number;
}

/** With what explains it: the units behind it, what was left out, and the ways back to green. */
export interface ExplainedAssessment extends Assessment {
  readonly title: string;
  readonly source: string;
  readonly defects: readonly string[];
  readonly excluded: readonly { readonly reason: string; readonly count: number }[];
  readonly ways: readonly { readonly cleanUnits: number; readonly on: number }[];
}

const VERDICTS: Readonly<Record<Assessment['verdict'], { tone: Tone; words: string }>> = {
  ok: { tone: 'good', words: 'Fine' },
  'at-risk': { tone: 'warn', words: 'Near the limit' },
  breach: { tone: 'bad', words: 'In breach' },
  'too-little-data': { tone: 'neutral', words: 'Too little data' },
};

export function VerdictBadge({ verdict }: { verdict: Assessment['verdict'] }) {
  const { tone, words: text } = VERDICTS[verdict];
  return <Badge tone={tone}>{text}</Badge>;
}

/** `null` when nothing was counted, so that there is no rate to draw. */
export function boundsOf(a: Assessment): Bounds | null {
  const { of, rate, lower, upper, warn, threshold: breach, confidence } = a;
  return rate === undefined ? null : { of, rate, lower, upper, warn, breach, confidence };
}

/** Each rate with what it is judged by: bound, volume and how many different people. */
export function Metrics({ metrics }: { metrics: readonly ExplainedAssessment[] }) {
  const counted = metrics.filter((m) => m.n > 0);
  const idle = metrics.filter((m) => m.n === 0);
  return (
    <Panel title="Conduct in numbers" hint="A rate is judged by its exact bound, never by itself." flush>
      {counted.length === 0 && <EmptyState title="Nothing has come due yet" />}
      <ul className="divide-y divide-line">
        {counted.map((metric) => (
          <li key={metric.metric} className="grid gap-2 p-4">
            <MetricText metric={metric} />
          </li>
        ))}
      </ul>
      {counted.length > 0 && idle.length > 0 && (
        <p className="border-t border-line px-4 py-3 text-xs text-muted">
          Nothing counted in its window: {idle.map((m) => m.title.toLowerCase()).join('; ')}.
        </p>
      )}
    </Panel>
  );
}

function MetricText({ metric }: { metric: ExplainedAssessment }) {
  const bounds = boundsOf(metric);
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="text-sm font-semibold">{metric.title}</h3>
        <VerdictBadge verdict={metric.verdict} />
      </div>
      {bounds && <BoundBar bounds={bounds} title={metric.title} verdict={metric.verdict} />}
      <MetricCounts metric={metric} />
      <WayBack metric={metric} />
      <Behind metric={metric} />
    </>
  );
}

export function MetricCounts({ metric }: { metric: Assessment }) {
  const unit = metric.of === 'successes' ? 'missed it' : 'defective';
  return (
    <p className="text-xs text-muted">
      <Count of={metric.k} /> of <Count of={metric.n} /> {unit}, from {metric.uniqueCounterparties}{' '}
      {metric.uniqueCounterparties === 1 ? 'person' : 'different people'}. A verdict needs at least{' '}
      {metric.minVolume} units and {metric.minUniqueCounterparties} people. <Day at={metric.from} /> to{' '}
      <Day at={metric.to} />.
    </p>
  );
}

/** Sooner with more clean units; the last way needs none, since old defects leave the window. */
function WayBack({ metric: { ways, n } }: { metric: ExplainedAssessment }) {
  // Ten times of what the party sells is no way back, even if it is one in numbers.
  const soon = ways.find((way) => way.cleanUnits > 0 && way.cleanUnits <= Math.max(UNITS_IN_REACH, n));
  const waiting = ways.find((way) => way.cleanUnits === 0);
  if (!soon && !waiting) return null;
  return (
    <p className="rounded-md bg-good-soft px-3 py-2 text-sm text-good">
      {soon && (
        <>
          {soon.cleanUnits} more without a defect turn it green on <DateTime at={soon.on} only="date" />
          {waiting ? '; without any it ' : '.'}
        </>
      )}
      {waiting && (
        <>
          {soon ? 'turns' : 'Turns'} green on <DateTime at={waiting.on} only="date" /> as old ones leave the
          window.
        </>
      )}
    </p>
  );
}

const UNITS_IN_REACH = 20;

function Behind({ metric }: { metric: ExplainedAssessment }) {
  if (metric.defects.length === 0 && metric.excluded.length === 0) return null;
  return (
    <details className="text-xs">
      <summary className="w-fit rounded text-accent">What is behind it</summary>
      <div className="mt-2 grid gap-2">
        {metric.defects.length > 0 && (
          <p>
            Counted against it:{' '}
            {metric.defects.map((id) => (
              <code key={id} className="me-2 inline-block font-mono break-all">
                {id}
              </code>
            ))}
          </p>
        )}
        {metric.excluded.map(({ reason, count }) => (
          <p key={reason}>
            Left out, {words(reason).toLowerCase()}: <Count of={count} />
          </p>
        ))}
        <p className="text-muted">Source of the limits: {metric.source}</p>
      </div>
    </details>
  );
}

import { Count, DateTime } from '../components/amounts.tsx';
import { Badge, type Tone } from '../components/badge.tsx';
import { BoundBar } from '../components/bound-bar.tsx';
import { EmptyState, Panel } from '../components/panel.tsx';
import { Sparkline } from '../components/sparkline.tsx';
import type { MetricItem } from './models.ts';

const VERDICTS: Readonly<Record<MetricItem['verdict'], { tone: Tone; words: string }>> = {
  fine: { tone: 'good', words: 'Fine' },
  warn: { tone: 'warn', words: 'Near the limit' },
  breach: { tone: 'bad', words: 'In breach' },
  'too-little-data': { tone: 'neutral', words: 'Too little data' },
};

/** Each rate with what it is judged by: bound, volume and how many different people. */
export function Metrics({ metrics }: { metrics: readonly MetricItem[] }) {
  return (
    <Panel title="Conduct in numbers" hint="A rate is judged by its exact bound, never by itself." flush>
      {metrics.length === 0 && <EmptyState title="Nothing is measured yet" />}
      <ul className="divide-y divide-line">
        {metrics.map((metric) => (
          <li key={metric.name} className="grid gap-2 p-4">
            <MetricText metric={metric} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function MetricText({ metric }: { metric: MetricItem }) {
  const verdict = VERDICTS[metric.verdict];
  const unit = metric.bounds?.of === 'successes' ? 'not met' : 'defective';
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="text-sm font-semibold">{metric.title}</h3>
        <Badge tone={verdict.tone}>{verdict.words}</Badge>
        {metric.course.length > 1 && (
          <span className="ms-auto">
            <Sparkline values={metric.course} label={`Course of ${metric.title}`} />
          </span>
        )}
      </div>
      {metric.bounds && (
        <BoundBar
          bounds={metric.bounds}
          title={metric.title}
          undecided={metric.verdict === 'too-little-data'}
        />
      )}
      <p className="text-xs text-muted">
        <Count of={metric.defects} /> of <Count of={metric.volume} /> {unit}, at least {metric.volumeMin}{' '}
        needed; {metric.people} different people, at least {metric.peopleMin} needed;{' '}
        <DateTime at={metric.windowFrom} only="date" /> to <DateTime at={metric.windowTo} only="date" />.
      </p>
    </>
  );
}

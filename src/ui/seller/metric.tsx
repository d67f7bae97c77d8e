/** One rate as a seller reads it: what was seen, how sure that is, what is asked for, and the way back to green. */
import { useTranslations } from 'use-intl';

import { Day, Share, useShareText } from '../components/amounts.tsx';
import { Badge, type Tone } from '../components/badge.tsx';
import { BoundBar } from '../components/bound-bar.tsx';
import { type Assessment, boundsOf, type ExplainedAssessment } from '../components/metrics.tsx';
import { forecastOf } from './forecast.ts';

const TONES: Readonly<Record<Assessment['verdict'], Tone>> = {
  ok: 'good',
  'at-risk': 'warn',
  breach: 'bad',
  'too-little-data': 'neutral',
};

export function Verdict({ verdict }: Pick<Assessment, 'verdict'>) {
  const t = useTranslations('health.metric.verdict');
  return <Badge tone={TONES[verdict]}>{t(verdict)}</Badge>;
}

export function MetricText({ metric }: { metric: ExplainedAssessment }) {
  const t = useTranslations('health.metric');
  const percent = useShareText();
  const bounds = boundsOf(metric);
  const { of, lower, upper, confidence, threshold, warn, n, k } = metric;
  const share = (value: number) => () => <Share of={value} />;
  const shares = { rate: metric.rate ?? 0, lower, upper, confidence, threshold, warn };
  const drawn = Object.fromEntries(Object.entries(shares).map(([name, v]) => [name, share(v)]));
  const spoken = Object.fromEntries(Object.entries(shares).map(([name, v]) => [name, () => percent(v)]));
  return (
    <>
      {bounds && (
        <BoundBar
          bounds={bounds}
          title={metric.title}
          verdict={metric.verdict}
          caption={{
            label: `${metric.title}: ${t.markup('caption', { of, ...spoken })}`,
            text: t.rich('caption', { of, ...drawn } as never),
          }}
        />
      )}
      <p className="text-xs text-muted">
        {t('counts', { k, n, of, people: metric.uniqueCounterparties })}{' '}
        {t('needs', { volume: metric.minVolume, people: metric.minUniqueCounterparties })}{' '}
        {t.rich('period', {
          from: () => <Day at={metric.from} />,
          to: () => <Day at={metric.to} />,
        })}
      </p>
      <WayBack metric={metric} />
    </>
  );
}

function WayBack({ metric }: { metric: ExplainedAssessment }) {
  const t = useTranslations('health.metric');
  const { soon, waiting } = forecastOf(metric.ways, metric.n);
  if (!soon && !waiting) return null;
  const day = (at: number) => () => <Day at={at} />;
  return (
    <p className="rounded-md bg-good-soft px-3 py-2 text-sm text-good">
      {soon && <>{t.rich('soon', { count: soon.cleanUnits, on: day(soon.on) })}. </>}
      {waiting && t.rich(soon ? 'waiting' : 'only-waiting', { on: day(waiting.on) })}
    </p>
  );
}

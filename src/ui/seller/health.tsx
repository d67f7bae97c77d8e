import { type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get } from '../api.ts';
import { DateTime } from '../components/amounts.tsx';
import { Badge } from '../components/badge.tsx';
import type { ExplainedAssessment } from '../components/metrics.tsx';
import { EmptyState, PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useWords } from '../messages/words.ts';
import type { Me } from '../reader.ts';
import { MetricText, Verdict } from './metric.tsx';
import type { OwnStanding } from './models.ts';
import { StandingWords } from './standing-words.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

const ORDER = { breach: 0, 'at-risk': 1, ok: 2, 'too-little-data': 3 } as const;

export async function loader(args: LoaderFunctionArgs) {
  const me = await get<Me>(args, '/me');
  const [standing, signals] = await Promise.all([
    get<OwnStanding>(args, '/me/standing'),
    get<{ metrics: readonly ExplainedAssessment[] }>(args, `/parties/${me.partyId}/signals`),
  ]);
  const metrics = signals.metrics.toSorted((a, b) => ORDER[a.verdict] - ORDER[b.verdict]);
  return { standing, metrics };
}

/** The same numbers as the staff's: nobody is judged by something they can't see. */
export default function HealthPage() {
  const { standing, metrics } = useLoaderData<typeof loader>();
  const t = useTranslations('health');
  const counted = metrics.filter((m) => m.n > 0);
  const idle = metrics.filter((m) => m.n === 0).map((m) => m.title);
  return (
    <div className="grid gap-6">
      <PageHead title={t('health.title')} area={t('area')}>
        <p className="max-w-prose">{t('health.lead')}</p>
      </PageHead>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <StandingWords word={standing.word} stage={standing.stage} />
        <TextLink to="/seller/violations">{t('health.violations')}</TextLink>
      </p>
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid content-start gap-4">
          {counted.length === 0 && (
            <EmptyState title={t('health.empty')}>{t('health.empty-text')}</EmptyState>
          )}
          {counted.map((metric) => (
            <section
              key={metric.metric}
              aria-labelledby={metric.metric}
              className="grid gap-2.5 rounded-xl border border-line bg-surface p-4"
            >
              <div className="flex flex-wrap items-center justify-between gap-2">
                <h2 id={metric.metric} className="font-semibold">
                  {metric.title}
                </h2>
                <Verdict verdict={metric.verdict} />
              </div>
              <MetricText metric={metric} />
              <p className="text-sm">
                <TextLink
                  to={`/seller/health/${metric.metric}`}
                  aria-label={`${metric.title}: ${t('metric.more')}`}
                >
                  {t('metric.more')}
                </TextLink>
              </p>
            </section>
          ))}
          {idle.length > 0 && counted.length > 0 && (
            <p className="text-sm text-muted">{t('health.idle', { list: idle.join('; ') })}</p>
          )}
        </div>
        <Points standing={standing} />
      </div>
    </div>
  );
}

/** The points, when they lapse, and what more of them would mean. */
function Points({ standing }: { standing: OwnStanding }) {
  const t = useTranslations('health.health');
  const words = useWords();
  return (
    <div className="grid content-start gap-6">
      <Panel title={t('points')} hint={standing.points === 0 ? t('points-none') : undefined}>
        <div className="grid gap-4 text-sm">
          {standing.pointList.length > 0 && (
            <ul className="grid gap-2">
              {standing.pointList.map((p) => (
                <li key={p.caseId + p.violation}>
                  <TextLink to={`/seller/cases/${p.caseId}`}>
                    {t.rich('points-of', {
                      points: p.points,
                      violation: words(p.violation),
                      date: () => <DateTime at={p.expiresAt} only="date" />,
                    })}
                  </TextLink>
                </li>
              ))}
            </ul>
          )}
          <div>
            <h3 className="mb-2 font-medium">{t('ladder')}</h3>
            <ol className="grid gap-1.5">
              {standing.ladder.map((rung) => (
                <li key={rung.rung} className="flex items-center justify-between gap-3">
                  <span>{words(rung.rung)}</span>
                  <Badge tone={rung.reached ? 'bad' : 'neutral'}>
                    {t('from-points', { points: rung.fromPoints })}
                    {rung.reached && `, ${t('reached')}`}
                  </Badge>
                </li>
              ))}
            </ol>
          </div>
        </div>
      </Panel>
    </div>
  );
}

import { data, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get } from '../api.ts';
import { Count, Day, Share } from '../components/amounts.tsx';
import type { ExplainedAssessment } from '../components/metrics.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import type { Me } from '../reader.ts';
import { MetricText, Verdict } from './metric.tsx';
import { type WeekBar, WeekBars } from './week-bars.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

interface Week {
  readonly n: number;
  readonly k: number;
  readonly rate?: number;
  readonly from: number;
}

type Explained = Omit<ExplainedAssessment, 'excluded'> & {
  readonly excluded: readonly {
    readonly reason: string;
    readonly count: number;
    readonly ids: readonly string[];
  }[];
};

export async function loader(args: LoaderFunctionArgs) {
  const me = await get<Me>(args, '/me');
  const name = args.params['metric'] ?? '';
  const [signals, trend] = await Promise.all([
    get<{ metrics: readonly Explained[] }>(args, `/parties/${me.partyId}/signals`),
    get<{ weeks: readonly Week[] }>(args, `/parties/${me.partyId}/signals/${encodeURIComponent(name)}/weeks`),
  ]);
  const metric = signals.metrics.find((m) => m.metric === name);
  if (!metric) throw data({ title: 'There is no such metric.', status: 404 }, { status: 404 });
  return { metric, weeks: trend.weeks };
}

export default function MetricPage() {
  const { metric, weeks } = useLoaderData<typeof loader>();
  const t = useTranslations('health');
  return (
    <div className="grid gap-6">
      <PageHead
        title={metric.title}
        area={t('area')}
        above={<TextLink to="/seller/health">{t('detail.back')}</TextLink>}
      >
        <Verdict verdict={metric.verdict} />
      </PageHead>
      <div className="grid gap-2.5 rounded-xl border border-line bg-surface p-4">
        {metric.n === 0 && <p>{t('metric.none')}</p>}
        <MetricText metric={metric} />
        <p className="text-xs text-muted">{t('detail.source', { source: metric.source })}</p>
      </div>
      <Trend weeks={weeks} />
      <Behind metric={metric} />
      <Excluded metric={metric} />
    </div>
  );
}

function Trend({ weeks }: { weeks: readonly Week[] }) {
  const t = useTranslations('health.detail');
  const bars: readonly (WeekBar & Week)[] = weeks.map((w) => ({ ...w, value: w.n, bad: w.k }));
  return (
    <Panel title={t('trend')} hint={t('trend-hint')}>
      {weeks.every((w) => w.n === 0) ? (
        <p className="text-sm text-muted">{t('trend-none')}</p>
      ) : (
        <>
          <p className="mb-3 flex flex-wrap gap-x-5 gap-y-1 text-sm text-muted">
            <Key className="fill-accent">{t('clean')}</Key>
            <Key className="fill-bad">{t('defective')}</Key>
          </p>
          <WeekBars
            label={t('trend-label')}
            bars={bars}
            empty={t('trend-none')}
            columns={[
              { head: t('week'), lead: true, cell: (w) => <Day at={w.from} /> },
              { head: t('units'), numeric: true, cell: (w) => <Count of={w.n} /> },
              { head: t('defects'), numeric: true, cell: (w) => <Count of={w.k} /> },
              {
                head: t('rate'),
                numeric: true,
                cell: (w) => (w.rate === undefined ? '–' : <Share of={w.rate} />),
              },
            ]}
          />
        </>
      )}
    </Panel>
  );
}

function Key({ className, children }: { className: string; children: string }) {
  return (
    <span className="flex items-center gap-2">
      <svg viewBox="0 0 12 12" className="size-3" aria-hidden="true">
        <rect width="12" height="12" rx="3" className={className} />
      </svg>
      {children}
    </span>
  );
}

function Behind({ metric }: { metric: Explained }) {
  const t = useTranslations('health.detail');
  return (
    <Panel title={t('behind')}>
      {metric.k === 0 && <p className="text-sm text-muted">{t('behind-none')}</p>}
      <Units ids={metric.defects} />
      {metric.k > metric.defects.length && (
        <p className="mt-3 text-sm text-muted">
          {t('behind-more', { shown: metric.defects.length, all: metric.k })}
        </p>
      )}
    </Panel>
  );
}

function Excluded({ metric }: { metric: Explained }) {
  const t = useTranslations('health.detail');
  return (
    <Panel title={t('excluded')}>
      {metric.excluded.length === 0 && <p className="text-sm text-muted">{t('excluded-none')}</p>}
      <div className="grid gap-4">
        {metric.excluded.map(({ reason, count, ids }) => (
          <div key={reason} className="grid gap-2">
            <h3 className="text-sm font-medium">
              {t(`exclusion.${reason as 'carrier-strike'}`)}: <Count of={count} />
            </h3>
            <Units ids={ids} />
          </div>
        ))}
      </div>
    </Panel>
  );
}

/** What a unit is tells its id: an order, or a conversation. */
function Units({ ids }: { ids: readonly string[] }) {
  return (
    <ul className="grid gap-x-6 gap-y-1.5 text-sm empty:hidden sm:grid-cols-2 lg:grid-cols-3">
      {ids.map((id) => {
        const to = pathOf(id);
        return (
          <li key={id} className="truncate font-mono text-xs">
            {to ? <TextLink to={to}>{id}</TextLink> : id}
          </li>
        );
      })}
    </ul>
  );
}

function pathOf(id: string): string | undefined {
  if (id.startsWith('ord_')) return `/seller/orders/${encodeURIComponent(id)}`;
  const conversation = /^cnv_[\w-]+/.exec(id)?.[0];
  return conversation && `/seller/messages/${conversation}`;
}

import { type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get, passed } from '../api.ts';
import { Count, DateTime } from '../components/amounts.tsx';
import { Badge } from '../components/badge.tsx';
import type { Assessment } from '../components/metrics.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { type Column, Table } from '../components/table.tsx';
import { Tabs } from '../components/tabs.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useWords } from '../messages/words.ts';
import { Verdict } from './metric.tsx';
import { type OwnRanking, PartsPanel, QualityPanel, TrustPanel } from './ranking-panels.tsx';
import type { Promotion } from '../storefront/promotions.ts';
import { Themes } from './themes.tsx';
import { TrafficPlot } from './traffic-plot.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export interface TrafficDay {
  readonly at: number;
  readonly shown: number;
  readonly viewed: number;
  readonly added: number;
  readonly orders: number;
}

interface SeenListing extends Omit<TrafficDay, 'at'> {
  readonly id: string;
  readonly title: string;
  readonly position: number | null;
}

interface Traffic {
  readonly days: readonly TrafficDay[];
  readonly listings: readonly SeenListing[];
  readonly queries: readonly {
    readonly words: string;
    readonly shown: number;
    readonly listings: number;
    readonly position: number;
  }[];
  readonly trust: {
    readonly word: string;
    readonly stage: string;
    readonly demotedUntil: readonly (number | null)[];
    readonly metrics: readonly { readonly metric: string; readonly verdict: string }[];
  } | null;
}

export async function loader(args: LoaderFunctionArgs) {
  const [traffic, ranking, { promotions }] = await Promise.all([
    get<Traffic>(args, `/me/traffic${passed(args, ['days'])}`),
    get<OwnRanking>(args, '/me/ranking'),
    get<{ promotions: readonly Promotion[] }>(args, '/promotions'),
  ]);
  return { ...traffic, ranking, promotions };
}

const SPANS = [7, 28, 90] as const;

export default function Position() {
  const { days, listings, queries, trust, ranking, promotions } = useLoaderData<typeof loader>();
  const t = useTranslations('goods.position');
  return (
    <div className="grid gap-5">
      <PageHead title={t('title')}>{t('intro')}</PageHead>
      <Tabs
        label={t('span')}
        tabs={SPANS.map((count) => ({
          to: `?days=${count}`,
          label: t('days', { count }),
          current: count === days.length,
        }))}
      />
      <Totals days={days} />
      <Panel title={t('by-day')}>
        <TrafficPlot days={days} />
      </Panel>
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <TrustPanel ranking={ranking} />
        {trust && <Rates trust={trust} />}
      </div>
      <PartsPanel ranking={ranking} />
      <QualityPanel ranking={ranking} />
      <Panel title={t('queries')} hint={t('queries-hint')} flush>
        <Queries queries={queries} />
      </Panel>
      <Themes promotions={promotions} />
      <Panel title={t('listings')} flush>
        <Listings listings={listings} />
      </Panel>
    </div>
  );
}

const KINDS = ['shown', 'viewed', 'added', 'orders'] as const;

function Totals({ days }: { days: readonly TrafficDay[] }) {
  const t = useTranslations('goods.position');
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {KINDS.map((kind) => (
        <div key={kind} className="rounded-xl border border-line bg-surface px-4 py-3">
          <dt className="text-sm text-muted">{t(kind)}</dt>
          <dd className="text-2xl font-semibold">
            <Count of={days.reduce((sum, day) => sum + day[kind], 0)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Queries({ queries }: { queries: Traffic['queries'] }) {
  const t = useTranslations('goods.position');
  const columns: Column<Traffic['queries'][number]>[] = [
    {
      head: t('words'),
      lead: true,
      cell: (q) => <TextLink to={`/search?q=${encodeURIComponent(q.words)}`}>{q.words}</TextLink>,
    },
    { head: t('shown'), numeric: true, cell: (q) => <Count of={q.shown} /> },
    { head: t('place'), numeric: true, cell: (q) => <Count of={q.position} /> },
  ];
  return (
    <Table
      caption={t('queries')}
      columns={columns}
      rows={queries}
      keyOf={(q) => q.words}
      empty={t('no-queries')}
    />
  );
}

function Listings({ listings }: { listings: readonly SeenListing[] }) {
  const t = useTranslations('goods.position');
  const columns: Column<SeenListing>[] = [
    {
      head: t('article'),
      lead: true,
      cell: (l) => <TextLink to={`/seller/listings/${l.id}/edit`}>{l.title}</TextLink>,
    },
    ...KINDS.map((kind): Column<SeenListing> => ({
      head: t(kind),
      numeric: true,
      cell: (l) => <Count of={l[kind]} />,
    })),
    { head: t('place'), numeric: true, cell: (l) => (l.position === null ? '–' : <Count of={l.position} />) },
  ];
  return (
    <Table
      caption={t('listings')}
      columns={columns}
      rows={listings}
      keyOf={(l) => l.id}
      empty={t('none-yet')}
    />
  );
}

/** What of the shop's conduct moves its goods up or down, and what would help. */
function Rates({ trust }: { trust: NonNullable<Traffic['trust']> }) {
  const t = useTranslations('goods.position');
  const word = useWords();
  const risky = trust.metrics.filter((m) => m.verdict === 'at-risk' || m.verdict === 'breach');
  return (
    <Panel title={t('trust')}>
      <div className="grid gap-3 text-sm">
        <p>
          <Badge tone={trust.stage === 'probation' ? 'info' : 'good'}>
            {t(trust.stage === 'probation' ? 'stage-new' : 'stage-established')}
          </Badge>
        </p>
        {trust.demotedUntil.length > 0 ? (
          trust.demotedUntil.map((until) => (
            <p key={until ?? 0} className="text-bad">
              {until === null
                ? t('demoted')
                : t.rich('demoted-until', { date: () => <DateTime at={until} only="date" /> })}
            </p>
          ))
        ) : (
          <p>{t('not-demoted')}</p>
        )}
        <ul className="grid gap-2">
          {trust.metrics.map(({ metric, verdict }) => (
            <li key={metric} className="flex flex-wrap justify-between gap-2">
              <span>{word(metric)}</span>
              <Verdict verdict={verdict as Assessment['verdict']} />
            </li>
          ))}
        </ul>
        <p className="text-muted">{risky.length > 0 ? t('improve-risky') : t('improve')}</p>
      </div>
    </Panel>
  );
}

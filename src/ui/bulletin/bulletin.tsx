import { type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get } from '../api.ts';
import { Count, DateTime } from '../components/amounts.tsx';
import { EmptyState, PageHead, Panel } from '../components/panel.tsx';
import { Table } from '../components/table.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useWords } from '../messages/words.ts';
import { BulletinNav } from './frame.tsx';
import { CONSEQUENCES, type Decision, type Month } from './models.ts';
import { useMonthName } from './month-name.ts';
import { MonthsChart } from './months-chart.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const [{ months }, { decisions }] = await Promise.all([
    get<{ months: readonly Month[] }>(args, '/transparency/months'),
    get<{ decisions: readonly Decision[] }>(args, '/transparency/decisions?limit=20'),
  ]);
  return { months, decisions };
}

export default function Bulletin() {
  const { months, decisions } = useLoaderData<typeof loader>();
  const t = useTranslations('bulletin');
  return (
    <div className="grid gap-6">
      <link
        rel="alternate"
        type="application/atom+xml"
        href="/transparency/feed.atom"
        title={t('feed.title')}
      />
      <PageHead title={t('title')}>
        <p className="max-w-prose">{t('intro')}</p>
      </PageHead>
      <BulletinNav />
      {months.length === 0 ? (
        <EmptyState title={t('empty.title')}>{t('empty.text')}</EmptyState>
      ) : (
        <>
          <Totals months={months} />
          <Panel title={t('months')} hint={t('months-hint')}>
            <MonthsChart months={months} />
          </Panel>
          <MonthsTable months={months} />
          <Panel title={t('latest')} hint={t('latest-hint')} flush>
            <LatestDecisions decisions={decisions} />
          </Panel>
        </>
      )}
      <Panel title={t('check')}>
        <p className="max-w-prose text-sm">
          {t.rich('check-text', {
            checkpoints: (chunks) => (
              <a href="/api/v1/checkpoints" className="text-accent underline underline-offset-4">
                {chunks}
              </a>
            ),
          })}
        </p>
      </Panel>
    </div>
  );
}

/** All that was ever decided, and what each word means. */
function Totals({ months }: { months: readonly Month[] }) {
  const t = useTranslations('bulletin');
  const tiles = [
    ...CONSEQUENCES.map((name) => ({ name, of: months.reduce((sum, m) => sum + m.decisions[name], 0) })),
    { name: 'reversed' as const, of: months.reduce((sum, m) => sum + m.reversed, 0) },
  ];
  return (
    <dl className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {tiles.map(({ name, of }) => (
        <div key={name} className="grid content-start gap-1 rounded-xl border border-line bg-surface p-4">
          <dt className="text-sm font-medium">{t(`consequence.${name}`)}</dt>
          <dd className="text-3xl font-semibold tracking-tight">
            <Count of={of} />
          </dd>
          <dd className="text-sm text-muted">{t(`means.${name}`)}</dd>
        </div>
      ))}
    </dl>
  );
}

function MonthsTable({ months }: { months: readonly Month[] }) {
  const t = useTranslations('bulletin');
  const monthName = useMonthName();
  return (
    <div className="overflow-hidden rounded-xl border border-line bg-surface">
      <Table
        caption={t('chart')}
        rows={months}
        keyOf={(month) => month.month}
        empty={t('empty.title')}
        columns={[
          {
            head: t('month'),
            lead: true,
            cell: (m) => (
              <TextLink strong to={`/transparency/${m.month}`}>
                {monthName(m.month)}
              </TextLink>
            ),
          },
          ...CONSEQUENCES.map((name) => ({
            head: t(`consequence.${name}`),
            numeric: true as const,
            cell: (m: Month) => <Count of={m.decisions[name]} />,
          })),
          { head: t('consequence.reversed'), numeric: true, cell: (m) => <Count of={m.reversed} /> },
          { head: t('complaints'), numeric: true, cell: (m) => <Count of={m.complaints.filed} /> },
          { head: t('appeals'), numeric: true, cell: (m) => <Count of={m.appeals.filed} /> },
        ]}
      />
    </div>
  );
}

function LatestDecisions({ decisions }: { decisions: readonly Decision[] }) {
  const t = useTranslations('bulletin');
  const words = useWords();
  return (
    <Table
      caption={t('latest')}
      rows={decisions}
      keyOf={(decision) => decision.id}
      empty={t('empty.title')}
      columns={[
        { head: t('column.measure'), lead: true, cell: (d) => words(d.kind) },
        { head: t('column.side'), cell: (d) => t(`side.${d.side}`) },
        { head: t('column.reason'), cell: (d) => d.violations.map(words).join(', ') },
        { head: t('column.cause'), cell: (d) => t(`cause.${d.cause}`) },
        { head: t('column.date'), cell: (d) => <DateTime at={d.at} only="date" /> },
        {
          head: t('column.until'),
          cell: (d) => (d.until === null ? t('no-end') : <DateTime at={d.until} only="date" />),
        },
      ]}
    />
  );
}

import { type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get } from '../api.ts';
import { Share } from '../components/amounts.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { Table } from '../components/table.tsx';
import { useReader } from '../reader.ts';
import { BulletinNav } from './frame.tsx';
import type { MetricRule, Rules } from './models.ts';
import { Ladder, ViolationList } from './rule-lists.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  return get<Rules>(args, '/transparency/rules');
}

export default function RulesPage() {
  const rules = useLoaderData<typeof loader>();
  const { rulebook, terms, violations, ladders } = rules;
  const t = useTranslations('bulletin.rules');
  const { locale } = useReader();
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  return (
    <div className="grid gap-6">
      <PageHead title={t('title')}>
        <p className="max-w-prose">
          {t('intro', { version: rulebook.version, date: dates.format(Date.parse(rulebook.effectiveFrom)) })}
        </p>
      </PageHead>
      <BulletinNav />
      <Rights rules={rules} />
      <Panel title={t('terms')} hint={t('terms-hint', { version: terms.version })}>
        <ol className="grid gap-3 md:grid-cols-2">
          {terms.clauses.map((clause) => (
            <li key={clause.id} id={clause.id} className="grid gap-0.5">
              <p className="font-medium">
                <span className="text-muted">{clause.id}</span> {clause.title}
              </p>
              <p className="text-sm text-muted">{clause.text}</p>
            </li>
          ))}
        </ol>
      </Panel>
      <Panel title={t('violations')} hint={t('violations-hint')} flush>
        <ViolationList violations={violations} />
      </Panel>
      <Panel title={t('ladder')} hint={t('ladder-hint')}>
        <div className="grid gap-6 lg:grid-cols-2">
          <Ladder title={t('ladder-seller')} rungs={ladders.seller} />
          <Ladder title={t('ladder-buyer')} rungs={ladders.buyer} />
        </div>
        <p className="mt-4 text-sm text-muted">{t('automatic')}</p>
      </Panel>
      <Metrics metrics={rules.metrics} />
      <Goods goods={rules.goods} />
      <p className="text-xs break-all text-muted">
        {t('hash')}: <code>{rulebook.hash}</code>
      </p>
    </div>
  );
}

function Rights({ rules: { appeals, probation } }: { rules: Rules }) {
  const t = useTranslations('bulletin.rules');
  return (
    <Panel title={t('rights')}>
      <ul className="grid list-disc gap-2 ps-5 text-sm">
        <li>{t('right-appeal', { months: appeals.windowMonths, days: appeals.decideWithinDays })}</li>
        <li>
          {t('right-start', {
            listings: probation.listingsMax,
            orders: probation.openOrdersMax,
            payout: probation.payoutDelayDays,
            delivered: probation.deliveredOrdersMin,
            days: probation.afterDays,
          })}
        </li>
        <li>{t('right-open')}</li>
      </ul>
    </Panel>
  );
}

function Metrics({ metrics }: { metrics: readonly MetricRule[] }) {
  const t = useTranslations('bulletin.rules');
  const side = useTranslations('bulletin.side');
  const { locale } = useReader();
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const limit = (metric: MetricRule, share: number) =>
    t(metric.of === 'defects' ? 'above' : 'below', { share: percent.format(share) });
  return (
    <Panel title={t('metrics')} hint={t('metrics-hint')} flush>
      <Table
        caption={t('metrics')}
        rows={metrics}
        keyOf={(m) => m.name}
        empty=""
        columns={[
          { head: t('metric'), lead: true, cell: (m) => `${side(m.side)}: ${m.title}` },
          { head: t('warn'), cell: (m) => limit(m, m.warn) },
          { head: t('breach'), cell: (m) => limit(m, m.breach) },
          { head: t('window'), cell: (m) => t('window-days', { days: m.windowDays }) },
          {
            head: t('minimum'),
            cell: (m) => t('minimum-text', { units: m.minVolume, people: m.minUniqueCounterparties }),
          },
          { head: t('certainty'), cell: (m) => <Share of={m.confidence} /> },
        ]}
      />
    </Panel>
  );
}

function Goods({ goods }: Pick<Rules, 'goods'>) {
  const t = useTranslations('bulletin.rules');
  const { language } = useReader();
  const countries = new Intl.DisplayNames([language], { type: 'region' });
  return (
    <Panel title={t('goods')} flush>
      <Table
        caption={t('goods')}
        rows={goods}
        keyOf={(g) => g.name}
        empty=""
        columns={[
          { head: t('goods-name'), lead: true, cell: (g) => g.title },
          {
            head: t('market'),
            cell: (g) => g.markets?.map((code) => countries.of(code)).join(', ') ?? t('everywhere'),
          },
          { head: t('goods-action'), cell: (g) => t(g.action) },
        ]}
      />
    </Panel>
  );
}

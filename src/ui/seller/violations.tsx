import { type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get } from '../api.ts';
import { DateTime } from '../components/amounts.tsx';
import { Badge } from '../components/badge.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { type Column, Table } from '../components/table.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useWords } from '../messages/words.ts';
import type { OwnCaseRow, OwnPlan, OwnSanction, OwnStanding } from './models.ts';
import { useStateWords } from './state-words.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const [standing, cases] = await Promise.all([
    get<OwnStanding>(args, '/me/standing'),
    get<{ cases: readonly OwnCaseRow[] }>(args, '/me/cases?limit=50'),
  ]);
  return { standing, cases: cases.cases };
}

export default function ViolationsPage() {
  const { standing, cases } = useLoaderData<typeof loader>();
  const t = useTranslations('health');
  return (
    <div className="grid gap-6">
      <PageHead
        title={t('violations.title')}
        area={t('area')}
        above={<TextLink to="/seller/health">{t('detail.back')}</TextLink>}
      >
        <p className="max-w-prose">{t('violations.lead')}</p>
      </PageHead>
      <Cases cases={cases} />
      <Plans plans={standing.plans} />
      <Sanctions sanctions={standing.sanctions} />
    </div>
  );
}

function Cases({ cases }: { cases: readonly OwnCaseRow[] }) {
  const t = useTranslations('health.violations');
  const words = useWords();
  const state = useStateWords();
  const columns: readonly Column<OwnCaseRow>[] = [
    {
      head: t('case'),
      lead: true,
      cell: (row) => (
        <TextLink strong to={`/seller/cases/${row.id}`}>
          {row.violations.map((v) => words(v.violation)).join(', ')}
        </TextLink>
      ),
    },
    { head: t('side'), cell: (row) => t(row.side) },
    { head: t('state'), cell: (row) => <Badge>{state(row.outcome ?? row.status)}</Badge> },
    { head: t('opened'), cell: (row) => <DateTime at={row.openedAt} only="date" /> },
  ];
  return (
    <Panel title={t('cases')} flush>
      <Table
        caption={t('cases')}
        columns={columns}
        rows={cases}
        keyOf={(row) => row.id}
        empty={t('no-cases')}
      />
    </Panel>
  );
}

function Plans({ plans }: { plans: readonly OwnPlan[] }) {
  const t = useTranslations('health.violations');
  const words = useWords();
  const state = useStateWords();
  const columns: readonly Column<OwnPlan>[] = [
    {
      head: t('plan'),
      lead: true,
      cell: (row) => (
        <TextLink strong to={`/seller/plans/${row.planId}`}>
          {row.violations.map(words).join(', ')}
        </TextLink>
      ),
    },
    { head: t('state'), cell: (row) => <Badge>{state(row.outcome ?? row.status)}</Badge> },
    { head: t('until'), cell: (row) => <DateTime at={row.until} only="date" /> },
    { head: t('plan-head'), cell: (row) => (row.filed ? t('filed') : t('not-filed')) },
  ];
  return (
    <Panel title={t('plans')} flush>
      <Table
        caption={t('plans')}
        columns={columns}
        rows={plans}
        keyOf={(row) => row.planId}
        empty={t('no-plans')}
      />
    </Panel>
  );
}

function Sanctions({ sanctions }: { sanctions: readonly OwnSanction[] }) {
  const t = useTranslations('health.violations');
  const words = useWords();
  const state = useStateWords();
  const columns: readonly Column<OwnSanction>[] = [
    { head: t('measure'), lead: true, cell: (row) => words(row.kind) },
    { head: t('why'), cell: (row) => row.violations.map(words).join(', ') },
    { head: t('state'), cell: (row) => <Badge>{state(row.status)}</Badge> },
    { head: t('from'), cell: (row) => row.from && <DateTime at={row.from} only="date" /> },
    {
      head: t('notice'),
      cell: (row) =>
        row.noticeId && (
          <TextLink to={`/seller/notices/${row.noticeId}`} aria-label={`${t('read')}: ${words(row.kind)}`}>
            {t('read')}
          </TextLink>
        ),
    },
    {
      head: t('appeal'),
      cell: (row) => {
        if (row.appealId) return t('appealed');
        const until = row.mayAppeal ? row.appealUntil : null;
        return until === null
          ? '–'
          : t.rich('appeal-open', { date: () => <DateTime at={until} only="date" /> });
      },
    },
  ];
  return (
    <Panel title={t('sanctions')} flush>
      <Table
        caption={t('sanctions')}
        columns={columns}
        rows={sanctions}
        keyOf={(row) => row.sanctionId}
        empty={t('no-sanctions')}
      />
    </Panel>
  );
}

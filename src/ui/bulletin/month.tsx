import { Link, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get } from '../api.ts';
import { Count } from '../components/amounts.tsx';
import { Facts, PageHead, Panel } from '../components/panel.tsx';
import { Table } from '../components/table.tsx';
import { useWords } from '../messages/words.ts';
import { BulletinNav } from './frame.tsx';
import { CONSEQUENCES, type Month } from './models.ts';
import { useMonthName } from './month-name.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  return get<Month>(args, `/transparency/months/${encodeURIComponent(args.params['month'] ?? '')}`);
}

export default function BulletinMonth() {
  const month = useLoaderData<typeof loader>();
  const t = useTranslations('bulletin');
  const monthName = useMonthName();
  return (
    <div className="grid gap-6">
      <PageHead
        title={t('month-title', { month: monthName(month.month) })}
        above={
          <Link to="/transparency" className="underline-offset-4 hover:underline">
            {t('back')}
          </Link>
        }
      />
      <BulletinNav />
      <div className="grid gap-4 lg:grid-cols-3">
        <Panel title={t('nav.enforced')}>
          <Facts
            facts={[
              ...CONSEQUENCES.map(
                (name) =>
                  [t(`consequence.${name}`), <Count key={name} of={month.decisions[name]} />] as const,
              ),
              [t('consequence.reversed'), <Count key="reversed" of={month.reversed} />],
              [t('facts.lifted'), <Count key="lifted" of={month.lifted} />],
              [t('facts.automated'), <Count key="automated" of={month.automated} />],
              [t('facts.emergencies'), <Count key="emergencies" of={month.emergencies} />],
            ]}
          />
        </Panel>
        <ComplaintFacts complaints={month.complaints} />
        <AppealFacts appeals={month.appeals} />
      </div>
      <Reasons month={month} />
    </div>
  );
}

function ComplaintFacts({ complaints }: Pick<Month, 'complaints'>) {
  const t = useTranslations('bulletin');
  const { medianHours } = complaints;
  const names = ['filed', 'upheld', 'notUpheld', 'undetermined', 'unfounded', 'dismissed'] as const;
  return (
    <Panel title={t('complaints')}>
      <Facts
        facts={[
          ...names.map((name) => [t(`facts.${name}`), <Count key={name} of={complaints[name]} />] as const),
          [t('facts.median'), medianHours === null ? t('none') : t('hours', { hours: medianHours })],
        ]}
      />
    </Panel>
  );
}

function AppealFacts({ appeals }: Pick<Month, 'appeals'>) {
  const t = useTranslations('bulletin');
  return (
    <Panel title={t('appeals')}>
      <Facts
        facts={[
          [t('facts.filed'), <Count key="filed" of={appeals.filed} />],
          [t('facts.appeal-upheld'), <Count key="upheld" of={appeals.upheld} />],
          [t('facts.appeal-reversed'), <Count key="reversed" of={appeals.reversed} />],
          [t('facts.appeal-changed'), <Count key="changed" of={appeals.changed} />],
          [
            t('facts.median'),
            appeals.medianHours === null ? t('none') : t('hours', { hours: appeals.medianHours }),
          ],
        ]}
      />
    </Panel>
  );
}

function Reasons({ month }: { month: Month }) {
  const t = useTranslations('bulletin');
  const words = useWords();
  return (
    <Panel title={t('by-reason')} hint={t('by-reason-hint')} flush>
      <Table
        caption={t('by-reason')}
        rows={month.reasons}
        keyOf={(row) => `${row.side} ${row.violation} ${row.kind}`}
        empty={t('empty.title')}
        columns={[
          { head: t('column.reason'), lead: true, cell: (row) => words(row.violation) },
          { head: t('column.side'), cell: (row) => t(`side.${row.side}`) },
          { head: t('column.measure'), cell: (row) => words(row.kind) },
          { head: t('column.imposed'), numeric: true, cell: (row) => <Count of={row.imposed} /> },
          { head: t('column.reversed'), numeric: true, cell: (row) => <Count of={row.reversed} /> },
        ]}
      />
    </Panel>
  );
}

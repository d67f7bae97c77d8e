import { type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { Clock, DateTime } from '../components/amounts.tsx';
import { Badge, type Tone, words } from '../components/badge.tsx';
import { FilterBar, type Filter } from '../components/filter-bar.tsx';
import { Pagination } from '../components/pagination.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { type Column, Table } from '../components/table.tsx';
import { TextLink } from '../components/text-link.tsx';
import { readPlans } from './parties.ts';
import type { PlanRow } from './party-models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  return readPlans(args);
}

const FILTERS: readonly Filter[] = [
  { name: 'status', label: 'State', options: ['open', 'to-be-judged', 'concluded', 'cancelled'] },
];

const COLUMNS: readonly Column<PlanRow>[] = [
  {
    head: 'Party',
    lead: true,
    cell: (row) => (
      <TextLink strong to={`/ops/plans/${row.planId}`}>
        {row.partyName}
      </TextLink>
    ),
  },
  { head: 'For', cell: (row) => row.violations.map(words).join(', ') },
  { head: 'State', cell: (row) => <PlanState plan={row} /> },
  { head: 'Plan', cell: (row) => (row.filed ? 'filed' : <span className="text-muted">none yet</span>) },
  { head: 'Began', cell: (row) => <DateTime at={row.from} only="date" /> },
  {
    head: 'Clock',
    cell: (row) =>
      row.status === 'open' ? (
        <Clock due={row.until} />
      ) : row.judgeBy !== null ? (
        <Clock due={row.judgeBy} />
      ) : (
        <DateTime at={row.until} only="date" />
      ),
  },
];

const TONES: Readonly<Record<string, Tone>> = {
  open: 'info',
  'to-be-judged': 'warn',
  met: 'good',
  missed: 'bad',
  'no-plan': 'bad',
};

export function PlanState({ plan }: { plan: Pick<PlanRow, 'status' | 'outcome'> }) {
  const word = plan.outcome ?? plan.status;
  return <Badge tone={TONES[word] ?? 'neutral'}>{words(word)}</Badge>;
}

export default function PlansPage() {
  const { plans, next } = useLoaderData<typeof loader>();
  return (
    <div className="grid gap-6">
      <PageHead title="Plans" area="Operations">
        Windows to put something right, each with targets that are measured at its end: met, it lifts what was
        imposed; missed, the next step is proposed to two people.
      </PageHead>
      <FilterBar filters={FILTERS} />
      <Panel title="Windows" flush>
        <Table
          caption="Windows to put something right, the one that ends first on top"
          columns={COLUMNS}
          rows={plans}
          keyOf={(row) => row.planId}
          empty="No window"
        />
        <Pagination next={next} />
      </Panel>
    </div>
  );
}

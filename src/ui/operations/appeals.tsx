import { type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { Clock, DateTime } from '../components/amounts.tsx';
import { Badge, type Tone, words } from '../components/badge.tsx';
import { FilterBar, type Filter } from '../components/filter-bar.tsx';
import { Pagination } from '../components/pagination.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { type Column, Table } from '../components/table.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useReader } from '../reader.ts';
import { readAppeals } from './parties.ts';
import type { AppealRow } from './party-models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  return readAppeals(args);
}

const STATES: Filter = {
  name: 'status',
  label: 'State',
  options: ['filed', 'assigned', 'decided', 'withdrawn'],
};

const COLUMNS: readonly Column<AppealRow>[] = [
  {
    head: 'By',
    lead: true,
    cell: (row) => (
      <TextLink strong to={`/ops/appeals/${row.id}`}>
        {row.appellant.name}
      </TextLink>
    ),
  },
  {
    head: 'Against',
    cell: (row) => (row.about === 'sanctions' ? `${row.sanctionIds.length} sanctions` : 'end of a complaint'),
  },
  { head: 'State', cell: (row) => <AppealState row={row} /> },
  { head: 'Reviewer', cell: (row) => row.reviewer?.name ?? <span className="text-muted">nobody</span> },
  { head: 'Filed', cell: (row) => <DateTime at={row.filedAt} only="date" /> },
  {
    head: 'Clock',
    cell: (row) =>
      row.decidedAt !== null ? (
        <DateTime at={row.decidedAt} only="date" />
      ) : row.status === 'withdrawn' ? (
        <span className="text-muted">stopped</span>
      ) : (
        <Clock due={row.decideBy} />
      ),
  },
];

const OUTCOMES: Readonly<Record<string, Tone>> = { upheld: 'neutral', reversed: 'good', changed: 'warn' };

export function AppealState({ row }: { row: Pick<AppealRow, 'status' | 'outcome'> }) {
  if (row.outcome !== null)
    return <Badge tone={OUTCOMES[row.outcome] ?? 'neutral'}>Decision {row.outcome}</Badge>;
  return <Badge tone={row.status === 'withdrawn' ? 'neutral' : 'info'}>{words(row.status)}</Badge>;
}

export default function AppealsPage() {
  const { appeals, next } = useLoaderData<typeof loader>();
  const { me } = useReader();
  const mine: readonly Filter[] = me
    ? [{ name: 'reviewer', label: 'Reviewer', options: [{ value: me.partyId, label: 'Me' }], any: 'Anybody' }]
    : [];
  return (
    <div className="grid gap-6">
      <PageHead title="Appeals" area="Operations">
        Free, within six months, and always judged by somebody who had no part in the decision.
      </PageHead>
      <FilterBar filters={[...mine, STATES]} />
      <Panel title="Queue" flush>
        <Table
          caption="Appeals, the one whose clock runs out first on top"
          columns={COLUMNS}
          rows={appeals}
          keyOf={(row) => row.id}
          empty="No appeal"
        />
        <Pagination next={next} />
      </Panel>
    </div>
  );
}

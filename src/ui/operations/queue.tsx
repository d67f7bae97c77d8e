import { Link, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { Clock, DateTime } from '../components/amounts.tsx';
import { Badge, SeverityBadge, type Tone, words } from '../components/badge.tsx';
import { FilterBar, type Filter } from '../components/filter-bar.tsx';
import { Pagination } from '../components/pagination.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { type Column, Table } from '../components/table.tsx';
import { readQueue } from './cases.ts';
import type { CaseRow } from './models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  return readQueue(args);
}

const FILTERS: readonly Filter[] = [
  {
    name: 'waitsFor',
    label: 'Waits for',
    options: ['first-look', 'statements', 'decision', 'sanction', 'nothing'],
  },
  { name: 'priority', label: 'Priority', options: ['urgent', 'high', 'normal', 'low'] },
  { name: 'severity', label: 'Severity', options: ['critical', 'serious', 'moderate', 'minor'] },
  { name: 'kind', label: 'About', options: ['seller', 'buyer'] },
  { name: 'source', label: 'From', options: ['complaint', 'detection', 'campaign', 'staff'] },
];

export default function QueuePage() {
  const { cases, next } = useLoaderData<typeof loader>();
  return (
    <div className="grid gap-6">
      <PageHead title="Cases" area="Operations">
        The clock that runs out first is on top.
      </PageHead>
      <FilterBar filters={FILTERS} />
      <Panel title="Queue" flush>
        <CaseTable cases={cases} empty="No case matches. Well done, or widen the filter." />
        <Pagination next={next} />
      </Panel>
    </div>
  );
}

const COLUMNS: readonly Column<CaseRow>[] = [
  {
    head: 'Case',
    lead: true,
    cell: (row) => (
      <Link
        to={`/ops/cases/${row.id}`}
        className="font-medium text-accent underline-offset-4 hover:underline"
      >
        {row.violations.map(words).join(', ') || 'Without allegation'}
      </Link>
    ),
  },
  { head: 'About', cell: (row) => row.party.name },
  { head: 'Severity', cell: (row) => <SeverityBadge severity={row.severity} /> },
  { head: 'Waits for', cell: (row) => <CaseState row={row} /> },
  { head: 'Voices', numeric: true, cell: (row) => row.voices },
  { head: 'Opened', cell: (row) => <DateTime at={row.openedAt} only="date" /> },
  { head: 'Clock', cell: (row) => <Clock due={row.dueAt} /> },
];

interface CaseTableProps {
  readonly cases: readonly CaseRow[];
  readonly empty: string;
  /** On the page of the party itself their name would only take room. */
  readonly withoutParty?: boolean;
}

export function CaseTable({ cases, empty, withoutParty }: CaseTableProps) {
  const columns = withoutParty ? COLUMNS.filter((column) => column.head !== 'About') : COLUMNS;
  return (
    <Table
      caption="Cases, the most urgent first"
      columns={columns}
      rows={cases}
      keyOf={(row) => row.id}
      empty={empty}
    />
  );
}

const WAITING_TONES: Readonly<Record<string, Tone>> = {
  'first-look': 'warn',
  decision: 'info',
  sanction: 'info',
};

export function CaseState({ row }: { row: Pick<CaseRow, 'status' | 'waitsFor'> }) {
  if (row.status === 'closed') return <Badge>Closed</Badge>;
  return <Badge tone={WAITING_TONES[row.waitsFor] ?? 'neutral'}>{words(row.waitsFor)}</Badge>;
}

import { data, type LoaderFunctionArgs, redirect, useLoaderData } from 'react-router';

import { Clock, DateTime } from '../components/amounts.tsx';
import { get } from '../api.ts';
import { Badge, SeverityBadge, type Tone, words } from '../components/badge.tsx';
import { FilterBar, type Filter } from '../components/filter-bar.tsx';
import { Pagination } from '../components/pagination.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { type Column, Table } from '../components/table.tsx';
import { TextLink } from '../components/text-link.tsx';
import { type Me, useReader } from '../reader.ts';
import { readQueue } from './cases.ts';
import type { CaseRow } from './models.ts';
import { pagesFor } from './roles.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const queue = await readQueue(args);
  if (queue !== undefined) return queue;
  // Staff without a part in cases, such as an engineer, begin on the first page that is theirs.
  const first = pagesFor(await get<Me>(args, '/me')).find(({ to }) => to !== '/ops');
  throw first ? redirect(first.to) : data({ title: 'You have no role yet.', status: 403 }, { status: 403 });
}

const FILTERS: readonly Filter[] = [
  { name: 'status', label: 'State', options: ['open', 'found', 'closed'], any: 'Not closed' },
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
  const { me } = useReader();
  const mine: readonly Filter[] = me
    ? [
        {
          name: 'assignee',
          label: 'Assigned to',
          options: [{ value: me.partyId, label: 'Me' }],
          any: 'Anybody',
        },
      ]
    : [];
  return (
    <div className="grid gap-6">
      <PageHead title="Cases" area="Operations">
        The clock that runs out first is on top.
      </PageHead>
      <FilterBar filters={[...mine, ...FILTERS]} />
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
      <TextLink strong to={`/ops/cases/${row.id}`}>
        {row.violations.map(words).join(', ') || 'Without allegation'}
      </TextLink>
    ),
  },
  { head: 'About', cell: (row) => row.party.name },
  { head: 'Severity', cell: (row) => <SeverityBadge severity={row.severity} /> },
  { head: 'Waits for', cell: (row) => <CaseState row={row} /> },
  { head: 'Assigned to', cell: (row) => row.assignee ?? <span className="text-muted">nobody</span> },
  { head: 'From', cell: (row) => <Source row={row} /> },
  { head: 'Opened', cell: (row) => <DateTime at={row.openedAt} only="date" /> },
  {
    head: 'Clock',
    cell: (row) =>
      row.dueAt === null ? <span className="text-muted">stopped</span> : <Clock due={row.dueAt} />,
  },
];

/** Several accounts behind one person are one voice. */
function Source({ row }: { row: CaseRow }) {
  if (row.voices === 0) return words(row.source);
  return (
    <span className="whitespace-nowrap">
      {row.voices} {row.voices === 1 ? 'person' : 'people'}
    </span>
  );
}

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

export function CaseState({ row }: { row: Pick<CaseRow, 'status' | 'waitsFor' | 'outcome'> }) {
  if (row.status === 'closed') return <Badge>{words(row.outcome ?? 'closed')}</Badge>;
  return <Badge tone={WAITING_TONES[row.waitsFor] ?? 'neutral'}>{words(row.waitsFor)}</Badge>;
}

import { type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { Clock, DateTime } from '../components/amounts.tsx';
import { Badge, type Tone, words } from '../components/badge.tsx';
import { FilterBar, type Filter } from '../components/filter-bar.tsx';
import { Pagination } from '../components/pagination.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { type Column, Table } from '../components/table.tsx';
import { TextLink } from '../components/text-link.tsx';
import { readComplaints } from './parties.ts';
import type { ComplaintRow } from './party-models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  return readComplaints(args);
}

const FILTERS: readonly Filter[] = [
  {
    name: 'status',
    label: 'State',
    options: ['dismissed', 'heard', 'decided', 'withdrawn'],
    any: 'Wait for a first look',
  },
];

const PRIORITY_TONES: Readonly<Record<string, Tone>> = { urgent: 'bad', high: 'warn' };

const COLUMNS: readonly Column<ComplaintRow>[] = [
  {
    head: 'Complaint',
    lead: true,
    cell: (row) => (
      <TextLink strong to={`/ops/complaints/${row.id}`}>
        {row.title}
      </TextLink>
    ),
  },
  {
    head: 'Priority',
    cell: (row) => <Badge tone={PRIORITY_TONES[row.priority] ?? 'neutral'}>{words(row.priority)}</Badge>,
  },
  { head: 'By', cell: (row) => row.complainant.name },
  { head: 'About', cell: (row) => row.subject.name },
  { head: 'State', cell: (row) => <ComplaintState row={row} /> },
  { head: 'Filed', cell: (row) => <DateTime at={row.filedAt} only="date" /> },
  {
    head: 'Clock',
    cell: (row) =>
      row.status === 'filed' ? <Clock due={row.firstLookBy} /> : <span className="text-muted">stopped</span>,
  },
];

const OUTCOME_TONES: Readonly<Record<string, Tone>> = { upheld: 'bad', filed: 'warn', heard: 'info' };

export function ComplaintState({ row }: { row: Pick<ComplaintRow, 'status' | 'outcome'> }) {
  const word = row.outcome ?? row.status;
  return (
    <Badge tone={OUTCOME_TONES[word] ?? 'neutral'}>
      {word === 'filed' ? 'Waits for a first look' : words(word)}
    </Badge>
  );
}

export default function ComplaintsPage() {
  const { complaints, next } = useLoaderData<typeof loader>();
  return (
    <div className="grid gap-6">
      <PageHead title="Complaints" area="Operations">
        Each gets a first look: it is heard in a case, or dismissed with a reason that the complainant is told
        and can appeal against.
      </PageHead>
      <FilterBar filters={FILTERS} />
      <Panel title="Complaints" flush>
        <Table
          caption="Complaints"
          columns={COLUMNS}
          rows={complaints}
          keyOf={(row) => row.id}
          empty="Nothing waits for a first look"
        />
        <Pagination next={next} />
      </Panel>
    </div>
  );
}

import { type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { get, passed } from '../api.ts';
import { Clock, DateTime, Money } from '../components/amounts.tsx';
import { Badge, words } from '../components/badge.tsx';
import { FilterBar, type Filter } from '../components/filter-bar.tsx';
import { Pagination } from '../components/pagination.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { type Column, Table } from '../components/table.tsx';
import { TextLink } from '../components/text-link.tsx';
import type { ReturnRow } from '../returns/models.ts';
import { ReturnBadge } from '../returns/state.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  return get<{ returns: readonly ReturnRow[]; next: string | null }>(
    args,
    `/returns${passed(args, ['status', 'all', 'cursor'])}`,
  );
}

const FILTERS: readonly Filter[] = [
  {
    name: 'status',
    label: 'State',
    options: [
      'requested',
      'negotiating',
      'rejected',
      'awaiting-return',
      'in-transit',
      'inspection',
      'repair',
      'choosing',
      'paying',
      'replacement',
      'sent-out',
      'checking',
      'platform-review',
      'refund-pending',
      'closed',
    ],
    any: 'Waiting for us',
  },
];

const COLUMNS: readonly Column<ReturnRow>[] = [
  {
    head: 'Article',
    lead: true,
    cell: (row) => (
      <TextLink strong to={`/ops/returns/${row.id}`}>
        {row.lines.map((l) => l.title ?? l.listingId).join(', ')}
      </TextLink>
    ),
  },
  { head: 'Reason', cell: (row) => words(row.reason) },
  {
    head: 'Between',
    cell: (row) => (
      <span>
        {row.buyer.name} and {row.seller.name}
      </span>
    ),
  },
  {
    head: 'State',
    cell: (row) => (
      <span className="flex flex-wrap gap-1.5">
        <ReturnBadge row={row} />
        {row.appealed && <Badge tone="warn">Appealed</Badge>}
        {row.alarms > 0 && <Badge tone="bad">Overdue × {row.alarms}</Badge>}
      </span>
    ),
  },
  {
    head: 'Claimed',
    numeric: true,
    cell: (row) => <Money amount={{ amountMinor: row.claimedMinor, currency: row.currency }} />,
  },
  {
    head: 'Clock',
    cell: (row) =>
      row.dueAt === null ? <DateTime at={row.requestedAt} only="date" /> : <Clock due={row.dueAt} />,
  },
];

/** Returns that wait for a person of ours: disputes, overdue refunds, appeals. */
export default function ReturnsPage() {
  const { returns, next } = useLoaderData<typeof loader>();
  return (
    <div className="grid gap-6">
      <PageHead title="Returns" area="Operations">
        Disputes are decided on frozen evidence, and an appeal by somebody else.
      </PageHead>
      <FilterBar filters={FILTERS} />
      <Panel title="Queue" flush>
        <Table
          caption="Returns, the one whose clock runs out first on top"
          columns={COLUMNS}
          rows={returns}
          keyOf={(row) => row.id}
          empty="Nothing waits for us"
        />
        <Pagination next={next} />
      </Panel>
    </div>
  );
}

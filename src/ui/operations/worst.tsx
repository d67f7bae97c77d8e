import { Link, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { Count } from '../components/amounts.tsx';
import { StandingPill } from '../components/badge.tsx';
import { BoundBar } from '../components/bound-bar.tsx';
import { Pagination } from '../components/pagination.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { type Column, Table } from '../components/table.tsx';
import type { WorstRow } from './models.ts';
import { readWorst } from './parties.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  return readWorst(args);
}

const COLUMNS: readonly Column<WorstRow>[] = [
  {
    head: 'Seller',
    lead: true,
    cell: (row) => (
      <Link
        to={`/ops/parties/${row.party.id}`}
        className="font-medium text-accent underline-offset-4 hover:underline"
      >
        {row.party.name}
      </Link>
    ),
  },
  { head: 'Standing', cell: (row) => <StandingPill word={row.standing} /> },
  { head: 'Metric', cell: (row) => row.title },
  { head: 'Seen', numeric: true, cell: (row) => <Seen row={row} /> },
  {
    head: 'Range against the threshold',
    wide: true,
    cell: (row) => <BoundBar bounds={row.bounds} title={row.title} />,
  },
];

function Seen({ row }: { row: WorstRow }) {
  return (
    <span className="whitespace-nowrap">
      <Count of={row.defects} /> of <Count of={row.volume} />
    </span>
  );
}

export default function WorstPage() {
  const { rows, next } = useLoaderData<typeof loader>();
  return (
    <div className="grid gap-6">
      <PageHead title="Worst by bound" area="Operations">
        What the data prove at the least, not the bare rate: two bad orders of three do not lead this list.
      </PageHead>
      <Panel title="Sellers" flush>
        <Table
          caption="Sellers, the worst bound first"
          columns={COLUMNS}
          rows={rows}
          keyOf={(row) => row.party.id + row.metric}
          empty="No seller has enough data yet"
        />
        <Pagination next={next} />
      </Panel>
    </div>
  );
}

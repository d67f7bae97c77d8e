import { type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { Count, DateTime } from '../components/amounts.tsx';
import { Badge, words } from '../components/badge.tsx';
import { Pagination } from '../components/pagination.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { type Column, Table } from '../components/table.tsx';
import type { CampaignRow } from './models.ts';
import { readCampaigns } from './parties.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  return readCampaigns(args);
}

const COLUMNS: readonly Column<CampaignRow>[] = [
  { head: 'Campaign', lead: true, cell: (row) => row.title },
  {
    head: 'State',
    cell: (row) => <Badge tone={row.status === 'open' ? 'info' : 'neutral'}>{words(row.status)}</Badge>,
  },
  { head: 'Opened', cell: (row) => <DateTime at={row.openedAt} only="date" /> },
  { head: 'Parties', numeric: true, cell: (row) => <Count of={row.parties} /> },
  { head: 'Decided', numeric: true, cell: (row) => <Count of={row.decided} /> },
  {
    head: 'Second look agreed',
    numeric: true,
    cell: (row) => (
      <>
        <Count of={row.sampleAgreed} /> of <Count of={row.sampled} />
      </>
    ),
  },
];

export default function CampaignsPage() {
  const { rows, next } = useLoaderData<typeof loader>();
  return (
    <div className="grid gap-6">
      <PageHead title="Campaigns" area="Operations">
        Many parties reviewed in one sweep, each with own evidence and reasons; a second person decides a
        random sample again.
      </PageHead>
      <Panel title="Campaigns" flush>
        <Table
          caption="Campaigns"
          columns={COLUMNS}
          rows={rows}
          keyOf={(row) => row.id}
          empty="No campaign so far"
        />
        <Pagination next={next} />
      </Panel>
    </div>
  );
}

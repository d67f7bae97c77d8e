import { Link, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { DateTime, Money } from '../components/amounts.tsx';
import { Badge, StandingPill, words } from '../components/badge.tsx';
import { Notice } from '../components/notice.tsx';
import { Facts, PageHead, Panel } from '../components/panel.tsx';
import { type Column, Table } from '../components/table.tsx';
import { Timeline } from '../components/timeline.tsx';
import type { MeasureItem, OrderRow, PartyPage, PointsItem } from './models.ts';
import { readParty } from './parties.ts';
import { Metrics } from './party-metrics.tsx';
import { CaseTable } from './queue.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  return readParty(args, args.params['partyId'] ?? '');
}

export default function PartyFilePage() {
  const party = useLoaderData<typeof loader>();
  return (
    <div className="grid gap-6">
      <PageHead
        title={party.name}
        area="Operations"
        above={
          <Link to="/ops/parties" className="underline-offset-4 hover:underline">
            Parties
          </Link>
        }
      >
        <span className="flex flex-wrap items-center gap-2 text-sm">
          <StandingPill word={party.standing} />
          <Badge>{words(party.kind)}</Badge>
          <Badge>{words(party.stage)}</Badge>
        </span>
      </PageHead>
      {party.hold && (
        <Notice tone="info" title="Held for review">
          {words(party.hold)}
        </Notice>
      )}
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid content-start gap-6">
          <Metrics metrics={party.metrics} />
          <Panel title="Cases" flush>
            <CaseTable cases={party.cases} empty="No case so far" withoutParty />
          </Panel>
          <Panel title="Latest orders" flush>
            <Table
              caption="Latest orders"
              columns={ORDER_COLUMNS}
              rows={party.orders}
              keyOf={(row) => row.id}
              empty="No orders"
            />
          </Panel>
        </div>
        <Side party={party} />
      </div>
    </div>
  );
}

function Side({ party }: { party: PartyPage }) {
  return (
    <div className="grid content-start gap-6">
      <Panel title="Standing">
        <Facts
          facts={[
            [
              'Party',
              <code key="id" className="font-mono text-xs">
                {party.id}
              </code>,
            ],
            ['Active points', String(party.points)],
          ]}
        />
      </Panel>
      <Panel title="Measures in force" flush>
        <Table
          caption="Measures in force"
          columns={MEASURE_COLUMNS}
          rows={party.measures}
          keyOf={(row) => row.sanctionId}
          empty="None"
        />
      </Panel>
      <Panel title="Points" flush>
        <Table
          caption="Points with their expiry"
          columns={POINT_COLUMNS}
          rows={party.pointList}
          keyOf={(row) => row.caseId + row.violation}
          empty="None"
        />
      </Panel>
      {party.links.length > 0 && (
        <Panel title="Shared identity marks" hint="With these accounts. A mark alone proves nothing.">
          <ul className="grid gap-3 text-sm">
            {party.links.map((link) => (
              <li key={link.party.id}>
                <Link
                  to={`/ops/parties/${link.party.id}`}
                  className="font-medium text-accent underline-offset-4 hover:underline"
                >
                  {link.party.name}
                </Link>
                <p className="mt-1 flex flex-wrap gap-1.5">
                  {link.marks.map((mark) => (
                    <Badge key={mark}>{words(mark)}</Badge>
                  ))}
                </p>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <Panel title="History">
        <Timeline
          entries={party.history.map(({ detail, ...entry }) => ({ ...entry, detail: detail ?? undefined }))}
        />
      </Panel>
    </div>
  );
}

const CASE_LINK = 'text-accent underline-offset-4 hover:underline';

const MEASURE_COLUMNS: readonly Column<MeasureItem>[] = [
  {
    head: 'Measure',
    lead: true,
    cell: (row) => (
      <Link to={`/ops/cases/${row.caseId}`} className={CASE_LINK}>
        {words(row.kind)}
      </Link>
    ),
  },
  {
    head: 'Until',
    cell: (row) => (row.until === null ? 'lifted or reversed' : <DateTime at={row.until} only="date" />),
  },
];

const POINT_COLUMNS: readonly Column<PointsItem>[] = [
  {
    head: 'For',
    lead: true,
    cell: (row) => (
      <Link to={`/ops/cases/${row.caseId}`} className={CASE_LINK}>
        {words(row.violation)}
      </Link>
    ),
  },
  { head: 'Points', numeric: true, cell: (row) => row.points },
  { head: 'Lapse', cell: (row) => <DateTime at={row.expiresAt} only="date" /> },
];

const ORDER_COLUMNS: readonly Column<OrderRow>[] = [
  { head: 'Order', lead: true, cell: (row) => <code className="font-mono text-xs">{row.id}</code> },
  { head: 'Placed', cell: (row) => <DateTime at={row.placedAt} only="date" /> },
  { head: 'State', cell: (row) => <Badge>{words(row.status)}</Badge> },
  { head: 'Total', numeric: true, cell: (row) => <Money amount={row.total} /> },
];

import { type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { get } from '../api.ts';
import { DateTime, Money } from '../components/amounts.tsx';
import { Badge, StandingPill, words } from '../components/badge.tsx';
import { Metrics } from '../components/metrics.tsx';
import { Notice } from '../components/notice.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { type Column, Table } from '../components/table.tsx';
import { TextLink } from '../components/text-link.tsx';
import type { PartySignals } from '../operations/party-models.ts';
import type { Me } from '../reader.ts';
import type { NoticeRow, OwnCaseRow, OwnListing, OwnStanding } from './models.ts';
import { PointsPanel, ToDo } from './overview-side.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const me = await get<Me>(args, '/me');
  const [standing, signals, notices, cases, listings] = await Promise.all([
    get<OwnStanding>(args, '/me/standing'),
    get<PartySignals>(args, `/parties/${encodeURIComponent(me.partyId)}/signals`),
    get<{ notices: readonly NoticeRow[]; unread: number }>(args, '/me/notices?limit=6'),
    get<{ cases: readonly OwnCaseRow[] }>(args, '/me/cases?limit=10'),
    get<{ listings: readonly OwnListing[] }>(args, '/me/listings?limit=10'),
  ]);
  return {
    name: me.name,
    standing,
    metrics: signals.metrics,
    ...notices,
    cases: cases.cases,
    listings: listings.listings,
  };
}

const CASE_COLUMNS: readonly Column<OwnCaseRow>[] = [
  {
    head: 'Case',
    lead: true,
    cell: (row) => (
      <TextLink strong to={`/seller/cases/${row.id}`}>
        {row.violations.map((v) => v.title).join(', ')}
      </TextLink>
    ),
  },
  { head: 'My side', cell: (row) => (row.side === 'subject' ? 'it is about me' : 'I complained') },
  { head: 'State', cell: (row) => <Badge>{words(row.outcome ?? row.status)}</Badge> },
  { head: 'Opened', cell: (row) => <DateTime at={row.openedAt} only="date" /> },
];

const LISTING_COLUMNS: readonly Column<OwnListing>[] = [
  { head: 'Listing', lead: true, cell: (row) => row.title },
  { head: 'State', cell: (row) => <Badge>{words(row.status)}</Badge> },
  { head: 'Stock', numeric: true, cell: (row) => row.stock },
  { head: 'Price', numeric: true, cell: (row) => <Money amount={row.price} /> },
];

/** The same numbers as the staff's: nobody is judged by something they can't see. */
export default function SellerOverviewPage() {
  const { name, standing, metrics, notices, unread, cases, listings } = useLoaderData<typeof loader>();
  const isShown = standing.word === 'good' || standing.word === 'restricted';
  return (
    <div className="grid gap-6">
      <PageHead title={name} area="Seller">
        <span className="flex flex-wrap gap-2">
          <StandingPill word={standing.word} />
          <Badge>{words(standing.stage)}</Badge>
        </span>
      </PageHead>
      {standing.hold && (
        <Notice tone="info" title="Held for review">
          {words(standing.hold.reason)}, since <DateTime at={standing.hold.at} only="date" />. A person looks
          at it.
        </Notice>
      )}
      <ToDo standing={standing} cases={cases} />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid content-start gap-6">
          <Metrics metrics={metrics} />
          <Panel title="Cases" flush>
            <Table
              caption="Cases about me, and those about my complaints"
              columns={CASE_COLUMNS}
              rows={cases}
              keyOf={(row) => row.id}
              empty="No case so far"
            />
          </Panel>
          <Panel
            title="Listings"
            hint={isShown ? 'The latest' : 'None is shown to buyers at the moment'}
            flush
          >
            <Table
              caption="My latest listings"
              columns={LISTING_COLUMNS}
              rows={listings}
              keyOf={(row) => row.id}
              empty="Nothing is offered yet"
            />
          </Panel>
        </div>
        <div className="grid content-start gap-6">
          <PointsPanel standing={standing} />
          <Panel title="Notices" hint={unread === 0 ? 'All read' : `${unread} unread`}>
            <ul className="grid gap-2 text-sm">
              {notices.length === 0 && <li className="text-muted">None so far.</li>}
              {notices.map((notice) => (
                <li key={notice.id} className="flex flex-wrap justify-between gap-x-3">
                  <TextLink strong={notice.readAt === null} to={`/seller/notices/${notice.id}`}>
                    {words(notice.kind)}
                  </TextLink>
                  <DateTime at={notice.at} only="date" />
                </li>
              ))}
            </ul>
          </Panel>
        </div>
      </div>
    </div>
  );
}

import { type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { get } from '../api.ts';
import { DateTime, Money } from '../components/amounts.tsx';
import { Badge, StandingPill, words } from '../components/badge.tsx';
import { Notice } from '../components/notice.tsx';
import { Facts, PageHead, Panel } from '../components/panel.tsx';
import { type Column, Table } from '../components/table.tsx';
import { Metrics } from '../operations/party-metrics.tsx';
import type { OrderRow } from '../operations/models.ts';
import type { SellerAccount } from './models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  return get<SellerAccount>(args, '/me/account');
}

const ORDER_COLUMNS: readonly Column<OrderRow>[] = [
  { head: 'Order', lead: true, cell: (row) => <code className="font-mono text-xs">{row.id}</code> },
  { head: 'Placed', cell: (row) => <DateTime at={row.placedAt} only="date" /> },
  { head: 'State', cell: (row) => <Badge>{words(row.status)}</Badge> },
  { head: 'Total', numeric: true, cell: (row) => <Money amount={row.total} /> },
];

/** The same numbers as the staff's: nobody is judged by something they can't see. */
export default function SellerOverviewPage() {
  const account = useLoaderData<typeof loader>();
  return (
    <div className="grid gap-6">
      <PageHead title={account.name} area="Seller">
        <StandingPill word={account.standing} />
      </PageHead>
      {account.measures.map((measure) => (
        <Notice key={measure.sanctionId} tone="warn" title={words(measure.kind)}>
          {measure.until === null ? (
            'Until lifted or reversed.'
          ) : (
            <>
              Until <DateTime at={measure.until} only="date" />.
            </>
          )}{' '}
          The notice says what happened and how to appeal.
        </Notice>
      ))}
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid content-start gap-6">
          <Metrics metrics={account.metrics} />
          <Panel title="Latest orders" flush>
            <Table
              caption="Latest orders"
              columns={ORDER_COLUMNS}
              rows={account.orders}
              keyOf={(row) => row.id}
              empty="No orders yet"
            />
          </Panel>
        </div>
        <div className="grid content-start gap-6">
          <Panel title="Account">
            <Facts
              facts={[
                ['Stage', words(account.stage)],
                ['Active points', String(account.points)],
                [
                  'Balances',
                  account.balances.length === 0 ? (
                    'nothing yet'
                  ) : (
                    <Balances key="balances" balances={account.balances} />
                  ),
                ],
              ]}
            />
          </Panel>
        </div>
      </div>
    </div>
  );
}

function Balances({ balances }: { balances: SellerAccount['balances'] }) {
  return (
    <ul>
      {balances.map((balance) => (
        <li key={balance.currency}>
          <Money amount={balance} />
        </li>
      ))}
    </ul>
  );
}

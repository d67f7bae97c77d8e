import { type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { Count, DateTime } from '../components/amounts.tsx';
import { words } from '../components/badge.tsx';
import { Notice } from '../components/notice.tsx';
import { Pagination } from '../components/pagination.tsx';
import { Facts, PageHead, Panel } from '../components/panel.tsx';
import { type Column, Table } from '../components/table.tsx';
import { readLog } from './parties.ts';
import type { LogEntry } from './party-models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  return readLog(args);
}

const COLUMNS: readonly Column<LogEntry>[] = [
  { head: 'Position', numeric: true, cell: (row) => <Count of={row.position} /> },
  { head: 'Entry', lead: true, cell: (row) => row.type },
  { head: 'Of', cell: (row) => words(row.concept) },
  { head: 'Stream', cell: (row) => <code className="font-mono text-xs">{row.stream}</code> },
  { head: 'Happened', cell: (row) => <DateTime at={row.at} /> },
  { head: 'By', cell: (row) => <code className="font-mono text-xs">{row.by}</code> },
];

export default function LogPage() {
  const log = useLoaderData<typeof loader>();
  const { verified, checkpoint } = log;
  return (
    <div className="grid gap-6">
      <PageHead title="Log" area="Operations">
        Everything that happened, in one order, each batch chained to the one before by its hash.
      </PageHead>
      {verified.ok ? (
        <Notice tone="good" title="The chain is whole">
          <Count of={verified.entries} /> entries were checked just now.
        </Notice>
      ) : (
        <Notice tone="bad" title="The chain is broken" alert>
          {verified.problem}
        </Notice>
      )}
      <Panel title="Seal">
        <Facts
          facts={[
            ['Sealed up to', <Count key="position" of={log.sealedPosition} />],
            [
              'Hash',
              <code key="hash" className="font-mono text-xs break-all">
                {log.sealedHash}
              </code>,
            ],
            ['Last signed checkpoint', checkpoint ? <DateTime key="at" at={checkpoint.at} /> : 'none yet'],
            ['At position', checkpoint ? <Count key="at-position" of={checkpoint.position} /> : null],
          ]}
        />
      </Panel>
      <Panel title="Latest entries" flush>
        <Table
          caption="Entries of the log, the latest first"
          columns={COLUMNS}
          rows={log.entries}
          keyOf={(row) => String(row.position)}
          empty="Nothing has happened yet"
        />
        <Pagination next={log.next} />
      </Panel>
    </div>
  );
}

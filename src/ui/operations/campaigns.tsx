import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { get, newKey } from '../api.ts';
import { Count, DateTime } from '../components/amounts.tsx';
import { Badge, words } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm, Select, TextField } from '../components/field.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { Pagination } from '../components/pagination.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { type Column, Table } from '../components/table.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useReader } from '../reader.ts';
import { DONE, runCommand } from './commands.ts';
import { readCampaigns } from './parties.ts';
import type { CampaignRow, WorstPage } from './party-models.ts';
import { hasRole } from './roles.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const [campaigns, { metrics }] = await Promise.all([
    readCampaigns(args),
    get<WorstPage>(args, '/signals/by-bound?limit=1'),
  ]);
  return { ...campaigns, metrics, formKey: newKey() };
}

export function action(args: ActionFunctionArgs) {
  return runCommand(args, '/ops/campaigns');
}

const COLUMNS: readonly Column<CampaignRow>[] = [
  {
    head: 'Campaign',
    lead: true,
    cell: (row) => (
      <TextLink strong to={`/ops/campaigns/${row.id}`}>
        {row.title}
      </TextLink>
    ),
  },
  { head: 'For', cell: (row) => row.violations.map(words).join(', ') },
  { head: 'State', cell: (row) => <CampaignState row={row} /> },
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

export function CampaignState({ row }: { row: Pick<CampaignRow, 'status'> }) {
  const isOver = row.status === 'done' || row.status === 'stopped';
  return <Badge tone={isOver ? 'neutral' : 'info'}>{words(row.status)}</Badge>;
}

export default function CampaignsPage() {
  const { rows, next, metrics, formKey } = useLoaderData<typeof loader>();
  const { me } = useReader();
  return (
    <div className="grid gap-6">
      <PageHead title="Campaigns" area="Operations">
        Many parties reviewed in one sweep, each with own evidence and reasons; a second person decides a
        random sample again.
      </PageHead>
      <DoneNotice messages={DONE} />
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
      {hasRole(me, ['head']) && (
        <div className="max-w-2xl">
          <StartForm metrics={metrics} formKey={formKey} />
        </div>
      )}
    </div>
  );
}

function StartForm({ metrics, formKey }: { metrics: WorstPage['metrics']; formKey: string }) {
  return (
    <Disclosure label="Start a campaign" intent="start-campaign">
      <CommandForm intent="start-campaign" formKey={formKey}>
        <TextField name="name" label="Name" maxLength={120} />
        <Select
          name="criterion.metric"
          label="Sellers whose exact bound is beyond a share of"
          options={metrics.map((m) => ({ value: `${m.metric} ${m.violation}`, label: m.title }))}
        />
        <TextField
          name="criterion.boundBeyond"
          label="Share in percent"
          type="number"
          min={0}
          max={100}
          step="any"
          hint="For defects the lower bound above it, for successes the upper one below."
        />
        <div>
          <Button>Open a case for each</Button>
        </div>
      </CommandForm>
    </Disclosure>
  );
}

import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  useLoaderData,
  useSearchParams,
} from 'react-router';

import { get, newKey, passed, query } from '../../api.ts';
import { Clock, Count, DateTime } from '../../components/amounts.tsx';
import { Badge, type Tone, words } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { CommandForm, Select, TextField } from '../../components/field.tsx';
import { DoneNotice } from '../../components/notice.tsx';
import { Pagination } from '../../components/pagination.tsx';
import { PageHead, Panel } from '../../components/panel.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { useReader } from '../../reader.ts';
import { hasRole } from '../roles.ts';
import { DONE, runCommand } from './commands.ts';
import type { LotRow, LotStatus } from './models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const page = await get<{ lots: readonly LotRow[]; next: string | null }>(
    args,
    `/quality/lots${passed(args, ['status', 'cursor'])}`,
  );
  return { ...page, formKey: newKey() };
}

export function action(args: ActionFunctionArgs) {
  return runCommand(args, '/ops/quality/lots');
}

const TONES: Readonly<Record<LotStatus, Tone>> = {
  inspecting: 'info',
  'on-hold': 'warn',
  accepted: 'good',
  rejected: 'bad',
};

export function LotState({ lot }: { lot: Pick<LotRow, 'status' | 'late'> }) {
  return (
    <span className="flex flex-wrap gap-1.5">
      <Badge tone={TONES[lot.status]}>{words(lot.status)}</Badge>
      {lot.late && <Badge tone="bad">Overdue</Badge>}
    </span>
  );
}

const COLUMNS: readonly Column<LotRow>[] = [
  {
    head: 'Goods',
    lead: true,
    cell: (lot) => (
      <TextLink strong to={`/ops/quality/lots/${lot.id}`}>
        {lot.title}
      </TextLink>
    ),
  },
  {
    head: 'Seller',
    cell: (lot) => <TextLink to={`/ops/parties/${lot.seller.id}`}>{lot.seller.name}</TextLink>,
  },
  { head: 'Why', cell: (lot) => words(lot.cause) },
  { head: 'State', cell: (lot) => <LotState lot={lot} /> },
  {
    head: 'Looked at',
    numeric: true,
    cell: (lot) => (
      <span className="whitespace-nowrap">
        <Count of={lot.inspected} /> of <Count of={lot.sampleSize} />
      </span>
    ),
  },
  {
    head: 'Nonconforming',
    numeric: true,
    cell: (lot) => (
      <span className="whitespace-nowrap">
        <Count of={lot.nonconforming} />, accepts <Count of={lot.accept} />
      </span>
    ),
  },
  {
    head: 'Clock',
    cell: (lot) =>
      lot.judgeBy === null ? (
        lot.judgedAt && <DateTime at={lot.judgedAt} only="date" />
      ) : (
        <Clock due={lot.judgeBy} />
      ),
  },
];

const TABS = [
  { status: null, label: 'All' },
  { status: 'inspecting', label: 'Being inspected' },
  { status: 'on-hold', label: 'On hold' },
  { status: 'rejected', label: 'Rejected' },
  { status: 'accepted', label: 'Accepted' },
] as const;

const CAUSES = ['routine', 'defects', 'complaint', 'authority', 'new-supplier'];

export default function LotsPage() {
  const { lots, next, formKey } = useLoaderData<typeof loader>();
  const { me } = useReader();
  const [search] = useSearchParams();
  const listing = search.get('listing') ?? '';
  return (
    <div className="grid gap-6">
      <PageHead title="Inspections" area="Operations">
        The plan follows from the size of the lot and the rulebook; the units are drawn by a seed that is on
        record. A rejected lot is off the market at once.
      </PageHead>
      <DoneNotice messages={DONE} />
      {hasRole(me, ['inspector', 'head']) && (
        <div className="max-w-2xl">
          <Disclosure label="Open a lot" intent="open-lot">
            <CommandForm intent="open-lot" formKey={formKey}>
              <TextField
                name="listingId"
                label="Listing"
                hint="Its id, such as lst_01k…"
                defaultValue={listing}
              />
              <TextField name="lotSize" label="Units in the lot" type="number" min={1} inputMode="numeric" />
              <Select
                name="cause"
                label="Why it is inspected"
                options={CAUSES.map((value) => ({ value, label: words(value) }))}
                defaultValue={listing === '' ? 'routine' : 'defects'}
              />
              <div>
                <Button>Draw the units</Button>
              </div>
            </CommandForm>
          </Disclosure>
        </div>
      )}
      <Tabs
        label="State of lots"
        tabs={TABS.map(({ status, label }) => ({
          to: `/ops/quality/lots${query({ status })}`,
          label,
          current: search.get('status') === status,
        }))}
      />
      <Panel title="Lots" flush>
        <Table
          caption="Inspection lots, the most urgent first"
          columns={COLUMNS}
          rows={lots}
          keyOf={(lot) => lot.id}
          empty="No such lot"
        />
        <Pagination next={next} />
      </Panel>
    </div>
  );
}

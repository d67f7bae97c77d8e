import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  useLoaderData,
  useSearchParams,
} from 'react-router';

import { get, newKey, passed } from '../../api.ts';
import { Count, DateTime } from '../../components/amounts.tsx';
import { Badge, words } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { CommandForm, TextArea } from '../../components/field.tsx';
import { DoneNotice } from '../../components/notice.tsx';
import { Pagination } from '../../components/pagination.tsx';
import { PageHead, Panel } from '../../components/panel.tsx';
import { RecallFields } from '../../components/recall-form.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { useReader } from '../../reader.ts';
import { hasRole } from '../roles.ts';
import { DONE, runCommand } from './commands.ts';
import type { RecallRow } from './models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const page = await get<{ recalls: readonly RecallRow[]; next: string | null }>(
    args,
    `/quality/recalls${passed(args, ['cursor'])}`,
  );
  return { ...page, formKey: newKey() };
}

export function action(args: ActionFunctionArgs) {
  return runCommand(args, '/ops/quality/recalls');
}

export function RecallState({ recall }: { recall: RecallRow }) {
  return (
    <span className="flex flex-wrap gap-1.5">
      <Badge tone={recall.closed ? 'neutral' : 'bad'}>{recall.closed ? 'Closed' : 'Open'}</Badge>
      {recall.owners === null ? (
        <Badge tone="info">Listing owners</Badge>
      ) : recall.toldAt === null ? (
        <Badge tone="warn">Telling owners</Badge>
      ) : (
        <Badge tone="good">All told</Badge>
      )}
      {recall.late && <Badge tone="bad">Overdue</Badge>}
    </span>
  );
}

const COLUMNS: readonly Column<RecallRow>[] = [
  {
    head: 'Goods',
    lead: true,
    cell: (row) => (
      <TextLink strong to={`/ops/quality/recalls/${row.id}`}>
        {row.product}
      </TextLink>
    ),
  },
  { head: 'Danger', cell: (row) => words(row.hazard) },
  { head: 'From', cell: (row) => words(row.source) },
  { head: 'State', cell: (row) => <RecallState recall={row} /> },
  { head: 'Opened', cell: (row) => <DateTime at={row.openedAt} only="date" /> },
  { head: 'Listings', numeric: true, cell: (row) => <Count of={row.listings} /> },
  { head: 'Owners', numeric: true, cell: (row) => row.owners !== null && <Count of={row.owners} /> },
];

export default function RecallsPage() {
  const { recalls, next, formKey } = useLoaderData<typeof loader>();
  const { me } = useReader();
  const [search] = useSearchParams();
  return (
    <div className="grid gap-6">
      <PageHead title="Recalls" area="Operations">
        Off the market everywhere at once; every owner is listed and told, in their language, by notice and
        mail.
      </PageHead>
      <DoneNotice messages={DONE} />
      {hasRole(me, ['inspector', 'head']) && (
        <div className="max-w-2xl">
          <Disclosure label="Recall goods" intent="open-recall">
            <CommandForm intent="open-recall" formKey={formKey}>
              <input type="hidden" name="source" value={search.get('source') ?? 'platform'} />
              <TextArea
                name="listings"
                label="Listings"
                hint="Their ids. Listings of other sellers with the same article number go with them."
                rows={2}
                defaultValue={search.get('listing') ?? ''}
              />
              <RecallFields />
              <div>
                <Button look="danger">Recall them now</Button>
              </div>
            </CommandForm>
          </Disclosure>
        </div>
      )}
      <Panel title="Recalls" flush>
        <Table
          caption="Recalls, the open ones first"
          columns={COLUMNS}
          rows={recalls}
          keyOf={(row) => row.id}
          empty="No recall so far"
        />
        <Pagination next={next} />
      </Panel>
    </div>
  );
}

import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect, useLoaderData } from 'react-router';

import { done, failure, get, newKey, passed, readForm, send, textOf } from '../../api.ts';
import { Clock, DateTime } from '../../components/amounts.tsx';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { CommandForm } from '../../components/field.tsx';
import { type Filter, FilterBar } from '../../components/filter-bar.tsx';
import { DoneNotice } from '../../components/notice.tsx';
import { Pagination } from '../../components/pagination.tsx';
import { PageHead, Panel } from '../../components/panel.tsx';
import { useMayOpen } from '../../components/may-open.ts';
import { type Column, Table } from '../../components/table.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { useReader } from '../../reader.ts';
import { hasRole } from '../roles.ts';
import { languageName } from '../team-models.ts';
import { type ClockView, type DeskRow, VIEWS } from './models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../../components/error-page.tsx';

interface Queue {
  readonly tickets: readonly DeskRow[];
  readonly next: string | null;
}

export async function loader(args: LoaderFunctionArgs) {
  const search = args.url.searchParams;
  const [queue, counts, kinds] = await Promise.all([
    get<Queue>(args, `/desk/tickets${passed(args, ['view', 'skill', 'language', 'cursor'])}`),
    get<Readonly<Record<string, number>>>(args, '/desk/counts'),
    get<{ firstAnswerHours: number }>(args, '/ticket-kinds'),
  ]);
  return {
    ...queue,
    counts,
    hours: kinds.firstAnswerHours,
    view: search.get('view') ?? 'free',
    formKey: newKey(),
  };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const sent = await send<{ ticketId: string | null }>(args, '/desk/next', {}, textOf(form, 'key'));
  if (!sent.ok) return failure(form, sent.problem);
  return sent.value.ticketId === null
    ? done('/ops/desk', 'none')
    : redirect(`/ops/desk/${sent.value.ticketId}`);
}

const DONE = { none: 'Nothing waits that you have the skill and language for.' };

const FILTERS: readonly Filter[] = [
  {
    name: 'skill',
    label: 'Skill',
    options: [
      { value: 'products', label: 'Products' },
      { value: 'aftersales', label: 'Returns and payments' },
    ],
    any: 'Mine',
  },
  {
    name: 'language',
    label: 'Language',
    options: ['en', 'zh', 'es', 'pt'].map((value) => ({ value, label: languageName(value) })),
    any: 'Mine',
  },
];

const COLUMNS: readonly Column<DeskRow>[] = [
  {
    head: 'Question',
    lead: true,
    wide: true,
    cell: (row) => (
      <span className="grid gap-0.5">
        <TextLink strong to={`/ops/desk/${row.ticketId}`}>
          {row.subject ?? 'Erased'}
        </TextLink>
        <span className="text-xs text-muted">
          {row.title} · {languageName(row.language)} · {row.country}
        </span>
      </span>
    ),
  },
  {
    head: 'Customer',
    cell: (row) =>
      row.requester?.name ?? <Badge tone="warn">{row.verified ? 'Not shown' : 'Unconfirmed mail'}</Badge>,
  },
  { head: 'With', cell: (row) => row.assignee?.name ?? <span className="text-muted">nobody</span> },
  { head: 'Asked', cell: (row) => <DateTime at={row.openedAt} only="date" /> },
  { head: 'Clock', cell: (row) => <RowClock clock={row.clock} row={row} /> },
];

function RowClock({ clock, row }: { clock: ClockView | null; row: DeskRow }) {
  if (clock === null)
    return row.rating === null ? (
      <span className="text-muted">{row.status === 'waiting' ? 'paused' : row.status}</span>
    ) : (
      <span>{row.rating} of 5</span>
    );
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Clock due={clock.dueAt} />
      {clock.missed ? (
        <Badge tone="bad">Missed</Badge>
      ) : (
        clock.escalated && <Badge tone="warn">Escalated</Badge>
      )}
    </span>
  );
}

export default function DeskQueue() {
  const { tickets, next, counts, hours, view, formKey } = useLoaderData<typeof loader>();
  const { me } = useReader();
  const mayOpen = useMayOpen();
  const answers = hasRole(me, ['representative', 'head']);
  const tabs = VIEWS.map((tab) => {
    const count = counts[tab.view];
    const shown = count === undefined || count === 0 ? '' : count >= 1_000 ? ' (999+)' : ` (${count})`;
    return { to: `/ops/desk?view=${tab.view}`, label: tab.label + shown, current: tab.view === view };
  });
  return (
    <div className="grid gap-6">
      <PageHead title="Service desk" area="Operations">
        A first answer within {hours} hours of business days, in the customer’s language. The clock that runs
        out first is on top.
      </PageHead>
      <DoneNotice messages={DONE} />
      {answers && (
        <div className="flex flex-wrap items-center gap-3">
          <CommandForm key={formKey} intent="next" formKey={formKey} className="flex gap-3">
            <Button>Take the next ticket</Button>
          </CommandForm>
          <TextLink to="/ops/desk/macros">Macros</TextLink>
          {mayOpen('/ops/desk/reports') && <TextLink to="/ops/desk/reports">Reports</TextLink>}
        </div>
      )}
      <Tabs label="Queues" tabs={tabs} />
      {view !== 'mine' && view !== 'waiting' && view !== 'solved' && <FilterBar filters={FILTERS} />}
      <Panel title={VIEWS.find((v) => v.view === view)?.label ?? 'Tickets'} flush>
        <Table
          caption="Tickets"
          columns={COLUMNS}
          rows={tickets}
          keyOf={(row) => row.ticketId}
          empty="No ticket here"
        />
        <Pagination next={next} />
      </Panel>
    </div>
  );
}

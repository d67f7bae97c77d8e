import { type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { get, passed } from '../../api.ts';
import { type Filter, FilterBar } from '../../components/filter-bar.tsx';
import { PageHead, Panel } from '../../components/panel.tsx';
import { Table } from '../../components/table.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { Bars, DaysChart } from './charts.tsx';
import type { Named } from './models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../../components/error-page.tsx';

interface Rated {
  readonly mean: number | null;
  readonly count: number;
}

interface Report {
  readonly opened: number;
  readonly solved: number;
  readonly firstAnswerMedianMs: number | null;
  readonly missedShare: number | null;
  readonly rating: Rated;
  readonly days: readonly { readonly day: number; readonly opened: number; readonly solved: number }[];
  readonly representatives: readonly {
    readonly party: Named;
    readonly solved: number;
    readonly firstAnswerMedianMs: number | null;
    readonly missed: number;
    readonly rating: Rated;
  }[];
  readonly products: readonly {
    readonly listingId: string;
    readonly title: string | null;
    readonly opened: number;
    readonly mostAsked: string;
  }[];
  readonly causes: readonly { readonly cause: string; readonly title: string; readonly solved: number }[];
  readonly kinds: readonly { readonly kind: string; readonly title: string; readonly opened: number }[];
}

export function loader(args: LoaderFunctionArgs) {
  return get<Report>(args, `/desk/reports${passed(args, ['days'])}`);
}

const SPAN: Filter = {
  name: 'days',
  label: 'Span',
  options: [
    { value: '7', label: 'A week' },
    { value: '90', label: 'Three months' },
    { value: '365', label: 'A year' },
  ],
  any: 'Thirty days',
};

const HOUR_MS = 3_600_000;
const hours = (ms: number | null) => (ms === null ? '–' : `${(ms / HOUR_MS).toFixed(1)} h`);
const rating = ({ mean, count }: Rated) =>
  mean === null ? '–' : `${mean.toFixed(1)} of 5 (${count} ${count === 1 ? 'voice' : 'voices'})`;

export default function DeskReports() {
  const report = useLoaderData<typeof loader>();
  const missed = report.missedShare === null ? '–' : `${(report.missedShare * 100).toFixed(1)} %`;
  const figures = [
    ['Opened', String(report.opened)],
    ['Solved', String(report.solved)],
    ['First answer, median', hours(report.firstAnswerMedianMs)],
    ['With a missed clock', missed],
    ['Rated', rating(report.rating)],
  ] as const;
  return (
    <div className="grid gap-6">
      <PageHead
        title="How the desk did"
        area="Service desk"
        above={<TextLink to="/ops/desk">Service desk</TextLink>}
      />
      <FilterBar filters={[SPAN]} />
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5">
        {figures.map(([name, value]) => (
          <div key={name} className="grid gap-1 rounded-xl border border-line bg-surface p-4">
            <dt className="text-xs text-muted">{name}</dt>
            <dd className="text-lg font-semibold tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      <Panel title="Day by day">
        <DaysChart days={report.days} />
      </Panel>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Panel title="By cause" hint="What was the matter with what was solved.">
          <Bars rows={report.causes.map((c) => ({ key: c.cause, label: c.title, value: c.solved }))} />
        </Panel>
        <Panel title="By kind" hint="What was asked.">
          <Bars rows={report.kinds.map((k) => ({ key: k.kind, label: k.title, value: k.opened }))} />
        </Panel>
      </div>
      <Tables report={report} />
    </div>
  );
}

function Tables({ report }: { report: Report }) {
  return (
    <>
      <Panel title="By representative" flush>
        <Table
          caption="By representative"
          rows={report.representatives}
          keyOf={(row) => row.party.id}
          empty="Nobody has solved anything in this span"
          columns={[
            { head: 'Representative', lead: true, cell: (row) => row.party.name },
            { head: 'Solved', numeric: true, cell: (row) => row.solved },
            { head: 'First answer, median', numeric: true, cell: (row) => hours(row.firstAnswerMedianMs) },
            { head: 'With a missed clock', numeric: true, cell: (row) => row.missed },
            { head: 'Rated', cell: (row) => rating(row.rating) },
          ]}
        />
      </Panel>
      <Panel title="By product" hint="Most questions first." flush>
        <Table
          caption="By product"
          rows={report.products}
          keyOf={(row) => row.listingId}
          empty="No question named a product in this span"
          columns={[
            {
              head: 'Product',
              lead: true,
              cell: (row) => (
                <TextLink strong to={`/listings/${row.listingId}`}>
                  {row.title ?? row.listingId}
                </TextLink>
              ),
            },
            { head: 'Questions', numeric: true, cell: (row) => row.opened },
            { head: 'Most asked', cell: (row) => row.mostAsked },
          ]}
        />
      </Panel>
    </>
  );
}

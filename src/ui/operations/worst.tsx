import { Form, type LoaderFunctionArgs, useLoaderData, useSearchParams, useSubmit } from 'react-router';

import { query } from '../api.ts';
import { Count, DateTime, Share } from '../components/amounts.tsx';
import { StandingPill } from '../components/badge.tsx';
import { BoundBar, commonScale, type Scale } from '../components/bound-bar.tsx';
import { boundsOf, VerdictBadge } from '../components/metrics.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { type Column, Table } from '../components/table.tsx';
import { Tabs } from '../components/tabs.tsx';
import { TextLink } from '../components/text-link.tsx';
import { readWorst } from './parties.ts';
import type { WorstPage, WorstRow } from './party-models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  return readWorst(args);
}

const METRIC_DEFAULT = 'late-shipment';

const COLUMNS: readonly Column<WorstRow>[] = [
  {
    head: 'Seller',
    lead: true,
    cell: (row) => (
      <TextLink strong to={`/ops/parties/${row.party}`}>
        {row.name}
      </TextLink>
    ),
  },
  { head: 'Standing', cell: (row) => <StandingPill word={row.standing} /> },
  { head: 'Verdict', cell: (row) => <VerdictBadge verdict={row.assessment.verdict} /> },
  { head: 'Missed', numeric: true, cell: (row) => <Seen row={row} /> },
];

/** All bars on one scale, so that the eye can compare them. */
function columnsOf(rows: readonly WorstRow[], isHistory: boolean): readonly Column<WorstRow>[] {
  const scale = commonScale(rows.flatMap((row) => boundsOf(row.assessment) ?? []));
  return [
    ...COLUMNS,
    ...(isHistory
      ? [{ head: 'On', cell: (row: WorstRow) => <DateTime at={row.at} only="date" /> } as const]
      : []),
    {
      head: 'Range against the threshold',
      wide: true,
      cell: (row) => scale && <Range row={row} scale={scale} />,
    },
  ];
}

function Legend({ rows }: { rows: readonly WorstRow[] }) {
  const a = rows[0]?.assessment;
  if (!a) return null;
  const side = a.of === 'defects' ? 'above' : 'below';
  return (
    <>
      Breach {side} <Share of={a.threshold} /> (line), warning {side} <Share of={a.warn} /> (dashes). The
      thick mark is the bound that is judged, with <Share of={a.confidence} /> certainty; the dot is the bare
      rate.
    </>
  );
}

function Seen({ row: { assessment } }: { row: WorstRow }) {
  return (
    <span className="whitespace-nowrap">
      <Count of={assessment.k} /> of <Count of={assessment.n} />
    </span>
  );
}

function Range({ row: { assessment, title }, scale }: { row: WorstRow; scale: Scale }) {
  const bounds = boundsOf(assessment);
  return bounds && <BoundBar bounds={bounds} title={title} verdict={assessment.verdict} scale={scale} />;
}

export default function WorstPage() {
  const { rows, metrics } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const metric = search.get('metric') ?? METRIC_DEFAULT;
  const isHistory = search.get('history') === 'true';
  const title = metrics.find((m) => m.metric === metric)?.title ?? 'Sellers';
  const tab = (history: boolean) => `/ops/bounds${query({ metric, history: history ? 'true' : null })}`;
  return (
    <div className="grid gap-6">
      <PageHead title="Worst by bound" area="Operations">
        Ranked by what the data prove at the least, not by the bare rate. Where they are too few for a
        verdict, it says so.
      </PageHead>
      <Tabs
        label="Time"
        tabs={[
          { to: tab(false), label: 'Today', current: !isHistory },
          { to: tab(true), label: 'Judged imported history', current: isHistory },
        ]}
      />
      <MetricChoice metrics={metrics} chosen={metric} isHistory={isHistory} />
      <Panel title={title} hint={<Legend rows={rows} />} flush>
        <Table
          caption={`Sellers by ${title}, the worst bound first`}
          columns={columnsOf(rows, isHistory)}
          rows={rows}
          keyOf={(row) => row.party}
          empty={isHistory ? 'No history was imported' : 'Nothing has come due in this window'}
        />
      </Panel>
    </div>
  );
}

interface MetricChoiceProps {
  readonly metrics: WorstPage['metrics'];
  readonly chosen: string;
  readonly isHistory: boolean;
}

function MetricChoice({ metrics, chosen, isHistory }: MetricChoiceProps) {
  const submit = useSubmit();
  return (
    <Form
      key={chosen}
      className="flex flex-wrap items-end gap-3"
      onChange={(event) => void submit(event.currentTarget, { preventScrollReset: true })}
    >
      {isHistory && <input type="hidden" name="history" value="true" />}
      <label className="grid w-full gap-1 text-xs font-medium text-muted sm:w-80">
        Metric
        <select
          name="metric"
          defaultValue={chosen}
          className="min-h-10 rounded-lg border border-line-strong bg-surface px-3 text-sm font-normal text-ink"
        >
          {metrics.map((m) => (
            <option key={m.metric} value={m.metric}>
              {m.title}
            </option>
          ))}
        </select>
      </label>
      <button
        type="submit"
        className="min-h-10 rounded-lg border border-line-strong bg-surface px-4 text-sm font-medium hover:bg-sunken"
      >
        Show
      </button>
    </Form>
  );
}

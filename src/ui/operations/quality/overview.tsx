import { Link, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { get } from '../../api.ts';
import { Count } from '../../components/amounts.tsx';
import { Badge, words } from '../../components/badge.tsx';
import { EmptyState, PageHead, Panel } from '../../components/panel.tsx';
import type { Overview, WatchList } from './models.ts';
import { WatchTable } from './watch-table.tsx';
import { WeekBars } from './week-bars.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const [overview, { goods, rules }] = await Promise.all([
    get<Overview>(args, '/quality/overview'),
    get<WatchList>(args, '/quality/goods?limit=6'),
  ]);
  return { overview, goods, rules };
}

const QUEUES = [
  { key: 'lots', label: 'Inspection lots', to: '/ops/quality/lots' },
  { key: 'alarms', label: 'Defects to review', to: '/ops/quality/goods' },
  { key: 'recalls', label: 'Recalls under way', to: '/ops/quality/recalls' },
  { key: 'authorityOrders', label: 'Authorities waiting', to: '/ops/quality/authorities' },
] as const;

export default function QualityOverview() {
  const { overview, goods, rules } = useLoaderData<typeof loader>();
  const { weeks, stopped } = overview;
  return (
    <div className="grid gap-6">
      <PageHead title="Product quality" area="Operations">
        What waits for an inspector, and what the last half year shows.
      </PageHead>
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {QUEUES.map(({ key, label, to }) => (
          <li key={key}>
            <Link to={to} className="grid gap-1 rounded-xl border border-line bg-surface p-4 hover:bg-sunken">
              <span className="text-sm text-muted">{label}</span>
              <span className="flex items-baseline gap-3 text-3xl font-semibold">
                <Count of={overview[key].open} />
                {overview[key].late > 0 && <Badge tone="bad">{overview[key].late} overdue</Badge>}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <div className="grid gap-6 lg:grid-cols-2">
        <Panel title="Lots judged by week" hint="Accepted and rejected, 26 weeks">
          <WeekBars
            weeks={weeks}
            label="Inspection lots judged each week"
            series={[
              { name: 'Accepted', className: 'fill-accent', of: (w) => w.accepted },
              { name: 'Rejected', className: 'fill-bad', of: (w) => w.rejected },
            ]}
          />
        </Panel>
        <Panel title="Reports of defects by week" hint="From complaints, returns and tickets">
          <WeekBars
            weeks={weeks}
            label="Reports of defects each week"
            series={[
              { name: 'Defect', className: 'fill-warn', of: (w) => w.reports - w.safety },
              { name: 'Danger', className: 'fill-bad', of: (w) => w.safety },
            ]}
          />
        </Panel>
      </div>
      <Panel title="Goods most reported" flush>
        <WatchTable goods={goods} rules={rules} />
      </Panel>
      <Panel title="Off the market now" hint="Stops in force, by cause">
        {stopped.length === 0 ? (
          <EmptyState title="Nothing is stopped" />
        ) : (
          <ul className="flex flex-wrap gap-2">
            {stopped.map(({ because, stops }) => (
              <li key={because}>
                <Badge tone={because === 'recall' ? 'bad' : 'warn'}>
                  {words(because)}: {stops}
                </Badge>
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </div>
  );
}

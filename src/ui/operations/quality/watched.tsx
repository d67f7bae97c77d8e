import { type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { get, passed } from '../../api.ts';
import { Pagination } from '../../components/pagination.tsx';
import { PageHead, Panel } from '../../components/panel.tsx';
import type { WatchList } from './models.ts';
import { WatchTable } from './watch-table.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../../components/error-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  return get<WatchList>(args, `/quality/goods${passed(args, ['cursor'])}`);
}

export default function WatchedPage() {
  const { goods, rules, next } = useLoaderData<typeof loader>();
  return (
    <div className="grid gap-6">
      <PageHead title="Defects" area="Operations">
        Goods that buyers reported, by complaint, return or ticket. A unit counts as good once it has been
        with its owner for long enough. Numbers queue a review and at most rest the sales; a person decides.
      </PageHead>
      <Panel title="Goods" flush>
        <WatchTable goods={goods} rules={rules} />
        <Pagination next={next} />
      </Panel>
    </div>
  );
}

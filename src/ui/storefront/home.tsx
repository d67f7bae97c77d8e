import { Link, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { getOr } from '../api.ts';
import { EmptyState, PageHead } from '../components/panel.tsx';
import { ListingGrid } from './listing-grid.tsx';
import type { SearchResult } from './models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const found = await getOr<SearchResult>(args, '/search?limit=12', [404]);
  return { listings: found?.listings ?? [] };
}

const PROMISES = [
  { title: 'Anyone may sell', text: 'Starting is easy, and limits grow away as a seller proves reliable.' },
  {
    title: 'Conduct is checked',
    text: 'Late parcels, insults and false claims are noticed, verified and acted on, fairly to small sellers.',
  },
  {
    title: 'Every decision is explained',
    text: 'With its evidence and its rule, open to appeal before somebody else.',
  },
];

export default function Home() {
  const { listings } = useLoaderData<typeof loader>();
  return (
    <div className="grid gap-10">
      <section className="grid gap-6 rounded-2xl bg-accent-soft px-5 py-8 sm:px-10 sm:py-12">
        <div className="max-w-2xl">
          <PageHead title="A market that keeps itself honest" area="Cacashop">
            <p className="text-base text-ink sm:text-lg">
              Buy from anyone, and know that somebody looks after it when things go wrong.
            </p>
          </PageHead>
        </div>
        <ul className="grid gap-5 sm:grid-cols-3">
          {PROMISES.map((promise) => (
            <li key={promise.title} className="border-s-2 border-accent ps-3">
              <p className="font-medium">{promise.title}</p>
              <p className="text-sm text-muted">{promise.text}</p>
            </li>
          ))}
        </ul>
      </section>
      <section className="grid gap-4">
        <div className="flex items-baseline justify-between">
          <h2 className="text-xl font-semibold">On sale now</h2>
          <Link to="/search" className="text-sm font-medium text-accent underline-offset-4 hover:underline">
            See all
          </Link>
        </div>
        {listings.length === 0 ? <EmptyState title="No listings yet" /> : <ListingGrid listings={listings} />}
      </section>
    </div>
  );
}

import { type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { get, query } from '../api.ts';
import { Pagination } from '../components/pagination.tsx';
import { EmptyState, PageHead } from '../components/panel.tsx';
import { ListingGrid } from './listing-grid.tsx';
import type { SearchResult } from './models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const search = new URL(args.request.url).searchParams;
  const q = search.get('q')?.trim().slice(0, 200) ?? '';
  const found = await get<SearchResult>(
    args,
    `/search${query({ q, cursor: search.get('cursor'), limit: 24 })}`,
  );
  return { q, ...found };
}

export default function Search() {
  const { q, listings, next } = useLoaderData<typeof loader>();
  return (
    <div className="grid gap-6">
      <PageHead title={q === '' ? 'All listings' : `Results for “${q}”`} />
      {listings.length === 0 ? (
        <EmptyState title="Nothing found">Try fewer or other words.</EmptyState>
      ) : (
        <ListingGrid listings={listings} />
      )}
      <Pagination next={next} />
    </div>
  );
}

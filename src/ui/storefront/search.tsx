import { Form, type LoaderFunctionArgs, useLoaderData, useSearchParams, useSubmit } from 'react-router';

import { get, passed } from '../api.ts';
import { words } from '../components/badge.tsx';
import { Pagination } from '../components/pagination.tsx';
import { EmptyState, PageHead } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { ListingGrid } from './listing-grid.tsx';
import type { SearchResult } from './models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const q = new URL(args.request.url).searchParams.get('q')?.trim() ?? '';
  const path = `/search${passed(args, ['q', 'category', 'seller', 'sort', 'cursor'])}`;
  return { q, ...(await get<SearchResult>(args, path)) };
}

export default function Search() {
  const { q, listings, next } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const category = search.get('category');
  const all = category === null ? 'All listings' : words(category);
  return (
    <div className="grid gap-6">
      <div className="flex flex-wrap items-end justify-between gap-4">
        <PageHead title={q === '' ? all : `Results for “${q}”`}>
          {category !== null && q !== '' && `In ${words(category).toLowerCase()}`}
        </PageHead>
        <SortChoice />
      </div>
      {listings.length === 0 ? (
        <EmptyState title="Nothing found">
          Try fewer or other words, or look at{' '}
          <TextLink to="/search" className="underline">
            all listings
          </TextLink>
          .
        </EmptyState>
      ) : (
        <ListingGrid listings={listings} />
      )}
      <Pagination next={next} />
    </div>
  );
}

const SORTS = [
  { value: 'relevance', label: 'Best match' },
  { value: 'newest', label: 'Newest' },
  { value: 'price-asc', label: 'Price, low to high' },
  { value: 'price-desc', label: 'Price, high to low' },
];

function SortChoice() {
  const [search] = useSearchParams();
  const submit = useSubmit();
  return (
    <Form
      key={search.toString()}
      className="flex items-end gap-2"
      onChange={(event) => void submit(event.currentTarget, { preventScrollReset: true })}
    >
      {['q', 'category', 'seller'].map((name) => {
        const value = search.get(name);
        return value === null ? null : <input key={name} type="hidden" name={name} value={value} />;
      })}
      <label className="grid gap-1 text-xs font-medium text-muted">
        Sort
        <select
          name="sort"
          defaultValue={search.get('sort') ?? 'relevance'}
          className="min-h-10 rounded-lg border border-line-strong bg-surface px-3 text-sm font-normal text-ink"
        >
          {SORTS.map((sort) => (
            <option key={sort.value} value={sort.value}>
              {sort.label}
            </option>
          ))}
        </select>
      </label>
      <noscript>
        <button
          type="submit"
          className="min-h-10 rounded-lg border border-line-strong px-4 text-sm font-medium"
        >
          Apply
        </button>
      </noscript>
    </Form>
  );
}

import { Form, Link, useSearchParams, useSubmit } from 'react-router';
import { useTranslations } from 'use-intl';

import { Pagination } from '../components/pagination.tsx';
import { EmptyState, PageHead } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { FilterChips } from './filter-chips.tsx';
import { Filters } from './filters.tsx';
import { ListingGrid } from './listing-grid.tsx';
import { type FoundPage, SORTS } from './search-page.ts';

interface ResultsProps {
  readonly found: FoundPage;
  readonly title: string;
  readonly above?: React.ReactNode;
}

/** Filters beside what was found; on a phone they unfold above it. */
export function SearchResults({ found, title, above }: ResultsProps) {
  const { listings, facets, total = 0, next, chosen } = found;
  const t = useTranslations('browse.search');
  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <PageHead title={title} above={above}>
          <output className="text-sm">{t('count', { count: total })}</output>
        </PageHead>
        <SortChoice chosen={chosen.sort} />
      </div>
      <div className="grid items-start gap-6 lg:grid-cols-[15rem_1fr] lg:gap-8">
        {facets && <Filters facets={facets} chosen={chosen} />}
        <div className="grid gap-5">
          <FilterChips found={found} />
          {listings.length === 0 ? (
            <Nothing found={found} />
          ) : (
            <section aria-label={t('results')}>
              <ListingGrid listings={listings} explained narrow />
              <p className="mt-4 text-sm">
                <TextLink to="/transparency/ranking">{t('how')}</TextLink>
              </p>
            </section>
          )}
          <Pagination next={next} />
        </div>
      </div>
    </div>
  );
}

function Nothing({ found: { spelling, chosen } }: { found: FoundPage }) {
  const t = useTranslations('browse.search');
  return (
    <EmptyState title={t('nothing')}>
      {spelling && (
        <p className="pb-2 text-base text-ink">
          {t.rich('did-you-mean', {
            words: spelling,
            link: (text) => (
              <Link
                to={`/search?q=${encodeURIComponent(spelling)}`}
                className="font-semibold text-accent underline underline-offset-4"
              >
                {text}
              </Link>
            ),
          })}
        </p>
      )}
      <p>
        {chosen.country === null ? t('nothing-hint') : t('nothing-hint-country')}{' '}
        <TextLink to="/search">{t('see-all')}</TextLink>
      </p>
    </EmptyState>
  );
}

function SortChoice({ chosen }: { chosen: string }) {
  const [search] = useSearchParams();
  const submit = useSubmit();
  const t = useTranslations('browse.search');
  return (
    <Form
      key={search.toString()}
      className="flex items-center gap-2"
      onChange={(event) => void submit(event.currentTarget, { preventScrollReset: true })}
    >
      {[...search]
        .filter(([name]) => name !== 'sort' && name !== 'cursor')
        .map(([name, value]) => (
          <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
        ))}
      <label className="flex items-center gap-2 text-sm text-muted">
        <span>{t('sort')}</span>
        <select
          name="sort"
          defaultValue={chosen}
          className="min-h-10 rounded-lg border border-line-strong bg-surface px-3 text-sm text-ink"
        >
          {SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {t(`sorts.${sort}`)}
            </option>
          ))}
        </select>
      </label>
      <noscript>
        <button
          type="submit"
          className="min-h-10 rounded-lg border border-line-strong px-4 text-sm font-medium"
        >
          {t('apply')}
        </button>
      </noscript>
    </Form>
  );
}

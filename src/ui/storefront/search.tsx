import { type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { findPage } from './search-page.ts';
import { SearchResults } from './search-results.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';
/** Made of what the API says alone: see `PageMemo`. */
export const handle = { repeats: true };

export function loader(args: LoaderFunctionArgs) {
  return findPage(args);
}

export default function Search() {
  const found = useLoaderData<typeof loader>();
  const t = useTranslations('browse.search');
  const { q } = found.chosen;
  const { sellerName } = found;
  const title =
    q !== ''
      ? t('results-for', { words: q })
      : sellerName !== null
        ? t('of-seller', { seller: sellerName })
        : t('all');
  return <SearchResults found={found} title={title} />;
}

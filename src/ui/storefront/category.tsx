import { data, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { TextLink } from '../components/text-link.tsx';
import { useWords } from '../messages/words.ts';
import { findPage } from './search-page.ts';
import { SearchResults } from './search-results.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';
/** Made of what the API says alone: see `PageMemo`. */
export const handle = { repeats: true };

export async function loader(args: LoaderFunctionArgs) {
  const category = args.params['category'] ?? '';
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(category) || category.length > 60) throw data(null, { status: 404 });
  return findPage(args, category);
}

export default function Category() {
  const found = useLoaderData<typeof loader>();
  const t = useTranslations('browse');
  const words = useWords();
  return (
    <SearchResults
      found={found}
      title={words(found.chosen.category ?? '')}
      above={
        <TextLink to="/search" className="no-underline hover:underline">
          {t('nav.all')}
        </TextLink>
      }
    />
  );
}

import type { LoaderFunctionArgs } from 'react-router';

import { get, query } from '../api.ts';
import { pageContext } from '../page-context.ts';
import type { GuideRow } from './models.ts';

/** Asked by the script of the page where a question is written. */
export function loader(args: LoaderFunctionArgs) {
  const search = args.url.searchParams;
  const { language } = args.context.get(pageContext).preferences;
  const asked = query({ q: search.get('q'), listingId: search.get('listing'), language });
  return get<{ guides: readonly GuideRow[] }>(args, `/guides${asked}`);
}

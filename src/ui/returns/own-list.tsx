import { type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get, passed } from '../api.ts';
import { Pagination } from '../components/pagination.tsx';
import { PageHead } from '../components/panel.tsx';
import { useReader } from '../reader.ts';
import { ReturnList } from './list.tsx';
import type { ReturnRow } from './models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  return get<{ returns: readonly ReturnRow[]; next: string | null }>(
    args,
    `/me/returns${passed(args, ['cursor'])}`,
  );
}

/** A buyer's own returns, or those of a seller's buyers: the same list with the other side named. */
export default function OwnReturns() {
  const { returns, next } = useLoaderData<typeof loader>();
  const t = useTranslations('returns');
  const seller = useReader().me?.kind === 'seller';
  return (
    <div className="mx-auto grid w-full max-w-4xl gap-6">
      <PageHead title={t(seller ? 'area-title' : 'title')} />
      <ReturnList
        rows={returns}
        home={seller ? '/seller/returns' : '/returns'}
        of={seller ? 'seller' : 'buyer'}
      />
      <Pagination next={next} />
    </div>
  );
}

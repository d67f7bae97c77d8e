import { type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { get } from '../api.ts';
import { DateTime } from '../components/amounts.tsx';
import { Notice } from '../components/notice.tsx';
import { EmptyState, PageHead } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { ListingGrid } from './listing-grid.tsx';
import type { ShopPage } from './models.ts';
import { Stars } from './stars.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  return get<ShopPage>(args, `/sellers/${encodeURIComponent(args.params['sellerId'] ?? '')}`);
}

export default function Seller() {
  const shop = useLoaderData<typeof loader>();
  return (
    <div className="grid gap-6">
      <PageHead title={shop.name} above={<>Seller from {shop.country}</>}>
        <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <Stars rating={shop.rating} />
          <span className="text-sm">
            here since <DateTime at={shop.since} only="date" />
          </span>
        </span>
      </PageHead>
      {shop.notice && <Notice tone="info" title={shop.notice} />}
      {shop.about && <p className="max-w-prose">{shop.about}</p>}
      {shop.open && shop.listings.length === 0 && <EmptyState title="Nothing on offer at the moment" />}
      {shop.listings.length > 0 && (
        <>
          <ListingGrid listings={shop.listings} />
          <p>
            <TextLink strong to={`/search?seller=${shop.sellerId}&sort=newest`}>
              All of this seller
            </TextLink>
          </p>
        </>
      )}
    </div>
  );
}

import { Link, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { get } from '../api.ts';
import { Money } from '../components/amounts.tsx';
import { words } from '../components/badge.tsx';
import { Facts, PageHead } from '../components/panel.tsx';
import { ListingPicture } from './listing-picture.tsx';
import type { ListingPage } from './models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  return get<ListingPage>(args, `/listings/${encodeURIComponent(args.params['listingId'] ?? '')}`);
}

export default function Listing() {
  const listing = useLoaderData<typeof loader>();
  return (
    <article className="grid gap-6 md:grid-cols-2 md:gap-10">
      <div className="self-start overflow-hidden rounded-2xl border border-line">
        <ListingPicture seed={listing.id} category={listing.category} />
      </div>
      <div className="grid content-start gap-5">
        <PageHead
          title={listing.title}
          above={
            <Link
              to={`/search?q=${encodeURIComponent(listing.category)}`}
              className="underline-offset-4 hover:underline"
            >
              {words(listing.category)}
            </Link>
          }
        />
        <p className="text-2xl font-semibold">
          <Money amount={listing.price} />
        </p>
        <Facts
          facts={[
            ['Sold by', listing.seller.name],
            ['Available', listing.available],
            ['Ships within', listing.shipsWithinDays === null ? null : `${listing.shipsWithinDays} days`],
          ]}
        />
        <p className="max-w-prose whitespace-pre-line">{listing.text}</p>
      </div>
    </article>
  );
}

import { type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get, newKey } from '../api.ts';
import { AddToCart } from '../buying/add-to-cart.tsx';
import { DateTime, Money } from '../components/amounts.tsx';
import { words } from '../components/badge.tsx';
import { Facts, PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { ListingPicture } from './listing-picture.tsx';
import type { ListingPage, ReviewItem } from './models.ts';
import { StarRow, Stars } from './stars.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const path = `/listings/${encodeURIComponent(args.params['listingId'] ?? '')}`;
  const listing = await get<ListingPage>(args, path);
  const { reviews } = await get<{ reviews: readonly ReviewItem[] }>(args, `${path}/reviews?limit=10`);
  return { listing, reviews, formKey: newKey() };
}

export default function Listing() {
  const { listing, reviews, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('talk');
  return (
    <div className="grid gap-10">
      <article className="grid gap-6 md:grid-cols-2 md:gap-10">
        <div className="self-start overflow-hidden rounded-2xl border border-line">
          <ListingPicture seed={listing.id} category={listing.category} />
        </div>
        <div className="grid content-start gap-5">
          <PageHead
            title={listing.title}
            above={
              <TextLink to={`/search?category=${encodeURIComponent(listing.category)}`}>
                {words(listing.category)}
              </TextLink>
            }
          >
            <Stars rating={listing.rating} />
          </PageHead>
          <p className="text-2xl font-semibold">
            <Money amount={listing.price} />
          </p>
          <AddToCart listingId={listing.id} available={listing.available} formKey={formKey} />
          <p>
            <TextLink to={`/messages/new?listing=${listing.id}`}>
              {t('ask', { name: listing.seller.name })}
            </TextLink>
          </p>
          <p className="max-w-prose whitespace-pre-line">{listing.text}</p>
          <Details listing={listing} />
        </div>
      </article>
      {reviews.length > 0 && <Reviews reviews={reviews} />}
    </div>
  );
}

function Details({ listing }: { listing: ListingPage }) {
  return (
    <Facts
      facts={[
        [
          'Sold by',
          <TextLink key="seller" to={`/sellers/${listing.seller.id}`}>
            {listing.seller.name}
          </TextLink>,
        ],
        ['In stock', listing.available === 0 ? 'sold out' : String(listing.available)],
        ['Ships within', listing.shipsWithinDays === 1 ? '1 day' : `${listing.shipsWithinDays} days`],
        [
          'Delivery',
          <ul key="zones">
            {listing.zones.map((zone) => (
              <li key={zone.name}>
                {zone.countries.join(', ')}:{' '}
                <Money amount={{ amountMinor: zone.priceMinor, currency: listing.price.currency }} />, about{' '}
                {zone.transitDays} days
              </li>
            ))}
          </ul>,
        ],
        ...Object.entries(listing.attributes).map(([name, value]) => [words(name), value] as const),
      ]}
    />
  );
}

function Reviews({ reviews }: { reviews: readonly ReviewItem[] }) {
  return (
    <Panel title="Reviews" hint="Each by somebody who bought the article." flush>
      <ul className="divide-y divide-line">
        {reviews.map((review) => (
          <li key={review.reviewId} className="grid gap-1 p-4 text-sm">
            <p className="flex items-center gap-2">
              <StarRow value={review.rating} />
              <span className="text-muted">
                <DateTime at={review.postedAt} only="date" />
              </span>
            </p>
            {review.text && <p className="whitespace-pre-line">{review.text}</p>}
            {review.answer?.text && (
              <p className="border-s-2 border-line ps-3 text-muted">The seller: {review.answer.text}</p>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

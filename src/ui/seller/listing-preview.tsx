import { type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get } from '../api.ts';
import { countryName } from '../buying/countries.ts';
import { Money } from '../components/amounts.tsx';
import { Notice } from '../components/notice.tsx';
import { Facts, PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useReader } from '../reader.ts';
import { OwnPicture } from './own-picture.tsx';
import type { OwnListing } from './shop-models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const id = encodeURIComponent(args.params['listingId'] ?? '');
  return { listing: await get<OwnListing>(args, `/me/listings/${id}`) };
}

/** What shoppers will read, before they can. */
export default function Preview() {
  const { listing } = useLoaderData<typeof loader>();
  const t = useTranslations('goods.preview');
  const { language } = useReader();
  const { id, price, zones } = listing;
  return (
    <div className="mx-auto grid w-full max-w-4xl gap-5">
      <PageHead
        title={listing.title}
        above={<TextLink to={`/seller/listings/${id}/edit`}>{t('back')}</TextLink>}
      />
      <Notice tone="info" title={t('notice')} />
      <div className="grid gap-6 md:grid-cols-2">
        <div className="grid content-start gap-3">
          <OwnPicture id={listing.images[0]} seed={id} category={listing.category} alt={listing.title} />
          {listing.images.length > 1 && (
            <ul className="grid grid-cols-5 gap-2">
              {listing.images.slice(1).map((image) => (
                <li key={image}>
                  <OwnPicture id={image} seed={image} category={listing.category} />
                </li>
              ))}
            </ul>
          )}
        </div>
        <div className="grid content-start gap-5">
          <p className="text-2xl font-semibold">
            <Money amount={price} />
          </p>
          <p className="text-sm whitespace-pre-line">{listing.description}</p>
          <Facts facts={Object.entries(listing.attributes)} />
        </div>
      </div>
      <Panel title={t('delivery')} hint={t('handling', { count: listing.handlingDays })}>
        <ul className="grid gap-2 text-sm">
          {zones.map((zone) => (
            <li key={zone.name} className="flex flex-wrap justify-between gap-x-4">
              <span>{zone.countries.map((c) => countryName(language, c)).join(', ')}</span>
              <span>
                <Money amount={{ amountMinor: zone.priceMinor, currency: price.currency }} /> ·{' '}
                {t('days', { count: zone.transitDays })}
              </span>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}

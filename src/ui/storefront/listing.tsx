import { type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get, newKey, query } from '../api.ts';
import { Facts, PageHead } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { Care, guidesFor } from '../help/care.tsx';
import { useWords } from '../messages/words.ts';
import { pageContext } from '../page-context.ts';
import { Gallery } from './gallery.tsx';
import { BuyBox } from './listing-buy.tsx';
import { Delivery } from './listing-delivery.tsx';
import { Variants } from './listing-variants.tsx';
import type { ListingPage, ReviewPage } from './models.ts';
import { Price } from './price.tsx';
import { Recommended, recommendedFor } from './recommended.tsx';
import { Reviews } from './reviews.tsx';
import { ExplainedBadge } from './seller-badge.tsx';
import { Stars } from './stars.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const { country } = args.context.get(pageContext).preferences;
  const path = pathOf(args);
  const cursor = args.url.searchParams.get('reviews');
  const id = args.params['listingId'] ?? '';
  const [listing, reviews, guides, others] = await Promise.all([
    get<ListingPage>(args, path + query({ country })),
    get<ReviewPage>(args, `${path}/reviews${query({ limit: 10, cursor })}`),
    guidesFor(args, id),
    recommendedFor(args, [id], 'looking'),
  ]);
  return { listing, reviews, guides, others, formKey: newKey() };
}

function pathOf({ params }: LoaderFunctionArgs): string {
  return `/listings/${encodeURIComponent(params['listingId'] ?? '')}`;
}

export default function Listing() {
  const { listing, reviews, guides, others, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('browse.listing');
  const help = useTranslations('help');
  const words = useWords();
  const { category, seller } = listing;
  return (
    <div className="grid gap-12">
      <article className="grid items-start gap-6 md:grid-cols-2 lg:grid-cols-[1.15fr_1fr] lg:gap-12">
        <Gallery key={listing.id} listing={listing} />
        <div className="grid content-start gap-5">
          <PageHead
            title={listing.title}
            above={
              <TextLink
                to={`/categories/${encodeURIComponent(category)}`}
                className="no-underline hover:underline"
              >
                {words(category)}
              </TextLink>
            }
          >
            <span className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
              <a href="#reviews" className="hover:underline">
                <Stars rating={listing.rating} />
              </a>
              <span>
                {t.rich('sold-by', {
                  seller: () => <TextLink to={`/sellers/${seller.id}`}>{seller.name}</TextLink>,
                })}
              </span>
            </span>
          </PageHead>
          <Price amount={listing.price} className="text-3xl font-semibold" />
          <Variants listing={listing} />
          <BuyBox key={listing.id} listing={listing} formKey={formKey} />
          <Delivery listing={listing} />
          <ExplainedBadge badge={seller.badge} />
          <p className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
            <TextLink to={`/messages/new?listing=${listing.id}`}>{t('ask')}</TextLink>
            <TextLink to={`/help/ask?listing=${listing.id}`}>{help('get-help')}</TextLink>
            <TextLink to={`/report?listing=${listing.id}`}>{t('report')}</TextLink>
          </p>
        </div>
      </article>
      <About listing={listing} />
      <Care guides={guides} />
      <Reviews page={reviews} title={t('reviews')} hint={t('reviews-hint')} />
      <Recommended listings={others} when="looking" />
    </div>
  );
}

function About({ listing: { text, attributes } }: { listing: ListingPage }) {
  const t = useTranslations('browse.listing');
  const words = useWords();
  const facts = Object.entries(attributes).map(([name, value]) => [words(name), words(value)] as const);
  return (
    <section className="grid gap-8 border-t border-line pt-8 md:grid-cols-[1.5fr_1fr]">
      <div className="grid content-start gap-3">
        <h2 className="text-xl font-semibold">{t('about')}</h2>
        <p className="max-w-prose leading-relaxed whitespace-pre-line">{text}</p>
      </div>
      {facts.length > 0 && (
        <div className="grid content-start gap-3">
          <h2 className="text-xl font-semibold">{t('details')}</h2>
          <Facts facts={facts} />
        </div>
      )}
    </section>
  );
}

import { type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get, getOr, query } from '../api.ts';
import { Count, countryNames, DateTime, Share } from '../components/amounts.tsx';
import { Notice } from '../components/notice.tsx';
import { EmptyState, Facts, PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useReader } from '../reader.ts';
import { ListingGrid } from './listing-grid.tsx';
import type { ReviewPage, ShopPage } from './models.ts';
import { Reviews } from './reviews.tsx';
import { ExplainedBadge } from './seller-badge.tsx';
import { Stars } from './stars.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const path = `/sellers/${encodeURIComponent(args.params['sellerId'] ?? '')}`;
  const cursor = args.url.searchParams.get('reviews');
  const [shop, reviews] = await Promise.all([
    get<ShopPage>(args, path),
    getOr<ReviewPage>(args, `${path}/reviews${query({ limit: 10, cursor })}`, [404]),
  ]);
  return { shop, reviews: reviews ?? null };
}

export default function Seller() {
  const { shop, reviews } = useLoaderData<typeof loader>();
  const t = useTranslations('browse.seller');
  return (
    <div className="grid gap-10">
      <Head shop={shop} />
      {!shop.open && (
        <Notice tone="info" title={t('closed')}>
          {t('closed-text')}
        </Notice>
      )}
      {shop.away !== null && (
        <Notice tone="warn" title={t('away')}>
          {t.rich('away-text', { date: () => <DateTime at={shop.away ?? 0} only="date" /> })}
        </Notice>
      )}
      {shop.open && <OnOffer shop={shop} />}
      {shop.open && (
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <Conduct rates={shop.rates} />
          <Trader trader={shop.trader} />
        </div>
      )}
      {reviews && <Reviews page={reviews} title={t('reviews')} hint={t('reviews-hint')} />}
    </div>
  );
}

function Head({ shop }: { shop: ShopPage }) {
  const { language } = useReader();
  const t = useTranslations('browse.seller');
  const country = countryNames(language)(shop.country);
  return (
    <header className="flex flex-wrap items-start gap-5 rounded-2xl bg-accent-soft p-5 sm:p-8">
      <span
        aria-hidden="true"
        className="grid size-16 shrink-0 place-items-center rounded-2xl bg-accent text-3xl font-semibold text-on-accent sm:size-20"
      >
        {Array.from(shop.name)[0]?.toUpperCase()}
      </span>
      <div className="grid min-w-0 flex-1 basis-64 gap-2">
        <PageHead title={shop.name}>
          <span className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
            <a href="#reviews" className="hover:underline">
              <Stars rating={shop.rating} />
            </a>
            <span>{country}</span>
            <span>{t.rich('since', { date: () => <DateTime at={shop.since} only="date" /> })}</span>
          </span>
        </PageHead>
        <ExplainedBadge badge={shop.badge} />
        {shop.about && <p className="max-w-prose pt-1">{shop.about}</p>}
      </div>
    </header>
  );
}

function OnOffer({ shop }: { shop: ShopPage }) {
  const t = useTranslations('browse.seller');
  if (shop.listings.length === 0) return <EmptyState title={t('nothing')} />;
  return (
    <section className="grid gap-4">
      <div className="flex items-baseline justify-between gap-4">
        <h2 className="text-xl font-semibold">{t('on-offer')}</h2>
        <TextLink strong to={`/search?seller=${shop.sellerId}&sort=newest`}>
          {t('all')}
        </TextLink>
      </div>
      <ListingGrid listings={shop.listings} />
    </section>
  );
}

/** Rates that we measure, as a shopper would ask for them. */
function Conduct({ rates }: { rates: ShopPage['rates'] }) {
  const t = useTranslations('browse.seller');
  const known = rates.flatMap(({ metric, share, n }) =>
    metric === 'late-shipment' || metric === 'on-time-delivery' || metric === 'response-time'
      ? [{ metric, share, n } as const]
      : [],
  );
  return (
    <Panel title={t('conduct')} hint={t('conduct-hint')}>
      {known.length === 0 ? (
        <p className="text-sm text-muted">{t('too-early')}</p>
      ) : (
        <ul className="grid gap-3">
          {known.map(({ metric, share, n }) => (
            <li key={metric} className="flex items-baseline justify-between gap-4 text-sm">
              <span>
                {t(`rates.${metric}`)}{' '}
                <span className="text-muted">{t.rich('out-of', { count: () => <Count of={n} /> })}</span>
              </span>
              <strong className="text-lg font-semibold">
                <Share of={share} digits={0} />
              </strong>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

const FIELDS = ['legalName', 'companyNumber', 'address', 'mail', 'phone'] as const;

/** Who stands behind the shop (DSA art. 30), told to people and not to machines that collect addresses. */
function Trader({ trader }: { trader: ShopPage['trader'] }) {
  const t = useTranslations('browse.seller.trader');
  return (
    <Panel title={t('title')} hint={t('hint')}>
      {trader === null ? (
        <p className="text-sm text-muted">
          {t.rich('sign-in', { link: (text) => <TextLink to="/sign-in">{text}</TextLink> })}
        </p>
      ) : (
        <Facts
          facts={FIELDS.flatMap((name) => {
            const found = trader.find((f) => f.field === name);
            return found ? [[t(name), textOfValue(found.value)] as const] : [];
          })}
        />
      )}
    </Panel>
  );
}

function textOfValue(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  return Object.values(value)
    .filter((part) => typeof part === 'string')
    .join(', ');
}

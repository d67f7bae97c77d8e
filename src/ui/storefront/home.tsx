import { Link, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { about, minorDigits, type Rates } from '../../kernel/exchange.ts';
import { CURRENCIES, money } from '../../kernel/money.ts';
import { getOr, type PageArgs, query } from '../api.ts';
import { ButtonLink } from '../components/button.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { EmptyState } from '../components/panel.tsx';
import { useWords } from '../messages/words.ts';
import { pageContext } from '../page-context.ts';
import { ListingRail } from './listing-grid.tsx';
import type { FoundCard, SearchResult } from './models.ts';
import { Picture } from './picture.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';
/** Made of plain data alone: see `PageMemo`. */
export const handle = { repeats: true };

const CATEGORIES_MAX = 12;
const RAIL = 6;
/** Looked at to fill a shelf, so that no seller fills one alone. */
const LOOKED_AT = 48;
const PER_SELLER = 2;
/** Small presents; in the reader's currency. */
const SMALL_EUROS = 2_500;
/** A shelf that can't be filled is left out. */
const CAN_DO_WITHOUT = [404, 422, 429, 503];

interface Shelf {
  readonly name: 'loved' | 'new' | 'small';
  readonly to: string;
  readonly listings: readonly FoundCard[];
}

/** Every shelf comes out of search, so that what holds there holds here: measures, limits, and who is trusted. */
export async function loader(args: LoaderFunctionArgs) {
  const { country, currency } = args.context.get(pageContext).preferences;
  const search = (values: Parameters<typeof query>[0]) =>
    getOr<SearchResult>(args, `/search${query({ country, ...values })}`, CAN_DO_WITHOUT);
  const small = await smallPrice(args, currency);
  const [counted, loved, fresh, cheap] = await Promise.all([
    search({ facets: 'true', limit: 1 }),
    search({ sort: 'rating', ratingMin: 4, inStock: 'true', limit: LOOKED_AT }),
    search({ sort: 'newest', established: 'true', inStock: 'true', limit: LOOKED_AT }),
    search({ priceMax: small.amountMinor, currency: small.currency, inStock: 'true', limit: LOOKED_AT }),
  ]);
  const names = (counted?.facets?.categories ?? []).slice(0, CATEGORIES_MAX).map((c) => c.value);
  const faces = await Promise.all(names.map((category) => search({ category, inStock: 'true', limit: 1 })));
  const upTo = small.amountMinor / 10 ** minorDigits(small.currency);
  const pick = picker();
  const shelves: readonly Shelf[] = [
    { name: 'loved', to: '/search?sort=rating&stars=4&stock=1', listings: pick(loved?.listings ?? []) },
    { name: 'new', to: '/search?sort=newest&established=1&stock=1', listings: pick(fresh?.listings ?? []) },
    { name: 'small', to: `/search?max=${upTo}&stock=1`, listings: pick(cheap?.listings ?? []) },
  ];
  return {
    categories: names.map((category, i) => ({ category, face: faces[i]?.listings[0] ?? null })),
    shelves: shelves.filter((shelf) => shelf.listings.length > 0),
  };
}

/** Takes the best placed, few of each seller, and nothing that a shelf above has. */
function picker() {
  const shown = new Set<string>();
  return (listings: readonly FoundCard[]): readonly FoundCard[] => {
    const bySeller = new Map<string, number>();
    const picked = listings.filter(({ id, seller }) => {
      const before = bySeller.get(seller.id) ?? 0;
      if (shown.has(id) || before >= PER_SELLER) return false;
      bySeller.set(seller.id, before + 1);
      return true;
    });
    const shelf = picked.slice(0, RAIL);
    for (const { id } of shelf) shown.add(id);
    return shelf;
  };
}

async function smallPrice(args: PageArgs, wanted: string | null) {
  const euros = money(SMALL_EUROS, 'EUR');
  const currency = CURRENCIES.find((known) => known === wanted) ?? 'EUR';
  if (currency === 'EUR') return euros;
  const rates = await getOr<Rates>(args, '/rates', CAN_DO_WITHOUT);
  if (!rates) return euros;
  const unit = 10 ** minorDigits(currency);
  return money(Math.ceil(about(euros, currency, rates).amountMinor / unit) * unit, currency);
}

export default function Home() {
  const { categories, shelves } = useLoaderData<typeof loader>();
  const t = useTranslations('browse.home');
  const a = useTranslations('account.data');
  return (
    <div className="grid gap-12">
      <title>{`${t('title')} · Cacashop`}</title>
      <DoneNotice messages={{ erased: a('erased') }} />
      <Hero faces={categories.flatMap(({ face }) => face ?? []).slice(0, 4)} />
      {categories.length > 0 && <Categories categories={categories} />}
      {shelves.map(({ name, to, listings }) => (
        <section key={name} className="grid gap-4">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
            <div>
              <h2 className="text-xl font-semibold">{t(`shelves.${name}.title`)}</h2>
              <p className="text-sm text-muted">{t(`shelves.${name}.text`)}</p>
            </div>
            <Link to={to} className="text-sm font-medium text-accent underline-offset-4 hover:underline">
              {t('see-all')}
              <span className="sr-only">: {t(`shelves.${name}.title`)}</span>
            </Link>
          </div>
          <ListingRail listings={listings} label={t(`shelves.${name}.title`)} />
        </section>
      ))}
      {shelves.length === 0 && <EmptyState title={t('empty')} />}
      <Promises />
    </div>
  );
}

function Hero({ faces }: { faces: readonly FoundCard[] }) {
  const t = useTranslations('browse.home');
  return (
    <section className="grid items-center gap-6 overflow-hidden rounded-2xl bg-accent-soft px-5 py-8 sm:px-10 sm:py-10 lg:grid-cols-[1.2fr_1fr]">
      <div className="grid justify-items-start gap-4">
        <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">{t('title')}</h1>
        <p className="max-w-prose text-base sm:text-lg">{t('text')}</p>
        <ButtonLink to="/search" look="primary">
          {t('start')}
        </ButtonLink>
      </div>
      {faces.length === 4 && (
        <ul
          aria-label={t('faces')}
          className="hidden grid-cols-4 gap-3 sm:grid lg:grid-cols-2 xl:grid-cols-4"
        >
          {faces.map((listing) => (
            <li key={listing.id}>
              <Link to={`/listings/${listing.id}`} className="block overflow-hidden rounded-xl">
                <Picture listing={listing} size="thumb" alt={listing.title} eager />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface CategoriesProps {
  readonly categories: readonly { readonly category: string; readonly face: FoundCard | null }[];
}

function Categories({ categories }: CategoriesProps) {
  const t = useTranslations('browse.home');
  const words = useWords();
  return (
    <section className="grid gap-4">
      <h2 className="text-xl font-semibold">{t('categories')}</h2>
      <ul className="grid grid-cols-3 gap-3 sm:grid-cols-4 sm:gap-4 lg:grid-cols-6">
        {categories.map(({ category, face }) => (
          <li key={category}>
            <Link to={`/categories/${category}`} className="group grid gap-2 text-center text-sm font-medium">
              <span className="block overflow-hidden rounded-xl bg-sunken">
                {face && <Picture listing={face} size="thumb" />}
              </span>
              <span className="group-hover:underline">{words(category)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

const PROMISES = ['kept', 'checked', 'explained'] as const;

function Promises() {
  const t = useTranslations('browse.home.promises');
  return (
    <section aria-label={t('label')} className="border-t border-line pt-8">
      <ul className="grid gap-6 sm:grid-cols-3">
        {PROMISES.map((name) => (
          <li key={name} className="border-s-2 border-accent ps-4">
            <h3 className="font-semibold">{t(`${name}.title`)}</h3>
            <p className="text-sm text-muted">{t(`${name}.text`)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

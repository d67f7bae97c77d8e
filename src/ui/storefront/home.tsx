import { Link, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { minorDigits } from '../../kernel/exchange.ts';
import { CURRENCIES, type Money } from '../../kernel/money.ts';
import { getOr, query } from '../api.ts';
import { Day } from '../components/amounts.tsx';
import { ButtonLink } from '../components/button.tsx';
import { EmptyState } from '../components/panel.tsx';
import { useWords } from '../messages/words.ts';
import { pageContext } from '../page-context.ts';
import { useReader } from '../reader.ts';
import { ListingRail } from './listing-grid.tsx';
import type { FoundCard } from './models.ts';
import { Picture } from './picture.tsx';
import type { PromotionShelf } from './promotions.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';
/** Made of what the API says alone: see `PageMemo`. */
export const handle = { repeats: true };

/** A page without its shelves still leads to search. */
const CAN_DO_WITHOUT = [404, 422, 429, 503];

interface Front {
  readonly promotions: readonly PromotionShelf[];
  readonly categories: readonly { readonly category: string; readonly face: FoundCard | null }[];
  readonly shelves: readonly Shelf[];
}

interface Shelf {
  readonly name: 'loved' | 'new' | 'small';
  readonly listings: readonly FoundCard[];
  readonly priceMax: Money | null;
}

/** Every shelf comes out of search, so that what holds there holds here: measures, limits, and who is trusted. */
export async function loader(args: LoaderFunctionArgs): Promise<Front> {
  const { country, currency: wanted } = args.context.get(pageContext).preferences;
  const currency = CURRENCIES.find((known) => known === wanted);
  const front = await getOr<Front>(args, `/front${query({ country, currency })}`, CAN_DO_WITHOUT);
  return front ?? { promotions: [], categories: [], shelves: [] };
}

/** The whole of what a shelf shows the best of. */
function wholeOf({ name, priceMax }: Shelf): string {
  if (name === 'loved') return '/search?stars=4&stock=1';
  if (name === 'new') return '/search?sort=newest&established=1&stock=1';
  const upTo = priceMax === null ? '' : priceMax.amountMinor / 10 ** minorDigits(priceMax.currency);
  return `/search?max=${upTo}&stock=1`;
}

export default function Home() {
  const { promotions, categories, shelves } = useLoaderData<typeof loader>();
  const t = useTranslations('browse.home');
  return (
    <div className="grid gap-12">
      <title>{`${t('title')} · Cacashop`}</title>
      <Hero faces={categories.flatMap(({ face }) => face ?? []).slice(0, 4)} />
      {categories.length > 0 && <Categories categories={categories} />}
      {promotions.map((promotion) => (
        <Promoted key={promotion.promotionId} promotion={promotion} />
      ))}
      {shelves.map((shelf) => (
        <section key={shelf.name} className="grid gap-4">
          <ShelfHead
            title={t(`shelves.${shelf.name}.title`)}
            text={t(`shelves.${shelf.name}.text`)}
            to={wholeOf(shelf)}
          />
          <ListingRail listings={shelf.listings} label={t(`shelves.${shelf.name}.title`)} />
        </section>
      ))}
      {shelves.length === 0 && <EmptyState title={t('empty')} />}
      <Promises />
    </div>
  );
}

interface ShelfHeadProps {
  readonly title: string;
  readonly text: React.ReactNode;
  readonly to: string;
}

function ShelfHead({ title, text, to }: ShelfHeadProps) {
  const t = useTranslations('browse.home');
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
      <div>
        <h2 className="text-xl font-semibold">{title}</h2>
        <p className="text-sm text-muted">{text}</p>
      </div>
      <Link to={to} className="text-sm font-medium text-accent underline-offset-4 hover:underline">
        {t('see-all')}
        <span className="sr-only">: {title}</span>
      </Link>
    </div>
  );
}

/** A theme of the house, set apart from the shelves that are always there. */
function Promoted({ promotion: { promotionId, wording, to, listings } }: { promotion: PromotionShelf }) {
  const { language } = useReader();
  const t = useTranslations('browse.promotion');
  const { title, text } = wording[language];
  const until = t.rich('running', { date: () => <Day at={to} /> });
  return (
    <section className="grid gap-5 rounded-2xl bg-sunken px-4 py-6 sm:px-6">
      <ShelfHead
        title={title}
        text={
          <>
            {text} {until}
          </>
        }
        to={`/promotions/${promotionId}`}
      />
      <ListingRail listings={listings} label={title} />
    </section>
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
